"""Labels and ingredients of a packet's ingredient list, with its "contains" and "may contain" statements."""

from __future__ import annotations

import re

from gutskin_tui.foods.food import Certainty, Labels, strongest
from gutskin_tui.foods.ingredient_terms import ALLERGENS, CULTURES, FERMENTS, INDUSTRIAL, OILS, SUGARS, WHEAT_SUGAR
from gutskin_tui.foods.parser import parse
from gutskin_tui.text import fold

SHARES = re.compile(
    r"(?:\bcontains?\s+)?(?:\bless than\s+)?\d{1,3}(?:[.,]\d{1,3})?\s?%(?:\s*or less)?(?:\s*of\b)?(?:\s*each of\b)?"
    r"(?:\s*the following\b)?:?|\(\s*\d{1,3}(?:[.,]\d+)?\s?m?g per [^)]*\)",
    re.IGNORECASE,
)
"""The share or amount of an ingredient."""

MAY = re.compile(
    r"\b(?:may (?:also )?(?:contain|be present)|traces? of"
    r"|(?:made|produced|packed|packaged|manufactured|processed|prepared) (?:in|on|at) (?:a |an |the )?(?:\w+ )?"
    r"(?:facility|factory|equipment|site|plant|line|bakery|kitchen|environment|area)"
    r"|not suitable for (?=[^.\n]{0,60}allerg)|cannot guarantee)[:\s]*((?:[^.;\n]|\.\d)*)",
    re.IGNORECASE,
)
"""Statements of possible traces; group 1 is what may be present."""
NOT = re.compile(
    r"\b(?:(?:does|do) not contain|contains? no|free from|free of|suitable for|not suitable for|no added|without|"
    r"for allergens|allergy advice: for|no (?:artificial|preservatives|colou?rs|flavou?rs|sweeteners|msg|gmo"
    r"|dairy|milk|gluten|wheat|eggs?|nuts|soya?|sugar))\b"
    r"[:\s]*((?:[^.;\n]|\.\d)*)|\b(?:gluten|dairy|milk|lactose|wheat|egg|nut|soya?)[- ]free(?=\s*[.;\n]|$)",
    re.IGNORECASE,
)
"""Statements of absence, and advice to buyers: neither names an ingredient."""
CONTAINS = re.compile(
    r"\b(?:contains?|allergens?|allergy (?:advice|information))\b[:\s]+((?:[^.;)\n]|\.\d)*)", re.IGNORECASE
)
"""Statements of what is contained; group 1 names it."""
HEADING = re.compile(r"\bingredients?(?:\s+list)?\s*:", re.IGNORECASE)
ENDS = re.compile(r"\.(?=\s|$)|[()\[\]{}*:;]")
FOODS = re.compile(r"whey|casein|protein|lactose|syrup|sugar|dextrose", re.IGNORECASE)
"""Words of additives that are foods as well."""
LISTED = ("whole_grain", "legume", "alcohol", "spicy", "high_fibre", "fruit", "vegetable", "nuts_seeds", "omega3",
          "prebiotic", "histamine", "high_glycaemic", "lean_protein", "gluten", "dairy", "egg", "nuts", "soy",
          "added_sugar")  # fmt: skip
"""Labels taken from the parsed ingredients; the others come from terms used on packets only."""


def parse_ingredient_list(text: str) -> tuple[Labels, tuple[str, ...]]:
    """Return the labels of an ingredient list and the names of its ingredients, without duplicates.

    An ingredient or a "contains" statement gives YES, a "may contain" statement MAYBE. A packet lists everything in
    it, so no other label is MAYBE.
    """
    text = SHARES.sub(", ", HEADING.sub(", ", fold(text)))
    listed = NOT.sub(". ", MAY.sub(". ", text))
    contained = [match[1] for match in CONTAINS.finditer(listed)]
    labels: Labels = {"fermented": Certainty.YES} if CULTURES.search(listed) else {}
    listed = OILS.sub("oil", CONTAINS.sub(", ", listed))
    ingredients: list[str] = []
    for food in parse(ENDS.sub(", ", CULTURES.sub(", ", INDUSTRIAL.sub(_food_or_comma, listed)))):
        if food.name:
            ingredients.append(food.name)
        certain: Labels = {
            label: certainty
            for label, certainty in food.labels.items()
            if certainty == Certainty.YES and label in LISTED
        }
        if not FERMENTS.isdisjoint(word for part in food.parts for word in part.words.split()):
            certain["fermented"] = Certainty.YES
        labels = strongest(labels, certain)
    for pattern, label in ((INDUSTRIAL, "ultra_processed"), (SUGARS, "added_sugar")):
        if pattern.search(listed):
            labels[label] = Certainty.YES
    wheat_sugar: Labels = {"gluten": Certainty.MAYBE} if WHEAT_SUGAR.search(listed) else {}
    labels = strongest(labels, wheat_sugar, _allergens(WHEAT_SUGAR.sub("syrup", listed), Certainty.YES))
    for words in contained:
        labels = strongest(labels, _allergens(words, Certainty.YES))
    for match in MAY.finditer(text):
        labels = strongest(labels, _allergens(match[1], Certainty.MAYBE))
    return labels, tuple(dict.fromkeys(ingredients))


def _food_or_comma(additive: re.Match[str]) -> str:
    """Return an additive that is a food as well, else a comma: locust bean gum is not beans."""
    return additive[0] if FOODS.search(additive[0]) else ", "


def _allergens(words: str, certainty: Certainty) -> Labels:
    return {label: certainty for pattern, label in ALLERGENS if pattern.search(words)}
