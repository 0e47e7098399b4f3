"""A chart as a table: the same numbers for people who read better than they see shapes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.charts.palette import DARK, Ink
from gutskin_tui.charts.series import Values, checked, checked_days
from gutskin_tui.charts.time_axis import long_day
from gutskin_tui.charts.words import plain

if TYPE_CHECKING:
    from rich.table import Table


def chart_table(
    days: Sequence[date],
    values: Values,
    means: Values = (),
    *,
    name: str,
    unit: str = "",
    decimals: int = 0,
    mean_decimals: int = 1,
    mean_name: str = "7-day mean",
    newest_first: bool = True,
    ink: Ink = DARK,
) -> Table:
    """A row per day: the date, the value with its unit, and the mean (no such column if `means` is empty).

    A missing value is the glyph for no entry. Cells wrap where the width is short; nothing is cut.
    Raises ValueError for NaN, infinities, series of another length than `days`, or days with holes.
    """
    # Here, because it brings in the console, which costs as much as all of the charts.
    from rich.table import Table

    taken = checked_days(days)
    shown = checked(values, "values", len(taken))
    smooth = checked(means, "means", len(taken)) if means else ()
    glyphs = ink.glyphs
    table = Table(box=glyphs.box, border_style=ink.axis, header_style=ink.label, pad_edge=False)
    table.add_column("day", overflow="fold")
    table.add_column(Text(plain(name, glyphs)), justify="right", overflow="fold")
    if smooth:
        table.add_column(Text(plain(mean_name, glyphs)), justify="right", overflow="fold")

    def cell(value: float | None, places: int) -> Text:
        if value is None:
            return Text(glyphs.none, ink.muted)
        return Text(f"{value:.{places}f} {plain(unit, glyphs)}".rstrip(), ink.text)

    order = range(len(taken) - 1, -1, -1) if newest_first else range(len(taken))
    for index in order:
        row = [Text(long_day(taken[index]), ink.label), cell(shown[index], decimals)]
        if smooth:
            row.append(cell(smooth[index], mean_decimals))
        table.add_row(*row)
    return table
