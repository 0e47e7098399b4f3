from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.month import MonthCalendar
from gutskin_tui.charts.palette import DARK, LIGHT, MONO, Palette
from tests.charts.pictures import LAST, block, lines

NOVEMBER = {date(2026, 11, 9): 0.0, date(2026, 11, 10): 3.0, date(2026, 11, 11): 9.0, LAST: 5.0}


def test_a_month_by_hand() -> None:
    marks = {date(2026, 11, 10): "★T"}
    assert lines(MonthCalendar(LAST, NOVEMBER, LAST, marks=marks, palette=MONO), 49) == block(
        """
        ¦ Mo     Tu     We     Th     Fr     Sa     Su
        ¦                                          · 1
        ¦· 2    · 3    · 4    · 5    · 6    · 7    · 8
        ¦  9    ▒10 ★T █11    ·12    ·13    ·14    ·15
        ¦·16    ·17    ·18    ·19    ·20    [21]    22
        ¦ 23     24     25     26     27     28     29
        ¦ 30
        """
    )


def test_the_same_from_sunday_in_ascii_without_room_for_marks() -> None:
    marks = {date(2026, 11, 10): "*"}
    chart = MonthCalendar(
        date(2026, 11, 9), NOVEMBER, LAST, marks=marks, first_weekday=6, height=3, palette=MONO.ascii()
    )
    assert lines(chart, 28) == block(
        """
        ¦ Su  Mo  Tu  We  Th  Fr  Sa
        ¦. 1 . 2 . 3 . 4 . 5 . 6 . 7
        ¦. 8 [ 9]+10 #11 .12 .13 .14
        """
    )


@given(st.dictionaries(st.integers(1, 28), st.floats(0, 10)), st.integers(1, 28), st.integers(28, 200))
def test_the_value_of_each_day_can_be_read_back(values: dict[int, float], selected: int, width: int) -> None:
    february = {date(2026, 2, day): value for day, value in values.items()}
    chart = MonthCalendar(date(2026, 2, selected), february, LAST)
    colours = [shade.bgcolor for shade in DARK.shades]
    for y, line in enumerate(chart.lines(width, 7)):
        cells = [(char, segment.style) for segment in line for char in segment.text]
        for x, (_, style) in enumerate(cells):
            day = chart.day_at(x, y, width)
            if style and style.bgcolor:
                assert day
                assert colours.index(style.bgcolor) == sum(february[day] >= bound for bound in (1, 3, 5, 7))


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(1, 200),
    st.integers(1, 9),
    st.integers(0, 6),
    st.sampled_from([DARK, LIGHT, MONO, DARK.ascii()]),
)
def test_a_month_stays_in_its_size_and_has_all_its_days(
    day: date, width: int, height: int, first_weekday: int, palette: Palette
) -> None:
    chart = MonthCalendar(day, {day: 4.0}, day, first_weekday=first_weekday, height=height, palette=palette)
    drawn = lines(chart, width)
    assert len(drawn) == height
    assert max(map(cell_len, drawn)) <= width
    if width >= 28 and height >= 7:
        days = {chart.day_at(x, y, width) for x in range(width) for y in range(height)} - {None}
        first = day.replace(day=1)
        assert days == {at for at in (first + timedelta(days=index) for index in range(31)) if at.month == day.month}


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="values"):
        MonthCalendar(LAST, {LAST: float("nan")}, LAST)
    with pytest.raises(ValueError, match="rise"):
        MonthCalendar(LAST, {}, LAST, bounds=(4, 3, 2, 1))
    with pytest.raises(ValueError, match="one cell"):
        MonthCalendar(LAST, {}, LAST, marks={LAST: "味"})
