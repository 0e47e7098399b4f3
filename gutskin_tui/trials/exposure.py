"""Whether a day was exposed to the subject of a trial, from the entries of that day."""

from __future__ import annotations

from collections.abc import Sequence

from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.kinds import KINDS, AnyEntry, DayMark, Drink, Meal
from gutskin_tui.model.treatments import treatment_names
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.text import match_key
from gutskin_tui.trials.subject import FOODS, kind_of


def exposure(what: str, entries: Sequence[AnyEntry], analyzer: MealAnalyzer) -> Certainty | None:
    """Return whether the entries of a day contain a subject, such as "dairy", "food:oat latte" or "tag:pollen".

    None if that is unknown, because no entry contains it and none could have: that is a meal for a label or a food, a
    meal or a drink for a drink, and any entry for a treatment, supplement, practice or tag. None too for a label that
    only a later version has.
    """
    kind, rest = kind_of(what), what.partition(":")[2]
    entries = [entry for entry in entries if not isinstance(entry, DayMark)]
    if kind == "label" and what not in LABELS:
        return None
    if kind == "label":
        consumed = [entry for entry in entries if isinstance(entry, Meal | Drink)]
        certainty = max((analyzer.labels(entry).get(what, Certainty.NO) for entry in consumed), default=Certainty.NO)
    else:
        certainty = Certainty.YES if any(_names(kind, rest, entry, analyzer) for entry in entries) else Certainty.NO
    if kind in FOODS:
        sources = (Meal, Drink) if kind == "drink" else Meal
        entries = [entry for entry in entries if isinstance(entry, sources)]
    return certainty if certainty or entries else None


def _names(kind: str, rest: str, entry: AnyEntry, analyzer: MealAnalyzer) -> bool:
    """Whether an entry names the subject `rest` of a kind."""
    if kind == "tag":
        return any(match_key(rest) == match_key(tag) for tag in entry.tags)
    if kind == "treatment":
        return match_key(rest) in map(match_key, treatment_names(entry))
    if kind in ("food", "drink") and isinstance(entry, Meal | Drink):
        return analyzer.contains(entry, rest)
    if entry.kind != kind or (factor := KINDS[kind].factor) is None:
        return False
    name, exposed = factor(entry)
    return exposed and key(name) == key(rest)
