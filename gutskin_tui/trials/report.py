"""The report on a trial: its plan, the recorded days, the result, and the status of what it tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.treatments import Course
from gutskin_tui.model.trial import Trial
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.store import Journal
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import Entries, Reading, read
from gutskin_tui.trials.exposure import exposure
from gutskin_tui.trials.power import own_spread
from gutskin_tui.trials.repository import treatment_courses, trials
from gutskin_tui.trials.results import Result, result
from gutskin_tui.trials.schedule import Phase, counts, day_number, over, phase_of, phases
from gutskin_tui.trials.subject import subject_name


class TrialReport(Struct, frozen=True):
    """The state of a trial on the day `today`. `status` is the status of its subject if this is the latest trial of it.

    `earlier` is the number of trials that were finished before it; `spread` that of its outcome before its start.
    """

    trial: Trial
    today: date
    phases: tuple[Phase, ...]
    reading: Reading
    result: Result
    status: Status
    earlier: int = 0
    spread: float | None = None

    @property
    def over(self) -> bool:
        """Whether the trial was ended or its last day has passed."""
        return over(self.trial, self.today)

    @property
    def number(self) -> int:
        """The number of today in the plan, from 1; 0 or less before the first day."""
        return day_number(self.trial, self.today)

    @property
    def phase(self) -> Phase | None:
        """The phase of today; None before the first day and after the end."""
        return None if self.over else phase_of(self.trial, self.today)

    @property
    def washout(self) -> bool:
        """Whether today is not counted because the phase before may still have an effect."""
        return self.phase is not None and not counts(self.trial, self.phase, self.today)

    @property
    def advice(self) -> str:
        """What to do today ("no dairy until 4 Dec"); "" after the end."""
        return wording.advice(self.trial, self.today)

    @property
    def line(self) -> str:
        """The trial in a line of a list."""
        return wording.line(self.trial, self.result, self.today)

    @property
    def sentences(self) -> list[str]:
        """The result in full sentences, with the footer as the last."""
        return wording.sentences(self.trial, self.result, self.earlier)


def trial_report(
    trial: Trial,
    entries: Entries,
    analyzer: MealAnalyzer,
    today: date,
    trials: Iterable[Trial] = (),
    courses: Iterable[Course] = (),
) -> TrialReport:
    """Return the report of a trial on the day `today`.

    `entries` returns the entries of a day (`Journal.day`); `trials` are those of the journal, among which the earlier
    ones are counted; `courses` are all courses of treatment, which may have begun before the trial.
    """
    reading = read(trial, entries, analyzer, today, courses)
    trial_result = result(trial, reading, today)
    return TrialReport(
        trial,
        today,
        phases(trial),
        reading,
        trial_result,
        status(trial, trial_result, today),
        sum(other.last < trial.first for other in trials if not other.ended or other.ended.reason == "finished"),
        own_spread(trial, entries),
    )


def journal_report(trial: Trial, journal: Journal, analyzer: MealAnalyzer, today: date) -> TrialReport:
    """Return the report of a trial of `journal` on the day `today`."""
    return trial_report(trial, journal.day, analyzer, today, trials(journal, today), treatment_courses(journal, today))


def slip_notice(trial: Trial, entries: Sequence[AnyEntry], analyzer: MealAnalyzer) -> str:
    """Return a sentence on entries of days without what is tested that contain it, or may contain it; else ""."""
    eliminated = []
    for entry in entries:
        phase = phase_of(trial, entry.date)
        if phase and phase.leaves_out and entry.date.isoformat() not in trial.corrections:
            eliminated.append(entry)
    certainty = exposure(trial.what, eliminated, analyzer)
    name = subject_name(trial.what)
    if certainty is Certainty.YES:
        return f"{name[0].upper()}{name[1:]} on a day without it: counts as a slip. "
    if certainty is Certainty.MAYBE:
        return f"Possibly {name} on a day without it: press M on Meals to answer. "
    return ""


Status = Literal[
    "untested",
    "eliminated",
    "testing",
    "reaction recorded",
    "possible pattern",
    "supported by your own test",
    "tested, no clear change",
]


def status(trial: Trial, trial_result: Result, today: date) -> Status:
    """Return the status of what a trial tests, from the latest trial of it and the result of that.

    - eliminated: the trial is not over, and today it is left out.
    - testing: the trial is not over, and today is another day.
    - reaction recorded: a reaction was recorded on a day with it.
    - possible pattern: the verdict is a hint.
    - untested: the trial ended without a verdict.
    """
    if not over(trial, today):
        phase = phase_of(trial, today)
        return "eliminated" if phase is not None and phase.leaves_out and trial.tried == "without" else "testing"
    for reaction in trial.reactions:
        phase = phase_of(trial, date.fromisoformat(reaction.day))
        if phase is not None and not phase.leaves_out:
            return "reaction recorded"
    if trial_result.verdict == "hint":
        return "possible pattern"
    if trial_result.verdict == "no clear change":
        return "tested, no clear change"
    if trial_result.verdict == "supported by your own test":
        return trial_result.verdict
    return "untested"
