"""The ingredient list of a packet, pasted: its labels, with what it says it contains or may contain."""

from __future__ import annotations

import re

from gutskin_tui.foods.labels import Labels, Sure, strongest
from gutskin_tui.foods.parser import parse

CONTAINS = re.compile(r"(?<!not )\bcontains?\b(?!\s+(?:less|no|2)\b)[:\s]*([^.\n]*)", re.IGNORECASE)
MAY = re.compile(
    r"\b(?:may (?:also )?contain|traces? of|made in a (?:facility|factory)[^.]*?(?:processes|handles|uses)|produced in)"
    r"(?: traces of)?[:\s]*([^.\n]*)",
    re.IGNORECASE,
)
ALLERGENS: dict[str, str] = {
    "milk": "dairy", "dairy": "dairy", "lactose": "dairy", "whey": "dairy", "casein": "dairy", "wheat": "gluten",
    "gluten": "gluten", "barley": "gluten", "rye": "gluten", "spelt": "gluten", "egg": "egg", "eggs": "egg",
    "soy": "soy", "soya": "soy", "soybean": "soy", "soybeans": "soy", "nut": "nuts", "nuts": "nuts", "peanut": "nuts",
    "peanuts": "nuts", "almond": "nuts", "almonds": "nuts", "hazelnut": "nuts", "hazelnuts": "nuts",
    "cashew": "nuts", "cashews": "nuts", "walnut": "nuts", "walnuts": "nuts", "pistachio": "nuts", "pecan": "nuts",
}  # fmt: skip
INDUSTRIAL = re.compile(
    r"\b(emulsifiers?|lecithins?|maltodextrin|dextrose|glucose[- ]fructose|high[- ]fructose|invert sugar|modified"
    r"(?: \w+)? starch|flavou?rings?|flavou?rs?|colou?rs?|colou?rings?|sweeteners?|aspartame|sucralose|acesulfame|"
    r"hydrogenated|interesterified|protein isolate|hydroly[sz]ed|mono- and diglycerides|e\d{3}[a-i]?|stabili[sz]ers?|"
    r"thickeners?|xanthan gum|carrageenan)\b",
    re.IGNORECASE,
)
"""Ingredients that no kitchen has: the mark of ultra-processing [NOVA group 4, Monteiro 2019]."""
SUGARS = re.compile(
    r"\b(sugar|syrup|dextrose|glucose|fructose|sucrose|maltose|molasses|treacle|honey|agave|cane juice|maltodextrin|"
    r"juice concentrate)\b",
    re.IGNORECASE,
)
SHARES = re.compile(
    r"(?:\bcontains\s+)?(?:\bless than\s+)?\d{1,3}(?:[.,]\d{1,3})?\s?%(?:\s*or less)?(?:\s*of\b)?:?", re.IGNORECASE
)
"""How much of an ingredient there is."""
ENDS = re.compile(r"\.(?=\s|$)")
MILK_PARTS = re.compile(
    r"\b(whey|casein(?:ate)?|lactose|milk solids|milk powder|butterfat|buttermilk)\b", re.IGNORECASE
)


def read_packet(text: str) -> tuple[Labels, tuple[str, ...]]:
    """Return the labels that an ingredient list shows, and its ingredients as separate foods.

    What it contains is yes, what it may contain is maybe; everything else follows from the ingredients' names.
    """
    listed = CONTAINS.sub(" ", MAY.sub(" ", re.sub(r"^\s*ingredients?\s*:", "", text, flags=re.IGNORECASE)))
    foods = parse(ENDS.sub(",", SHARES.sub(" ", listed)))
    labels = strongest(*(food.labels for food in foods))
    for pattern, label in ((INDUSTRIAL, "ultra_processed"), (SUGARS, "added_sugar"), (MILK_PARTS, "dairy")):
        if pattern.search(listed):
            labels[label] = Sure.YES
    for found in CONTAINS.finditer(MAY.sub(" ", text)):
        labels = strongest(labels, _allergens(found[1], Sure.YES))
    for found in MAY.finditer(text):
        labels = strongest(labels, _allergens(found[1], Sure.MAYBE))
    return labels, tuple(dict.fromkeys(food.name for food in foods if food.name))


def _allergens(words: str, sure: Sure) -> Labels:
    return {ALLERGENS[word]: sure for word in re.findall(r"[a-z]+", words.lower()) if word in ALLERGENS}
