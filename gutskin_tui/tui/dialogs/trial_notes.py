"""The forms for a reaction to a trial and for its end; unsaved text is stored as a draft."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import get_args

from msgspec import Struct

from gutskin_tui.dates import show_short
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.trial import Severity, Trial
from gutskin_tui.presentation.trials import ended, reaction_saved
from gutskin_tui.trials import repository, safety
from gutskin_tui.trials.plan_parser import parse_choice
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.form_field import FormField

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class TrialChange(Struct, frozen=True):
    """A trial as it was saved, the message about that, and a safety text that has to be read, "" for none."""

    trial: Trial
    message: str
    warning: str = ""


class TrialReaction(Form[TrialChange]):
    """Asks for a reaction on `day` to `trial`; a severe one ends the trial unless it is `over`."""

    def __init__(self, session: AppState, trial: Trial, day: date, *, over: bool) -> None:
        self.session, self._trial, self._day, self._over = session, trial, day, over
        self._draft = f"trial reaction {trial.id}"
        draft = session.drafts.get(self._draft)
        rows = [
            FormField("words", "What happened", "itch after an hour, red cheeks", draft=draft),
            FormField("severity", "How bad", "mild, moderate, severe"),
        ]
        super().__init__(f"Reaction on {show_short(day, session.today)}", rows)

    def check(self, key: str, typed: str) -> str:
        """Refuse text that is not a severity, and say what a severe one does."""
        if key == "severity" and self._severity(typed) == "severe":
            return "a severe reaction ends the trial" if not self._over else ""
        return ""

    def _severity(self, typed: str) -> Severity:
        return parse_choice("severity", typed, SEVERITIES)

    def changed(self) -> None:
        """Store the draft."""
        self.session.drafts.put(self._draft, self.fields[0].typed)

    def save(self) -> TrialChange:
        """Save the reaction; a severe one comes with the safety text."""
        words, severity = self.fields[0].typed, self._severity(self.fields[1].typed)
        if not words.strip():
            raise FieldError("words", "Describe it in a few words.")
        react = partial(repository.react, trial=self._trial, day=self._day, severity=severity, words=words)
        trial, message = self.session.change_records(react, reaction_saved(severity))
        self.session.drafts.put(self._draft, "")
        return TrialChange(trial, message, safety.SEVERE if severity == "severe" else "")


class TrialEnd(Form[TrialChange]):
    """Asks why `trial` ends; on its last day no reason is needed."""

    HINTS = ("Enter save", "Esc close")

    def __init__(self, session: AppState, trial: Trial) -> None:
        self.session, self._trial = session, trial
        self._draft = f"trial end {trial.id}"
        self._early = session.today < trial.last
        last = show_short(trial.last, session.today)
        about = f"Its last day is {last}; ended before, it has no verdict." if self._early else "This is its last day."
        row = FormField("words", "Why it ends", "in your words", draft=session.drafts.get(self._draft))
        super().__init__("End the trial", [row], about)

    def changed(self) -> None:
        """Store the draft."""
        self.session.drafts.put(self._draft, self.fields[0].typed)

    def save(self) -> TrialChange:
        """End the trial, as one change that can be undone."""
        words = self.fields[0].typed
        if self._early and not words.strip():
            raise EntryError("words", "Please give a reason.")
        end = partial(repository.end, trial=self._trial, words=words)
        trial, message = self.session.change_records(end, ended(self._trial))
        self.session.drafts.put(self._draft, "")
        return TrialChange(trial, message)
