"""The index of days against the plain definition, and after changes."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, Measure
from gutskin_tui.model.sample.generator import sample_entries
from tests.model.day_values import day_index, entries_by_day


def value(measure: Measure, entries: list[AnyEntry]) -> float | None:
    """Return the value of a measure by its plain definition."""
    values = [(entry.when, entry.id, value) for entry in entries if (value := measure.value(entry)) is not None]
    numbers = [float(number) for _, _, number in values]
    combined = {"sum": math.fsum, "max": max, "mean": lambda numbers: math.fsum(numbers) / len(numbers)}
    if not values:
        return None
    return float(max(values)[2]) if measure.combine == "last" else combined[measure.combine](numbers)


def test_every_series_equals_that_of_all_entries(clock: Clock) -> None:
    entries = sample_entries(120, 3, clock)
    index = day_index(entries)
    for name, (kind, measure) in MEASURES.items():
        of_kind = entries_by_day(entry for entry in entries if entry.kind == kind.name)
        values = {day: value(measure, of_day) for day, of_day in of_kind.items()}
        assert index.values[name] == {day: number for day, number in values.items() if number is not None}, name
    assert index.days("skin") == {entry.date for entry in entries if entry.kind == "skin"}


def test_a_changed_day_replaces_its_values(clock: Clock) -> None:
    day = clock.today()
    index = DayIndex()
    index.update(day, [make("skin", {"severity": 4}, clock), make("mark", {"what": "skip"}, clock)])
    assert index.values["severity"] == {day: 4}
    assert index.skipped == {day}
    index.update(day, [make("mark", {"what": "nothing", "of": "meal"}, clock)])
    assert index.values["severity"] == {}
    assert index.skipped == set()
    assert index.nothing["meal"] == {day}
    assert index.days() == set()  # a mark is not data


def test_the_first_day_is_the_earliest_with_a_value(clock: Clock) -> None:
    day, index = clock.today(), DayIndex()
    assert index.first_day is None
    index.update(day, [make("drink", {"ml": 250}, clock)])
    index.update(day - timedelta(days=2), [make("skin", {"severity": 4}, clock)])
    index.update(day - timedelta(days=3), [make("mark", {"what": "skip"}, clock)])
    assert index.first_day == day - timedelta(days=2)


CLOCK = fixed_clock(datetime.fromisoformat("2026-11-21T23:30+00:00"), "UTC")
DAYS = [CLOCK.today() - timedelta(days=ago) for ago in range(4)]


def entry(kind: str, values: dict[str, Any], hour: int, ago: int) -> AnyEntry:
    return make(kind, values, CLOCK, at=CLOCK.now().replace(hour=hour, minute=0) - timedelta(days=ago))


kinds_and_values = st.sampled_from(
    [
        ("drink", {"ml": 250}),
        ("drink", {"ml": 330, "what": "beer", "abv": 5.0}),
        ("skin", {"severity": 4}),
        ("skin", {"itch": 7}),
        ("stress", {"score": 3}),
        ("meal", {"text": "oats"}),
        ("mark", {"what": "skip"}),
        ("mark", {"what": "nothing", "of": "meal"}),
    ]
)
entries_of_a_day = st.lists(st.tuples(kinds_and_values, st.integers(4, 23)), max_size=5)


@given(st.lists(st.tuples(st.integers(0, len(DAYS) - 1), entries_of_a_day), max_size=10))
def test_an_updated_index_equals_a_new_index(updates: list[tuple[int, list[tuple[Any, int]]]]) -> None:
    updated, days = DayIndex(), {}
    for ago, chosen in updates:
        days[ago] = [entry(kind, values, hour, ago) for (kind, values), hour in chosen]
        updated.update(DAYS[ago], days[ago])
    fresh = day_index(entry for of_day in days.values() for entry in of_day)
    assert updated.values == fresh.values
    assert updated.counts == fresh.counts
    assert updated.nothing == fresh.nothing
    assert updated.skipped == fresh.skipped
    for name, column in updated.values.items():
        assert len(column) == len(list(column)) == len(fresh.values[name])
    for kind in (None, *KINDS):
        assert updated.days(kind) == fresh.days(kind)
        assert (
            updated.active_days(kind)
            == fresh.active_days(kind)
            == {day for day in DAYS if updated.is_active(day, kind)}
        )


def test_a_missing_day_is_missing_not_zero(clock: Clock) -> None:
    day, before = clock.today(), clock.today() - timedelta(days=1)
    index = DayIndex()
    index.update(day, [make("drink", {"ml": 200, "what": "coffee"}, clock)])
    assert day not in index.values["water"]
    assert index.values["alcohol"] == {day: 0}
    assert before not in index.values["alcohol"]
