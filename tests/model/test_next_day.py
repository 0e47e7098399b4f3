"""Comparison of the following day: counts and means, only where there are enough days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gutskin_tui.model.next_day import NextDay, next_day

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_means_of_the_day_after_and_days_without_a_value_drop_out() -> None:
    values = {day(1): 4.0, day(3): 2.0, day(5): 3.0}
    comparison = next_day(values, [day(0), day(2), day(7)], [day(4), day(2), day(8)])
    assert comparison == NextDay(3.0, 2, 3.0, 1)


@pytest.mark.parametrize(
    ("after", "without", "missing"),
    [(10, 20, (0, 0)), (10, 10, (0, 10)), (9, 30, (1, 0)), (25, 4, (0, 6)), (0, 0, (10, 20)), (40, 10, (0, 0))],
)
def test_how_many_days_are_missing(after: int, without: int, missing: tuple[int, int]) -> None:
    assert NextDay(None, after, None, without).missing == missing
