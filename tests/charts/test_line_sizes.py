"""Line charts of any size and of odd data: empty, constant, too narrow, refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.line import DayMark, DaySpan, LineChart, Reference
from gutskin_tui.charts.palette import DARK
from tests.charts.pictures import LAST, WEEK, block, days_to, lines, means, numbers, scores, series, words


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
