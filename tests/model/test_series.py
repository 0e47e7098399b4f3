"""Daily series and rolling means against hand-computed values and the naive definition."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.model.series import (
    Change,
    change,
    good_days,
    grid,
    least_change,
    minimum,
    needs_days,
    rolling,
    rolling_mean,
)
from tests.model.day_values import day_values

DAY = date(2026, 11, 1)
GRIDS = st.lists(st.none() | st.integers(0, 10) | st.floats(0, 20_000), max_size=120)


def days(*values: float | None, first: date = DAY) -> dict[date, float]:
    return {first + timedelta(days=n): value for n, value in enumerate(values) if value is not None}


def entry(clock: Clock, at: str, kind: str, **values: Any) -> AnyEntry:
    return make(kind, values, clock, at=datetime.fromisoformat(at))


def test_amounts_of_a_day_are_added(clock: Clock) -> None:
    drinks = [
        entry(clock, "2026-11-20T23:59:00+00:00", "drink", ml=250),
        entry(clock, "2026-11-21T00:30:00+00:00", "drink", ml=500),  # still the 20th
        entry(clock, "2026-11-21T08:00:00+00:00", "drink", ml=330),
        entry(clock, "2026-11-20T20:00:00+00:00", "drink", ml=330, what="beer", abv=5.0),
    ]
    assert day_values(drinks, "water") == {date(2026, 11, 20): 750, date(2026, 11, 21): 330}
    assert day_values(drinks, "alcohol") == {date(2026, 11, 20): pytest.approx(1.65), date(2026, 11, 21): 0}


def test_scores_of_a_day_are_averaged_or_the_worst_counts(clock: Clock) -> None:
    entries = [
        entry(clock, "2026-11-20T09:00:00+00:00", "stress", score=2),
        entry(clock, "2026-11-20T21:00:00+00:00", "stress", score=7),
        entry(clock, "2026-11-20T22:00:00+00:00", "stress", mood=3),
        entry(clock, "2026-11-20T09:00:00+00:00", "gut", bloating=6),
        entry(clock, "2026-11-20T21:00:00+00:00", "gut", bloating=1, pain=0),
    ]
    assert day_values(entries, "stress") == {date(2026, 11, 20): 4.5}
    assert day_values(entries, "bloating") == {date(2026, 11, 20): 6}
    assert day_values(entries, "pain") == {date(2026, 11, 20): 0}


def test_of_check_ins_the_latest_with_a_value_counts_by_instant(clock: Clock) -> None:
    entries = [
        entry(clock, "2026-11-20T22:00:00+09:00", "skin", severity=5),  # 13:00 in London
        entry(clock, "2026-11-20T14:00:00+00:00", "skin", severity=3),
        entry(clock, "2026-11-20T15:00:00+00:00", "skin", itch=1),
    ]
    assert day_values(entries, "severity") == {date(2026, 11, 20): 3}
    assert day_values(entries[::-1], "severity") == {date(2026, 11, 20): 3}


def test_an_unrecorded_day_is_missing_not_zero(clock: Clock) -> None:
    entries = [entry(clock, "2026-11-20T09:00:00+00:00", "skin", itch=0, note="x")]
    assert day_values(entries, "severity") == {}
    assert day_values(entries, "itch") == {date(2026, 11, 20): 0}
    marked = [entry(clock, "2026-11-20T09:00:00+00:00", "mark", what="nothing", of="drink")]
    assert day_values(marked, "water") == {}


def test_a_grid_has_every_day_of_february() -> None:
    laid = grid({date(2024, 2, 29): 1.0}, date(2024, 2, 28), date(2024, 3, 1))
    assert laid == [None, 1.0, None]
    assert grid({}, DAY, DAY - timedelta(days=1)) == []
    assert len(grid({}, date(2026, 3, 28), date(2026, 3, 30))) == 3  # 23 hours make a day too


def test_how_many_days_a_mean_needs() -> None:
    assert [minimum(window) for window in (7, 28, 90)] == [3, 12, 39]


def test_a_mean_by_hand() -> None:
    assert rolling_mean([3, None, 5, None, None, 4, None, 1, None], 7) == [
        None,
        None,
        None,
        None,
        None,
        4.0,
        4.0,
        pytest.approx(10 / 3),
        pytest.approx(10 / 3),
    ]


@given(GRIDS, st.sampled_from([7, 28, 90]))
def test_the_mean_follows_its_definition(values: list[float | None], window: int) -> None:
    expected: list[float | None] = []
    for end in range(1, len(values) + 1):
        present = [value for value in values[max(0, end - window) : end] if value is not None]
        expected.append(math.fsum(present) / len(present) if len(present) >= 3 / 7 * window else None)
    assert rolling_mean(values, window) == [
        None if mean is None else pytest.approx(mean, rel=1e-9, abs=1e-9) for mean in expected
    ]


@given(st.lists(st.floats(0, 20_000), min_size=1, max_size=30))
def test_nothing_is_left_over_once_large_values_have_gone(values: list[float]) -> None:
    assert rolling_mean([*values, *[0.0] * 7], 7)[-1] == 0.0


@given(GRIDS, st.sampled_from([7, 28]), st.integers(0, 40))
def test_means_of_a_range_include_days_before_it(values: list[float | None], window: int, skip: int) -> None:
    all_days = days(*values)
    last = DAY + timedelta(days=len(values) - 1)
    first = DAY + timedelta(days=min(skip, len(values)))
    assert rolling(all_days, first, last, window) == rolling_mean(values, window)[min(skip, len(values)) :]


@given(st.lists(st.none() | st.just(1.0), max_size=40), st.sampled_from([7, 28]))
def test_needed_days_are_the_fewest_that_show_a_mean(values: list[float | None], window: int) -> None:
    needed = needs_days(values, window)
    ahead = values[:-1] if values and values[-1] is None else values

    def has_mean(more: int) -> bool:
        means = rolling_mean([*ahead, *[1.0] * more] if more else values, window)
        return bool(means) and means[-1] is not None

    assert has_mean(needed)
    assert not any(has_mean(fewer) for fewer in range(needed))


def test_needed_days_by_hand() -> None:
    assert needs_days([], 7) == 3
    assert needs_days([4.0], 7) == 2
    assert needs_days([4.0, 4.0, None], 7) == 1
    assert needs_days([None, 4.0, None, None, None, None, None], 7) == 2  # today and tomorrow
    assert needs_days([4.0, None, None, None, None, None, None], 7) == 3  # by tomorrow the first has gone
    assert needs_days([4.0, 4.0, 4.0], 7) == 0


def test_change_compares_a_window_with_the_previous_window() -> None:
    values = days(5, 5, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3, None, 3)
    compared = change(values, DAY + timedelta(days=13), 7)
    assert compared == Change(current=3.0, previous=5.0)
    assert compared.difference == -2.0
    assert change(values, DAY + timedelta(days=6), 7) == Change(5.0, None)
    assert change(values, DAY + timedelta(days=6), 7).verdict(MEASURES["severity"][1]) == ""


@pytest.mark.parametrize(
    ("name", "current", "previous", "word"),
    [
        ("severity", 3.1, 3.9, "better"),
        ("severity", 3.9, 3.1, "worse"),
        ("severity", 3.14, 3.1, "same"),
        ("severity", 0.0, 0.0, "same"),
        ("water", 2000, 1500, "better"),
        ("water", 1500, 2000, "worse"),
        ("water", 1990, 2000, "same"),
        ("stool", 5.0, 3.0, "higher"),
        ("stool", 3.0, 5.0, "lower"),
        ("severity", None, 3.0, ""),
    ],
)
def test_a_change_in_a_word(name: str, current: float | None, previous: float | None, word: str) -> None:
    assert Change(current, previous).verdict(MEASURES[name][1]) == word


def test_good_days_are_counted_among_days_with_a_value() -> None:
    assert good_days([3, 4, None, 0, 3.5], 3) == (2, 4)
    assert good_days([2000, 1999, None, 2500], 2000, "higher") == (2, 3)
    assert good_days([], 3) == (0, 0)


@pytest.mark.parametrize(
    ("previous", "decimals", "high", "least"),
    [(4.1, 1, 10, 0.5), (1.0, 1, 4, 0.2), (2000, 0, None, 40), (0.5, 1, None, 0.05)],
)
def test_a_change_counts_from_a_twentieth_of_a_fixed_scale_and_two_hundredths_of_other_means(
    previous: float, decimals: int, high: float | None, least: float
) -> None:
    assert least_change(previous, decimals, high) == pytest.approx(least)
