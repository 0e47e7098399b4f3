"""Parsers of the short lines that the screen asks for: "330ml" or "6" for water, "7h30 q7" for a night, "3 walk"."""

from __future__ import annotations

import re
from typing import Any

from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import LISTED
from gutskin_tui.text import ambiguity

ML_PER_UNIT = {"ml": 1, "cl": 10, "dl": 100, "l": 1000}


def parse_water(typed: str, glass_ml: int, drunk_ml: int) -> int:
    """Return the ml of water to add to a day on which `drunk_ml` were drunk; negative if it is to have less.

    A number with a unit is an amount to add, a bare number is the day's total in glasses of `glass_ml`.
    Raises EntryError.
    """
    match = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(ml|l|dl|cl)?\s*", typed.lower())
    if not match:
        raise EntryError("ml", "An amount such as 330ml, 0.5l, or 6 for six glasses.")
    if two_readings := ambiguity(typed):
        raise EntryError("ml", two_readings)
    number = float(match[1].replace(",", "."))
    if match[2]:
        return round(number * ML_PER_UNIT[match[2]])
    return round(number * glass_ml) - drunk_ml


def parse_night(typed: str) -> dict[str, Any]:
    """Return the field values of a night: its hours, or the times of going to bed and getting up, and "q7" for quality.

    Raises FieldError.
    """
    sleep = LISTED["sleep"]
    words = typed.lower().split()
    values: dict[str, Any] = {}
    quality = [word for word in words if re.fullmatch(r"q\d+", word)]
    if quality:
        values["quality"] = sleep.field("quality").parse(quality[0][1:])
        words.remove(quality[0])
    if len(words) == 2:
        values["bed"], values["up"] = sleep.field("bed").parse(words[0]), sleep.field("up").parse(words[1])
    else:
        values["hours"] = sleep.field("hours").parse(" ".join(words))
    return values


def parse_exercise(typed: str) -> dict[str, Any]:
    """Return the field values of exercise: minutes, then its name and its effort, each if given. Raises FieldError."""
    exercise = LISTED["exercise"]
    first, _, rest = typed.strip().partition(" ")
    values: dict[str, Any] = {"minutes": parse_minutes("exercise", first)}
    words = rest.split()
    if words and words[-1].lower() in exercise.field("effort").choices:
        values["effort"] = words.pop().lower()
    if words:
        values["what"] = exercise.field("what").parse(" ".join(words))
    return values


def parse_minutes(kind: str, typed: str) -> int:
    """Return the minutes of an entry of `kind`; a single digit counts tens of minutes. Raises FieldError."""
    text = typed.strip()
    minutes: int = LISTED[kind].field("minutes").parse(f"{text}0" if re.fullmatch(r"[1-9]", text) else text)
    return minutes
