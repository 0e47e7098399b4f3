from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.charts.heatmap import Heatmap, heat_legend
from gutskin_tui.charts.palette import DARK, LIGHT, MONO, Palette
from gutskin_tui.charts.time_axis import WeekGrid, weeks_in
from tests.charts.pictures import LAST, block, lines

dates = st.dates(date(2000, 1, 1), date(2030, 1, 1))
palettes = st.sampled_from([DARK, LIGHT, MONO, DARK.ascii()])
VALUES: dict[date, float | None] = {
    date(2026, 11, 9): 0,
    date(2026, 11, 10): 3,
    date(2026, 11, 11): 5,
    date(2026, 11, 12): None,
    date(2026, 11, 16): 2.9,
    date(2026, 11, 18): 4.9,
    date(2026, 11, 22): 9,
}


def test_two_weeks_by_hand() -> None:
    chart = Heatmap(VALUES, LAST, weeks=2, selected=date(2026, 11, 18), today=LAST, palette=MONO)
    assert lines(chart) == block(
        """
        ¦   Nov
        ¦Mo   ░░
        ¦Tu ▒▒ ·
        ¦We ▓▓[▒]
        ¦Th  · ·
        ¦Fr  · ·
        ¦Sa  · _
        ¦Su  ·
        ¦   · none  blank under 1  ░░ 1+  ▒▒ 3+  ▓▓ 5+  ██ 7+
        """
    )


def test_the_same_from_sunday_in_ascii() -> None:
    palette = MONO.ascii()
    chart = Heatmap(VALUES, LAST, weeks=2, first_weekday=6, selected=LAST, today=LAST, palette=palette, height=8)
    assert lines(chart) == block(
        """
        ¦   Nov
        ¦Su  . .
        ¦Mo   --
        ¦Tu ++ .
        ¦We **++
        ¦Th  . .
        ¦Fr  . .
        ¦Sa  .[_]
        """
    )


def read_back(chart: Heatmap, day: date, width: int) -> int | str | None:
    """The level of the shade behind the two cells of a day, or the text there if there is no shade."""
    grid = chart.grid(width)
    place = grid.place(day) if grid else None
    assert place
    x, y = place
    cells = [(char, segment.style) for segment in chart.lines(width, 8)[y] for char in segment.text]
    backgrounds = {style.bgcolor if style else None for _, style in cells[x : x + 2]}
    assert len(backgrounds) == 1
    colours = [shade.bgcolor for shade in chart.palette.shades]
    colour = backgrounds.pop()
    return colours.index(colour) if colour else "".join(char for char, _ in cells[x : x + 2])


@given(st.dictionaries(st.integers(0, 340), st.floats(0, 10), min_size=1), st.integers(0, 340), st.integers(104, 200))
def test_each_value_can_be_read_back_from_its_shade(values: dict[int, float], selected: int, width: int) -> None:
    dated = {LAST - timedelta(days=back): value for back, value in values.items()}
    chart = Heatmap(dated, LAST, selected=LAST - timedelta(days=selected))
    for day, value in dated.items():
        assert read_back(chart, day, width) == sum(value >= bound for bound in (1, 3, 5, 7))


def test_a_day_without_a_value_has_no_shade_and_the_selected_day_has_brackets() -> None:
    chart = Heatmap(VALUES, LAST, selected=date(2026, 11, 18), today=LAST)
    assert [read_back(chart, date(2026, 11, day), 60) for day in (9, 12, 18, 21)] == [0, " ·", 2, " _"]
    assert lines(chart)[3].endswith("[]")


def test_the_legend_names_the_bounds_of_shades_and_drops_what_does_not_fit() -> None:
    assert heat_legend((1, 3, 5, 7), palette=MONO).plain.startswith("· none  blank under 1  ░░ 1+  ▒▒ 3+")
    assert heat_legend((1, 3, 5, 7)).plain == "· none     under 1     1+     3+     5+     7+"
    assert heat_legend((1, 3, 5, 7), 40, palette=MONO).plain == "· none  blank under 1  ░░ 1+  ▒▒ 3+"


