"""The foods of meals and drinks, with the person's own foods taken into account; each wording is read once."""

from __future__ import annotations

from collections.abc import Iterable

from gutskin_tui.foods.custom_food import FoodRecord, heads_of, words_of
from gutskin_tui.foods.food import LABELS, Certainty, Food, Labels, label_named, strongest
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import parse
from gutskin_tui.model.kinds import AnyEntry, Drink, Meal
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.nutrition.custom_foods import find, own_foods
from gutskin_tui.store import Journal

REMEMBERED = 20_000
"""Wordings whose foods are kept: more than ten years of different meals."""


class MealAnalyzer:
    """Reads the words of meals and drinks. `own` are the person's own foods; make a new one when they change."""

    def __init__(self, own: Iterable[FoodRecord] = ()) -> None:
        self.own = list(own)
        self._heads = heads_of(self.own)
        self._starred = [f" {' '.join(key(one.name))} " for one in self.own if one.starred]
        self._foods: dict[str, tuple[Food, ...]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, journal: Journal) -> MealAnalyzer:
        """Return a reader with the own foods of a journal as they are now."""
        return cls(own_foods(journal))

    def foods(self, text: str) -> tuple[Food, ...]:
        """Return the foods that words name."""
        found = self._foods.get(text)
        if found is None:
            if len(self._foods) >= REMEMBERED:
                self._foods.clear()
                self._keys.clear()
            found = self._foods[text] = parse(text, self._heads)
        return found

    def typed(self, text: str) -> tuple[Food, ...]:
        """Return the foods of words that are still being typed: nothing of them is kept."""
        return self._foods.get(text) or parse(text, self._heads)

    def eaten(self, entry: AnyEntry) -> tuple[Food, ...]:
        """Return the foods of a meal, or what a drink was; none of any other entry and of water."""
        return self.foods(_words(entry))

    def labels(self, entry: AnyEntry) -> Labels:
        """Return the labels of a meal or a drink.

        A tag of a meal that is a label's name is a plain yes, and so is alcohol in a drink that has any.
        """
        labels = strongest(*(food.labels for food in self.eaten(entry)))
        if isinstance(entry, Meal):
            labels |= {label: Certainty.YES for tag in entry.tags if (label := label_named(tag))}
        if isinstance(entry, Drink) and entry.abv:
            labels["alcohol"] = Certainty.YES
        return labels

    def reasons(self, name: str) -> tuple[Food, ...]:
        """Return the foods that speak for one food: its parts if it was given any, else what its own words name.

        What the person answered about it is left out.
        """
        record = self.record(name)
        if record is None:
            return self.foods(name)
        return parse(words_of(record), {words: head for words, head in self._heads.items() if words != key(name)})

    def record(self, name: str) -> FoodRecord | None:
        """Return what the person said about a food, None if nothing."""
        return find(self.own, name)

    def has(self, entry: AnyEntry, food: str) -> bool:
        """Whether a meal or a drink held a food of that name, alone or among other words."""
        wanted = " ".join(key(food))
        return bool(wanted) and self._holds(entry, f" {wanted} ")

    def starred(self, entry: AnyEntry) -> bool:
        """Whether a meal or a drink held a food that the person starred as a suspect."""
        return any(self._holds(entry, words) for words in self._starred)

    def tags(self, entry: AnyEntry) -> list[str]:
        """Return the words a meal or a drink is found by: its sure labels plain, and all it may have with a `?`."""
        return [
            words + mark
            for label, sure in self.labels(entry).items()
            for mark in (("", "?") if sure is Certainty.YES else ("?",))
            for words in dict.fromkeys((label, LABELS[label]))
        ]

    def _holds(self, entry: AnyEntry, words: str) -> bool:
        text = _words(entry)
        keys = self._keys.get(text)
        if keys is None:
            keys = self._keys[text] = tuple(f" {' '.join(key(one.name))} " for one in self.foods(text))
        return any(words in one for one in keys)


def _words(entry: AnyEntry) -> str:
    if isinstance(entry, Meal):
        return entry.text
    return entry.what if isinstance(entry, Drink) and not is_water(entry) else ""
