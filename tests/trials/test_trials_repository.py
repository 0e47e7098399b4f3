"""Trials in a journal: frozen at the start, one at a time, every change undone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.errors import InputError
from gutskin_tui.model.trial import Reaction, Trial
from gutskin_tui.store import Journal
from gutskin_tui.trials import repository, safety

NO = {question.name: False for question in safety.QUESTIONS}
TODAY = date(2026, 11, 21)
PLAN = repository.Plan("dairy", "rosacea", 7, 1.0, TODAY, stop_rules="if it hurts")
FROZEN = (
    "what",
    "outcome",
    "condition",
    "design",
    "phase_days",
    "start",
    "smallest_change",
    "order",
    "stop_rules",
    "frozen",
    "created",
    "id",
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "journal.json")


def content(trials: list[Trial]) -> list[Trial]:
    """Return trials without the instants of their versions: an undo restores all but these."""
    return [msgspec.structs.replace(trial, updated=trial.created, edits={}) for trial in trials]


def at(day: date, hour: int = 12) -> Clock:
    return fixed_clock(datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/London")), "Europe/London")


def test_a_trial_is_started_frozen_and_undone(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    assert repository.trials(journal, TODAY) == [made] == [repository.current(journal, TODAY)]
    assert made.frozen == clock.now().isoformat(timespec="milliseconds")
    assert journal.problems() == []
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Started a trial"
    assert repository.trials(journal, TODAY) == []
    journal.redo()
    assert content(repository.trials(journal, TODAY)) == content([made])


def test_nothing_changes_the_frozen_plan(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, replace(PLAN, design="rigorous"), NO, Random(1))
    later = at(TODAY + timedelta(days=9))
    changed = repository.correct(journal, later, made, TODAY, "slipped").record
    changed = repository.react(journal, later, changed, TODAY + timedelta(days=8), "mild", "red cheeks")
    changed = repository.correct(journal, later, changed, TODAY + timedelta(days=1), "kept").record
    changed = repository.end(journal, later, changed, "a holiday")
    assert content(repository.trials(journal, TODAY)) == content([changed])
    assert [getattr(changed, name) for name in FROZEN] == [getattr(made, name) for name in FROZEN]
    assert changed.corrections == {"2026-11-21": "slipped", "2026-11-22": "kept"}
    assert changed.reactions == (Reaction(day="2026-11-29", severity="mild", words="red cheeks"),)
    assert changed.ended is not None
    assert (changed.ended.reason, changed.ended.words, changed.ended.day) == ("stopped", "a holiday", "2026-11-30")
    assert changed.updated > made.updated
    for _ in range(4):
        journal.undo()
    assert content(repository.trials(journal, TODAY)) == content([made])


def test_clearing_removes_a_correction_and_no_change_saves_nothing(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    changed = repository.correct(journal, clock, made, TODAY, "slipped").record
    revision = journal.revision
    assert repository.correct(journal, clock, changed, TODAY, "slipped").record == changed
    assert journal.revision == revision
    assert repository.correct(journal, clock, changed, TODAY, None).record.corrections == {}


def test_a_trial_is_changed_as_another_program_left_it(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    with Journal.open(journal.path) as other:
        repository.react(other, clock, made, TODAY, "mild", "theirs")
        repository.correct(other, clock, made, TODAY, "slipped")
    mine = repository.react(journal, clock, made, TODAY, "mild", "mine")
    assert [reaction.words for reaction in mine.reactions] == ["theirs", "mine"]
    done = repository.correct(journal, clock, made, TODAY, "kept")
    assert done.record.corrections == {TODAY.isoformat(): "kept"}
    assert done.message == "Meanwhile it was set to slipped elsewhere; undo brings that back."
    assert repository.correct(journal, clock, done.record, TODAY, None).message == ""
    with Journal.open(journal.path) as other:
        repository.end(other, clock, made, "theirs")
    with pytest.raises(repository.TrialError, match="already ended"):
        repository.end(journal, clock, made, "mine")


def test_a_trial_whose_start_was_undone_elsewhere_is_not_brought_back(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    with Journal.open(journal.path) as other:
        other.undo()
    for change in (
        lambda: repository.correct(journal, clock, made, TODAY, "kept"),
        lambda: repository.react(journal, clock, made, TODAY, "mild", "x"),
        lambda: repository.end(journal, clock, made, "x"),
    ):
        with pytest.raises(repository.TrialError, match="undone elsewhere"):
            change()
    assert repository.trials(journal, TODAY) == []


def test_a_second_trial_is_refused_also_if_another_program_started_the_first(journal: Journal, clock: Clock) -> None:
    with Journal.open(journal.path) as other:
        repository.start(other, clock, PLAN, NO)
    with pytest.raises(repository.TrialError, match="one at a time"):
        repository.start(journal, clock, replace(PLAN, what="gluten"), NO)


def test_a_second_trial_is_refused(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    with pytest.raises(repository.TrialError, match="one at a time"):
        repository.start(journal, clock, replace(PLAN, what="gluten"), NO)
    with pytest.raises(repository.TrialError, match="one at a time"):
        repository.start(journal, at(made.last), replace(PLAN, what="gluten", start=made.last), NO)
    next_day = made.last + timedelta(days=1)
    second = repository.start(journal, at(next_day), replace(PLAN, what="gluten", start=next_day), NO)
    assert repository.trials(journal, TODAY) == [second, made]


def test_the_safety_check_comes_first(journal: Journal, clock: Clock) -> None:
    for answers in ({}, NO | {"pregnant": True}):
        with pytest.raises(safety.SafetyError):
            repository.start(journal, clock, PLAN, answers)
    assert repository.trials(journal, TODAY) == []


def test_a_severe_reaction_ends_it_at_once_in_a_single_change(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    changed = repository.react(journal, clock, made, TODAY, "severe", "lips")
    assert changed.ended is not None
    assert changed.ended.reason == "severe_reaction"
    assert repository.current(journal, TODAY) is None
    journal.undo()
    assert content(repository.trials(journal, TODAY)) == content([made])
    by_end = repository.end(journal, clock, made, "", Reaction(day=TODAY.isoformat(), severity="severe"))
    assert by_end.ended is not None
    assert (by_end.ended.reason, len(by_end.reactions)) == ("severe_reaction", 1)


def test_the_end_of_a_trial(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    with pytest.raises(repository.TrialError, match="--reason"):
        repository.end(journal, clock, made)
    done = repository.end(journal, at(made.last), made)
    assert done.ended is not None
    assert done.ended.reason == "finished"
    with pytest.raises(repository.TrialError, match="already ended"):
        repository.end(journal, at(made.last), done, "again")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"what": "diary"}, "Name one label"),
        ({"what": "dairy, gluten"}, "one at a time"),
        ({"what": "drink:water"}, "Water cannot be left out"),
        ({"what": "food:Water"}, "Water cannot be left out"),
        ({"what": "mood:bad"}, "Name one label"),
        ({"what": "tag: "}, "Name one label"),
        ({"what": "dairy", "tried": "with"}, "leave this out instead"),
        ({"what": "tag:pollen", "tried": "with"}, "leave this out instead"),
        ({"what": ""}, "Name one label"),
        ({"what": "stress"}, "Name one label"),
        ({"phase_days": 6}, "7 to 168 days"),
        ({"phase_days": 10**9}, "7 to 168"),
        ({"smallest_change": 0}, "above 0"),
        ({"smallest_change": float("nan")}, "above 0"),
        ({"outcome": "water"}, "The outcome is one of"),
        ({"start": TODAY - timedelta(days=8)}, "only the baseline"),
        ({"start": TODAY + timedelta(days=61)}, "60 days"),
        ({"design": "rigorous", "pairs": 3}, "4 to 12 pairs"),
        ({"design": "rigorous", "pairs": 13}, "4 to 12 pairs"),
        ({"design": "rigorous", "start": TODAY - timedelta(days=1)}, "today or later"),
        ({"stop_rules": "x" * 20_001}, "at most 20000"),
        ({"what": f"food:{'x' * 300}"}, "at most 200"),
    ],
)
def test_a_plan_that_cannot_be(clock: Clock, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message) as refused:
        repository.draft(replace(PLAN, **changes), clock)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_plans_that_can_be(clock: Clock) -> None:
    assert repository.draft(replace(PLAN, what="Added Sugar"), clock).what == "added_sugar"
    assert repository.draft(replace(PLAN, what="food: Oat  Latte"), clock).what == "food:oat latte"
    for what in ("drink:coffee", "tag:pollen"):
        assert repository.draft(replace(PLAN, what=what), clock).what == what
    for what in ("treatment:zinc paste", "supplement:zinc", "practice:yoga"):
        assert repository.draft(replace(PLAN, what=what, tried="with"), clock).tried == "with"
    assert repository.draft(replace(PLAN, start=TODAY - timedelta(days=7)), clock).start == "2026-11-14"
    longest = repository.draft(replace(PLAN, design="rigorous", pairs=12), clock)
    assert (longest.pairs, longest.spare, longest.days) == (12, 1, 2 * 12 * 7)
    proposed = repository.draft(replace(PLAN, design="rigorous"), clock)
    assert (proposed.pairs, proposed.spare, len(proposed.order)) == (6, 1, 7)


def test_days_outside_the_trial_or_ahead_are_refused(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    for day in (TODAY - timedelta(days=1), made.last + timedelta(days=1)):
        with pytest.raises(repository.TrialError, match="has the days from"):
            repository.correct(journal, clock, made, day, "kept")
    with pytest.raises(repository.TrialError, match="in the future"):
        repository.react(journal, clock, made, TODAY + timedelta(days=1), "mild")


def test_a_record_that_is_no_trial_is_reported_and_skipped(journal: Journal, clock: Clock) -> None:
    made = repository.start(journal, clock, PLAN, NO)
    bad = msgspec.to_builtins(made) | {"id": "bad", "phase_days": 3}
    journal.put_records("trials", {"bad": bad})
    assert repository.trials(journal, TODAY) == [made]
    assert len(journal.problems()) == 1
    assert isinstance(made, Trial)
