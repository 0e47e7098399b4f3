"""Trials of the session: the running trial, the report of each trial, and changes of trials."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.trial import Trial
from gutskin_tui.store import Journal
from gutskin_tui.text import match_key
from gutskin_tui.tui.session_foods import FoodService

if TYPE_CHECKING:
    from gutskin_tui.nutrition import MealAnalyzer
    from gutskin_tui.trials.report import TrialReport

T = TypeVar("T")

TABLE = "trials"


class TrialService(FoodService):
    """Mixed into the session. Trials are judged by meals, hence the base class; reports are made in the background."""

    trial_reports: Sequence[TrialReport] = ()
    """The report of every trial when they were last read, the latest first."""
    _reports_key: tuple[object, ...] | None = None
    _warm_for: MealAnalyzer | None = None
    _warm_days: frozenset[date] = frozenset()

    @property
    def running(self) -> Trial | None:
        """The trial that is running or about to begin, None if there is none. Does not load the lexicon."""
        return self.cached("running trial", self._find_running)

    def _find_running(self) -> Trial | None:
        documents = self.journal.records(TABLE)
        for document in documents.values():
            try:
                trial = msgspec.convert(document, Trial)
            except msgspec.ValidationError:
                continue
            if trial.ended is None and trial.last >= self.clock.today():
                return trial
        return None

    @property
    def trials_stale(self) -> bool:
        """Whether the reports are out of date and can be made, the lexicon being loaded."""
        if not self.analyzer_ready or self._reports_key == self._dependencies():
            return False
        if not self.journal.records(TABLE):
            self.trial_reports, self._reports_key = (), self._dependencies()
            return False
        return True

    def _dependencies(self) -> tuple[object, ...]:
        """The values that the reports depend on."""
        return self.journal.revision, self.analyzer, self.clock.today()

    async def read_trials(self) -> bool:
        """Make the reports of all trials, a day at a time so that no key waits; return whether any of them changed."""
        before = self.trial_reports
        while self.trials_stale:
            dependencies, today = self._dependencies(), self.clock.today()
            await asyncio.to_thread(_load)
            from gutskin_tui.trials.repository import trials

            reports = []
            for trial in trials(self.journal):
                last = min(trial.last, today)
                for day in day_range(trial.first, last):
                    if self._warm(day):
                        await asyncio.sleep(0)
                reports.append(self.trial_report(trial))
                await asyncio.sleep(0)
                if self._dependencies() != dependencies:
                    break
            else:
                self.trial_reports, self._reports_key = reports, dependencies
        return self.trial_reports != before

    def _warm(self, day: date) -> bool:
        """Analyze the meals of a day; False if the analyzer has them already."""
        analyzer = self.analyzer
        if self._warm_for is not analyzer:
            self._warm_for, self._warm_days = analyzer, frozenset()
        if day in self._warm_days:
            return False
        for entry in self.entries(day):
            analyzer.foods_of(entry)
        self._warm_days |= {day}
        return True

    def trial_report(self, trial: Trial) -> TrialReport:
        """Return the report of a trial as of today."""
        from gutskin_tui.trials.report import trial_report

        return trial_report(trial, self.entries, self.analyzer, self.clock.today())

    def latest_trial(self, what: str) -> TrialReport | None:
        """Return the latest trial of a label or a food ("food:oat latte"), None if there was none."""
        wanted = match_key(what)
        return next((report for report in self.trial_reports if match_key(report.trial.what) == wanted), None)

    def trial_notice(self, entries: Sequence[AnyEntry]) -> str:
        """Return a sentence on new meals that may break the running trial, "" for others."""
        trial = self.running
        if trial is None or not self.analyzer_ready:
            return ""
        from gutskin_tui.foods.food import Certainty
        from gutskin_tui.trials.adherence import eaten_certainty
        from gutskin_tui.trials.schedule import phase_of
        from gutskin_tui.trials.wording import food_name

        meals = []
        for entry in entries:
            phase = phase_of(trial, entry.date)
            if phase and phase.leaves_out and entry.date.isoformat() not in trial.corrections:
                meals.append(entry)
        certainty = eaten_certainty(trial.what, meals, self.analyzer)
        words = food_name(trial)
        if certainty is Certainty.YES:
            return f"{words[0].upper()}{words[1:]} on an elimination day: counts as a slip. "
        if certainty is Certainty.MAYBE:
            return f"Maybe {words} on an elimination day: M on Meals settles it. "
        return ""

    def change_trial(self, change: Callable[[Journal, Clock], T], message: str) -> tuple[T, str]:
        """Change a trial by a function of `trials.repository`; return its result and the whole status message.

        Raises GateError, TrialError or JournalError; the journal is unchanged then.
        """
        return self._change_and_notify(change, message)


def _load() -> None:
    import_module("gutskin_tui.trials.report")
    import_module("gutskin_tui.trials.repository")
