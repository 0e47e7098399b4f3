"""Since when something is looked at: the records of the journal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gutskin_tui import paths
from gutskin_tui.clock import Clock
from gutskin_tui.insights.choices import changes, choices, choose, current, since
from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal


@pytest.fixture
def journal(clock: Clock) -> Journal:
    journal = Journal.open(paths.journal_path())
    journal.add(make("skin", {"severity": 3}, clock, clock.now() - timedelta(days=100)))
    return journal


def first_day(clock: Clock) -> date:
    return clock.today() - timedelta(days=100)


def test_a_change_restarts_the_count_of_new_factors_alone(journal: Journal, clock: Clock) -> None:
    first = first_day(clock)
    assert choices(journal) == []
    assert since([], "factor", "dairy", first) == first
    assert choose(journal, clock, "factor", ["dairy", "gluten"], ["dairy", "tag:pollen"])
    records = choices(journal)
    assert current(records, "factor") == ("dairy", "tag:pollen")
    assert [since(records, "factor", name, first) for name in ("dairy", "tag:pollen")] == [first, clock.today()]
    assert changes(records, first) == 1
    assert not choose(journal, clock, "factor", ["dairy"], ["dairy", "tag:pollen"])


def test_a_factor_chosen_a_second_time_is_new(journal: Journal, clock: Clock) -> None:
    choose(journal, clock, "factor", ["dairy", "gluten"], ["dairy"])
    records = choices(journal)
    assert since(records, "factor", "gluten", first_day(clock)) == clock.today()
    choose(journal, clock, "factor", [], ["dairy", "gluten"])
    assert since(choices(journal), "factor", "gluten", first_day(clock)) == clock.today()


def test_an_undo_leads_back_to_what_was_chosen_before(journal: Journal, clock: Clock) -> None:
    choose(journal, clock, "factor", ["dairy"], ["gluten"])
    journal.undo()
    assert current(choices(journal), "factor") == ("dairy",)


def test_outcome_and_factors_are_apart(journal: Journal, clock: Clock) -> None:
    choose(journal, clock, "outcome", ["severity"], ["itch"])
    records = choices(journal)
    assert current(records, "outcome") == ("itch",)
    assert current(records, "factor") == ()
    assert since(records, "outcome", "itch", first_day(clock)) == clock.today()


def test_a_journal_without_entries_needs_no_record(clock: Clock) -> None:
    with Journal.open(paths.journal_path()) as journal:
        assert not choose(journal, clock, "factor", ["dairy"], ["gluten"])
        assert choices(journal) == []
