"""The book of days says what the entries say, however it came about."""

from __future__ import annotations

from datetime import date, timedelta

from gutskin_tui.clock import Clock
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.model.series import daily


def by_day(entries: list[AnyEntry]) -> dict[date, list[AnyEntry]]:
    days: dict[date, list[AnyEntry]] = {}
    for entry in entries:
        days.setdefault(entry.date, []).append(entry)
    return days


def test_every_series_equals_that_of_all_entries(clock: Clock) -> None:
    entries = sample_entries(120, 3, clock)
    index = DayIndex()
    for day, of_day in by_day(entries).items():
        index.update(day, of_day)
    for name, (_, measure) in MEASURES.items():
        assert index.values[name] == daily(entries, measure), name
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


def test_a_missing_day_is_missing_not_zero(clock: Clock) -> None:
    day, before = clock.today(), clock.today() - timedelta(days=1)
    index = DayIndex()
    index.update(day, [make("drink", {"ml": 200, "what": "coffee"}, clock)])
    assert day not in index.values["water"]
    assert index.values["alcohol"] == {day: 0}
    assert before not in index.values["alcohol"]
