"""The trials of a journal: reading, starting, correcting and ending them.

Each change can be undone. The plan of a trial is fixed at its start. Functions that change a trial take it as the
caller last read it, and apply the change to the trial that is now in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import msgspec
from msgspec import Struct

from gutskin_tui.clock import Clock
from gutskin_tui.date_words import named_day
from gutskin_tui.dates import show_day, written_day
from gutskin_tui.errors import InputError
from gutskin_tui.model.amend import Amended
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.treatments import Course, courses
from gutskin_tui.model.trial import (
    FEWEST_PAIRS,
    LONGEST,
    MOST_PAIRS,
    PROPOSED_PAIRS,
    SHORTEST,
    SPARES,
    Arm,
    Correction,
    Design,
    EndReason,
    Reaction,
    Severity,
    Trial,
)
from gutskin_tui.settings import Condition
from gutskin_tui.store import Journal
from gutskin_tui.trials import safety
from gutskin_tui.trials.schedule import flip, over
from gutskin_tui.trials.spare import with_spare
from gutskin_tui.trials.subject import subject

TABLE = "trials"
AHEAD = 60
"""The greatest number of days between today and the start of a trial."""
OVER = "This trial has already ended."
MESSAGES = {
    "what": "A name has at most 200 characters.",
    "smallest_change": "The smallest change that matters is a number above 0.",
    "stop_rules": "Stop rules have at most 20000 characters.",
    "words": "A reason or a reaction has at most 20000 characters.",
}


class TrialError(InputError):
    """A trial cannot be started or changed in this way."""


class Plan(Struct, frozen=True):
    """The plan of a trial before its start. `pairs` is used in a rigorous trial only, which has a spare pair too."""

    what: str
    condition: Condition
    phase_days: int
    smallest_change: float
    start: date
    outcome: str = "severity"
    design: Design = "quick"
    pairs: int = PROPOSED_PAIRS
    stop_rules: str = ""
    tried: Arm = "without"


def trials(journal: Journal, today: date) -> list[Trial]:
    """Return the trials of a journal, the latest first, each with its spare pair if that is used as of `today`.

    Records that cannot be read are left out; `Journal.problems` lists them.
    """
    readable = []
    for document in journal.records(TABLE).values():
        try:
            readable.append(with_spare(msgspec.convert(document, Trial), journal.day, today))
        except msgspec.ValidationError:
            continue
    return sorted(readable, key=lambda trial: (trial.start, trial.frozen, trial.id), reverse=True)


def current(journal: Journal, today: date) -> Trial | None:
    """Return the trial that is under way or about to begin, None if there is none."""
    return next((trial for trial in trials(journal, today) if not over(trial, today)), None)


def treatment_courses(journal: Journal, today: date) -> list[Course]:
    """Return the courses of treatment up to today, which a report on a trial of a treatment needs."""
    return courses(journal.between(None, today, "treatment"))


def first_day(typed: str, today: date) -> date | None:
    """Return the first day of a trial as typed, None if invalid. A weekday is the next one; blank is today."""
    text = " ".join((typed or "today").casefold().split())
    day = named_day(text, today)
    if day is None:
        return written_day(text, today + timedelta(days=AHEAD))
    weekday = text not in ("today", "yesterday", "tomorrow") and text.isalpha()
    return day + timedelta(days=7) if weekday and day < today else day


def check_free(journal: Journal, today: date) -> None:
    """Raise TrialError while a trial is under way or about to begin: one change at a time."""
    if current(journal, today):
        raise TrialError("A trial is under way; one at a time: end it first with gutskin trial end.")


def draft(plan: Plan, clock: Clock, coin: Random | None = None) -> Trial:
    """Return the trial of a plan, with a random order of phases if rigorous, unsaved.

    Raises TrialError, or SubjectError for what cannot be tested.
    """
    now, today = clock.now(), clock.today()
    if not SHORTEST <= plan.phase_days <= LONGEST:
        raise TrialError(f"A phase has {SHORTEST} to {LONGEST} days.")
    earliest = today if plan.design == "rigorous" else today - timedelta(days=plan.phase_days)
    if plan.start < earliest and plan.design == "rigorous":
        raise TrialError("A rigorous trial starts today or later: its order is drawn before it starts.")
    if plan.start < earliest:
        raise TrialError(f"Choose {show_day(earliest)} or later as the start: only the baseline may be in the past.")
    if plan.start > today + timedelta(days=AHEAD):
        raise TrialError(f"A trial starts within {AHEAD} days.")
    if plan.design == "rigorous" and not FEWEST_PAIRS <= plan.pairs <= MOST_PAIRS:
        raise TrialError(f"A rigorous trial has {FEWEST_PAIRS} to {MOST_PAIRS} pairs.")
    stamp = now.isoformat(timespec="milliseconds")
    document = {
        "id": new_id(now),
        "created": stamp,
        "updated": stamp,
        "frozen": stamp,
        "what": subject(plan.what),
        "outcome": plan.outcome,
        "condition": plan.condition,
        "design": plan.design,
        "phase_days": plan.phase_days,
        "start": plan.start.isoformat(),
        "smallest_change": float(plan.smallest_change),
        "order": flip(plan.pairs + SPARES, coin) if plan.design == "rigorous" else (),
        "spare": SPARES if plan.design == "rigorous" else 0,
        "stop_rules": plan.stop_rules.strip(),
        "tried": plan.tried,
    }
    return _trial(document)


def start(journal: Journal, clock: Clock, plan: Plan, answers: Mapping[str, bool], coin: Random | None = None) -> Trial:
    """Start a trial: save its plan, which cannot change any more. `answers` are those of `safety`, by name of question.

    Raises SafetyError if the answers rule a trial out or are incomplete, what `draft` raises, TrialError while another
    trial is not over, and the errors of the journal.
    """
    safety.check(answers, plan.what, plan.condition)
    made = draft(plan, clock, coin)
    with journal.exclusive():
        check_free(journal, clock.today())
        journal.put_records(TABLE, {made.id: msgspec.to_builtins(made)}, label="Started a trial")
    return made


def correct(journal: Journal, clock: Clock, trial: Trial, day: date, correction: Correction | None) -> Amended[Trial]:
    """Set whether the plan was kept on a day, instead of what its entries show; None removes the correction.

    The message names a different correction of the same day that was saved since `trial` was read.
    """
    name = day.isoformat()
    with journal.exclusive():
        now = _latest(journal, clock, trial)
        _check_day(now, clock, day)
        corrections = {corrected: value for corrected, value in now.corrections.items() if corrected != name}
        if correction:
            corrections[name] = correction
        saved = _save(journal, clock, now, "Corrected a day of a trial", corrections=dict(sorted(corrections.items())))
    other = now.corrections.get(name)
    if other in (trial.corrections.get(name), correction):
        return Amended(saved)
    return Amended(saved, f"Meanwhile it was set to {other or 'its entries'} elsewhere; undo brings that back.")


def react(journal: Journal, clock: Clock, trial: Trial, day: date, severity: Severity, words: str = "") -> Trial:
    """Save a reaction. A severe one ends a trial that is not over; the caller then displays `safety.SEVERE`."""
    with journal.exclusive():
        now = _latest(journal, clock, trial)
        _check_day(now, clock, day)
        reactions = (*now.reactions, Reaction(day=day.isoformat(), severity=severity, words=words.strip()))
        fields: dict[str, object] = {"reactions": msgspec.to_builtins(reactions)}
        if ends := severity == "severe" and not over(now, clock.today()):
            fields["ended"] = _end_fields(clock, "severe_reaction", words)
        return _save(journal, clock, now, "Ended a trial" if ends else "Added a reaction to a trial", **fields)


def end(journal: Journal, clock: Clock, trial: Trial, words: str = "", reaction: Reaction | None = None) -> Trial:
    """End a trial today, with a reaction if that is the reason; the caller displays `safety.SEVERE` for a severe one.

    Before its last day, a reason or a reaction is needed. Raises TrialError.
    """
    with journal.exclusive():
        now = _latest(journal, clock, trial)
        _check_open(now, clock)
        if reaction and reaction.severity == "severe":
            reason: EndReason = "severe_reaction"
        else:
            reason = "finished" if clock.today() >= now.last else "stopped"
        if reason == "stopped" and not words.strip() and reaction is None:
            raise TrialError(f"The last day of the trial is {show_day(now.last)}; give a reason with --reason.")
        fields: dict[str, object] = {"ended": _end_fields(clock, reason, words)}
        if reaction:
            _check_day(now, clock, date.fromisoformat(reaction.day))
            fields["reactions"] = msgspec.to_builtins((*now.reactions, reaction))
        return _save(journal, clock, now, "Ended a trial", **fields)


def _latest(journal: Journal, clock: Clock, trial: Trial) -> Trial:
    """Return a trial as it is in the journal now. Raises TrialError if it is no longer in it."""
    for current_trial in trials(journal, clock.today()):
        if current_trial.id == trial.id:
            return current_trial
    raise TrialError("That trial is no longer in the journal: its start was undone elsewhere.")


def _end_fields(clock: Clock, reason: EndReason, words: str) -> dict[str, str]:
    return {"day": clock.today().isoformat(), "reason": reason, "words": words.strip()}


def _check_open(trial: Trial, clock: Clock) -> None:
    if over(trial, clock.today()):
        raise TrialError(OVER)


def _check_day(trial: Trial, clock: Clock, day: date) -> None:
    last = min(trial.last, trial.ended_on or trial.last)
    if not trial.first <= day <= last:
        raise TrialError(f"The trial has the days from {show_day(trial.first)} to {show_day(last)}.")
    if day > clock.today():
        raise TrialError(f"{show_day(day)} is in the future.")


def _save(journal: Journal, clock: Clock, trial: Trial, label: str, **fields: object) -> Trial:
    """Save changed fields as one undoable step; return the trial as saved. Does nothing if nothing changes."""
    changed = _trial(msgspec.to_builtins(trial) | fields)
    if changed == trial:
        return trial
    changed = msgspec.structs.replace(changed, updated=clock.now().isoformat(timespec="milliseconds"))
    journal.put_records(TABLE, {trial.id: msgspec.to_builtins(changed)}, label=label)
    return _latest(journal, clock, trial)


def _trial(document: Mapping[str, object]) -> Trial:
    """Return the trial of a document. Raises TrialError with a sentence about the first invalid field."""
    try:
        return msgspec.convert(dict(document), Trial)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, ValueError):
            message = str(error.__cause__)
            raise TrialError(f"{message[0].upper()}{message[1:]}.") from None
        field = next((name for name in MESSAGES if f".{name}" in str(error)), "")
        raise TrialError(MESSAGES.get(field, "That is not a trial.")) from None
