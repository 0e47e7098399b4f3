from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.palette import DARK, MONO, Palette
from gutskin_tui.charts.ribbon import DayRibbon, RibbonEntry
from tests.charts.pictures import block, lines

NIGHT = RibbonEntry(0, "█", DARK.area, "sleep", 190)
BREAKFAST = RibbonEntry(245, "●", DARK.mean, "breakfast")
WATER = RibbonEntry(250, "≈", DARK.bar, "500 ml water")
LUNCH = RibbonEntry(520, "●", DARK.mean, "lunch")
DAY = [NIGHT, BREAKFAST, WATER, LUNCH]


def test_a_day_by_hand() -> None:
    assert lines(DayRibbon(DAY, now=925, height=4), 48) == block(
        """
        ¦███████─●≈───────●────────────│─────────────────
        ¦04    07    10    13    16    19    22    01
        ¦sleep   breakfast  lunch
        ¦         500 ml water
        """
    )


def test_the_same_in_ascii_in_two_rows() -> None:
    glyphs = MONO.ascii().glyphs
    entries = [RibbonEntry(245, glyphs.meal, MONO.mean, "breakfast"), RibbonEntry(1440, glyphs.drink, MONO.bar)]
    chart = DayRibbon(entries, start=time(0), height=2, palette=MONO.ascii())
    assert lines(chart, 24) == ["----o------------------~", "00    06    12    18"]


def test_entries_that_share_a_cell_are_beside_each_other_or_marked_as_several() -> None:
    both = [RibbonEntry(60, "●", DARK.mean), RibbonEntry(60, "≈", DARK.bar), RibbonEntry(60, "▲", DARK.good)]
    assert lines(DayRibbon(both[:2], height=1), 24)[0].startswith("─●≈─")
    assert lines(DayRibbon(both, height=1), 24)[0].startswith("─*≈─")


def test_a_click_finds_the_entry_by_its_glyph_its_bar_and_its_label() -> None:
    chart = DayRibbon(DAY, height=4)
    assert [chart.entry_at(x, 0, 48, 4) for x in (0, 5, 8, 9, 10, 14, 16, 17, 30)] == [0, 0, 1, 2, 2, None, 3, 3, None]
    assert [chart.entry_at(x, 2, 48, 4) for x in (0, 4, 6, 8, 20)] == [0, 0, None, 1, 3]
    assert chart.entry_at(12, 3, 48, 4) == 2
    assert chart.entry_at(12, 1, 48, 4) is None


def test_labels_are_left_out_where_there_is_no_room() -> None:
    assert lines(DayRibbon(DAY, height=3), 48)[2] == "sleep   breakfast  lunch"
    late = RibbonEntry(1430, "●", DARK.mean, "supper")
    assert lines(DayRibbon([late], height=3), 24)[2] == " " * 18 + "supper"


@pytest.mark.parametrize(
    "entry",
    [RibbonEntry(-1, "●", DARK.mean), RibbonEntry(1441, "●", DARK.mean), RibbonEntry(60, "●", DARK.mean, "", 30)],
)
def test_minutes_outside_the_day_are_refused(entry: RibbonEntry) -> None:
    with pytest.raises(ValueError, match="within a day"):
        DayRibbon([entry])


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="minute 2000"):
        DayRibbon([], now=2000)
    with pytest.raises(ValueError, match="one cell"):
        DayRibbon([RibbonEntry(0, "味", DARK.mean)])
    with pytest.raises(ValueError, match="at least 1"):
        DayRibbon([], height=0)


@given(st.lists(st.integers(0, 1440), max_size=12), st.integers(20, 200))
def test_each_glyph_is_at_its_time(minutes: list[int], width: int) -> None:
    chart = DayRibbon([RibbonEntry(minute, "●", DARK.mean) for minute in minutes], height=1)
    drawn = lines(chart, width)[0]
    for minute in minutes:
        column = min(minute * width // 1440, width - 1)
        assert drawn[column] in "●*"
        assert chart.entry_at(column, 0, width, 1) is not None


_entries = st.builds(
    RibbonEntry, st.integers(0, 700), st.just("o"), st.just(DARK.mean), st.text(max_size=20), st.none() | st.just(900)
)


@given(
    st.lists(_entries, max_size=10),
    st.integers(1, 200),
    st.integers(1, 6),
    st.none() | st.integers(0, 1440),
    st.sampled_from([DARK, MONO.ascii()]),
)
def test_a_ribbon_stays_in_its_size(
    entries: list[RibbonEntry], width: int, height: int, now: int | None, palette: Palette
) -> None:
    chart = DayRibbon(entries, now=now, height=height, palette=palette)
    drawn = lines(chart, width)
    assert len(drawn) == height
    assert max(map(cell_len, drawn)) <= width
    assert not palette.glyphs.plain or "".join(drawn).isascii()
    for index in {chart.entry_at(x, y, width, height) for x in range(width) for y in range(height)} - {None}:
        assert 0 <= index < len(entries)
