from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.hours import HOURS, HourBars
from gutskin_tui.charts.palette import DARK, MONO, Palette
from tests.charts.pictures import block, lines

NAN = float("nan")


def totals(**hours: float) -> list[float]:
    """The totals of a day; `h7=3` is 3 at 7 o'clock."""
    day = [0.0] * HOURS
    for name, total in hours.items():
        day[int(name[1:])] = total
    return day


DAY = totals(h7=8, h10=3, h11=4, h1=1)


def test_hours_run_from_where_the_day_changes() -> None:
    assert lines(HourBars(DAY, height=4), 72) == block(
        """
        ¦         ██
        ¦         ██       ▁▁ ▄▄
        ¦·  ·  ·  ██ ·  ·  ██ ██ ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ▃▃ ·  ·
        ¦04    06    08    10    12    14    16    18    20    22    00    02
        """
    )
    assert lines(HourBars(DAY, height=3, start=0, palette=MONO.ascii()), 24) == block(
        """
        ¦       #
        ¦._.....#..=#............
        ¦00  04  08  12  16  20
        """
    )


def test_hours_are_summed_where_there_is_no_room_for_24() -> None:
    assert lines(HourBars(DAY, height=2), 8) == ["·█▇····▁", "04  16"]
    assert lines(HourBars(DAY, height=1), 24) == ["···█··▃▄·············▁··"]


def test_empty_hours_have_a_message() -> None:
    assert lines(HourBars([0.0] * HOURS, empty="no drinks yet"), 40)[0] == "no drinks yet"
    assert lines(HourBars([0.0] * HOURS, empty="no drinks yet"), 8)[0] == "no drin…"


@pytest.mark.parametrize("bad", [[1.0] * 23, [NAN] * HOURS, [-1.0] * HOURS])
def test_hours_refuse_what_is_no_day(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="totals"):
        HourBars(bad)


def test_hours_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="start 24"):
        HourBars(DAY, start=24)
    with pytest.raises(ValueError, match="at least 1"):
        HourBars(DAY, height=0)


@given(st.lists(st.floats(0, 1e6), min_size=HOURS, max_size=HOURS), st.integers(24, 200), st.integers(2, 12))
def test_the_height_of_each_hour_can_be_read_back(day: list[float], width: int, height: int) -> None:
    drawn = HourBars(day, start=0, height=height).draw(width, height)
    if not any(day):
        return
    for hour, total in enumerate(day):
        column = [drawn.glyph(hour * (width // HOURS), row) for row in range(height - 1)]
        eighths = sum("▁▂▃▄▅▆▇█".find(glyph) + 1 for glyph in column)
        expected = total / max(day) * (height - 1) * 8
        assert (eighths == 0) == (total == 0)
        assert abs(eighths - expected) <= max(0.51, 1 - expected)


@given(
    st.lists(st.floats(0, 1e6), min_size=HOURS, max_size=HOURS),
    st.integers(1, 200),
    st.integers(1, 12),
    st.integers(0, 23),
    st.sampled_from([DARK, MONO.ascii()]),
)
def test_hours_stay_in_their_size(day: list[float], width: int, height: int, start: int, palette: Palette) -> None:
    drawn = lines(HourBars(day, start=start, height=height, empty="nothing", palette=palette), width)
    assert len(drawn) == (height if any(day) else 1)
    assert max(map(cell_len, drawn)) <= width
    assert not palette.glyphs.plain or "".join(drawn).isascii()
