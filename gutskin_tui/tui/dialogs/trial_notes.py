"""The forms for a reaction to a trial and for its end; unsaved text is stored as a draft."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, get_args

from gutskin_tui.dates import show_short
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.trial import Severity
from gutskin_tui.trials import repository, safety
from gutskin_tui.trials.plan_parser import parse_choice
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_field import FormField

if TYPE_CHECKING:
    from gutskin_tui.tui.dialogs.trial_detail import TrialDetail

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class TrialReaction(Form):
    """Asks for a reaction on `day` to the trial of `page`; a severe one ends the trial."""

    def __init__(self, page: TrialDetail, day: date) -> None:
        self._page, self._day = page, day
        self._draft = f"trial reaction {page.trial.id}"
        rows = [
            FormField("words", "What came up", "itch after an hour, cheeks red", page.session.drafts.get(self._draft)),
            FormField("severity", "How bad", "mild, moderate, severe"),
        ]
        super().__init__(f"Reaction on {show_short(day, page.session.today)}", rows)

    def check(self, key: str, typed: str) -> str:
        """Refuse a severity that is none, and say what a severe one does."""
        if key == "severity" and self._severity(typed) == "severe":
            return "a severe reaction ends the trial" if not self._page.over else ""
        return ""

    def _severity(self, typed: str) -> Severity:
        return parse_choice("severity", typed, SEVERITIES)

    def changed(self) -> None:
        """Store the draft."""
        self._page.session.drafts.put(self._draft, self.fields[0].typed)

    def save(self) -> str | None:
        """Keep the reaction; show the safety text after a severe one."""
        words, severity = self.fields[0].typed, self._severity(self.fields[1].typed)
        if not words.strip():
            raise FieldError("words", "Say in a few words what came up.")
        react = partial(repository.react, trial=self._page.trial, day=self._day, severity=severity, words=words)
        self._page.save(react, f"Kept: a {severity} reaction")
        self._page.session.drafts.put(self._draft, "")
        if severity == "severe":
            self.call_after_refresh(self._page.warn, safety.SEVERE)
        return None


class TrialEnd(Form):
    """Asks why the trial of `page` ends; on its last day no reason is needed."""

    def __init__(self, page: TrialDetail) -> None:
        self._page = page
        self._draft = f"trial end {page.trial.id}"
        self._early = page.session.today < page.trial.last
        until = show_short(page.trial.last, page.session.today)
        about = f"It runs until {until}; ended before, it has no verdict." if self._early else "This is its last day."
        row = FormField("words", "Why it ends", "in your words", page.session.drafts.get(self._draft))
        super().__init__("End the trial", [row], about)

    def changed(self) -> None:
        """Store the draft."""
        self._page.session.drafts.put(self._draft, self.fields[0].typed)

    def save(self) -> str | None:
        """End the trial, as one change that can be undone."""
        words = self.fields[0].typed
        if self._early and not words.strip():
            raise EntryError("words", "Say in a few words why it ends now.")
        self._page.save(partial(repository.end, trial=self._page.trial, words=words), "The trial has ended")
        self._page.session.drafts.put(self._draft, "")
        return None
