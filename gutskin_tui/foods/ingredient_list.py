"""The ingredient list of a packet, pasted: its labels, with what it says it contains or may contain."""

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
"""How much of an ingredient there is."""

MAY = re.compile(
    r"\b(?:may (?:also )?(?:contain|be present)|traces? of"
    r"|(?:made|produced|packed|packaged|manufactured|processed|prepared) (?:in|on|at) (?:a |an |the )?(?:\w+ )?"
    r"(?:facility|factory|equipment|site|plant|line|bakery|kitchen|environment|area)"
    r"|not suitable for (?=[^.\n]{0,60}allerg)|cannot guarantee)[:\s]*((?:[^.;\n]|\.\d)*)",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(?:(?:does|do) not contain|contains? no|free from|free of|suitable for|not suitable for|no added|without|"
    r"for allergens|allergy advice: for|no (?:artificial|preservatives|colou?rs|flavou?rs|sweeteners|msg|gmo"
    r"|dairy|milk|gluten|wheat|eggs?|nuts|soya?|sugar))\b"
    r"[:\s]*((?:[^.;\n]|\.\d)*)|\b(?:gluten|dairy|milk|lactose|wheat|egg|nut|soya?)[- ]free(?=\s*[.;\n]|$)",
    re.IGNORECASE,
)
"""What it says is not in it, and advice: no ingredient."""
CONTAINS = re.compile(
    r"\b(?:contains?|allergens?|allergy (?:advice|information))\b[:\s]+((?:[^.;)\n]|\.\d)*)", re.IGNORECASE
)
HEADING = re.compile(r"\bingredients?(?:\s+list)?\s*:", re.IGNORECASE)
ENDS = re.compile(r"\.(?=\s|$)|[()\[\]{}*:;]")
FOODS = re.compile(r"whey|casein|protein|lactose|syrup|sugar|dextrose", re.IGNORECASE)
"""Words of additives that are foods in themselves."""
LISTED = ("whole_grain", "legume", "alcohol", "spicy", "high_fibre", "fruit", "vegetable", "nuts_seeds", "omega3",
          "prebiotic", "histamine", "high_glycaemic", "lean_protein", "gluten", "dairy", "egg", "nuts", "soy",
          "added_sugar")  # fmt: skip
"""Labels that an ingredient's own name gives; the others are read from words that only packets use."""


def read_packet(text: str) -> tuple[Labels, tuple[str, ...]]:
    """Return the labels that an ingredient list shows, and its ingredients as separate foods.

    What is listed, or said to be contained, is yes; what it may contain is maybe. A packet names all that is in it,
    so nothing else is a maybe.
    """
    text = SHARES.sub(", ", HEADING.sub(", ", fold(text)))
    listed = NOT.sub(". ", MAY.sub(". ", text))
    said = [found[1] for found in CONTAINS.finditer(listed)]
    labels: Labels = {"fermented": Certainty.YES} if CULTURES.search(listed) else {}
    listed = OILS.sub("oil", CONTAINS.sub(", ", listed))
    ingredients: list[str] = []
    for food in parse(ENDS.sub(", ", CULTURES.sub(", ", INDUSTRIAL.sub(_named, listed)))):
        if food.name:
            ingredients.append(food.name)
        sure: Labels = {
            label: found for label, found in food.labels.items() if found == Certainty.YES and label in LISTED
        }
        if not FERMENTS.isdisjoint(word for part in food.parts for word in part.words.split()):
            sure["fermented"] = Certainty.YES
        labels = strongest(labels, sure)
    for pattern, label in ((INDUSTRIAL, "ultra_processed"), (SUGARS, "added_sugar")):
        if pattern.search(listed):
            labels[label] = Certainty.YES
    wheat_sugar: Labels = {"gluten": Certainty.MAYBE} if WHEAT_SUGAR.search(listed) else {}
    labels = strongest(labels, wheat_sugar, _allergens(WHEAT_SUGAR.sub("syrup", listed), Certainty.YES))
    for words in said:
        labels = strongest(labels, _allergens(words, Certainty.YES))
    for found in MAY.finditer(text):
        labels = strongest(labels, _allergens(found[1], Certainty.MAYBE))
    return labels, tuple(dict.fromkeys(ingredients))


def _named(additive: re.Match[str]) -> str:
    """Keep what is a food as well; a gum of beans is no beans."""
    return additive[0] if FOODS.search(additive[0]) else ", "


def _allergens(words: str, sure: Certainty) -> Labels:
    return {label: sure for pattern, label in ALLERGENS if pattern.search(words)}
