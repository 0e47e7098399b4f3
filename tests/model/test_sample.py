"""The made-up journal: valid, the same for the same seed, never in the future, and plausible."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.day_status import day_needs
from gutskin_tui.model.entries import decode, encode, summary
from gutskin_tui.model.kinds import LISTED, AnyEntry, Meal
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.model.sample.texts import DAIRY_MEALS, MEALS
from gutskin_tui.model.streaks import streak
from gutskin_tui.settings import Settings
from tests.model.day_values import day_values

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="module")
def year() -> list[AnyEntry]:
    return sample_entries(365, 1, fixed_clock(NOW, "Europe/London"), cycle=True)


def test_the_same_seed_and_clock_give_the_same_entries(year: list[AnyEntry], clock: Clock) -> None:
    assert sample_entries(365, 1, clock, cycle=True) == year
    assert sample_entries(365, 1, clock) == [entry for entry in year if entry.kind != "cycle"]
    assert sample_entries(365, 2, clock) != year


def test_every_entry_is_valid_and_has_an_id_of_its_own(year: list[AnyEntry]) -> None:
    for entry in year:
        assert decode(encode(entry)) == entry
        assert summary(entry)
    assert len({entry.id for entry in year}) == len(year)
    assert {entry.kind for entry in year} == set(LISTED)


def test_nothing_lies_in_the_future_and_all_is_in_order(year: list[AnyEntry]) -> None:
    assert max(entry.when for entry in year) <= NOW
    assert max(datetime.fromisoformat(entry.updated) for entry in year) <= NOW
    whens = [entry.when for entry in year]
    assert whens == sorted(whens)


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo", "America/Los_Angeles"])
@pytest.mark.parametrize("day_start", ["00:00", "04:00", "09:30"])
def test_days_are_the_journal_days_of_any_zone_and_day_start(zone: str, day_start: str) -> None:
    clock = fixed_clock(NOW, zone, time.fromisoformat(day_start))
    entries = sample_entries(60, 3, clock)
    assert all(entry.date == clock.day_of(entry.when) and entry.zone == zone for entry in entries)
    assert clock.today() - timedelta(days=60) <= entries[0].date
    assert all(entry.when <= NOW for entry in entries)


def test_today_is_partly_filled_as_on_any_afternoon(year: list[AnyEntry]) -> None:
    today = date(2026, 11, 21)
    states = {need.name: need.state for need in day_needs(year, Settings(), today, today)}
    assert states == {
        "breakfast": "done",
        "lunch": "done",
        "dinner": "missing",
        "water": "part",
        "skin": "missing",
        "stress": "missing",
        "sleep": "done",
        "exercise": "done",
    }
    late = fixed_clock(datetime(2026, 11, 21, 23, 30, tzinfo=ZoneInfo("Europe/London")), "Europe/London")
    assert {need.name: need.state for need in day_needs(sample_entries(5, 1, late), Settings(), today, today)} == states
    early = fixed_clock(datetime(2026, 11, 21, 6, 0, tzinfo=ZoneInfo("Europe/London")), "Europe/London")
    assert all(entry.date < today for entry in sample_entries(5, 1, early))


def test_a_year_is_about_as_full_as_a_life(year: list[AnyEntry]) -> None:
    assert 13 <= len(year) / 365 <= 18
    days = {entry.day for entry in year}
    assert 0.02 <= 1 - len(days) / 365 <= 0.10
    today = date(2026, 11, 21)
    assert streak({entry.date for entry in year}, (), today).current >= 13
    counts = Counter(entry.kind for entry in year)
    assert counts["drink"] > counts["meal"] > counts["skin"] > counts["note"] > 10
    favourite = Counter(entry.text for entry in year if isinstance(entry, Meal)).most_common(1)[0]
    assert favourite[1] > 60


def test_skin_carries_over_and_follows_dairy_by_two_days() -> None:
    entries = sample_entries(3650, 1, fixed_clock(NOW, "Europe/London"))
    severity = day_values(entries, "severity")
    pairs = [
        (value, severity[day + timedelta(days=1)])
        for day, value in severity.items()
        if day + timedelta(days=1) in severity
    ]
    assert 0.35 < statistics.correlation(*zip(*pairs, strict=True)) < 0.7
    dairy_texts = {text for texts in DAIRY_MEALS.values() for text in texts}
    dairy = {entry.date for entry in entries if isinstance(entry, Meal) and entry.text in dairy_texts}
    logged = {entry.date for entry in entries}

    def after(days: set[date]) -> float:
        return statistics.mean(severity[day + timedelta(days=2)] for day in days if day + timedelta(days=2) in severity)

    assert 0.5 < after(dairy) - after(logged - dairy) < 1.2
    stress = day_values(entries, "stress")
    assert min(stress.values()) >= 0
    assert max(stress.values()) <= 10


def test_no_meal_is_with_and_without_dairy() -> None:
    with_dairy = {text for texts in DAIRY_MEALS.values() for text in texts}
    assert not with_dairy & {text for texts in MEALS.values() for text in texts}


@pytest.mark.parametrize("days", [0, -5])
def test_no_days_no_entries(days: int, clock: Clock) -> None:
    assert sample_entries(days, 1, clock) == []


def test_a_sample_of_a_day_is_today(clock: Clock) -> None:
    assert {entry.date for entry in sample_entries(1, 1, clock)} == {clock.today()}
