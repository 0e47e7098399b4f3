"""One-line pictures: strips, sparks, meters, trends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.label_text import fit, plain
from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.meter import meter, streak_bar
from gutskin_tui.charts.palette import DARK, MONO, Palette
from gutskin_tui.charts.spark import sparkline
from gutskin_tui.charts.strip import mark_spans, mark_strip, strip_axis, strip_legend, strip_width, value_strip
from gutskin_tui.charts.trend import Better, direction, trend
from tests.charts.pictures import LAST, days_to, maybe_numbers, words

NAN = float("nan")
ASCII = MONO.ascii()


def test_a_strip_without_colours_is_a_digit_a_day_in_groups() -> None:
    values = [3, 3, 4, 4.5, None, 10, 0, 9.49, 9.5, 11, None]
    assert value_strip(values, pending=True, palette=MONO).plain == "3345 ·t09 t+_"
    assert value_strip(values, palette=MONO).plain == "3345 ·t09 t+·"
    assert strip_legend(MONO) == "· none  _ not yet  t = 10  + more"
    assert value_strip(values, palette=ASCII).plain == "3345 .t09 t+."
    assert value_strip([]).plain == ""


def test_a_strip_is_a_low_bar_a_day_which_is_the_higher_the_higher_the_value() -> None:
    assert value_strip([0, 5, 10, 12, None, None], pending=True).plain == "▁▅██ ·_"
    assert strip_legend() == "· none  _ not yet  █ 10 or more"
    bars = value_strip([value / 2 for value in range(21)]).plain.replace(" ", "")
    assert list(bars) == sorted(bars)
    assert len(set(bars)) == 8
    assert value_strip([3, 12], palette=DARK.ascii()).plain == "3+"


def test_only_the_last_day_can_be_pending_and_only_while_it_is_missing() -> None:
    assert value_strip([None, 4], pending=True, palette=MONO).plain == "·4"


def test_a_practice_strip_marks_what_was_done() -> None:
    assert mark_strip([True, False, None, True, False], pending=True).plain == "■··■ _"
    assert mark_strip([True, False], palette=ASCII).plain == "#."


def test_the_axis_of_a_strip_ends_where_the_strip_does() -> None:
    days = days_to(LAST, 28)
    axis = strip_axis(days, today=LAST)
    assert axis.plain == "25 Oct" + " " * 23 + "today"
    assert len(axis.plain) == len(value_strip([1.0] * 28).plain) == strip_width(28)
    assert strip_axis(days).plain.endswith(" 21 Nov")
    assert strip_axis(days_to(LAST, 9), today=LAST).plain == "      today"
    assert strip_axis(days_to(LAST, 3), today=LAST).plain == "to…"
    assert strip_axis([]).plain == ""


@pytest.mark.parametrize("bad", [NAN, float("inf"), -1.0])
def test_a_strip_refuses_what_has_no_digit(bad: float) -> None:
    with pytest.raises(ValueError, match="values"):
        value_strip([bad])


def test_a_spark_has_eight_levels_and_gaps() -> None:
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7, None]).plain == "▁▂▃▄▅▆▇█·"
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7, None], palette=ASCII).plain == "12345678."
    assert sparkline([5, 5], lo=0, hi=10).plain == "▅▅"
    assert sparkline([4, 4]).plain == "▅▅"
    assert sparkline([-5, 20], lo=0, hi=10).plain == "▁█"
    assert sparkline([0, 2, None, None, 8, 6], 3, lo=0, hi=7).plain == "▂·█"
    assert sparkline([None]).plain == "·"
    assert sparkline([1.0, 2.0], 0).plain == ""


def test_the_last_value_of_an_unfinished_spark_is_hollow_where_it_has_a_cell_of_its_own() -> None:
    assert sparkline([0, 7, 3], unfinished=True).plain == "▁█░"
    assert sparkline([0, 7, None], unfinished=True).plain == "▁█·"
    assert sparkline([0, 0, 7, 7], 2, unfinished=True).plain == "▁█"


def test_a_spark_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="values"):
        sparkline([NAN])
    with pytest.raises(ValueError, match="bounds"):
        sparkline([1.0], lo=NAN)
    with pytest.raises(ValueError, match="above"):
        sparkline([1.0], lo=2, hi=1)
    with pytest.raises(ValueError, match="negative"):
        sparkline([1.0], -1)


@given(st.lists(maybe_numbers, max_size=300), st.integers(0, 100))
def test_a_spark_is_as_long_as_its_values_or_its_width(values: list[float | None], width: int) -> None:
    text = sparkline(values, width).plain
    assert len(text) == min(len(values), width)
    if len(values) <= width:
        assert [mark == "·" for mark in text] == [value is None for value in values]


@pytest.mark.parametrize(
    ("done", "total", "width", "picture"),
    [
        (5, 8, None, "■■■■■□□□"),
        (0, 3, None, "□□□"),
        (4.9, 8, None, "■■■■□□□□"),
        (8, 8, None, "■■■■■■■■"),
        (10, 8, None, "■■■■■■■■+"),
        (10, 8, 8, "■■■■■■■+"),
        (9, 21, 7, "■■■□□□□"),
        (20.9, 21, 7, "■■■■■■□"),
        (0.1, 30, 10, "■□□□□□□□□□"),
        (1.25, 2.0, 8, "■□"),
        (9, 8, 1, "+"),
    ],
)
def test_a_meter_is_full_only_at_its_goal(done: float, total: float, width: int | None, picture: str) -> None:
    assert meter(done, total, width).plain == picture


def test_a_spaced_meter_closes_up_where_there_is_no_room() -> None:
    assert meter(5, 8, spaced=True).plain == "■ ■ ■ ■ ■ □ □ □"
    assert meter(9, 8, 17, spaced=True).plain == "■ ■ ■ ■ ■ ■ ■ ■ +"
    assert meter(5, 8, 14, spaced=True).plain == "■■■■■□□□"
    assert meter(1, 2, palette=ASCII).plain == "#-"


def test_a_streak_longer_than_its_strip_is_marked() -> None:
    assert streak_bar(3, 5).plain == "■■■"
    assert streak_bar(5, 5).plain == "■■■■■"
    assert streak_bar(6, 5).plain == "■■■■…"
    assert streak_bar(6, 5, palette=ASCII).plain == "####~"
    assert streak_bar(0, 5).plain == ""


@pytest.mark.parametrize(("done", "total", "width"), [(-1, 8, 8), (1, 0, 8), (NAN, 8, 8), (1, NAN, 8), (1, 8, 0)])
def test_a_meter_refuses_nonsense(done: float, total: float, width: int) -> None:
    with pytest.raises(ValueError, match=r"cannot show|width"):
        meter(done, total, width)


def test_a_streak_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="streak"):
        streak_bar(-1, 5)
    with pytest.raises(ValueError, match="width"):
        streak_bar(1, 0)


@pytest.mark.parametrize(
    ("current", "previous", "better", "picture"),
    [
        (3.1, 3.9, "lower", "7d 3.1 ▼ better"),
        (3.9, 3.1, "lower", "7d 3.9 ▲ worse"),
        (7.1, 6.2, "higher", "7d 7.1 ▲ better"),
        (6.2, 7.1, "higher", "7d 6.2 ▼ worse"),
        (6.2, 7.1, "neutral", "7d 6.2 ▼ lower"),
        (7.1, 6.2, "neutral", "7d 7.1 ▲ higher"),
        (7.1, 6.7, "higher", "7d 7.1 = steady"),
        (7.1, None, "higher", "7d 7.1"),
        (None, 7.1, "higher", "7d · no entries"),
        (-0.01, None, "lower", "7d 0.0"),
    ],
)
def test_a_trend_only_compares(current: float | None, previous: float | None, better: Better, picture: str) -> None:
    assert trend(current, previous, better=better).plain == picture


def test_a_trend_can_be_worded_as_more_or_less() -> None:
    assert trend(3.1, 3.9, better="lower", than="last week").plain == "7d 3.1 ▼ better than last week (3.9)"
    assert trend(3.1, 3.2, better="lower", than="last week").plain == "7d 3.1 = steady, last week 3.2"
    assert trend(3.1, 3.9, label="", unit="h", decimals=2).plain == "3.10 h ▼ lower"
    assert trend(3.1, 3.9, better="lower", palette=ASCII).plain == "7d 3.1 v better"
    assert trend(3.9, 3.1, better="lower", palette=ASCII).plain == "7d 3.9 ^ worse"


def test_the_underline_of_a_worse_trend_begins_at_its_arrow() -> None:
    text = trend(3.9, 3.1, better="lower", palette=MONO)
    underlined = [text.plain[span.start : span.end] for span in text.spans if span.style == MONO.bad]
    assert underlined == ["▲ worse"]


def test_the_smallest_change_counts_and_none_never_does() -> None:
    assert direction(1.4, 0.9, 0.5) == "up"
    assert direction(3.09, 2.6, 0.5) == "steady"
    assert direction(2.0, 2.0, 0.0) == "steady"
    assert direction(2.0, 2.1, 0.0) == "down"


@pytest.mark.parametrize("bad", [(NAN, 1.0, 0.5), (1.0, NAN, 0.5), (1.0, 1.0, -1.0)])
def test_a_trend_refuses_nonsense(bad: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="cannot compare"):
        trend(bad[0], bad[1], least=bad[2])


def test_words_become_plain() -> None:
    assert plain("a\tb\nc", DARK.glyphs) == "a b c"
    assert plain("\x1b[31mred\u202e", DARK.glyphs) == "[31mred"
    assert plain("café ≤ 3 – 味", ASCII.glyphs) == "cafe <= 3 - ?"
    assert fit("味噌汁", 5, DARK.glyphs) == "味噌…"
    assert fit("味噌汁", 4, DARK.glyphs) == "味…"
    assert fit("abc", 0, DARK.glyphs) == ""


@given(words, st.integers(0, 20), st.sampled_from([DARK, ASCII]))
def test_words_never_leave_their_place(text: str, width: int, palette: object) -> None:
    assert isinstance(palette, type(DARK))
    assert cell_len(fit(text, width, palette.glyphs)) <= width


def spanned(text: Text, style: Style) -> set[int]:
    """Return the cells of a text that have a style."""
    return {cell for span in text.spans if span.style == style for cell in range(span.start, span.end)}


@pytest.mark.parametrize("palette", [DARK, MONO])
def test_the_days_of_a_span_are_marked_in_a_strip_and_named_on_its_axis(palette: Palette) -> None:
    days = days_to(LAST, 28)
    strip = value_strip([1.0] * 28, palette=palette)
    spans = [DaySpan(days[7], days[8], "no dairy"), DaySpan(days[0] - timedelta(days=9), days[0], "no egg")]
    mark_spans(strip, days, spans, palette)
    assert spanned(strip, palette.span_day) == {0, 8, 9, 10}  # the blank between two groups too
    axis = strip_axis(days, today=LAST, spans=spans, palette=palette)
    assert axis.plain == "25 Oct  no egg   no dairy    today"
    assert len(axis.plain) == strip_width(28)
    assert strip_axis(days, today=LAST, spans=[DaySpan(days[2], days[9], "no " + "x" * 30)]).plain == (
        strip_axis(days, today=LAST).plain
    )


@pytest.mark.parametrize("width", [28, 14, 7])
def test_the_days_of_a_span_are_marked_in_a_sparkline_of_any_width(width: int) -> None:
    line = sparkline([float(value) for value in range(28)], width, spans=[(14, 20)], palette=MONO)
    share = 28 // width
    assert spanned(line, MONO.span_day) == set(range(14 // share, 20 // share + 1))
    assert len(line.plain) == width
