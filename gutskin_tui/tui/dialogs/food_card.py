"""The card of a food: how often and when it was eaten, its labels with their reasons, and its corrections."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from gutskin_tui.foods.custom_food import LabelAnswer
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.custom_foods import delete_food, record_for, save_answers, set_star
from gutskin_tui.nutrition.food_profile import FoodProfile, LabelEvidence, food_profile
from gutskin_tui.presentation import food_card as view
from gutskin_tui.store import Changes
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.dialogs.food_ingredients import Packet, Recipe
from gutskin_tui.tui.dialogs.undo_dialog import UndoDialog
from gutskin_tui.tui.food_service import FOODS
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.row_list import Rows

CHOICES = ("", "yes", "no", "maybe")
"""The answers about a label, in the order in which Enter goes through them."""


class FoodCard(UndoDialog):
    """The card of the food `name`. y, n, m answer for the selected label, a removes the answer."""

    DEFAULT_CSS = "FoodCard #card-summary { max-height: 5; padding: 0 2; }"
    BINDINGS = [
        *(
            Binding(key, f"answer('{choice}')", show=False)
            for key, choice in (("y", "yes"), ("n", "no"), ("m", "maybe"))
        ),
        Binding("a", "answer('')", show=False),
        Binding("s", "star", show=False),
        Binding("r", "words('Recipe')", show=False),
        Binding("p", "words('Packet')", show=False),
        Binding("f", "forget", show=False),
        Binding("N", "trial", show=False),
    ]
    HINTS = (
        "Enter change", "y yes", "n no", "m maybe", "a automatic", "s star", "r recipe", "p packet", "f reset",
        "u undo", "N trial", "Esc close",
    )  # fmt: skip

    def __init__(self, session: AppState, name: str) -> None:
        super().__init__(session)
        self.food = name
        self.title = clean(name)
        self._entries: list[AnyEntry] | None = None
        self._card: FoodProfile
        self._evidence: dict[str, LabelEvidence] = {}
        self._labels: list[str] = []

    def compose_content(self) -> ComposeResult:
        """Compose the summary and the labels."""
        yield Static("", markup=False, id="card-summary")
        yield Rows("")

    def on_mount(self) -> None:
        """Show the card at once; how often the food was eaten is counted in the background."""
        self.refresh_card()
        self.show_message("")
        self.set_focus(self.query_one(Rows))
        self._count()
        self.gutskin.journal_changed.subscribe(self, self._journal_changed)

    def _journal_changed(self, changes: Changes) -> None:
        """Show what was saved about a food elsewhere."""
        if changes.everything or FOODS in changes.tables:
            self.refresh_card()

    def refresh_card(self) -> None:
        """Show the current profile of the food."""
        self._card = food_profile(self.session.foods.analyzer, self.food, self._entries or ())
        self._evidence = {evidence.label: evidence for evidence in self._card.labels}
        summary = view.card_summary(
            self._card, self._entries is not None, self.session.trials.latest, self.session.palette
        )
        self.query_one("#card-summary", Static).update(Text("\n").join(summary))
        rows = self.query_one(Rows)
        if rows.count:
            rows.refresh()
        else:  # its labels come first; the order does not change with the answers
            self._labels = sorted(LABELS, key=lambda label: label not in self._evidence)
            rows.fill(len(LABELS), self._line, cursor=0)

    def _line(self, index: int, width: int) -> Text:
        label = self._labels[index]
        return view.label_line(label, self._evidence.get(label), width)

    @work(exclusive=True)
    async def _count(self) -> None:
        """Find the meals and drinks that contain the food, a day at a time so that no key waits."""
        journal, entries = self.session.journal, []
        for day in journal.days():
            entries += [entry for entry in journal.day(day) if self.session.foods.analyzer.contains(entry, self.food)]
            await asyncio.sleep(0)
        self._entries = entries
        self.refresh_card()

    def action_answer(self, choice: str) -> None:
        """Answer for the selected label; "" removes the answer."""
        label = self._labels[self.query_one(Rows).cursor]
        given: LabelAnswer | None = choice or None  # type: ignore[assignment]  # the bindings say one of the answers
        words = f"{clean(self.food)}: {LABELS[label]} {choice or 'automatic'}"
        record = self._card.record
        self._change(
            lambda journal, clock: save_answers(
                journal, clock, self.food, {label: given}, record or record_for((), clock, self.food)
            ),
            words,
        )

    @on(Rows.Chosen)
    def _change_answer(self, event: Rows.Chosen) -> None:
        """Give the selected label the next answer: yes, no, maybe, then automatic again."""
        event.stop()
        record = self._card.record
        answer = record.labels.get(self._labels[event.index], "") if record else ""
        self.action_answer(CHOICES[(CHOICES.index(answer) + 1) % len(CHOICES)])

    def action_star(self) -> None:
        """Toggle the star that marks the food as a suspect."""
        on = not (self._card.record and self._card.record.starred)
        message = "starred as a suspect" if on else "no longer a suspect"
        self._change(partial(set_star, name=self.food, on=on), f"{clean(self.food)}: {message}")

    @work(group=DIALOGS)
    async def action_words(self, form: str) -> None:
        """Open the form of the recipe or of the ingredient list."""
        made_of = self._card.record.made_of if self._card.record else ()
        revision = self.session.journal.revision
        if form == "Packet":
            await self.app.push_screen_wait(Packet(self.session, self.food))
        else:
            await self.app.push_screen_wait(Recipe(self.session, self.food, ", ".join(made_of)))
        self.count_change(revision)
        self.refresh_card()

    def action_forget(self) -> None:
        """Delete the custom record of the food."""
        if self._card.record is None:
            self.show_message("You have not changed anything about this food.")
        else:
            self._change(
                lambda journal, clock: delete_food(journal, self.food), f"Reset {clean(self.food)} to automatic"
            )

    def action_trial(self) -> None:
        """Plan a trial of the food; while one runs, show that."""
        if self.is_open:
            self.dismiss()
            self.gutskin.trial_wizard.plan_trial(f"food:{' '.join(self.food.casefold().split())}")

    def _change(self, change: Callable[..., object], message: str) -> None:
        if saved := self.save_change(change, message):
            self.show_change(saved[1])

    def show_change(self, message: str) -> None:
        """Show the food as it is now, and a sentence about the change."""
        self.show_message(message)
        self.refresh_card()
