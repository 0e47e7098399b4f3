"""Which factors are looked at: a list to star from, ten at most."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from gutskin_tui.errors import UserError
from gutskin_tui.foods.food import LABELS
from gutskin_tui.insights.factors import BELOW_GOAL, DEFAULTS, MOST, chosen, series_of, words
from gutskin_tui.model.kinds import KINDS, MEASURES
from gutskin_tui.text import clean
from gutskin_tui.tui.insights_worker import SPAN
from gutskin_tui.tui.state import Session
from gutskin_tui.tui.widgets.frame_bars import BarLine
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.prompt import sentence
from gutskin_tui.tui.widgets.row_list import Rows

FRAME = 5
"""Lines of the screen that are not factors."""
USUAL = "None starred: the usual ten are looked at."


class FactorPicker(ModalScreen[None]):
    """Space stars and takes stars off, Enter keeps them by `keep(changes)`, Esc leaves them as they were.

    `keep` raises SettingsError, whose sentence is shown; the list stays then.
    """

    DEFAULT_CSS = """
    FactorPicker { align: center middle; }
    FactorPicker > Vertical { width: 100%; max-width: 72; height: auto; padding: 0 1; background: $background;
                              border-top: solid $primary; border-bottom: solid $primary;
                              border-title-color: $primary; border-title-style: bold; }
    FactorPicker Rows, FactorPicker Rows:focus { margin: 0; border-top: none; }
    """
    AUTO_FOCUS = None
    BINDINGS = [Binding("space", "star", show=False), Binding("escape,q", "leave", show=False)]

    def __init__(self, session: Session, keep: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self.session, self._keep = session, keep
        outcome = session.settings.outcome
        self._starred = list(chosen(session.settings, session.analyzer, outcome))
        self._foods = {f"food:{one.name.casefold()}" for one in session.analyzer.own if one.starred}
        groups = {
            "Labels of what was eaten": tuple(LABELS),
            "Series": (*BELOW_GOAL, "plants", *(one for one in MEASURES if one not in LABELS)),
            "Your own": tuple(one for one in self._starred if ":" in one),
        }
        # What is chosen stands first in its group: the list then begins with what matters.
        self._lines: list[tuple[str, str]] = []
        for heading, names in groups.items():
            wanted = sorted(
                (one for one in names if series_of(one) != outcome), key=lambda one: one not in self._starred
            )
            self._lines += [("", heading), *((one, words(one)) for one in wanted)] if wanted else []
        self._done = False

    def compose(self) -> ComposeResult:
        """The factors, what is to be said of them, and the keys."""
        with Vertical() as frame:
            set_title(frame, "What is looked at")
            yield HeadedRows("")
            yield BarLine(id="choice-said")
            yield BarLine(id="choice-keys")

    def on_mount(self) -> None:
        """List what is always there; what the journal met follows."""
        self._fill(cursor=1)
        self.set_focus(self.query_one(HeadedRows))
        self.query_one("#choice-keys", BarLine).update_text(
            Text("space star   Enter keep   Esc leave as it was", style="dim")
        )
        self._say()
        self._meet()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many as fit."""
        self.query_one(HeadedRows).styles.max_height = max(3, event.size.height - FRAME)

    def _fill(self, cursor: int | None = None) -> None:
        headings = [index for index, (name, _) in enumerate(self._lines) if not name]
        self.query_one(HeadedRows).fill_headed(headings, len(self._lines), self._line, cursor=cursor)

    def _line(self, index: int, width: int) -> Text:
        name, said = self._lines[index]
        if not name:
            return Text(said, "bold")
        return Text(f"{self.session.sign('star') if name in self._starred else ' '} {said}")

    @work(exclusive=True)
    async def _meet(self) -> None:
        """Add the named factors of the last year, such as practices, a day at a time so that no key waits."""
        journal, today = self.session.journal, self.session.today
        factors: dict[str, dict[str, None]] = {"practice": {}, "drink": {}}  # the order of the headings
        factors |= {kind.name: {} for kind in KINDS.values() if kind.factor}
        for back in range(SPAN):
            for entry in journal.day(today - timedelta(days=back)):
                kind = KINDS[entry.kind]
                if kind.factor and (typed := kind.factor(entry)[0]):
                    factors[kind.name][f"{kind.name}:{' '.join(typed.casefold().split())}"] = None
            await asyncio.sleep(0)
        there = {name for name, _ in self._lines}
        for kind_name, names in factors.items():
            if new := sorted(set(names) - there):
                self._lines += [
                    ("", f"{KINDS[kind_name].label}s of the last {SPAN} days"),
                    *((one, words(one)) for one in new),
                ]
        self._fill()

    def action_star(self) -> None:
        """Star the selected factor, or take its star off."""
        name = self._lines[self.query_one(HeadedRows).cursor][0]
        if name in self._starred:
            self._starred.remove(name)
        elif len(self._starred) >= MOST:
            self._say(f"! {MOST} are starred, the most that can be looked at together: take one off first.")
            return
        elif name:
            self._starred.append(name)
        self.query_one(HeadedRows).refresh()
        self._say()

    def _say(self, words: str = "") -> None:
        count = len(self._starred)
        said = words or (f"{count} of {MOST} starred" if count else USUAL)
        self.query_one("#choice-said", BarLine).update_text(Text(f"  {said}", style="bold" if words else "dim"))

    @on(Rows.Chosen)
    def _kept(self, event: Rows.Chosen) -> None:
        event.stop()
        try:
            self._save()
        except UserError as error:
            path = str(self.session.settings_path)
            self._say(f"! {clean(sentence(error)).replace(f'{clean(path)}: ', '')}")
        else:
            self.action_leave()

    def _save(self) -> None:
        """Keep the stars of foods with the foods, all others in the settings."""
        from gutskin_tui.nutrition.custom_foods import star

        outcome = self.session.settings.outcome
        if tuple(self._starred) == chosen(self.session.settings, self.session.analyzer, outcome):
            return
        for one in self.session.analyzer.own:
            name = f"food:{one.name.casefold()}"
            if one.starred and name not in self._starred:
                self.session.change_food(partial(star, name=one.name, on=False), f"{words(name)}: no suspect any more")
        # A starred food is looked at anyway; it is listed only where nothing else is, which would mean the usual ten.
        listed: Sequence[str] = [one for one in self._starred if one not in self._foods] or self._starred
        self._keep({"factors": None if not listed or tuple(listed) == DEFAULTS else tuple(listed)})

    def action_leave(self) -> None:
        """Close, once."""
        if not self._done and self.is_current:
            self._done = True
            self.dismiss()
