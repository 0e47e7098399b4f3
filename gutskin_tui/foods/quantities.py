"""Amounts and units in front of a food or behind it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "dozen": 12.0, "half": 0.5, "quarter": 0.25,
    "couple": 2.0, "pair": 2.0, "double": 2.0,
}  # fmt: skip

_SAME = (
    "tbsp tbsps tbs tbl tablespoon tablespoons", "tsp tsps teaspoon teaspoons", "cup cups c",
    "g gr gram grams gm gms grm", "kg kgs kilo kilos", "mg", "oz ounce ounces floz", "lb lbs pound pounds",
    "ml mls millilitre millilitres milliliter", "cl", "dl", "l litre litres liter liters", "pint pints",
    "slice slices", "piece pieces pc pcs", "handful handfuls", "bowl bowls bowlful", "plate plates plateful",
    "glass glasses", "mug mugs", "can cans tin tins", "bottle bottles", "pack packs packet packets pkg",
    "serving servings portion portions", "scoop scoops", "spoon spoonful spoons spoonfuls",
    "bite bites mouthful mouthfuls", "clove cloves", "rasher rashers", "square squares", "stick sticks",
    "sprig sprigs", "head heads", "ear ears", "fillet fillets", "sachet sachets", "bag bags", "pot pots",
    "punnet punnets", "tub tubs", "carton cartons", "jar jars", "box boxes", "pouch pouches", "shot shots",
    "dollop dollops", "drizzle drizzles", "splash splashes", "dash dashes", "pinch pinches", "knob knobs",
    "squeeze squeezes", "bit bits", "lump lumps", "wedge wedges", "bunch bunches", "floret florets", "strip strips",
    "cube cubes", "sip sips", "spray sprays", "chunk chunks", "segment segments", "spear spears", "round rounds",
    "ladle ladles", "smear smears", "sprinkle sprinkles",
)  # fmt: skip
UNITS = {word: line.split()[0] for line in _SAME for word in line.split()}
"""Unit as typed -> its display form."""

FILLERS = frozenset({
    "of", "x", "small", "medium", "large", "big", "extra", "fl", "heaped", "heaping", "level", "rounded", "generous",
    "thick", "thin", "whole", "full", "lg", "med", "sm", "sml", "lrg", "more", "good",
})  # fmt: skip
"""Words between an amount and its food that are part of neither."""
VAGUE = frozenset({
    "about", "approx", "approximately", "around", "roughly", "circa", "ca", "some", "few", "lot", "lots", "plenty",
    "tiny", "little",
})  # fmt: skip
"""Words in front of a food that give no exact amount."""

AMOUNT_WORDS = frozenset(UNITS) | NUMBERS.keys() | FILLERS | VAGUE
"""Words of amounts: never misspelt foods."""
COMPOUNDS = frozenset({"bean", "grain", "cheese", "egg", "seed", "layer", "berry", "meat", "course", "spice", "pepper"})
"""Words that a number joins to a name: 3 bean salad, 7 grain bread, 2 egg omelette."""

_PLAIN = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_FRACTION = re.compile(r"(\d{1,6})/(\d{1,6})")
_RANGE = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)-(\d{1,4})")
_GLUED = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)([a-z]+)")
_TIMES = re.compile(r"x(\d{1,4})")


def split_amount(words: Sequence[str], before: int) -> tuple[float | None, str, list[str]]:
    """Return the amount in front of a food or behind it: (amount or None, unit or "", the remaining words).

    The first `before` words precede the food's name; a leading amount is looked for among them alone ("half and
    half" and "7 grain bread" have none).
    """
    if len(words) > 2 and words[1] in COMPOUNDS and words[0].isdigit() and not words[-1].endswith("s"):
        return None, "", list(words)
    amount, unit, used = quantity(words[:before])
    left = list(words[used:])
    if amount is None:
        for at in range(max(len(left) - 3, 1), len(left)):
            amount, unit, used = _behind(left[at:])
            if amount is not None and at + used == len(left):
                return amount, unit, left[:at]
        return None, "", left
    return amount, unit, left


def quantity(words: Sequence[str]) -> tuple[float | None, str, int]:
    """Return the amount that `words` begin with: (amount or None, unit or "", number of words used).

    "1 1/2 cups of" is 1.5 cup, "half a slice" 0.5 slice, "200g" 200 g, "2" 2 without a unit, "4-5" 4.5, "3 x 100g"
    300 g, "handful of" 1 handful, "some" None.
    """
    amount: float | None = None
    unit, at, used, times = "", 0, 0, False
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        value, glued = number(word)
        if value is not None and not unit and following != "percent":
            repeated = times or (word[0].isdigit() and words[at - 1] in ("a", "an"))
            amount = value if amount is None else _combined(amount, value, word, repeated)
            unit, times = glued, False
        elif word in UNITS and not unit and (amount is not None or following != "and"):
            unit, times = UNITS[word], False
            amount = 1.0 if amount is None and "few" not in words[:at] else amount
        elif word in UNITS and following == "of" and amount is not None:
            pass  # a 50 g packet of
        elif word == "and" and (words[at + 1 : at + 3] == ["a", "half"] or following == "half") and amount is not None:
            pass  # one and a half
        elif word in FILLERS or word in VAGUE:
            times = word == "x"
            if word == "few":
                amount = None
            elif amount is None and word not in VAGUE and not (word == "of" and at and words[at - 1] in VAGUE):
                at += 1
                continue  # "large" without an amount is part of the name
        else:
            break
        at += 1
        used = at
    return amount, unit, used


def _combined(amount: float, number: float, word: str, times: bool) -> float:
    """Return the amount of two numbers in a row; `times` is true after "x" and "a"."""
    if times or word == "dozen":
        return amount * number  # 3 x 100 g, half a 50 g packet, 2 dozen
    if word in ("a", "an", "couple", "pair"):
        return max(amount, number) if amount >= 1 else amount  # half a slice, a couple
    if 0 < amount < 1 <= number and (word.isalpha() or number > 1):
        return amount * number  # half dozen, half 50 g
    return amount + number  # 1 1/2


def only_amount(words: Sequence[str]) -> tuple[float | None, str] | None:
    """Return the amount and unit if `words` are nothing but an amount ("2 cups", "x2", "large"), else None."""
    times = _TIMES.fullmatch("".join(words)) if words[0][0] == "x" else None
    if times:
        return float(times[1]), ""
    amount, unit, used = quantity(words)
    return (amount, unit) if used == len(words) else None


def _behind(words: Sequence[str]) -> tuple[float | None, str, int]:
    """Return the amount of "200 g", "x2" or "x 2" behind a food, as `quantity` does."""
    times = _TIMES.fullmatch("".join(words)) if words[0][0] == "x" else None
    if times:
        return float(times[1]), "", len(words)
    amount, unit, used = quantity(words)
    has_number = any(number(word)[0] is not None for word in words)
    return (amount, unit, used) if unit and has_number else (None, "", 0)


@functools.lru_cache(maxsize=2_000)
def number(word: str) -> tuple[float | None, str]:
    """Return the value of a number and the unit attached to it, "" without; (None, "") for any other word."""
    if word in NUMBERS:
        return NUMBERS[word], ""
    if _PLAIN.fullmatch(word):
        return float(word), ""
    parts = _FRACTION.fullmatch(word)
    if parts and int(parts[1]) <= int(parts[2]) > 0:  # 93/7 is the lean to fat ratio of meat
        return int(parts[1]) / int(parts[2]), ""
    span = _RANGE.fullmatch(word)
    if span and float(span[1]) < float(span[2]):
        return (float(span[1]) + float(span[2])) / 2, ""
    glued = _GLUED.fullmatch(word)
    if glued and (glued[2] in UNITS or glued[2] == "x"):
        return float(glued[1]), UNITS.get(glued[2], "")
    return None, ""
