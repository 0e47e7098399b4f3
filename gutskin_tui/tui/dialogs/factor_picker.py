"""A list to choose the factors from that insights compare, ten at most."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from gutskin_tui.dates import day_month, days_until
from gutskin_tui.errors import UserError
from gutskin_tui.foods.food import LABELS
from gutskin_tui.insights.choices import choices, since
from gutskin_tui.insights.factors import (
    BELOW_GOAL,
    DAYS_BACK,
    DEFAULTS,
    DERIVED,
    MOST,
    chosen,
    entry_factors,
    series_of,
    words,
)
from gutskin_tui.model.kinds import offered_kinds
from gutskin_tui.nutrition.custom_foods import set_star
from gutskin_tui.settings import Settings
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.row_list import Rows

HEADINGS = {
    "practice": "Practices",
    "drink": "Drinks",
    "supplement": "Supplements",
    "treatment": "Treatments",
    "tag": "Tags",
}
"""The headings of what the journal names, by what begins the names of its factors."""
DEFAULT = "None starred: the ten default factors are used."


class FactorChoice(Struct, frozen=True):
    """The names of the factors that were chosen; none for the default ten."""

    factors: tuple[str, ...]


class FactorPicker(Dialog[FactorChoice]):
    """Space toggles a star, Enter saves the stars. If they cannot be saved, the list shows why and stays open."""

    TITLE = "Choose factors"
    DEFAULT_CSS = "FactorPicker DialogFrame { max-width: 72; }"
    BINDINGS = [Binding("space", "star", show=False)]
    HINTS = ("Space star", "Enter save", "Esc close")

    def __init__(self, session: AppState) -> None:
        super().__init__()
        self.session = session
        outcome = session.settings.outcome
        self._choices = choices(session.journal)
        self._starred = list(chosen(session.settings, session.foods.analyzer, outcome, self._choices))
        recorded = session.journal.days()
        first = min(recorded, default=session.today)
        self._since = {name: since(self._choices, "factor", name, first) for name in self._starred}
        self._foods = {f"food:{food.name.casefold()}" for food in session.foods.analyzer.own if food.starred}
        groups = {
            "Food labels": tuple(LABELS),
            "Measures": (
                *BELOW_GOAL,
                *(name for name in DERIVED if name != "premenstrual" or session.settings.cycle),
                *(name for name in _series(session.settings) if name not in LABELS),
            ),
            "Yours": tuple(name for name in self._starred if ":" in name),
        }
        # Starred factors come first in their group.
        self._lines: list[tuple[str, str]] = []
        for heading, names in groups.items():
            wanted = sorted(
                (name for name in names if series_of(name) != outcome), key=lambda name: name not in self._starred
            )
            self._lines += [("", heading), *((name, words(name)) for name in wanted)] if wanted else []

    def compose_content(self) -> ComposeResult:
        """Compose the factors."""
        yield HeadedRows("")

    def on_mount(self) -> None:
        """List the fixed factors; those recorded in the journal are added in the background."""
        self._fill(cursor=1)
        self.set_focus(self.query_one(HeadedRows))
        self._show_count()
        self._add_recorded_factors()

    def _fill(self, cursor: int | None = None) -> None:
        headings = [index for index, (name, _) in enumerate(self._lines) if not name]
        self.query_one(HeadedRows).fill_headed(headings, len(self._lines), self._line, cursor=cursor)

    def _line(self, index: int, width: int) -> Text:
        name, label = self._lines[index]
        if not name:
            return Text(label, "bold")
        line = Text(f"{self.session.palette.glyphs.star if name in self._starred else ' '} {label}")
        if name in self._starred:
            begun = self._since.get(name, self.session.today)
            since_words = f"since {day_month(begun, year=begun.year != self.session.today.year)}"
            line.append(since_words.rjust(max(width - line.cell_len, len(since_words) + 2)), self.session.palette.muted)
        return line

    @work(exclusive=True)
    async def _add_recorded_factors(self) -> None:
        """Add the drinks, treatments, tags and the like of the last year, a day at a time so that no key waits."""
        journal, today = self.session.journal, self.session.today
        recorded: dict[str, dict[str, None]] = {kind: {} for kind in HEADINGS}
        for day in reversed(days_until(today, DAYS_BACK)):
            for entry in journal.between(day, day):
                for name in entry_factors(entry):
                    recorded[name.partition(":")[0]][name] = None
            await asyncio.sleep(0)
        listed = {name for name, _ in self._lines}
        for kind, names in recorded.items():
            if new := sorted(set(names) - listed):
                self._lines += [
                    ("", f"{HEADINGS[kind]} of the last {DAYS_BACK} days"),
                    *((name, words(name)) for name in new),
                ]
        self._fill()

    def action_star(self) -> None:
        """Toggle the star of the selected factor."""
        name = self._lines[self.query_one(HeadedRows).cursor][0]
        if name in self._starred:
            self._starred.remove(name)
        elif len(self._starred) >= MOST:
            self.show_message(f"At most {MOST} factors. Unstar one first.", error=True)
            return
        elif name:
            self._starred.append(name)
        self.query_one(HeadedRows).refresh()
        self._show_count()

    def _show_count(self) -> None:
        count = len(self._starred)
        self.show_message(f"{count} of {MOST} starred" if count else DEFAULT)

    @on(Rows.Chosen)
    def _confirmed(self, event: Rows.Chosen) -> None:
        event.stop()
        try:
            self._save()
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
        else:
            self.dismiss(FactorChoice(tuple(self._starred)))

    def _save(self) -> None:
        """Save the stars of foods with the foods, all others in the settings."""
        outcome = self.session.settings.outcome
        if tuple(self._starred) == chosen(self.session.settings, self.session.foods.analyzer, outcome):
            return
        for food in self.session.foods.analyzer.own:
            name = f"food:{food.name.casefold()}"
            if food.starred and name not in self._starred:
                self.session.change_records(
                    partial(set_star, name=food.name, on=False), f"{words(name)}: no longer a suspect"
                )
        # A starred food is analysed anyway; it is listed only if nothing else is: an empty list means the default ten.
        listed: Sequence[str] = [name for name in self._starred if name not in self._foods] or self._starred
        self.gutskin.settings_editor.save(
            {"factors": None if not listed or tuple(listed) == DEFAULTS else tuple(listed)}
        )


def _series(settings: Settings) -> list[str]:
    """Return the names of the series of all kinds that the screen offers."""
    return [measure.name for kind in offered_kinds(settings) for measure in kind.measures]
