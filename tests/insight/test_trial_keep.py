"""Trials in a journal: frozen at the start, one at a time, every change undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.insight.trials import gate, keep
from gutskin_tui.model.trial import Reaction, Trial
from gutskin_tui.store import Journal

NO = {one.name: False for one in gate.QUESTIONS}
TODAY = date(2026, 11, 21)
PLAN = keep.Plan("dairy", "rosacea", 7, 1.0, TODAY, stop_rules="if it hurts")
FROZEN = ("what", "outcome", "condition", "design", "phase_days", "start", "smallest_change", "order", "stop_rules",
          "frozen", "created", "id")  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "journal.json")


def content(trials: list[Trial]) -> list[Trial]:
    """Return trials without the instants of their versions: an undo restores all but these."""
    return [msgspec.structs.replace(trial, updated=trial.created) for trial in trials]


def at(day: date, hour: int = 12) -> Clock:
    return fixed_clock(datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/London")), "Europe/London")


def test_a_trial_is_started_frozen_and_undone(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    assert keep.trials(journal) == [made] == [keep.current(journal, TODAY)]
    assert made.frozen == clock.now().isoformat(timespec="milliseconds")
    assert journal.problems() == []
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Started a trial"
    assert keep.trials(journal) == []
    journal.redo()
    assert content(keep.trials(journal)) == content([made])


def test_nothing_changes_the_frozen_plan(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, replace(PLAN, design="rigorous"), NO, Random(1))
    later = at(TODAY + timedelta(days=9))
    one = keep.correct(journal, later, made, TODAY, "slipped").record
    one = keep.react(journal, later, one, TODAY + timedelta(days=8), "mild", "red cheeks")
    one = keep.correct(journal, later, one, TODAY + timedelta(days=1), "kept").record
    one = keep.end(journal, later, one, "a holiday")
    assert content(keep.trials(journal)) == content([one])
    assert [getattr(one, name) for name in FROZEN] == [getattr(made, name) for name in FROZEN]
    assert one.corrections == {"2026-11-21": "slipped", "2026-11-22": "kept"}
    assert one.reactions == (Reaction(day="2026-11-29", severity="mild", words="red cheeks"),)
    assert one.ended is not None
    assert (one.ended.reason, one.ended.words, one.ended.day) == ("stopped", "a holiday", "2026-11-30")
    assert one.updated > made.updated
    for _ in range(4):
        journal.undo()
    assert content(keep.trials(journal)) == content([made])


def test_clear_takes_a_correction_back_and_no_change_is_none(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    one = keep.correct(journal, clock, made, TODAY, "slipped").record
    revision = journal.revision
    assert keep.correct(journal, clock, one, TODAY, "slipped").record == one
    assert journal.revision == revision
    assert keep.correct(journal, clock, one, TODAY, None).record.corrections == {}


def test_a_trial_is_changed_as_another_program_left_it(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    with Journal.open(journal.path) as other:
        keep.react(other, clock, made, TODAY, "mild", "theirs")
        keep.correct(other, clock, made, TODAY, "slipped")
    mine = keep.react(journal, clock, made, TODAY, "mild", "mine")
    assert [reaction.words for reaction in mine.reactions] == ["theirs", "mine"]
    done = keep.correct(journal, clock, made, TODAY, "kept")
    assert done.record.corrections == {TODAY.isoformat(): "kept"}
    assert done.message == "Meanwhile it was set to slipped elsewhere; undo brings that back."
    assert keep.correct(journal, clock, done.record, TODAY, None).message == ""
    with Journal.open(journal.path) as other:
        keep.end(other, clock, made, "theirs")
    with pytest.raises(keep.TrialError, match="over already"):
        keep.end(journal, clock, made, "mine")


def test_a_trial_whose_start_was_undone_elsewhere_is_not_brought_back(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    with Journal.open(journal.path) as other:
        other.undo()
    for change in (
        lambda: keep.correct(journal, clock, made, TODAY, "kept"),
        lambda: keep.react(journal, clock, made, TODAY, "mild", "x"),
        lambda: keep.end(journal, clock, made, "x"),
    ):
        with pytest.raises(keep.TrialError, match="undone elsewhere"):
            change()
    assert keep.trials(journal) == []


def test_a_second_trial_is_refused_also_if_another_program_started_the_first(journal: Journal, clock: Clock) -> None:
    with Journal.open(journal.path) as other:
        keep.start(other, clock, PLAN, NO)
    with pytest.raises(keep.TrialError, match="one at a time"):
        keep.start(journal, clock, replace(PLAN, what="gluten"), NO)


def test_one_trial_at_a_time(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    with pytest.raises(keep.TrialError, match="one at a time"):
        keep.start(journal, clock, replace(PLAN, what="gluten"), NO)
    with pytest.raises(keep.TrialError, match="one at a time"):
        keep.start(journal, at(made.last), replace(PLAN, what="gluten", start=made.last), NO)
    next_day = made.last + timedelta(days=1)
    second = keep.start(journal, at(next_day), replace(PLAN, what="gluten", start=next_day), NO)
    assert keep.trials(journal) == [second, made]


def test_the_gate_stands_before_all(journal: Journal, clock: Clock) -> None:
    for answers in ({}, NO | {"pregnant": True}):
        with pytest.raises(gate.GateError):
            keep.start(journal, clock, PLAN, answers)
    assert keep.trials(journal) == []


def test_a_severe_reaction_ends_it_at_once_as_one_change(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    one = keep.react(journal, clock, made, TODAY, "severe", "lips")
    assert one.ended is not None
    assert one.ended.reason == "severe_reaction"
    assert keep.current(journal, TODAY) is None
    journal.undo()
    assert content(keep.trials(journal)) == content([made])
    by_end = keep.end(journal, clock, made, "", Reaction(day=TODAY.isoformat(), severity="severe"))
    assert by_end.ended is not None
    assert (by_end.ended.reason, len(by_end.reactions)) == ("severe_reaction", 1)


def test_ending(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    with pytest.raises(keep.TrialError, match="--reason"):
        keep.end(journal, clock, made)
    done = keep.end(journal, at(made.last), made)
    assert done.ended is not None
    assert done.ended.reason == "finished"
    with pytest.raises(keep.TrialError, match="over already"):
        keep.end(journal, at(made.last), done, "again")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": "diary"}, "Name one label"), ({"what": "dairy, gluten"}, "one at a time"),
        ({"what": "drink:coffee"}, "Name one label"), ({"what": ""}, "Name one label"),
        ({"what": "stress"}, "Name one label"), ({"phase_days": 6}, "7 to 168 days"),
        ({"phase_days": 10**9}, "7 to 168"), ({"smallest_change": 0}, "above 0"),
        ({"smallest_change": float("nan")}, "above 0"), ({"outcome": "water"}, "The outcome is one of"),
        ({"start": TODAY - timedelta(days=8)}, "only the baseline"), ({"start": TODAY + timedelta(days=61)}, "60 days"),
        ({"design": "rigorous", "pairs": 3}, "4 to 12 pairs"), ({"design": "rigorous", "pairs": 13}, "4 to 12 pairs"),
        ({"design": "rigorous", "start": TODAY - timedelta(days=1)}, "today or later"),
        ({"stop_rules": "x" * 20_001}, "at most 20000"), ({"what": f"food:{'x' * 300}"}, "at most 200"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be(clock: Clock, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(keep.TrialError, match=said) as refused:
        keep.draft(replace(PLAN, **changes), clock)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_plans_that_can_be(clock: Clock) -> None:
    assert keep.draft(replace(PLAN, what="Added Sugar"), clock).what == "added_sugar"
    assert keep.draft(replace(PLAN, what="food: Oat  Latte"), clock).what == "food:oat latte"
    assert keep.draft(replace(PLAN, start=TODAY - timedelta(days=7)), clock).start == "2026-11-14"
    assert len(keep.draft(replace(PLAN, design="rigorous", pairs=12), clock).order) == 12


def test_days_outside_the_trial_or_ahead_are_refused(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    for day in (TODAY - timedelta(days=1), made.last + timedelta(days=1)):
        with pytest.raises(keep.TrialError, match="has the days from"):
            keep.correct(journal, clock, made, day, "kept")
    with pytest.raises(keep.TrialError, match="in the future"):
        keep.react(journal, clock, made, TODAY + timedelta(days=1), "mild")


def test_a_record_that_is_no_trial_is_told_of_and_passed_over(journal: Journal, clock: Clock) -> None:
    made = keep.start(journal, clock, PLAN, NO)
    bad = msgspec.to_builtins(made) | {"id": "bad", "phase_days": 3}
    journal.put_records("trials", {"bad": bad})
    assert keep.trials(journal) == [made]
    assert len(journal.problems()) == 1
    assert isinstance(made, Trial)
