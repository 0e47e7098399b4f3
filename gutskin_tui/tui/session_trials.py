"""The part of a session that knows trials: the one under way, how each stands, and the ways to change one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

import msgspec

from gutskin_tui.clock import Clock
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
    """Mixed into the session. A trial reads meals, so this knows foods too; both are loaded in the background."""

    trial_reports: Sequence[TrialReport] = ()
    """Every trial as it stood when it was last read, the latest first."""
    _reports_key: tuple[object, ...] | None = None
    _warm_for: MealAnalyzer | None = None
    _warm_days: frozenset[date] = frozenset()

    @property
    def running(self) -> Trial | None:
        """The trial under way or about to begin. Quick: nothing that knows foods is loaded for it."""
        return self.cached("running trial", self._find_running)

    def _find_running(self) -> Trial | None:
        documents = self.journal.records(TABLE)
        for document in documents.values():
            try:
                one = msgspec.convert(document, Trial)
            except msgspec.ValidationError:
                continue
            if one.ended is None and one.last >= self.clock.today():
                return one
        return None

    @property
    def trials_stale(self) -> bool:
        """Whether the trials have to be read, and can be."""
        if not self.diet_ready or self._reports_key == self._dependencies():
            return False
        if not self.journal.records(TABLE):
            self.trial_reports, self._reports_key = (), self._dependencies()
            return False
        return True

    def _dependencies(self) -> tuple[object, ...]:
        """What the reports depend on."""
        return self.journal.revision, self.diet, self.clock.today()

    async def read_trials(self) -> bool:
        """Read all trials, a day at a time so that no key waits; whether one stands otherwise than before."""
        before = self.trial_reports
        while self.trials_stale:
            asked, today = self._dependencies(), self.clock.today()
            await asyncio.to_thread(_load)
            from gutskin_tui.trials.repository import trials

            reports = []
            for one in trials(self.journal):
                last = min(one.last, today)
                for back in range((last - one.first).days + 1):
                    if self._warm(one.first + timedelta(days=back)):
                        await asyncio.sleep(0)
                reports.append(self.trial_report(one))
                await asyncio.sleep(0)
                if self._dependencies() != asked:
                    break
            else:
                self.trial_reports, self._reports_key = reports, asked
        return self.trial_reports != before

    def _warm(self, day: date) -> bool:
        """Work out what the meals of a day held; False if that was done before."""
        diet = self.diet
        if self._warm_for is not diet:
            self._warm_for, self._warm_days = diet, frozenset()
        if day in self._warm_days:
            return False
        for entry in self.entries(day):
            diet.eaten(entry)
        self._warm_days |= {day}
        return True

    def trial_report(self, one: Trial) -> TrialReport:
        """Return a trial as it stands now."""
        from gutskin_tui.trials.report import view

        return view(one, self.entries, self.diet, self.clock.today())

    def latest_trial(self, what: str) -> TrialReport | None:
        """Return the latest trial of a label or a food ("food:oat latte"), None if there was none."""
        wanted = match_key(what)
        return next((one for one in self.trial_reports if match_key(one.trial.what) == wanted), None)

    def trial_notice(self, entries: Sequence[AnyEntry]) -> str:
        """Say of new meals what they are to the trial under way, "" if nothing: "Dairy on ...: counts as a slip · "."""
        one = self.running
        if one is None or not self.diet_ready:
            return ""
        from gutskin_tui.foods.food import Certainty
        from gutskin_tui.trials.adherence import held
        from gutskin_tui.trials.schedule import phase_of
        from gutskin_tui.trials.wording import thing

        out = []
        for entry in entries:
            phase = phase_of(one, entry.date)
            if phase and phase.leaves_out and entry.date.isoformat() not in one.corrections:
                out.append(entry)
        sure = held(one.what, out, self.diet)
        words = thing(one)
        if sure is Certainty.YES:
            return f"{words[0].upper()}{words[1:]} on an elimination day: counts as a slip. "
        if sure is Certainty.MAYBE:
            return f"Maybe {words} on an elimination day: M on Meals settles it. "
        return ""

    def change_trial(self, change: Callable[[Journal, Clock], T], said: str) -> tuple[T, str]:
        """Change a trial by a function of `trials.repository`; return its result and the whole status message.

        Raises GateError, TrialError or JournalError; nothing has changed then.
        """
        return self._change_and_notify(change, said)


def _load() -> None:
    import_module("gutskin_tui.trials.report")
    import_module("gutskin_tui.trials.repository")
