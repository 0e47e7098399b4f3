from __future__ import annotations

import re
from datetime import timedelta
from math import floor, log10

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import DARK, MONO
from tests.charts.pictures import LAST, WEEK, block, days_to, lines, positive_series, segments, words

GLASSES = [8, 4, None, 0, 7, 1, 2]


def test_bars_start_at_zero_and_a_missing_day_has_none() -> None:
    assert lines(BarChart(WEEK, GLASSES, goal=8, height=6, width=23)) == block(
        """
        ¦8▸▔▔▔▔▔▔▔▔▔▔▔▔▄▄▔▔▔▔▔▔▔
        ¦6┤██          ██
        ¦4┤██ ██       ██
        ¦2┤██ ██ ·  0  ██ ▄▄ ██
        ¦0└✓─────────────────┬──
        ¦  15 Nov         21 Nov
        """
    )


def test_the_same_in_ascii() -> None:
    assert lines(BarChart(WEEK, GLASSES, goal=8, height=6, width=23, palette=MONO.ascii())) == block(
        """
        ¦8>##\"""\"""\"""\"==\"""\"""\"
        ¦6|##          ##
        ¦4|## ##       ##
        ¦2|## ## .  0  ## == ##
        ¦0+*-----------------+--
        ¦  15 Nov         21 Nov
        """
    )


def test_the_days_of_a_span_are_shaded_between_two_lines() -> None:
    spans = [
        DaySpan(WEEK[2], WEEK[4], "no dairy"),
        DaySpan(LAST + timedelta(days=1), LAST + timedelta(days=9), "later"),
    ]
    chart = BarChart(WEEK, GLASSES, goal=8, height=6, width=23, spans=spans, palette=MONO)
    assert lines(chart) == block(
        """
        ¦8▸██▔▔▔┊▔▔▔▔▔▔▄▄┊▔▔▔▔▔▔
        ¦6┤██   ┊      ██┊
        ¦4┤██ ██┊      ██┊
        ¦2┤██ ██┊·  0  ██┊▄▄ ██
        ¦0└✓─────────────────┬──
        ¦  15 Nov         21 Nov
        """
    )


def test_bars_fill_the_width_and_a_zero_has_a_mark() -> None:
    drawn = lines(BarChart(days_to(LAST, 4), [3, 0, None, None], hi=3, height=5, width=22, pending=True))
    assert drawn == block(
        """
        ¦3┤████
        ¦2┤████
        ¦1┤████  0    ·    _
        ¦0└─┬──────────────┬───
        ¦  18 Nov        21 Nov
        """
    )


def test_a_day_just_short_of_the_goal_is_drawn_below_it() -> None:
    chart = BarChart(days_to(LAST, 2), [7.99, 8.0], goal=8, height=6, width=20)
    assert lines(chart)[0] == "8▸" + "▇" * 8 + "▔" * 10
    reached = [part.text for part in segments(chart, 20) if part.style == DARK.good]
    assert reached == ["█" * 8] * 3 + ["✓"]


def test_a_bar_of_an_unfinished_day_is_hollow() -> None:
    drawn = lines(BarChart(WEEK, [2.0] * 7, goal=4, height=6, width=23, unfinished=True))
    assert drawn[3] == "1┤██ ██ ██ ██ ██ ██ ░░"


def test_a_hairline_goes_through_the_selected_day_and_a_column_gives_its_day_back() -> None:
    chart = BarChart(WEEK, [4.0] + [None] * 6, height=6, width=23, crosshair=WEEK[3])
    assert [line.rstrip().endswith("│") for line in lines(chart)[:3]] == [True] * 3
    assert chart.day_at(lines(chart)[0].rstrip().rindex("│"), 23, 6) == WEEK[3]
    assert [chart.day_at(x, 23, 6) for x in (1, 2, 22)] == [None, WEEK[0], WEEK[6]]


def test_the_least_sip_is_visible() -> None:
    assert lines(BarChart([LAST], [0.001], hi=10, height=4, width=20))[1].endswith("▁")


