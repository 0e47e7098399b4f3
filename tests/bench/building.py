"""Building a chart of a year in this process, without a screen; medians of many."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console
from rich.text import Text

from gutskin_tui.charts.line import LineChart
from gutskin_tui.charts.palette import DARK
from gutskin_tui.model.series import grid, rolling
from gutskin_tui.store import Journal
from tests.bench.place import Place
from tests.bench.repeat import medians, milliseconds
from tests.bench.table import Row
from tests.model.day_values import day_values

WIDTH, HEIGHT = 76, 20


def charts(place: Place) -> list[Row]:
    """Means and chart of 365 days to segments, against as much plain text."""
    with Journal.open(place.path) as journal:
        skin = list(journal.between(kind="skin"))
    values = day_values(skin, "severity")
    last = place.today
    first = last - timedelta(days=364)
    console = Console(width=WIDTH, height=HEIGHT, color_system="truecolor", force_terminal=True)
    options = console.options
    days = [first + timedelta(days=step) for step in range(365)]

    def chart() -> None:
        picture = LineChart(
            days, grid(values, first, last), rolling(values, first, last, 7), lo=0, hi=10, height=HEIGHT, palette=DARK
        )
        console.render_lines(picture, options)

    def text() -> None:
        console.render_lines(Text("\n".join("x" * WIDTH for _ in range(HEIGHT))), options)

    built, plain = medians(60, lambda: milliseconds(chart), lambda: milliseconds(text))
    return [Row("building a chart of a year", built, "plain text of that size", plain, 3, "value")]
