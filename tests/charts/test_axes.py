"""Scales, columns and date labels: the common parts of all plots."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.charts.scale import round_step, scale
from gutskin_tui.charts.series import DayColumns, binned, half_up
from gutskin_tui.charts.time_axis import date_labels
from tests.charts.pictures import numbers


@pytest.mark.parametrize(
    ("values", "rows", "lo", "hi", "expected"),
    [
        ([3.0, 10.0], 11, 0, 10, [(0, "0"), (2, "2"), (4, "4"), (6, "6"), (8, "8"), (10, "10")]),
        ([10.0], 3, 0, 10, [(0, "6"), (1, "8"), (2, "10")]),
        ([0.0, 10.0], 3, 0, 10, [(0, "0"), (1, "5"), (2, "10")]),
        ([0.0, 6.0], 4, 0, 10, [(0, "0"), (2, "5")]),
        ([1.0, 7.0], 4, 1, 7, [(0, "1"), (1, "3"), (2, "5"), (3, "7")]),
        ([-3.0, 3.0], 9, None, None, [(0, "-4"), (2, "-2"), (4, "0"), (6, "2"), (8, "4")]),
        ([], 5, None, None, []),
        ([], 3, 0, 4, [(0, "0"), (1, "2"), (2, "4")]),
    ],
)
def test_ticks_are_few_and_round(
    values: list[float], rows: int, lo: float | None, hi: float | None, expected: list[tuple[int, str]]
) -> None:
    assert list(scale(values, rows, lo, hi).ticks) == expected


@given(st.lists(numbers, min_size=1, max_size=20), st.integers(2, 40))
def test_ticks_lie_on_the_rows_of_their_values(values: list[float], rows: int) -> None:
    axis = scale(values, rows)
    for row, label in axis.ticks:
        value = axis.lo + (axis.hi - axis.lo) * row / (rows - 1)
        assert float(label) == pytest.approx(value, rel=0.01, abs=(axis.hi - axis.lo) / 100)


@given(st.lists(numbers, min_size=1, max_size=20), st.integers(2, 40))
def test_an_automatic_scale_holds_every_value_on_a_row(values: list[float], rows: int) -> None:
    axis = scale(values, rows)
    assert all(0 <= axis.row(value) < rows for value in values)
    ticked = [row for row, _ in axis.ticks]
    assert len(ticked) >= 2
    assert ticked == sorted(set(ticked))
    assert all(0 <= row < rows for row in ticked)
    assert axis.margin <= 9


def test_values_that_are_never_negative_get_no_negative_axis() -> None:
    assert scale([0.0], 5).lo == 0
    assert scale([0.0, 0.5], 5).lo == 0


@pytest.mark.parametrize(("least", "step"), [(0.3, 0.5), (1, 1), (1.01, 2), (3, 5), (6, 10), (99, 100), (0.1 * 3, 0.5)])
def test_a_step_is_the_next_round_number(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)


def test_halves_go_up() -> None:
    assert [half_up(value) for value in (0.5, 1.5, 2.5, -0.4, -2.5)] == [1, 2, 3, 0, -3]


def test_bins_average_what_is_present() -> None:
    assert binned([1, None, 5, 7, None, None], 3) == [1, 6, None]
    assert binned([1, 2, 3, 4, 5], 2) == [2, 4.5]


@given(st.integers(1, 400), st.integers(1, 130))
def test_days_go_left_to_right_from_edge_to_edge(days: int, columns: int) -> None:
    layout = DayColumns(days, columns)
    columns_of_days = [layout.column(index) for index in range(days)]
    assert columns_of_days == sorted(columns_of_days)
    assert columns_of_days[0] == 0
    assert columns_of_days[-1] == (0 if days == 1 else columns - 1)
    if days <= columns:
        assert len(set(columns_of_days)) == days
    else:
        assert set(columns_of_days) == set(range(columns))
        # The bin that averages a day is the column its label points at.
        lone = [1.0 if index == days // 2 else None for index in range(days)]
        assert layout.spread(lone)[layout.column(days // 2)] == 1.0


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(1, 4000), st.integers(1, 130))
def test_date_labels_never_touch_or_leave_the_room(first: date, count: int, columns: int) -> None:
    layout = DayColumns(count, columns)
    labels = date_labels(first, count, layout.column, columns)
    end = -3
    for label in labels:
        assert label.start >= end + 3
        assert label.start <= label.tick < label.start + len(label.text)
        end = label.start + len(label.text)
    assert end <= columns
    if columns >= len("21 Nov"):
        assert labels


def test_labels_by_week_then_by_month_then_by_year() -> None:
    def texts(first: date, count: int, columns: int) -> list[str]:
        return [label.text for label in date_labels(first, count, DayColumns(count, columns).column, columns)]

    assert texts(date(2026, 10, 25), 28, 50) == ["25 Oct", "1 Nov", "8 Nov", "21 Nov"]
    assert texts(date(2026, 9, 27), 56, 58) == ["27 Sep", "11 Oct", "25 Oct", "8 Nov", "21 Nov"]
    assert texts(date(2025, 11, 22), 365, 110) == [
        *["Dec", "2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    ]
    assert texts(date(2017, 1, 1), 3650, 60) == ["2018", "2020", "2022", "2024", "2026"]
    assert texts(date(2026, 11, 21), 1, 6) == ["21 Nov"]
    assert texts(date(2026, 11, 21), 1, 5) == []
    assert texts(date(2026, 11, 21), 0, 50) == []
    assert texts(date(2024, 2, 28), 3, 60) == ["28 Feb", "29 Feb", "1 Mar"]


@given(st.lists(st.integers(-50, 500), min_size=1, max_size=20), st.integers(2, 40))
def test_ticks_of_whole_numbers_are_whole_and_hold_every_value(values: list[int], rows: int) -> None:
    axis = scale([float(value) for value in values], rows, whole=True)
    assert all("." not in label for _, label in axis.ticks)
    assert all(0 <= axis.row(value) < rows for value in values)
    for row, label in axis.ticks:
        assert float(label) == pytest.approx(axis.lo + (axis.hi - axis.lo) * row / (rows - 1), rel=0.01)


def test_a_fixed_scale_of_whole_numbers_has_no_fractions_between_its_ends() -> None:
    assert [label for _, label in scale([0.0, 2.0], 12, 0, 4).ticks] == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]
    assert [label for _, label in scale([0.0, 2.0], 12, 0, 4, whole=True).ticks] == ["0", "1", "2"]