def test_a_goal_in_the_middle_of_round_rows_is_labelled() -> None:
    drawn = lines(BarChart(WEEK, [9.0] * 7, goal=8, height=7, width=30))
    assert [line[:3] for line in drawn[:5]] == ["10┤", " 8▸", " 6┤", " 4┤", " 2┤"]


def test_a_goal_less_than_a_row_has_no_line() -> None:
    drawn = "".join(lines(BarChart(WEEK, [100.0] * 7, goal=1, height=6, width=30)))
    assert "█" in drawn
    assert not set("▔▸") & set(drawn)


def test_more_days_than_columns_are_averaged() -> None:
    drawn = lines(BarChart(days_to(LAST, 36), [0, 2] * 18, hi=2, height=4, width=20))
    assert drawn[0] == "2┤"
    assert drawn[1] == "1┤" + "█" * 18


def test_a_chart_too_small_is_a_line_and_an_empty_chart_has_a_message() -> None:
    assert lines(BarChart(WEEK, GLASSES), 19) == ["█▅·▁▇▂▃"]
    assert lines(BarChart(WEEK, [None] * 7, empty="no drinks yet")) == ["no drinks yet"]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0])
def test_what_is_no_bar_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="values"):
        BarChart([LAST], [bad])
    with pytest.raises(ValueError, match="goal"):
        BarChart([LAST], [1.0], goal=bad)


def test_nonsense_sizes_and_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 1 days"):
        BarChart([LAST], [1.0, 2.0])
    with pytest.raises(ValueError, match="hi must be above 0"):
        BarChart([LAST], [1.0], hi=0)
    with pytest.raises(ValueError, match="at least 1"):
        BarChart([LAST], [1.0], width=0)


@settings(max_examples=150)
@given(
    values=positive_series,
    width=st.integers(1, 130),
    height=st.integers(1, 20),
    goal=st.none() | st.floats(0.001, 1e6),
    empty=words,
    ascii_only=st.booleans(),
)
def test_no_line_is_wider_than_its_room(
    values: list[float | None], width: int, height: int, goal: float | None, empty: str, ascii_only: bool
) -> None:
    palette = DARK.ascii() if ascii_only else DARK
    chart = BarChart(days_to(LAST, len(values)), values, goal=goal, height=height, empty=empty, palette=palette)
    drawn = lines(chart, width)
    assert max(map(cell_len, drawn), default=0) <= width
    assert len(drawn) in (1, height)
    if ascii_only:
        assert "".join(drawn).isascii()


STEPS = (1, 1.5, 2, 2.5, 3, 4, 5)


@pytest.mark.parametrize("goal", [2.0, 5.0, 6.0, 8.0, 10.0, 90.0, None])
@given(height=st.integers(10, 60), share=st.floats(1.0, 1.5))
def test_the_axis_counts_in_round_numbers_besides_the_goal(goal: float | None, height: int, share: float) -> None:
    chart = BarChart([LAST], [(goal or 8.0) * share], goal=goal, height=height, width=60)
    labels = [float(match[1]) for line in lines(chart) if (match := re.match(r"[^0-9]*(\d[\d.]*)[┤▸]", line))]
    regular = sorted({0.0, *labels} - {goal})
    assert len(labels) <= 7
    if len(regular) > 2:
        step = regular[1] if regular[1] * 2 in {*regular, goal} else regular[2] - regular[1]
        mantissa = step / 10 ** floor(log10(step) + 1e-9)
        assert any(mantissa == pytest.approx(known) for known in STEPS)
        assert all(number / step == pytest.approx(round(number / step)) for number in regular)


@pytest.mark.parametrize("rows", range(6, 40))
def test_labels_of_a_high_scale_have_no_fractions(rows: int) -> None:
    days = days_to(LAST, 3)
    labels = [line.split("┤")[0].strip() for line in lines(BarChart(days, [14, 2.25, 6], height=rows, width=30))]
    assert not [label for label in labels[:-2] if "." in label]
