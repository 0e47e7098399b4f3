"""Normalization of text into look-up words, the same for meals and for the lexicon."""

from __future__ import annotations

import functools
import re

from gutskin_tui.text import fold

WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?-[0-9]+|[0-9]+[./][0-9]+|[a-z0-9]+")
"""A word or a number such as 1/2, 2.5 or 2-3."""

SHORTHANDS = (
    ("w", re.compile(r"\bw\s*/\s*o\b"), " without "),
    ("/f", re.compile(r"\b([gds])/f\b"), r"\1f"),
    ("w", re.compile(r"\bw\s*/\s*|\bw\b"), " with "),
    ("side", re.compile(r"\b(?:with\s+)?(?:an?\s+)?side\s+(?:order\s+)?of\b"), " with "),
    ("followed", re.compile(r"\bfollowed\s+by\b"), " then "),
    ("%", re.compile("%"), " percent "),
    (",", re.compile(r"(?<![0-9])([0-9]{1,2}),([0-9])(?![0-9])"), r"\1.\2"),
    ("n", re.compile(r"\bn\b"), " and "),
)
"""Text that a shorthand contains (a quick test), its pattern, its replacement."""

ROSE = re.compile("\\brose\N{COMBINING ACUTE ACCENT}|\\bros\N{LATIN SMALL LETTER E WITH ACUTE}", re.IGNORECASE)
"""The wine; without its accent it is a flower or a name."""

IRREGULAR = {
    "leaves": "leaf", "loaves": "loaf", "halves": "half", "knives": "knife", "calves": "calf", "geese": "goose",
    "yoghurt": "yogurt", "yoghurts": "yogurt", "yogourt": "yogurt", "omelette": "omelet", "omelettes": "omelet",
    "donut": "doughnut", "donuts": "doughnut", "chilli": "chili", "chillies": "chili", "chilies": "chili",
    "chile": "chili", "chiles": "chili", "fibre": "fiber", "flavour": "flavor", "flavoured": "flavored",
    "greens": "greens", "grey": "gray", "colour": "color", "aubergines": "aubergine", "hummous": "hummus",
    "houmous": "hummus", "humous": "hummus", "humus": "hummus", "wholewheat": "whole wheat",
    "wholegrain": "whole grain",
    "wholemeal": "whole wheat", "multigrain": "multi grain", "glutenfree": "gluten free",
    "dairyfree": "dairy free", "sugarfree": "sugar free", "nonfat": "non fat", "lowfat": "low fat",
    "nonalcoholic": "non alcoholic", "nondairy": "non dairy", "alcoholfree": "alcohol free", "eggfree": "egg free",
    "soyfree": "soy free", "nutfree": "nut free", "wheatfree": "wheat free",
    "gf": "gluten free", "df": "dairy free", "sf": "sugar free", "veggies": "vegetable", "veggie": "vegetable",
    "veg": "vegetable", "veges": "vegetable", "choc": "chocolate", "parm": "parmesan", "mayo": "mayonnaise",
    "avo": "avocado", "bbq": "barbecue", "barbeque": "barbecue", "oj": "orange juice", "evoo": "olive oil",
    "tumeric": "turmeric", "brocoli": "broccoli", "expresso": "espresso", "capuccino": "cappuccino",
    "cappucino": "cappuccino", "mozarella": "mozzarella", "zuchini": "zucchini", "sandwhich": "sandwich",
    "whiskey": "whisky", "sammich": "sandwich", "sarnie": "sandwich", "tatties": "potato",
    "taters": "potato", "spuds": "potato",
}  # fmt: skip
"""Spellings and plurals that no rule covers -> the form that is looked up."""


def expand_shorthands(text: str) -> str:
    """Return text folded, with shorthands such as "w/o" replaced by words."""
    if not text.isascii():
        text = ROSE.sub("rose wine", text)
    text = fold(text)
    for sign, shorthand, words in SHORTHANDS:
        if sign in text:
            text = shorthand.sub(words, text)
    return text


@functools.lru_cache(maxsize=20_000)
def stem(word: str) -> tuple[str, ...]:
    """Return a word's look-up form, the same for plural and singular; a few words become two.

    The form need not be English ("cookie" and "cookies" are both "cooky"): it only has to be the same for
    every spelling of the word.
    """
    irregular = IRREGULAR.get(word)
    if irregular is not None:
        return tuple(form for part in irregular.split() for form in stem(part)) if irregular != word else (word,)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    if len(word) > 3:
        if word.endswith("oe"):
            word = word[:-1]
        elif word.endswith("ie"):
            word = word[:-2] + "y"
        elif word.endswith(("che", "she", "xe", "sse", "zze")):
            word = word[:-1]
    return (word,)


def key(text: str) -> tuple[str, ...]:
    """Return the look-up key of a name or an alias: the stems of its words, without punctuation."""
    return tuple(form for word in WORD.findall(expand_shorthands(text)) for form in stem(word))
