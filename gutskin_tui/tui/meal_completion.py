"""Completions of the food that is being typed: from earlier meals first, then own foods and the lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from gutskin_tui.model.meal_history import KnownFood
from gutskin_tui.model.meal_syntax import food_at
from gutskin_tui.text import clean, match_key
from gutskin_tui.tui.state import Session

OFFERED = 4
"""Greatest number of completions."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A completion: `text` replaces what was typed from `start` to the cursor; `known` is set if eaten before."""

    text: str
    start: int
    known: KnownFood | None = None


class MealCompletion:
    """The completions for a line and a position of the cursor; `chosen` is the index of the one that Tab takes."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.offers: list[Offer] = []
        self.chosen = 0
        self._cursor = 0
        self._key: tuple[object, ...] | None = None

    def update(self, typed: str, cursor: int) -> None:
        """Find the completions of the food before the cursor, unless they are up to date."""
        session = self.session
        # While the journal is still being read, nothing waits for it.
        key = (typed, cursor, session.day_index is None, session.analyzer_ready, session.journal.revision)
        if self._key == key:
            return
        self._key, self._cursor, self.chosen, self.offers = key, cursor, 0, []
        place = food_at(typed, cursor)
        if place and session.day_index is not None:
            self._offer(typed, *place)

    def _offer(self, typed: str, start: int, end: int) -> None:
        self._add(self._eaten(typed, start, end))
        if self.session.analyzer_ready:
            from gutskin_tui.nutrition.completion import name_at, suggest

            behind = start + name_at(typed[start:end])
            if behind > start:
                self._add(self._eaten(typed, behind, end))
            room = OFFERED - len(self.offers)
            names = suggest(
                typed[behind:end], self.session.analyzer.own, [offer.text for offer in self.offers], room + 1
            )
            self._add([Offer(clean(name), behind) for name in names if match_key(name) != match_key(typed[behind:end])])

    def _eaten(self, typed: str, start: int, end: int) -> list[Offer]:
        food = typed[start:end]
        matches = self.session.usual.complete(food, OFFERED + 1)
        return [Offer(clean(match.text), start, match) for match in matches if match_key(match.text) != match_key(food)]

    def _add(self, more: list[Offer]) -> None:
        known = {match_key(offer.text) for offer in self.offers}
        new = [offer for offer in more if match_key(offer.text) not in known]
        self.offers = [*self.offers, *new][:OFFERED]

    def choose(self, by: int) -> None:
        """Choose another of the offers."""
        if self.offers:
            self.chosen = (self.chosen + by) % len(self.offers)

    def apply(self, typed: str) -> tuple[str, int] | None:
        """Return the line with the chosen offer in it, and where the cursor then is; None without an offer."""
        if not self.offers:
            return None
        offer = self.offers[self.chosen]
        before = typed[: offer.start] + offer.text
        return before + typed[self._cursor :], len(before)
