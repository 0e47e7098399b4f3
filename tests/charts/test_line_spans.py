"""What line charts draw beside the data: references, spans, marks of days and the hairline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.charts.glyphs import UNICODE
from gutskin_tui.charts.line import DayMark, DaySpan, LineChart, Reference
from gutskin_tui.charts.plot import span_name
from tests.charts.pictures import LAST, WEEK, block, days_to, lines, segments


def test_a_reference_line_covers_neither_its_label_nor_the_data() -> None:
    chart = LineChart(days_to(LAST, 2), [2, 0], reference=Reference(2, "goal"), lo=0, hi=3, height=6, width=24)
    drawn = lines(chart)
    assert drawn[0] == "2┤• " + "─ " * 8 + "goal"
    assert drawn[3].endswith("•")


def test_a_reference_between_two_rows_is_drawn_between_them() -> None:
    drawn = lines(LineChart(WEEK, [0, 10, 5, 5, 5, 5, 5], reference=Reference(3), lo=0, hi=10, height=5, width=24))
    assert drawn[1] == " 5┤▁ ▁ ▁ ▁•▁ • ▁•▁ ▁•▁ •"


def test_an_automatic_scale_makes_room_for_the_reference() -> None:
    chart = LineChart(WEEK, [1.0] * 7, reference=Reference(20, "norm"), height=9, width=40)
    assert any(line.endswith("norm") for line in lines(chart))


def test_spans_are_named_shaded_and_marked_where_they_start() -> None:
    days = days_to(LAST, 34)
    spans = [DaySpan(days[0], days[16], "before"), DaySpan(days[17], days[33], "without dairy")]
    chart = LineChart(days, [2.0] * 34, lo=0, hi=3, height=7, width=36, spans=spans)
    assert [line.rstrip() for line in lines(chart)] == block(
        """
        ¦  ├─── before ────┤├ without dairy ┤
        ¦3┤                 ┊
        ¦2┤••••••••••••••••••••••••••••••••••
        ¦1┤                 ┊
        ¦0┤                 ┊
        ¦ └┬─────────────┬──────────────────┬
        ¦  19 Oct      2 Nov           21 Nov
        """
    )
    tinted = [part for part in segments(chart, 36) if part.style and part.style.bgcolor]
    assert sum(len(part.text) for part in tinted) == 34 * 4


def test_a_narrow_span_has_the_first_letter_of_its_name_and_days_have_marks() -> None:
    days = days_to(LAST, 34)
    chart = LineChart(
        days, [2.0] * 34, width=36, spans=[DaySpan(days[2], days[4], "cream")], marks=[DayMark(days[20], "!")]
    )
    assert lines(chart)[0] == "    ├c┤" + " " * 15 + "!"


@pytest.mark.parametrize(
    ("label", "room", "name"),
    [
        ("out", 7, " out "),
        ("out", 6, "out"),
        ("out", 5, "out"),
        ("out", 4, "o"),
        ("in", 4, "in"),
        ("doxycycline", 6, "d"),
        ("doxycycline", 7, " do… "),
        ("", 9, ""),
    ],
)
def test_a_name_that_does_not_fit_above_its_span_is_cut_or_its_first_letter(label: str, room: int, name: str) -> None:
    assert span_name(label, room, UNICODE) == name


def test_consecutive_spans_touch_where_days_have_space_between() -> None:
    spans = [DaySpan(WEEK[0], WEEK[2], "a"), DaySpan(WEEK[3], WEEK[6], "b")]
    drawn = lines(LineChart(WEEK, [0.0, 4.0] + [2.0] * 5, lo=0, hi=4, height=8, width=23, spans=spans))
    assert drawn[0] == "  ├── a ───┤├─── b ───┤"


def test_a_span_outside_the_days_is_not_drawn() -> None:
    past = DaySpan(LAST - timedelta(days=90), LAST - timedelta(days=60), "old")
    assert not any("old" in line for line in lines(LineChart(WEEK, [1.0] * 7, spans=[past], width=40)))


def test_a_hairline_goes_through_the_selected_day_and_a_column_gives_its_day_back() -> None:
    chart = LineChart(WEEK, [1.0] * 7, [1.0] * 7, lo=0, hi=3, height=6, width=23, crosshair=WEEK[3])
    x = lines(chart)[0].index("│")
    assert [line[x] for line in lines(chart)[:4]] == ["│"] * 4
    assert chart.day_at(x, 23, 6) == WEEK[3]
    assert chart.day_at(1, 23, 6) is None
    assert "│" not in lines(LineChart(WEEK, [3.0] * 7, lo=0, hi=3, height=6, crosshair=LAST - timedelta(days=90)))[0]