def test_months_are_above_the_week_of_their_first_day() -> None:
    header = lines(Heatmap({}, LAST, weeks=52), 120)[0]
    assert header.split() == [*["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]]
    grid = WeekGrid(LAST, 52)
    for month, name in enumerate(header.split()[1:], start=1):
        place = grid.place(date(2026, month, 1))
        assert place is not None
        assert header.index(name) == place[0]


def test_the_29th_of_february_has_its_place() -> None:
    grid = WeekGrid(date(2024, 3, 3), 2)
    assert grid.first == date(2024, 2, 19)
    assert grid.cell(date(2024, 2, 29)) == (3, 1)
    assert grid.cell(date(2024, 3, 1)) == (4, 1)
    assert grid.day(3, 1) == date(2024, 2, 29)
    drawn = lines(Heatmap({date(2024, 2, 29): 5.0}, date(2024, 3, 3), weeks=2, palette=MONO))
    assert drawn[4] == "Th  ·▓▓"


def test_the_first_column_is_the_oldest_week() -> None:
    grid = WeekGrid(LAST, 52)
    assert grid.first == date(2025, 11, 24)
    assert grid.day(0, 0) == grid.first
    assert grid.cell(grid.first) == (0, 0)
    assert grid.cell(grid.first - timedelta(days=1)) is None
    assert grid.day(5, 51) == LAST
    assert grid.day(6, 51) is None
    assert grid.cell(LAST + timedelta(days=1)) is None


def test_the_pointer_finds_the_day_whose_glyph_it_is_on() -> None:
    grid = WeekGrid(LAST, 2)
    assert grid.place(date(2026, 11, 18)) == (5, 3)
    assert [grid.day_at(x, 3) for x in (5, 6)] == [date(2026, 11, 18)] * 2
    assert grid.day_at(4, 3) == date(2026, 11, 11)
    assert grid.day_at(2, 3) is None
    assert grid.day_at(6, 0) is None
    assert grid.day_at(7, 3) is None
    chart = Heatmap(VALUES, LAST)
    assert [chart.day_at(106, y, 200) for y in (0, 1, 6, 7)] == [None, date(2026, 11, 16), LAST, None]
    assert chart.day_at(3, 1, 5) is None


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 60), st.integers(0, 6), st.integers(0, 420))
def test_day_and_cell_are_inverses(last: date, weeks: int, first_weekday: int, back: int) -> None:
    grid = WeekGrid(last, weeks, first_weekday)
    day = last - timedelta(days=back)
    cell = grid.cell(day)
    assert grid.first.weekday() == first_weekday
    assert (cell is None) == (day < grid.first)
    if cell:
        assert grid.day(*cell) == day
        place = grid.place(day)
        assert place is not None
        assert grid.day_at(*place) == day


def test_weeks_follow_the_width() -> None:
    assert [weeks_in(width) for width in (5, 6, 7, 8, 108, 118)] == [0, 1, 1, 2, 52, 57]
    assert cell_len(lines(Heatmap({}, LAST), 80)[1].rstrip()) == 80 - 1
    assert [weeks_in(width) >= weeks for width, weeks in ((56, 26), (116, 52), (196, 90))] == [True] * 3
    assert lines(Heatmap({}, LAST), 5) == ["…"]
    grid = Heatmap({}, LAST).grid(118)
    assert grid is not None
    assert grid.weeks == 52


@settings(max_examples=80)
@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(1, 200), st.integers(0, 6), st.integers(0, 30), palettes
)
def test_no_line_is_wider_than_its_room_and_months_never_touch(
    last: date, width: int, first_weekday: int, back: int, palette: Palette
) -> None:
    selected = last - timedelta(days=back)
    chart = Heatmap({last: 4.0}, last, first_weekday=first_weekday, selected=selected, palette=palette)
    drawn = lines(chart, width)
    assert max(map(cell_len, drawn)) <= width
    if len(drawn) > 1:
        assert all(len(name) == 3 for name in drawn[0].split())


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="values"):
        Heatmap({LAST: float("nan")}, LAST)
    with pytest.raises(ValueError, match="rise"):
        Heatmap({}, LAST, bounds=(1, 2, 5, 3))
    with pytest.raises(ValueError, match="four"):
        Heatmap({}, LAST, bounds=(1, 2, 3))
    with pytest.raises(ValueError, match="0 weeks"):
        Heatmap({}, LAST, weeks=0)
    with pytest.raises(ValueError, match="weekday 7"):
        WeekGrid(LAST, 1, 7)


def test_marked_days_have_a_letter_with_and_without_a_value() -> None:
    last = date(2026, 11, 22)
    marked = [last, last - timedelta(days=1)]
    heatmap = Heatmap({last: 4.0}, last, weeks=1, marked=marked, palette=MONO)
    rows = lines(heatmap, 6)
    assert [row[3:5] for row in rows[6:8]] == ["t·", f"t{MONO.glyphs.shades[2]}"]
