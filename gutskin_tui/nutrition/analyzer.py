"""Foods and labels of meals and drinks, with the person's own foods applied; each text is parsed once and cached."""

from __future__ import annotations

from collections.abc import Iterable

from gutskin_tui.foods.custom_food import FoodRecord, heads_of, words_of
from gutskin_tui.foods.food import LABELS, Certainty, Food, Labels, label_named, strongest
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import parse
from gutskin_tui.model.kinds import AnyEntry, Drink, Meal
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.nutrition.custom_foods import find_food, own_foods
from gutskin_tui.store import Journal

CACHE_SIZE = 20_000
"""Texts whose foods are cached: more than ten years of different meals."""


class MealAnalyzer:
    """Cached parser of meals and drinks. `own` are the person's own foods; create a new instance when they change."""

    def __init__(self, own: Iterable[FoodRecord] = ()) -> None:
        self.own = list(own)
        self._heads = heads_of(self.own)
        self._starred = [f" {' '.join(key(record.name))} " for record in self.own if record.starred]
        self._foods: dict[str, tuple[Food, ...]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    @classmethod
    def from_journal(cls, journal: Journal) -> MealAnalyzer:
        """Return an analyzer with the current own foods of a journal."""
        return cls(own_foods(journal))

    def foods(self, text: str) -> tuple[Food, ...]:
        """Return the foods of a text, cached."""
        foods = self._foods.get(text)
        if foods is None:
            if len(self._foods) >= CACHE_SIZE:
                self._foods.clear()
                self._keys.clear()
            foods = self._foods[text] = parse(text, self._heads)
        return foods

    def analyze(self, text: str) -> tuple[Food, ...]:
        """Return the foods of a text that is still being typed, without caching them."""
        return self._foods.get(text) or parse(text, self._heads)

    def foods_of(self, entry: AnyEntry) -> tuple[Food, ...]:
        """Return the foods of a meal or a drink, () for water and any other entry."""
        return self.foods(_text(entry))

    def labels(self, entry: AnyEntry) -> Labels:
        """Return the labels of a meal or a drink.

        A tag of a meal that names a label is YES for it, and a drink with an alcohol content is YES for alcohol.
        """
        labels = strongest(*(food.labels for food in self.foods_of(entry)))
        if isinstance(entry, Meal):
            labels |= {label: Certainty.YES for tag in entry.tags if (label := label_named(tag))}
        if isinstance(entry, Drink) and entry.abv:
            labels["alcohol"] = Certainty.YES
        return labels

    def evidence(self, name: str) -> tuple[Food, ...]:
        """Return the foods from which a food's labels follow: its parts if it has any, else those of its name.

        The person's answers about the food itself are not applied.
        """
        record = self.record(name)
        if record is None:
            return self.foods(name)
        return parse(words_of(record), {words: head for words, head in self._heads.items() if words != key(name)})

    def record(self, name: str) -> FoodRecord | None:
        """Return the person's record of a food, None if there is none."""
        return find_food(self.own, name)

    def contains(self, entry: AnyEntry, food: str) -> bool:
        """Whether a meal or a drink contains a food of that name, alone or as part of a longer name."""
        words = " ".join(key(food))
        return bool(words) and self._contains_words(entry, f" {words} ")

    def has_starred(self, entry: AnyEntry) -> bool:
        """Whether a meal or a drink contains a food that the person starred as a suspect."""
        return any(self._contains_words(entry, words) for words in self._starred)

    def tags(self, entry: AnyEntry) -> list[str]:
        """Return the search terms of an entry's labels: those that are YES as they are, and all with a `?` appended."""
        return [
            words + suffix
            for label, certainty in self.labels(entry).items()
            for suffix in (("", "?") if certainty is Certainty.YES else ("?",))
            for words in dict.fromkeys((label, LABELS[label]))
        ]

    def _contains_words(self, entry: AnyEntry, words: str) -> bool:
        """Whether a food of the entry has the look-up words in its name; `words` begin and end with a space."""
        text = _text(entry)
        keys = self._keys.get(text)
        if keys is None:
            keys = self._keys[text] = tuple(f" {' '.join(key(food.name))} " for food in self.foods(text))
        return any(words in food_key for food_key in keys)


def _text(entry: AnyEntry) -> str:
    """Return the text to parse, "" for water and entries without food."""
    if isinstance(entry, Meal):
        return entry.text
    return entry.what if isinstance(entry, Drink) and not is_water(entry) else ""
