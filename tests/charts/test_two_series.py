"""Two series on one scale."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import DARK, MONO
from gutskin_tui.charts.two_series import TwoSeriesChart
from tests.charts.pictures import LAST, WEEK, block, days_to, lines, segments, series

SKIN = [0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0]
STRESS = [4.0, 3.0, 2.0, None, 0.0, 0.0, 0.0]


def test_lines_are_braille_with_a_mark_of_their_own_at_the_last_day() -> None:
    chart = TwoSeriesChart(WEEK, SKIN, STRESS, ("skin", "stress"), lo=0, hi=4, height=7, width=23)
    drawn = lines(chart)
    assert drawn[0].endswith("•")
    assert drawn[4].endswith("◦")
    assert sum(0x2800 < ord(glyph) < 0x2900 for glyph in "".join(drawn)) > 15
    assert {part.style for part in segments(chart, 23)} >= {DARK.point, DARK.second}


def test_a_missing_day_is_a_gap_and_a_lone_day_has_a_mark() -> None:
    values = [1.0, None, 3.0, None, 1.0, 1.0, 1.0]
    drawn = lines(TwoSeriesChart(WEEK, values, [None] * 7, ("a", "b"), lo=0, hi=4, height=7, width=23))
    assert drawn[:4] == ["4┤", "3┤       •", "2┤", "1┤•            ⠐⠒⠒⠒⠒⠒⠒•"]


def test_ascii_has_marks_alone() -> None:
    chart = TwoSeriesChart(WEEK, SKIN, STRESS, ("skin", "stress"), lo=0, hi=4, height=7, width=23, palette=MONO.ascii())
    assert lines(chart) == block(
        """
        ¦4|x            o   o  o
        ¦3|   x      o
        ¦2|       *
        ¦1|   o
        ¦0|o            x   x  x
        ¦ ++-------------------+
        ¦  15 Nov         21 Nov
        """
    )


def test_the_legend_has_the_marks_and_the_last_values() -> None:
    chart = TwoSeriesChart(WEEK, SKIN, [None] * 7, ("skin", "stress"))
    assert chart.legend().plain == "• skin 4  ◦ stress none  * both"


@settings(max_examples=60)
@given(first=series, width=st.integers(1, 130), height=st.integers(1, 20), ascii_only=st.booleans())
def test_no_line_is_wider_than_the_chart(first: list[float | None], width: int, height: int, ascii_only: bool) -> None:
    palette = DARK.ascii() if ascii_only else DARK
    chart = TwoSeriesChart(
        days_to(LAST, len(first)), first, first[::-1], ("a", "b"), height=height, empty="none", palette=palette
    )
    drawn = lines(chart, width)
    assert max(map(cell_len, drawn), default=0) <= width
    assert len(drawn) in (1, height)
    assert not ascii_only or "".join(drawn).isascii()


def test_series_that_do_not_match_their_days_are_refused() -> None:
    with pytest.raises(ValueError, match="second: 1 values for 7 days"):
        TwoSeriesChart(WEEK, SKIN, [1.0], ("a", "b"))


def test_a_span_is_named_above_the_plot_and_shaded() -> None:
    days = days_to(LAST, 28)
    spans = [
        DaySpan(days[7], days[20], "no dairy"),
        DaySpan(LAST + timedelta(days=1), LAST + timedelta(days=9), "later"),
    ]
    values = [3.0] * 28
    chart = TwoSeriesChart(days, values, values, ("a", "b"), spans=spans, lo=0, hi=10, height=9, width=60)
    assert "├" in lines(chart)[0]
    assert " no dairy " in lines(chart)[0]
    assert "later" not in "".join(lines(chart))
    assert any(part.style and part.style.bgcolor == DARK.span.bgcolor for part in segments(chart, 60))
