"""The form for the plan of a trial. It is stored as a draft at each keystroke until the trial is started."""

from __future__ import annotations

from textual.binding import Binding

from gutskin_tui.dates import show_day
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.presentation.trial_plan import amount
from gutskin_tui.trials.plan_parser import PlanParser, typed_name
from gutskin_tui.trials.repository import Plan
from gutskin_tui.trials.schedule import NEEDS, proposed_smallest
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.form_field import FormField

DRAFT = "trial"
"""The name of the draft of a plan."""
OFFERED = 3
"""Completions shown at once."""
SEARCHED = 50
"""Foods of earlier meals among which completions are searched."""


class TrialForm(Form[Plan]):
    """A form that returns the plan of a trial.

    `what` is the initial label or food, "" for none.
    """

    BINDINGS = [
        Binding("ctrl+r", "reset", show=False),
    ]
    HINTS = ("Enter next", "Tab complete", "ctrl+s continue", "Esc close")
    TIMED = ("start",)

    def __init__(self, session: AppState, what: str = "") -> None:
        self.session = session
        self._parser = PlanParser(session.settings, session.clock, session.foods.analyzer.own, self._eaten)
        settings = session.settings
        own = settings.conditions
        condition = own[0] if len(own) == 1 else ""
        rows = [
            FormField("what", "Leave out", "one label or one food: dairy, oat latte", complete=self._parser.offers),
            FormField("condition", "For", "acne, eczema, rosacea, psoriasis, rash", condition),
            FormField("outcome", "Measure", "severity, itch, redness", settings.outcome),
            FormField("design", "Design", "quick, or rigorous with 4 to 12 pairs: rigorous 6", placeholder="quick"),
            FormField("days", "Days of each phase", "7 or more"),
            FormField("smallest", "Change that matters", "the smallest change that matters to you"),
            FormField("start", "First day", "today, tomorrow, mon, 30 Nov", placeholder="today"),
            FormField("stop", "I would stop if", "in your words, if you like"),
        ]
        super().__init__("Plan a trial: leave out one food", rows)
        texts = self.session.drafts.get_form(DRAFT)
        if what:
            texts["what"] = self._typed_name(what)
        for key, text in texts.items():
            row = self.row(key)
            if row:
                row.typed = text

    def _eaten(self, typed: str) -> list[str]:
        """Return the foods of earlier meals that match `typed`, none while the journal is still being read."""
        if self.session.day_index is None:
            return []
        return [food.text for food in self.session.usual.complete(typed, SEARCHED)]

    def _typed_name(self, what: str) -> str:
        """Return the text to type for the label or food `what`."""
        try:
            return typed_name(what) if self._parser.what(typed_name(what)) == what else what
        except FieldError:
            return what

    def on_mount(self) -> None:
        """Restore the draft."""
        if self.session.drafts.get_form(DRAFT):
            self.show_hints("ctrl+r discard draft", *self.HINTS)
        self.changed()

    def check(self, key: str, typed: str) -> str:
        """Return how the text was understood if that is not obvious, else "". Raises FieldError for an invalid text."""
        parser = self._parser
        if key == "what":
            return self._what_message(typed)
        if key == "condition":
            parser.condition(typed)
        elif key == "outcome":
            parser.outcome(typed)
        elif key == "design":
            parser.design(typed)
        elif key == "smallest":
            parser.smallest(typed, self._outcome())
        elif key == "days":
            return self._days_message(typed)
        elif key == "start" and typed.strip():
            return show_day(parser.start(typed), year=False)
        return ""

    def _what_message(self, typed: str) -> str:
        """Return how the text for `what` is understood; while it is incomplete, what Tab would complete it to."""
        try:
            return "as a food of its own" if self._parser.what(typed).startswith("food:") else ""
        except FieldError:
            offers = self._parser.offers(typed)[:OFFERED]
            if not offers:
                raise
            more = f"; or {', '.join(offers[1:])}" if offers[1:] else ""
            return f"Tab takes {offers[0]}{more}"

    def _days_message(self, typed: str) -> str:
        """Return a warning if the phases are too short for a verdict, else ""."""
        try:
            condition = self._parser.condition(self.typed("condition"))
        except FieldError:
            return ""
        days = self._parser.days(typed, condition)
        if days < NEEDS[condition]:
            return f"shorter than the {NEEDS[condition]} days {condition} needs: try it, but there will be no verdict"
        return ""

    def _outcome(self) -> str:
        try:
            return self._parser.outcome(self.typed("outcome"))
        except FieldError:
            return "severity"

    def changed(self) -> None:
        """Keep the draft, and propose what follows from other parser."""
        typed = {row.key: row.typed for row in self.fields}
        if any(row.typed != row.start for row in self.fields):
            self.session.drafts.put_form(DRAFT, typed)
        outcome = self._outcome()
        days, smallest = self.row("days"), self.row("smallest")
        assert days is not None
        assert smallest is not None
        try:
            condition = self._parser.condition(typed["condition"])
            days.set_placeholder(f"{NEEDS[condition]}, what {condition} needs")
        except FieldError:
            days.set_placeholder("")
        smallest.set_placeholder(amount(proposed_smallest(outcome), outcome))
        if days.typed:
            self.check_field(days, typing=days.is_current)

    def preview(self) -> str:
        """Return the length of the trial, "" while the plan is incomplete."""
        try:
            plan = self._parser.plan({row.key: row.typed for row in self.fields})
        except FieldError:
            return ""
        phases = 3 if plan.design == "quick" else 2 * plan.pairs
        spare = "" if plan.design == "quick" else ", and a spare pair"
        days = phases * plan.phase_days
        return f"{phases} phases of {plan.phase_days} days, {days} days in all{spare}. Nothing starts yet."

    def save(self) -> Plan:
        """Return the plan; its confirmation follows."""
        try:
            return self._parser.plan({row.key: row.typed for row in self.fields})
        except FieldError as error:
            raise EntryError(error.field, error.message) from None

    def action_reset(self) -> None:
        """Clear the draft."""
        self.session.drafts.put_form(DRAFT, {})
        for row in self.fields:
            row.put(row.start)
            row.set_message("")
        self.view.edit(self.fields[0])
        self.refresh_preview()
