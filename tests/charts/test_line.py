"""Line charts: points, means, gaps, references, spans, the short form, and invalid values."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import DaySpan, LineChart, Reference
from gutskin_tui.charts.palette import DARK, MONO
from tests.charts.pictures import LAST, block, days_to, lines, means, numbers, scores, segments, series, words

WEEK = days_to(LAST, 7)


def test_points_are_at_their_day_and_value_and_a_missing_day_is_a_gap() -> None:
    chart = LineChart(WEEK, [0, 2, None, 4, 4, 1, 3], lo=0, hi=4, height=7, width=24)
    assert lines(chart) == block(
        """
        ¦4 │          •  •
        ¦  │                    •
        ¦2 │   •
        ¦  │                 •
        ¦0 │•
        ¦  └┬───────────────────┬
        ¦   15 Nov         21 Nov
        """
    )


def test_a_mean_that_changes_rows_stays_connected() -> None:
    mean = [0.0] * 5 + [2.0] * 6 + [1.0] * 6
    chart = LineChart(days_to(LAST, 17), [None] * 17, mean, lo=0, hi=2, height=5, width=20)
    assert lines(chart) == block(
        """
        ¦2 │     ╭─────╮
        ¦  │     │     ╰─────
        ¦0 │─────╯
        ¦  └┬───────────────┬
        ¦   5 Nov      21 Nov
        """
    )


def test_a_chart_in_ascii() -> None:
    mean = [0.0] * 5 + [2.0] * 6 + [1.0] * 6
    points = [2.0] + [None] * 16
    chart = LineChart(days_to(LAST, 17), points, mean, lo=0, hi=2, height=5, width=20, palette=MONO.ascii())
    assert lines(chart) == block(
        """
        ¦2 |o    .-----.
        ¦  |     |     '-----
        ¦0 |-----'
        ¦  ++---------------+
        ¦   5 Nov      21 Nov
        """
    )


def test_a_mean_is_not_drawn_through_a_day_without_a_mean() -> None:
    chart = LineChart(days_to(LAST, 3), [None] * 3, [1, None, 1], lo=0, hi=2, height=5, width=20)
    assert lines(chart)[1] == "  │─               ─"


def test_a_mean_joins_days_with_space_between_and_points_are_never_joined() -> None:
    chart = LineChart(days_to(LAST, 2), [0, 2], [1, 1], lo=0, hi=2, height=5, width=20)
    assert lines(chart)[:3] == ["2 │                •", "  │─────────────────", "0 │•"]


def test_more_days_than_columns_show_the_mean_of_what_is_there() -> None:
    # 34 days on 17 columns: two days each.
    points = [0, 2, None, 4, None, None] + [0.0] * 28
    chart = LineChart(days_to(LAST, 34), points, lo=0, hi=4, height=7, width=20)
    drawn = lines(chart)
    assert drawn[0] == "4 │ •"
    assert drawn[3] == "  │•"
    assert drawn[4] == "0 │   " + "•" * 14


def test_values_beyond_the_scale_are_arrows_at_its_edge() -> None:
    chart = LineChart(days_to(LAST, 2), [9, -9], lo=0, hi=4, height=5, width=20)
    drawn = lines(chart)
    assert drawn[0] == "4 │▲"
    assert drawn[2] == "0 │                ▼"


def test_two_series_share_a_scale_and_their_overlap_is_marked() -> None:
    chart = LineChart(
        days_to(LAST, 3),
        [1, 2, 3],
        second=[3, 2, None],
        point_mark="k",
        second_mark="s",
        lo=1,
        hi=3,
        height=5,
        width=20,
    )
    assert [line[3:] for line in lines(chart)[:3]] == ["s               k", "        *", "k"]
    assert line_legend("skin", "", "stress", point_mark="k", second_mark="s").plain == "k skin  s stress  * both"


def test_a_reference_line_covers_neither_its_label_nor_the_data() -> None:
    chart = LineChart(days_to(LAST, 2), [2, 0], reference=Reference(2, "goal"), lo=0, hi=4, height=7, width=24)
    drawn = lines(chart)
    assert drawn[2] == "2 │•┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ goal"
    assert drawn[4] == "0 │               •"


def test_an_automatic_scale_makes_room_for_the_reference() -> None:
    chart = LineChart(WEEK, [1.0] * 7, reference=Reference(20, "norm"), height=9, width=40)
    assert any("┄" in line and line.endswith("norm") for line in lines(chart))


def test_spans_are_named_tinted_and_marked_where_they_start() -> None:
    days = days_to(LAST, 34)
    spans = [DaySpan(days[0], days[16], "before"), DaySpan(days[17], days[33], "without dairy")]
    chart = LineChart(days, [2.0] * 34, lo=0, hi=4, height=8, width=37, spans=spans)
    assert [line.rstrip() for line in lines(chart)] == block(
        """
        ¦   ├─── before ────┤├ without dairy ┤
        ¦4 │                 ┊
        ¦  │                 ┊
        ¦2 │••••••••••••••••••••••••••••••••••
        ¦  │                 ┊
        ¦0 │                 ┊
        ¦  └┬─────────────┬──────────────────┬
        ¦   19 Oct      2 Nov           21 Nov
        """
    )
    tinted = [part for part in segments(chart, 37) if part.style and part.style.bgcolor]
    assert sum(len(part.text) for part in tinted) == 34 * 5


def test_consecutive_spans_touch_where_days_have_space_between() -> None:
    spans = [DaySpan(WEEK[0], WEEK[2], "a"), DaySpan(WEEK[3], WEEK[6], "b")]
    drawn = lines(LineChart(WEEK, [2.0] * 7, lo=0, hi=4, height=8, width=24, spans=spans))
    assert drawn[0] == "   ├── a ───┤├─── b ───┤"


def test_a_span_outside_the_days_is_not_drawn() -> None:
    past = DaySpan(LAST - timedelta(days=90), LAST - timedelta(days=60), "old")
    assert not any("old" in line for line in lines(LineChart(WEEK, [1.0] * 7, spans=[past], width=40)))


def test_an_empty_chart_has_axes_and_a_message_of_what_it_needs() -> None:
    chart = LineChart(WEEK, [None] * 7, lo=0, hi=10, height=5, width=30, empty="needs 3 more days")
    assert lines(chart) == block(
        """
        ¦10 │
        ¦   │    needs 3 more days
        ¦ 0 │
        ¦   └┬────────────────────────┬
        ¦    15 Nov              21 Nov
        """
    )
    bare = lines(LineChart([], [], height=4, width=30, empty="no entries yet"))
    assert bare == ["│", "│       no entries yet", "└─────────────────────────────", ""]


def test_a_single_point_and_a_constant_line_are_visible() -> None:
    assert sum(line.count("•") for line in lines(LineChart([LAST], [4.0], height=6, width=30))) == 1
    flat = lines(LineChart(WEEK, [4.0] * 7, height=6, width=30))
    assert [line.count("•") for line in flat if "•" in line] == [7]


def test_negative_numbers_have_an_axis_of_their_own() -> None:
    drawn = lines(LineChart(WEEK, [-3, -2, -1, 0, 1, 2, 3], height=9, width=40))
    labels = [line.split("│")[0].strip() for line in drawn if "│" in line]
    assert [label for label in labels if label] == ["5", "0", "-5"]


def test_too_narrow_or_low_is_the_short_form() -> None:
    assert lines(LineChart(WEEK, [0, 1, 2, None, 5, 6, 7]), 19) == ["▁▂▃·▆▇█"]
    assert lines(LineChart(WEEK, [None] * 7, empty="needs 3 more days"), 12) == ["needs 3 mor…"]
    assert len(lines(LineChart(WEEK, [1.0] * 7, height=3))) == 1


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e13])
def test_what_cannot_be_drawn_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="points"):
        LineChart([LAST], [bad])
    with pytest.raises(ValueError, match="mean"):
        LineChart([LAST], [1.0], [bad])
    with pytest.raises(ValueError, match="second"):
        LineChart([LAST], [1.0], second=[bad])
    with pytest.raises(ValueError, match="bounds"):
        LineChart([LAST], [1.0], lo=bad)
    with pytest.raises(ValueError, match="bounds"):
        LineChart([LAST], [1.0], reference=Reference(bad))


def test_series_that_do_not_match_their_days_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 1 days"):
        LineChart([LAST], [1.0, 2.0])
    with pytest.raises(ValueError, match="without holes"):
        LineChart([LAST - timedelta(days=2), LAST], [1.0, 2.0])
    with pytest.raises(ValueError, match="without holes"):
        LineChart([LAST, LAST], [1.0, 2.0])
    with pytest.raises(ValueError, match="must be below"):
        LineChart([LAST], [1.0], lo=3, hi=3)
    with pytest.raises(ValueError, match="at least 1"):
        LineChart([LAST], [1.0], height=0)
    with pytest.raises(ValueError, match="one cell wide"):
        LineChart([LAST], [1.0], point_mark="味")


def test_labels_with_markup_and_control_characters_are_cleaned() -> None:
    spans = [DaySpan(WEEK[0], WEEK[-1], "[red]\x1b[2J\u202emilk[/]")]
    chart = LineChart(WEEK, [1.0] * 7, spans=spans, reference=Reference(1, "a\tb\x07"), width=60)
    text = "\n".join(lines(chart))
    assert "[red][2Jmilk[/]" in text
    assert "a b" in text
    assert not set("\x1b\u202e\x07\t") & set(text)


@settings(max_examples=150)
@given(
    values=series,
    width=st.integers(1, 130),
    height=st.integers(1, 20),
    label=words,
    second=st.booleans(),
    bounds=st.sampled_from([(None, None), (0, 10), (None, 5), (-2, None)]),
    ascii_only=st.booleans(),
)
def test_no_line_is_wider_than_the_chart(
    values: list[float | None],
    width: int,
    height: int,
    label: str,
    second: bool,
    bounds: tuple[float | None, float | None],
    ascii_only: bool,
) -> None:
    days = days_to(LAST, len(values))
    chart = LineChart(
        days,
        values,
        means(values),
        second=values[::-1] if second else (),
        reference=Reference(3, label),
        spans=[DaySpan(days[0], days[len(days) // 2], label), DaySpan(days[-1], days[-1], label)] if days else [],
        lo=bounds[0],
        hi=bounds[1],
        height=height,
        empty=label,
        palette=DARK.ascii() if ascii_only else DARK,
    )
    drawn = lines(chart, width)
    assert max(map(cell_len, drawn), default=0) <= width
    assert len(drawn) in (1, height)
    if ascii_only:
        assert "".join(drawn).isascii()


@settings(max_examples=60)
@given(values=st.lists(numbers, min_size=1, max_size=60), width=st.integers(30, 120))
def test_every_day_has_its_point_while_there_is_a_column_for_it(values: list[float], width: int) -> None:
    chart = LineChart(days_to(LAST, len(values)), values, height=12, width=width)
    marks = sum(line.count("•") for line in lines(chart))
    room = max(line.count("─") + line.count("┬") for line in lines(chart))
    assert marks == min(len(values), room)


def test_a_year_of_real_scores_fills_the_plot_in_every_size() -> None:
    values = scores(365)
    for width in (116, 74, 56, 40, 20):
        drawn = lines(LineChart(days_to(LAST, 365), values, means(values), lo=0, hi=10, height=14), width)
        assert len(drawn) == 14
        assert cell_len(drawn[-2]) == width
