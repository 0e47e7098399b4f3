"""The trials of the journal: the one that is running, and the report of each, made in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from gutskin_tui import trials
from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_range
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.treatments import Course
from gutskin_tui.model.trial import Trial
from gutskin_tui.store import Changes, Journal
from gutskin_tui.tui.food_service import FoodService

if TYPE_CHECKING:
    from gutskin_tui.trials.report import TrialReport

TABLE = "trials"


class TrialService:
    """Reads the trials of a journal. `entries` returns the entries of a journal day, `courses` those of treatments."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        foods: FoodService,
        entries: Callable[[date], Sequence[AnyEntry]],
        courses: Callable[[], Sequence[Course]],
    ) -> None:
        self.reports: Sequence[TrialReport] = ()
        """The report of every trial when they were last read, the latest first."""
        self._journal = journal
        self._clock = clock
        self._foods = foods
        self._entries = entries
        self._courses = courses
        self._reports_key: tuple[object, ...] | None = None
        self._by_trial: dict[str, TrialReport] = {}
        """The reports that are still up to date, by the id of the trial."""
        self._basis: tuple[object, ...] | None = None
        self._version = 0
        """Grows with each change that concerns a report."""
        self._trials: list[Trial] | None = None
        self._trials_today: date | None = None
        """The day as of which `_trials` were read."""

    def apply(self, changes: Changes) -> None:
        """Note a change of the journal: of the trials, or of days that reports are about."""
        if changes.everything or TABLE in changes.tables:
            self._trials = None
            self._by_trial.clear()
            self._version += 1
            return
        if any(trial.spare for trial in self.all):
            self._trials = None
        concerned = [trial.id for trial in self.all if any(trial.first <= day <= trial.last for day in changes.days)]
        for trial_id in concerned:
            self._by_trial.pop(trial_id, None)
        self._version += bool(concerned)

    @property
    def all(self) -> Sequence[Trial]:
        """The trials that can be read. Does not load the lexicon, unless a trial has a spare pair."""
        today = self._clock.today()
        if self._trials is None or self._trials_today != today:
            self._trials, self._trials_today = [], today
            for document in self._journal.records(TABLE).values():
                with suppress(msgspec.ValidationError):
                    trial = msgspec.convert(document, Trial)
                    self._trials.append(self._with_spare(trial) if trial.spare else trial)
        return self._trials

    def _with_spare(self, trial: Trial) -> Trial:
        """Return a trial with its spare pair if that is used."""
        return trials.spare.with_spare(trial, self._entries, self._clock.today())

    @property
    def running(self) -> Trial | None:
        """The trial that is running or about to begin, None if there is none. Does not load the lexicon."""
        today = self._clock.today()
        return next((trial for trial in self.all if trial.ended is None and trial.last >= today), None)

    @property
    def stale(self) -> bool:
        """Whether `reports` is out of date and can be made, the lexicon being loaded."""
        if not self._foods.ready or self._reports_key == self._dependencies():
            return False
        if not self.all:
            self.reports, self._reports_key = (), self._dependencies()
            return False
        return True

    def _dependencies(self) -> tuple[object, ...]:
        """The values that the reports depend on."""
        return self._version, self._foods.analyzer, self._clock.today(), tuple(self._courses())

    async def read(self) -> bool:
        """Make the reports of all trials, a day at a time so that no key waits; return whether any of them changed."""
        before = self.reports
        while self.stale:
            dependencies, today = self._dependencies(), self._clock.today()
            await asyncio.to_thread(_load)
            if self._basis != dependencies[1:]:
                self._basis = dependencies[1:]
                self._by_trial.clear()
            listed = trials.repository.trials(self._journal, today)
            for trial in listed:
                if trial.id in self._by_trial:
                    continue
                for day in day_range(trial.first, min(trial.last, today)):
                    for entry in self._entries(day):
                        self._foods.analyzer.foods_of(entry)
                    await asyncio.sleep(0)
                if self._dependencies() != dependencies:
                    break
                self._by_trial[trial.id] = self.report(trial)
                await asyncio.sleep(0)
            if self._dependencies() == dependencies:
                self.reports, self._reports_key = [self._by_trial[trial.id] for trial in listed], dependencies
        return self.reports != before

    def report(self, trial: Trial) -> TrialReport:
        """Return the report of a trial as of today."""
        analyzer, today = self._foods.analyzer, self._clock.today()
        return trials.report.trial_report(trial, self._entries, analyzer, today, self.all, self._courses())

    def latest(self, what: str) -> TrialReport | None:
        """Return the latest trial of a label or a food ("food:oat latte"), None if there was none."""
        return next((report for report in self.reports if key(report.trial.what) == key(what)), None)

    def notice(self, entries: Sequence[AnyEntry]) -> str:
        """Return a sentence on new meals that may break the running trial, "" for others."""
        if self.running is None or not self._foods.ready:
            return ""
        return trials.report.slip_notice(self.running, entries, self._foods.analyzer)


def _load() -> None:
    import_module("gutskin_tui.trials.report")
    import_module("gutskin_tui.trials.repository")
