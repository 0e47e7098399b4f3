"""The plan of a trial, typed line by line; kept as a draft at each keystroke until the trial is started."""

from __future__ import annotations

import msgspec
from textual.binding import Binding
from textual.widgets import Input

from gutskin_tui.dates import show_day
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.presentation.trial_plan import amount
from gutskin_tui.trials.plan_parser import PlanParser, typed_name
from gutskin_tui.trials.repository import Plan
from gutskin_tui.trials.schedule import NEEDS, proposed_smallest
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import Session
from gutskin_tui.tui.widgets.form_field import FormField
from gutskin_tui.tui.widgets.prompt import LineSuggester

DRAFT = "trial"
"""The name of the draft of a plan."""
OFFERED = 3
"""Foods that are offered at once."""
SEARCHED = 50
"""Foods of earlier meals that are searched for the one that is typed."""


class TrialForm(Form):
    """Asks for a plan; `plan` is it once the form was left with one, None before. `what` stands in it at first."""

    BINDINGS = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("ctrl+r", "afresh", show=False),
    ]
    KEYS = "Enter next   Tab offer   ctrl+s go on   Esc close"
    TIMED = ("start",)

    plan: Plan | None = None

    def __init__(self, session: Session, what: str = "") -> None:
        self.session = session
        self._lines = PlanParser(session.settings, session.clock, session.foods.analyzer.own, self._eaten)
        settings = session.settings
        own = settings.conditions
        condition = own[0] if len(own) == 1 else ""
        rows = [
            FormField("what", "Leave out", "one label or one food: dairy, oat latte"),
            FormField("condition", "For", "acne, eczema, rosacea, psoriasis, rash", condition),
            FormField("outcome", "Look at", "one series: severity, itch, redness", settings.outcome),
            FormField("design", "Design", "quick; rigorous 4 has 4 pairs", placeholder="quick"),
            FormField("days", "Days of each phase", "7 or more"),
            FormField("smallest", "Change that matters", "the smallest, in its unit"),
            FormField("start", "First day", "today, tomorrow, mon, 30 Nov", placeholder="today"),
            FormField("stop", "I would stop if", "in your words, if you like"),
        ]
        super().__init__("Plan a trial: one food, one at a time", rows)
        self._blank = {row.key: row.start for row in rows}
        for key, text in (self._draft_values() | ({"what": self._typed_name(what)} if what else {})).items():
            row = self.row(key)
            if row:
                row.start = text

    def _eaten(self, typed: str) -> list[str]:
        """Return the foods of earlier meals that match `typed`, none while the journal is still being read."""
        if self.session.day_index is None:
            return []
        return [food.text for food in self.session.usual.complete(typed, SEARCHED)]

    def _typed_name(self, what: str) -> str:
        """Return a label or food as it may be typed."""
        try:
            return typed_name(what) if self._lines.what(typed_name(what)) == what else what
        except FieldError:
            return what

    def on_mount(self) -> None:
        """Bring back what was typed before."""
        if self._draft_values():
            self.KEYS = f"Your draft is back   ctrl+r clears it   {self.KEYS}"
        super().on_mount()
        self.fields[0].line.suggester = LineSuggester(self._lines.offers)
        self.changed()

    def check(self, key: str, typed: str) -> str:
        """Say how a line is understood where that is not plain; refuse what it does not hold."""
        lines = self._lines
        if key == "what":
            return self._what_words(typed)
        if key == "condition":
            lines.condition(typed)
        elif key == "outcome":
            lines.outcome(typed)
        elif key == "design":
            lines.design(typed)
        elif key == "smallest":
            lines.smallest(typed, self._outcome())
        elif key == "days":
            return self._days_words(typed)
        elif key == "start" and typed.strip():
            return show_day(lines.start(typed), year=False)
        return ""

    def _what_words(self, typed: str) -> str:
        """Say what a food is taken for; while it is not complete, what Tab would make of it."""
        try:
            return "as a food of its own" if self._lines.what(typed).startswith("food:") else ""
        except FieldError:
            offers = self._lines.offers(typed)[:OFFERED]
            if not offers:
                raise
            more = f"; or {', '.join(offers[1:])}" if offers[1:] else ""
            return f"Tab takes {offers[0]}{more}"

    def _days_words(self, typed: str) -> str:
        """Warn of phases that are too short for a verdict."""
        try:
            condition = self._lines.condition(self._typed("condition"))
        except FieldError:
            return ""
        days = self._lines.days(typed, condition)
        if days < NEEDS[condition]:
            return f"shorter than the {NEEDS[condition]} days {condition} needs: try it, but there will be no verdict"
        return ""

    def _outcome(self) -> str:
        try:
            return self._lines.outcome(self._typed("outcome"))
        except FieldError:
            return "severity"

    def changed(self) -> None:
        """Keep the draft, and propose what follows from other lines."""
        typed = {row.key: row.typed for row in self.fields}
        if typed != self._blank:
            self.session.drafts.put(DRAFT, msgspec.json.encode(typed).decode())
        outcome = self._outcome()
        days, smallest = self.row("days"), self.row("smallest")
        assert days is not None
        assert smallest is not None
        try:
            condition = self._lines.condition(typed["condition"])
            days.line.placeholder = f"{NEEDS[condition]}, what {condition} needs"
        except FieldError:
            days.line.placeholder = ""
        smallest.line.placeholder = amount(proposed_smallest(outcome), outcome)
        if days.typed:
            self.check_field(days)

    def preview(self) -> str:
        """Return the length of the trial, "" while the plan is incomplete."""
        try:
            plan = self._lines.plan({row.key: row.typed for row in self.fields})
        except FieldError:
            return ""
        phases = 3 if plan.design == "quick" else 2 * plan.pairs
        return f"{phases} phases of {plan.phase_days} days, {phases * plan.phase_days} days; nothing is started yet"

    def save(self) -> str | None:
        """Go on to the summary with the plan."""
        try:
            self.plan = self._lines.plan({row.key: row.typed for row in self.fields})
        except FieldError as error:
            raise EntryError(error.field, error.message) from None
        return None

    def action_complete(self) -> None:
        """Accept the completion; go to the next line if there is none."""
        line = self.focused
        what = self.row("what")
        if isinstance(line, Input) and what is not None and line is what.line:
            best = next(iter(self._lines.offers(line.value)), "")
            if best and line.cursor_position == len(line.value):
                line.value = best
                line.cursor_position = len(best)
                return
        self.focus_next()

    def action_afresh(self) -> None:
        """Clear the draft."""
        self.session.drafts.put(DRAFT, "")
        for row in self.fields:
            row.put(self._blank[row.key])
            row.set_message("")
        self.set_focus(self.fields[0].line)
        self.refresh_preview()

    def _typed(self, key: str) -> str:
        row = self.row(key)
        return row.typed if row else ""

    def _draft_values(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self.session.drafts.get(DRAFT) or "{}", type=dict[str, str])
        except msgspec.DecodeError:
            return {}
