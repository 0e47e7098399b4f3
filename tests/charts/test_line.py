"""Line charts: points, means, gaps, references, spans, the short form, and invalid values."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.glyphs import UNICODE
from gutskin_tui.charts.line import DayMark, DaySpan, LineChart, Reference
from gutskin_tui.charts.palette import DARK, MONO
from gutskin_tui.charts.plot import span_name
from tests.charts.pictures import LAST, block, days_to, lines, means, numbers, scores, segments, series, words

WEEK = days_to(LAST, 7)
BLOCKS = "▁▂▃▄▅▆▇█"


def test_points_are_at_their_day_and_value_and_a_missing_day_is_a_gap() -> None:
    chart = LineChart(WEEK, [0, 2, None, 4, 4, 1, 3], lo=0, hi=4, height=7, width=23)
    assert lines(chart) == block(
        """
        ¦4┤          •  •
        ¦3┤                    •
        ¦2┤   •
        ¦1┤                 •
        ¦0┤•
        ¦ └┬───────────────────┬
        ¦  15 Nov         21 Nov
        """
    )


MEAN = [0.0] * 5 + [2.0] * 6 + [1.25] * 7
POINTS = [None] * 8 + [1.0] + [None] * 8 + [2.0]


def test_a_mean_is_an_area_in_eighths_and_days_are_dots_on_it() -> None:
    chart = LineChart(days_to(LAST, 18), POINTS, MEAN, lo=0, hi=2, height=11, width=20)
    assert lines(chart) == block(
        """
        ¦2┤     ▄▄▄▄▄▄      •
        ¦ │     ██████
        ¦ │     ██████
        ¦ │     ██████▄▄▄▄▄▄▄
        ¦1┤     ███•█████████
        ¦ │     █████████████
        ¦ │     █████████████
        ¦ │     █████████████
        ¦0┤▄▄▄▄▄█████████████
        ¦ └┬────────────────┬
        ¦  4 Nov       21 Nov
        """
    )
    over = next(part for part in segments(chart, 20) if part.text == "•" and part.style and part.style.bgcolor)
    assert over.style == DARK.over_area(DARK.point)


def test_a_chart_in_ascii() -> None:
    chart = LineChart(days_to(LAST, 18), POINTS, MEAN, lo=0, hi=2, height=5, width=20, palette=MONO.ascii())
    assert lines(chart) == block(
        """
        ¦2|     ......      o
        ¦1|     :::o:::::::::
        ¦0|.....:::::::::::::
        ¦ ++----------------+
        ¦  4 Nov       21 Nov
        """
    )


def test_a_mean_has_a_gap_at_a_day_without_a_mean() -> None:
    chart = LineChart(days_to(LAST, 3), [None] * 3, [1, None, 1], lo=0, hi=2, height=5, width=20)
    assert lines(chart)[1] == "1.0┤▄" + " " * 14 + "▄"


def axis_of(drawn: list[str]) -> tuple[int, float, float]:
    """The lowest labelled line, its value, and the value of a line, read from the labels of a chart."""
    labels = {index: float(line.split("┤")[0]) for index, line in enumerate(drawn) if "┤" in line}
    bottom, top = max(labels), min(labels)
    return bottom, labels[bottom], (labels[top] - labels[bottom]) / (bottom - top)


@pytest.mark.parametrize("height", range(3, 21))
@pytest.mark.parametrize("ceiling", [10, 6, 3])
def test_every_mean_is_at_the_height_that_the_labelled_axis_gives_it(height: int, ceiling: int) -> None:
    for value in range(ceiling + 1):
        mean: list[float | None] = [0, ceiling, value]
        drawn = lines(LineChart(days_to(LAST, 3), [None] * 3, mean, lo=0, hi=10, height=height), 40)
        bottom, low, step = axis_of(drawn)
        top = next(index for index, line in enumerate(drawn) if len(line) == 40)
        eighths = 8 * (bottom - top) + BLOCKS.index(drawn[top][-1]) + 1
        assert low + (eighths / 8 - 0.5) * step == pytest.approx(value, abs=step / 16 + 1e-9)


@pytest.mark.parametrize("height", range(3, 21))
def test_every_dot_is_in_the_row_that_the_labelled_axis_gives_it(height: int) -> None:
    for value in range(11):
        drawn = lines(LineChart(days_to(LAST, 3), [0, 10, value], lo=0, hi=10, height=height), 40)
        bottom, low, step = axis_of(drawn)
        at = next(index for index, line in enumerate(drawn) if len(line) == 40 and line[-1] == "•")
        assert low + (bottom - at) * step == pytest.approx(value, abs=step / 2 + 1e-9)


def test_days_that_share_a_column_all_have_their_dots() -> None:
    # 36 days on 18 columns: two days each.
    points = [0, 2, None, 4, None, None] + [0.0] * 30
    drawn = lines(LineChart(days_to(LAST, 36), points, lo=0, hi=4, height=7, width=20))
    assert drawn[0] == "4┤ •"
    assert drawn[2] == "2┤•"
    assert drawn[4] == "0┤•  " + "•" * 15


def test_more_than_three_days_a_column_are_faint_dots() -> None:
    text = "".join(lines(LineChart(days_to(LAST, 365), scores(365), lo=0, hi=10, width=60)))
    assert "·" in text
    assert "•" not in text


def test_more_days_than_columns_have_the_mean_of_their_means() -> None:
    mean = [0.0, 2.0] * 18
    drawn = lines(LineChart(days_to(LAST, 36), [None] * 36, mean, lo=0, hi=2, height=5, width=20))
    assert drawn[0] == "2┤"
    assert drawn[1] == "1┤" + "▄" * 18


def test_a_dot_gives_way_to_the_edge_of_the_area_where_rows_are_few() -> None:
    drawn = lines(LineChart(days_to(LAST, 2), [1.0, 1.0], [1.0, 1.0], lo=0, hi=2, height=5, width=20))
    assert "•" not in "".join(drawn)
    drawn = lines(LineChart(days_to(LAST, 2), [1.0, 1.0], [1.0, 1.0], lo=0, hi=2, height=12, width=20))
    assert "".join(drawn).count("•") == 2


def test_values_beyond_a_fixed_scale_are_arrows_at_its_edge() -> None:
    chart = LineChart(days_to(LAST, 3), [9, 0, -9], lo=0, hi=4, height=5, width=20)
    drawn = lines(chart)
    assert drawn[0].startswith("4┤▲")
    assert drawn[2].endswith("▼")


def test_a_reference_line_covers_neither_its_label_nor_the_data() -> None:
    chart = LineChart(days_to(LAST, 2), [2, 0], reference=Reference(2, "goal"), lo=0, hi=3, height=6, width=24)
    drawn = lines(chart)
    assert drawn[0] == "2┤• " + "─ " * 8 + "goal"
    assert drawn[3].endswith("•")


def test_a_reference_between_two_rows_is_drawn_between_them() -> None:
    drawn = lines(LineChart(WEEK, [0, 10, 5, 5, 5, 5, 5], reference=Reference(3), lo=0, hi=10, height=5, width=24))
    assert "▔" in drawn[2] or "▁" in drawn[1]


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


def test_an_empty_chart_has_axes_and_a_message_of_what_it_needs() -> None:
    chart = LineChart(WEEK, [None] * 7, lo=0, hi=10, height=5, width=29, empty="needs 3 more days")
    assert lines(chart) == block(
        """
        ¦10┤
        ¦ 5┤    needs 3 more days
        ¦ 0┤
        ¦  └┬────────────────────────┬
        ¦   15 Nov              21 Nov
        """
    )
    bare = lines(LineChart([], [], height=5, width=30, empty="no entries yet"))
    assert bare == ["│", "│       no entries yet", "│", "└─────────────────────────────", ""]


def test_a_single_point_and_a_constant_line_are_visible() -> None:
    assert sum(line.count("•") for line in lines(LineChart([LAST], [4.0], height=6, width=30))) == 1
    flat = lines(LineChart(WEEK, [4.0] * 7, height=6, width=30))
    assert [line.count("•") for line in flat if "•" in line] == [7]


def test_too_narrow_or_low_is_a_single_line() -> None:
    assert lines(LineChart(WEEK, [0, 1, 2, None, 5, 6, 7]), 19) == ["▁▂▃·▆▇█"]
    assert lines(LineChart(WEEK, [None] * 7, empty="needs 3 more days"), 12) == ["needs 3 mor…"]
    assert len(lines(LineChart(WEEK, [1.0] * 7, height=2))) == 1


def test_a_chart_is_the_same_as_lines_and_printed() -> None:
    chart = LineChart(days_to(LAST, 90), scores(90), means(scores(90)), height=12)
    assert ["".join(part.text for part in line) for line in chart.lines(80, 12)] == lines(chart, 80)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e13])
def test_what_cannot_be_drawn_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="points"):
        LineChart([LAST], [bad])
    with pytest.raises(ValueError, match="mean"):
        LineChart([LAST], [1.0], [bad])
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
        LineChart([LAST], [1.0], marks=[DayMark(LAST, "味")])


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
    bounds=st.sampled_from([(None, None), (0, 10), (None, 5), (-2, None)]),
    ascii_only=st.booleans(),
)
def test_no_line_is_wider_than_the_chart(
    values: list[float | None],
    width: int,
    height: int,
    label: str,
    bounds: tuple[float | None, float | None],
    ascii_only: bool,
) -> None:
    days = days_to(LAST, len(values))
    chart = LineChart(
        days,
        values,
        means(values),
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
    columns = {index for line in lines(chart)[:-2] for index, glyph in enumerate(line) if glyph == "•"}
    room = max(line.count("─") + line.count("┬") for line in lines(chart))
    assert len(columns) == min(len(values), room)


def test_a_year_of_real_scores_fills_the_plot_in_every_size() -> None:
    values = scores(365)
    for width in (116, 74, 56, 40, 20):
        drawn = lines(LineChart(days_to(LAST, 365), values, means(values), lo=0, hi=10, height=14), width)
        assert len(drawn) == 14
        assert cell_len(drawn[-2]) == width
