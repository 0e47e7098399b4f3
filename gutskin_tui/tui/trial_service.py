"""The trials of the journal: the one that is running, and the report of each, made in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.trial import Trial
from gutskin_tui.store import Journal
from gutskin_tui.text import match_key
from gutskin_tui.tui.food_service import FoodService

if TYPE_CHECKING:
    from gutskin_tui.nutrition import MealAnalyzer
    from gutskin_tui.trials.report import TrialReport

TABLE = "trials"


class TrialService:
    """Reads the trials of a journal. `entries` returns the entries of a journal day.

    The modules of trials are imported where they are first needed: they take 70 ms, which the first screen does not
    wait for.
    """

    def __init__(
        self, journal: Journal, clock: Clock, foods: FoodService, entries: Callable[[date], Sequence[AnyEntry]]
    ) -> None:
        self.reports: Sequence[TrialReport] = ()
        """The report of every trial when they were last read, the latest first."""
        self._journal = journal
        self._clock = clock
        self._foods = foods
        self._entries = entries
        self._reports_key: tuple[object, ...] | None = None
        self._running: Trial | None = None
        self._running_key: tuple[object, ...] | None = None
        self._analyzed_by: MealAnalyzer | None = None
        self._analyzed_days: set[date] = set()

    @property
    def running(self) -> Trial | None:
        """The trial that is running or about to begin, None if there is none. Does not load the lexicon."""
        key = self._journal.revision, self._clock.today()
        if key != self._running_key:
            self._running, self._running_key = self._find_running(), key
        return self._running

    def _find_running(self) -> Trial | None:
        documents = self._journal.records(TABLE)
        for document in documents.values():
            try:
                trial = msgspec.convert(document, Trial)
            except msgspec.ValidationError:
                continue
            if trial.ended is None and trial.last >= self._clock.today():
                return trial
        return None

    @property
    def stale(self) -> bool:
        """Whether `reports` is out of date and can be made, the lexicon being loaded."""
        if not self._foods.ready or self._reports_key == self._dependencies():
            return False
        if not self._journal.records(TABLE):
            self.reports, self._reports_key = (), self._dependencies()
            return False
        return True

    def _dependencies(self) -> tuple[object, ...]:
        """The values that the reports depend on."""
        return self._journal.revision, self._foods.analyzer, self._clock.today()

    async def read(self) -> bool:
        """Make the reports of all trials, a day at a time so that no key waits; return whether any of them changed."""
        before = self.reports
        while self.stale:
            dependencies, today = self._dependencies(), self._clock.today()
            await asyncio.to_thread(_load)
            from gutskin_tui.trials.repository import trials

            reports = []
            for trial in trials(self._journal):
                last = min(trial.last, today)
                for day in day_range(trial.first, last):
                    if self._analyze(day):
                        await asyncio.sleep(0)
                reports.append(self.report(trial))
                await asyncio.sleep(0)
                if self._dependencies() != dependencies:
                    break
            else:
                self.reports, self._reports_key = reports, dependencies
        return self.reports != before

    def _analyze(self, day: date) -> bool:
        """Analyze the meals of a day; False if the analyzer has them already."""
        analyzer = self._foods.analyzer
        if self._analyzed_by is not analyzer:
            self._analyzed_by, self._analyzed_days = analyzer, set()
        if day in self._analyzed_days:
            return False
        for entry in self._entries(day):
            analyzer.foods_of(entry)
        self._analyzed_days.add(day)
        return True

    def report(self, trial: Trial) -> TrialReport:
        """Return the report of a trial as of today."""
        from gutskin_tui.trials.report import trial_report

        return trial_report(trial, self._entries, self._foods.analyzer, self._clock.today())

    def latest(self, what: str) -> TrialReport | None:
        """Return the latest trial of a label or a food ("food:oat latte"), None if there was none."""
        key = match_key(what)
        return next((report for report in self.reports if match_key(report.trial.what) == key), None)

    def notice(self, entries: Sequence[AnyEntry]) -> str:
        """Return a sentence on new meals that may break the running trial, "" for others."""
        if self.running is None or not self._foods.ready:
            return ""
        from gutskin_tui.trials.report import slip_notice

        return slip_notice(self.running, entries, self._foods.analyzer)


def _load() -> None:
    import_module("gutskin_tui.trials.report")
    import_module("gutskin_tui.trials.repository")
