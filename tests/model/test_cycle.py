"""Cycle starts, cycle days and premenstrual days, from the flow of each day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.model.cycle import cycle_day, cycle_starts, premenstrual_days, premenstrual_exposure

FIRST = date(2026, 1, 1)
FLOWS = st.dictionaries(st.integers(0, 200).map(lambda number: day(number)), st.integers(0, 3), max_size=40)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def flow_of(**values: int) -> dict[date, float]:
    """Return flow by day, from keyword arguments such as d3=2: a flow of 2 on day 3."""
    return {day(int(name[1:])): value for name, value in values.items()}


@pytest.mark.parametrize(
    ("flow", "starts"),
    [
        ({}, []),
        ({"d0": 0}, []),
        ({"d0": 0, "d1": 1, "d2": 3}, [1]),
        ({"d0": 2, "d1": 1, "d11": 2}, [0]),
        ({"d0": 2, "d1": 1, "d12": 2}, [0, 12]),
        ({"d0": 2, "d6": 0, "d11": 1}, [0, 11]),
        ({"d0": 2, "d10": 1, "d20": 1}, [0]),
    ],
    ids=["none", "spotting", "first", "9 days without", "10 days without", "spotting between", "never 10 without"],
)
def test_a_cycle_starts_after_ten_days_without_flow(flow: dict[str, int], starts: list[int]) -> None:
    assert cycle_starts(flow_of(**flow)) == [day(number) for number in starts]


@pytest.mark.parametrize(
    ("number", "expected"), [(4, None), (5, 1), (6, 2), (32, 28), (33, 1), (92, 60), (93, None), (400, None)]
)
def test_the_first_cycle_day_is_1_and_it_is_missing_beyond_60(number: int, expected: int | None) -> None:
    assert cycle_day([day(5), day(33)], day(number)) == expected


def test_there_is_no_cycle_day_without_a_start() -> None:
    assert cycle_day([], day(3)) is None


def test_premenstrual_days_are_known_only_after_the_next_start() -> None:
    assert premenstrual_days([day(5)]) == set()
    assert premenstrual_days([day(5), day(33)]) == {day(number) for number in range(26, 33)}


def test_exposure_covers_ended_cycles_and_no_gap_in_the_record() -> None:
    exposure = premenstrual_exposure([day(0), day(28), day(128)])
    assert [number for number in range(200) if exposure.get(day(number)) == 1] == [*range(21, 28), *range(121, 128)]
    assert [number for number in range(200) if exposure.get(day(number)) == 0] == [*range(21), *range(28, 88)]


@given(FLOWS)
def test_a_start_is_defined_by_the_days_before_it(flow: dict[date, float]) -> None:
    starts = cycle_starts(flow)
    bleeding = [other for other, value in flow.items() if value >= 1]
    for other in bleeding:
        before = [earlier for earlier in bleeding if timedelta(0) < other - earlier <= timedelta(days=10)]
        assert (other in starts) == (not before)
    assert starts == sorted(set(starts))
    assert cycle_starts(dict(reversed(flow.items()))) == starts


@given(FLOWS)
def test_premenstrual_days_are_free_of_flow_and_lie_in_a_cycle(flow: dict[date, float]) -> None:
    starts = cycle_starts(flow)
    premenstrual = premenstrual_days(starts)
    assert len(premenstrual) == 7 * max(0, len(starts) - 1)
    assert all(flow.get(other, 0) < 1 for other in premenstrual)
    assert {other for other, value in premenstrual_exposure(starts).items() if value} == premenstrual
    for start, following in pairwise(starts):
        assert cycle_day(starts, start) == 1
        assert (following - start).days > 10
