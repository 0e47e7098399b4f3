"""The form for the plan of a trial. It is stored as a draft at each keystroke until the trial is started."""

from __future__ import annotations

from textual.binding import Binding

from gutskin_tui.dates import show_day
from gutskin_tui.insights.factors import entry_factors
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.trial import Arm
from gutskin_tui.presentation.trial_plan import amount
from gutskin_tui.text import match_key
from gutskin_tui.trials.plan_parser import LEAVE_OUT, USE, PlanParser
from gutskin_tui.trials.repository import Plan
from gutskin_tui.trials.schedule import NEEDS, proposed_smallest
from gutskin_tui.trials.subject import kind_of, subject_name
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.suggestions import recent_entries
from gutskin_tui.tui.widgets.form_field import FormField

DRAFT = "trial"
"""The name of the draft of a plan."""
OFFERED = 3
"""Completions shown at once."""
SEARCHED = 50
"""Foods of earlier meals among which completions are searched."""


class TrialForm(Form[Plan]):
    """A form that returns the plan of a trial.

    `what` is the initial subject, "" for none; `tried` whether it is to be left out or used.
    """

    BINDINGS = [
        Binding("ctrl+r", "reset", show=False),
    ]
    HINTS = ("Enter next", "Tab complete", "ctrl+s continue", "Esc close")
    TIMED = ("start",)

    def __init__(self, session: AppState, what: str = "", tried: Arm = "without") -> None:
        self.session = session
        own_foods = session.foods.analyzer.own
        self._parser = PlanParser(session.settings, session.clock, own_foods, self._eaten, self._named)
        settings = session.settings
        own = settings.conditions
        condition = own[0] if len(own) == 1 else ""
        rows = [
            FormField("what", "What to test", "dairy, oat latte, treatment:zinc paste", complete=self._parser.offers),
            FormField("tried", "In the trial", "leave out, or use it if a treatment", placeholder=LEAVE_OUT),
            FormField("condition", "For", "acne, eczema, rosacea, psoriasis, rash", condition),
            FormField("outcome", "Measure", "severity, itch, redness", settings.outcome),
            FormField("design", "Design", "quick, or rigorous 6: 4 to 12 pairs", placeholder="quick"),
            FormField("days", "Days of each phase", "7 or more"),
            FormField("smallest", "Change that matters", "the smallest change that matters to you"),
            FormField("start", "First day", "today, tomorrow, mon, 30 Nov", placeholder="today"),
            FormField("stop", "I would stop if", "in your words, if you like"),
        ]
        super().__init__("Plan a trial of one thing", rows)
        texts = self.session.drafts.get_form(DRAFT)
        if what:
            texts |= {"what": self._typed_name(what), "tried": USE if tried == "with" else ""}
        for key, text in texts.items():
            row = self.row(key)
            if row:
                row.typed = text

    def _eaten(self, typed: str) -> list[str]:
        """Return the foods of earlier meals that match `typed`, none while the journal is still being read."""
        if self.session.day_index is None:
            return []
        return [food.text for food in self.session.usual.complete(typed, SEARCHED)]

    def _named(self, typed: str) -> list[str]:
        """Return the treatments, drinks, tags and the like of the last months that begin with `typed`."""
        start = match_key(typed)
        names = dict.fromkeys(name for entry in recent_entries(self.session) for name in entry_factors(entry))
        return [name for name in names if start and match_key(name.partition(":")[2]).startswith(start)]

    def _typed_name(self, what: str) -> str:
        """Return the text to type for the subject `what`."""
        words = subject_name(what)
        try:
            return words if self._parser.what(words) == what else what
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
        if key == "tried":
            parser.tried(typed, self._what())
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
            kind = kind_of(self._parser.what(typed))
            return "" if kind == "label" else f"as a {kind} of its own" if kind in ("food", "drink") else f"as a {kind}"
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

    def _what(self) -> str:
        """Return the subject that is typed, as it is stored; "" while it is none."""
        try:
            return self._parser.what(self.typed("what"))
        except FieldError:
            return ""

    def _outcome(self) -> str:
        try:
            return self._parser.outcome(self.typed("outcome"))
        except FieldError:
            return "severity"

    def changed(self) -> None:
        """Store the draft, and propose what follows from other fields."""
        typed = {row.key: row.typed for row in self.fields}
        if any(row.typed != row.start for row in self.fields):
            self.session.drafts.put_form(DRAFT, typed)
        outcome = self._outcome()
        tried, days, smallest = self.row("tried"), self.row("days"), self.row("smallest")
        assert tried is not None
        assert days is not None
        assert smallest is not None
        try:
            condition = self._parser.condition(typed["condition"])
            days.set_placeholder(f"{NEEDS[condition]}, what {condition} needs")
        except FieldError:
            days.set_placeholder("")
        smallest.set_placeholder(amount(proposed_smallest(outcome), outcome))
        for row in (tried, days):
            if row.typed:
                self.check_field(row, typing=row.is_current)

    def preview(self) -> str:
        """Return the length of the trial, "" while the plan is incomplete."""
        try:
            plan = self._parser.plan({row.key: row.typed for row in self.fields})
        except FieldError:
            return ""
        phases = 3 if plan.design == "quick" else 2 * plan.pairs
        spare = "" if plan.design == "quick" else ", and a spare pair"
        days = phases * plan.phase_days
        return f"{phases} phases of {plan.phase_days} days, {days} days in all{spare}. A few questions follow."

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
