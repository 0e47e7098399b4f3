"""Small multiples: several series on one time axis."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from rich.text import Text

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import DARK, MONO
from gutskin_tui.charts.small_multiples import DayMarks, SmallMultiples, SmallSeries

DAYS = [date(2026, 11, 1) + timedelta(days=index) for index in range(14)]


def drawn(chart: SmallMultiples, width: int, height: int) -> list[str]:
    return ["".join(segment.text for segment in line) for line in chart.lines(width, height)]


def series(title: str, *values: float | None, hi: float | None = 10) -> SmallSeries:
    return SmallSeries(Text(title), [*values, *[None] * (len(DAYS) - len(values))], hi=hi)


def test_all_series_and_marks_have_a_day_in_the_same_column() -> None:
    marks = DayMarks(Text("practice"), [day == DAYS[5] for day in DAYS])
    chart = SmallMultiples(DAYS, [series("stress", *[None] * 5, 10.0), series("mood", *[None] * 5, 10.0)], [marks])
    lines = drawn(chart, 28, 9)
    columns = {line.index("█") for line in lines if "█" in line} | {line.index("■") for line in lines if "■" in line}
    assert len(columns) == 1
    assert lines[-1].startswith("1 Nov")
    assert lines[-1].endswith("14 Nov")


@pytest.mark.parametrize(("value", "blocks"), [(0, "▁"), (5, "█"), (10, "██")])
def test_a_bar_is_as_high_as_its_share_of_the_scale(value: float, blocks: str) -> None:
    lines = drawn(SmallMultiples(DAYS, [series("stress", value)]), 28, 4)
    bar = "".join(line[:1] for line in lines[1:3]).replace(" ", "")
    assert bar == blocks


def test_a_day_without_a_value_has_no_bar() -> None:
    lines = drawn(SmallMultiples(DAYS, [series("stress", 10, None, 10)]), 14, 4)
    assert lines[1].rstrip() == "█ █"
    assert lines[2].startswith("█·█")


def test_with_many_rows_the_mean_is_an_area_on_an_axis() -> None:
    values = [4.0] * len(DAYS)
    chart = SmallMultiples(DAYS, [SmallSeries(Text("stress"), values, values, hi=10)])
    lines = drawn(chart, 30, 12)
    assert sum("┤" in line for line in lines) >= 2
    assert any("•" in line for line in lines)


@pytest.mark.parametrize("height", range(1, 30))
def test_no_height_draws_more_rows_than_it_has(height: int) -> None:
    parts = [series("stress", 1, 2, 3), series("exercise", 30, 60, hi=None)]
    chart = SmallMultiples(DAYS, parts, [DayMarks(Text("practice"), [True] * len(DAYS))])
    assert len(drawn(chart, 40, height)) == height


def test_a_negative_value_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        SmallMultiples(DAYS, [series("stress", -1)])


def test_a_span_is_shaded_and_without_colours_has_lines_at_its_ends() -> None:
    spans = [DaySpan(DAYS[3], DAYS[5], "no dairy")]
    values = series("stress", *[0.0] * len(DAYS))
    rows = SmallMultiples(DAYS, [values], spans=spans, palette=DARK).lines(14, 5)
    shaded = [
        [
            place
            for place, style in enumerate(style for part in row for style in [part.style] * len(part.text))
            if style and style.bgcolor
        ]
        for row in rows
    ]
    assert shaded == [[], [3, 4, 5], [3, 4, 5], [3, 4, 5], []]
    assert drawn(SmallMultiples(DAYS, [values], spans=spans, palette=MONO), 14, 5)[1:3] == ["   ┊ ┊"] * 2
    assert "┊" not in "".join(drawn(SmallMultiples(DAYS, [values], palette=MONO), 14, 5))
