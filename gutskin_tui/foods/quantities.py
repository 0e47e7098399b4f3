"""How much was eaten: the amount and unit in front of a food or behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "dozen": 12.0, "half": 0.5, "quarter": 0.25, "couple": 2.0,
}  # fmt: skip

UNITS = {
    **dict.fromkeys(("cup", "cups"), "cup"), **dict.fromkeys(("tbsp", "tbsps", "tablespoon", "tablespoons"), "tbsp"),
    **dict.fromkeys(("tsp", "tsps", "teaspoon", "teaspoons"), "tsp"),
    **dict.fromkeys(("g", "gr", "gram", "grams", "gm"), "g"), **dict.fromkeys(("kg", "kilo"), "kg"),
    **dict.fromkeys(("oz", "ounce", "ounces"), "oz"), **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("ml", "millilitre", "millilitres", "milliliter"), "ml"), **dict.fromkeys(("cl",), "cl"),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), "l"), **dict.fromkeys(("pint", "pints"), "pint"),
    **dict.fromkeys(("slice", "slices"), "slice"), **dict.fromkeys(("piece", "pieces", "pc", "pcs"), "piece"),
    **dict.fromkeys(("handful", "handfuls"), "handful"), **dict.fromkeys(("bowl", "bowls"), "bowl"),
    **dict.fromkeys(("plate", "plates"), "plate"), **dict.fromkeys(("glass", "glasses"), "glass"),
    **dict.fromkeys(("mug", "mugs"), "mug"), **dict.fromkeys(("can", "cans", "tin", "tins"), "can"),
    **dict.fromkeys(("bottle", "bottles"), "bottle"), **dict.fromkeys(("packet", "packets", "pack", "pkg"), "pack"),
    **dict.fromkeys(("serving", "servings", "portion", "portions"), "serving"),
    **dict.fromkeys(("scoop", "scoops"), "scoop"), **dict.fromkeys(("spoon", "spoonful", "spoons"), "spoon"),
    **dict.fromkeys(("bite", "bites"), "bite"), **dict.fromkeys(("clove", "cloves"), "clove"),
}  # fmt: skip
"""Unit as typed -> unit as shown."""

FILLERS = frozenset({"of", "about", "approx", "small", "medium", "large", "big", "x"})
"""Words between an amount and its food that are part of neither."""

_PLAIN = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_FRACTION = re.compile(r"(\d{1,6})/(\d{1,6})")
_GLUED = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)([a-z]+)")


def amount_of(words: Sequence[str], before: int) -> tuple[float | None, str, list[str]]:
    """Read the amount in front of a food or behind it: (amount or None, unit or "", the words that are left).

    `before` words stand in front of the food's name; an amount reaches no further ("half and half", "7 grain bread").
    """
    amount, unit, used = quantity(words[:before])
    if amount is not None:
        return amount, unit, list(words[used:])
    for at in range(max(len(words) - 3, 1), len(words)):
        amount, unit, used = quantity(words[at:])
        if amount is not None and unit and at + used == len(words):
            return amount, unit, list(words[:at])
    return None, "", list(words)


def quantity(words: Sequence[str]) -> tuple[float | None, str, int]:
    """Read the amount that `words` begin with: (amount or None, unit or "", how many words it took).

    "1 1/2 cups of" is 1.5 cup, "half a slice" 0.5 slice, "200g" 200 g, "2" 2 without a unit.
    """
    amount: float | None = None
    unit, at = "", 0
    while at < len(words):
        word = words[at]
        number, glued = _number(word)
        if number is not None and not unit:
            if amount is None:
                amount = number
            elif word in ("a", "an"):
                pass  # half a slice
            elif amount in (0.5, 0.25) and number >= 1 and word.isalpha():
                amount *= number  # half dozen
            else:
                amount += number  # 1 1/2
            unit = glued
        elif word in UNITS and amount is not None and not unit:
            unit = UNITS[word]
        elif word in FILLERS and amount is not None:
            pass
        else:
            break
        at += 1
    return amount, unit, at


def _number(word: str) -> tuple[float | None, str]:
    if word in NUMBERS:
        return NUMBERS[word], ""
    if _PLAIN.fullmatch(word):
        return float(word), ""
    parts = _FRACTION.fullmatch(word)
    if parts and int(parts[1]) <= int(parts[2]) > 0:  # 93/7 is how lean the meat is
        return int(parts[1]) / int(parts[2]), ""
    glued = _GLUED.fullmatch(word)
    if glued and glued[2] in UNITS:
        return float(glued[1]), UNITS[glued[2]]
    return None, ""
