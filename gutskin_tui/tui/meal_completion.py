"""The completions below the input line for meals, and the one that is chosen."""

from __future__ import annotations

from gutskin_tui.model.meal_syntax import food_at
from gutskin_tui.nutrition.completion import Offer, offers
from gutskin_tui.tui.state import Session


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
        key = (typed, cursor, session.day_index is None, session.foods.ready, session.journal.revision)
        if self._key == key:
            return
        self._key, self._cursor, self.chosen, self.offers = key, cursor, 0, []
        place = food_at(typed, cursor)
        if place and session.day_index is not None:
            own = session.foods.analyzer.own if session.foods.ready else None
            self.offers = offers(typed, *place, session.usual, own)

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
