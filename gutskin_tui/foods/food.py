"""What a typed food turned out to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from gutskin_tui.foods.labels import Labels, Sure


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a food that the lexicon (or the person) knows, and what they say."""

    words: str
    labels: Labels
    plants: dict[str, Sure]


@dataclass(frozen=True, slots=True)
class Food:
    """One food of a typed meal.

    `name` is as typed, without its amount; `amount` and `unit` where they were given. `labels` holds only what
    is not a plain no; ask `sure` for any label. `plants` maps a plant's name to how sure it is in there.
    `parts` are the words that decided; empty if no word was known.
    """

    name: str
    amount: float | None
    unit: str
    labels: Labels
    plants: dict[str, Sure]
    parts: tuple[Part, ...] = ()
    denied: dict[str, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether any of its words was known."""
        return bool(self.parts)

    def sure(self, label: str) -> Sure:
        """Return how sure it is that the food has the label."""
        return self.labels.get(label, Sure.NO)

    def why(self, label: str) -> str:
        """Return the words that decided about a label, "" where none spoke of it."""
        if label in self.denied:
            return self.denied[label]
        sure = self.sure(label)
        spoke = [part for part in self.parts if sure and label in part.labels]
        decided = [part for part in spoke if part.labels[label] == sure] or spoke  # a yes that a "no X" made a maybe
        return ", ".join(part.words for part in decided)
