"""Guesses of what a column is, from its name: for a new mapping, and for the keys of a Markdown diary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gutskin_tui.exchange.input.symptom_words import symptom_field
from gutskin_tui.exchange.input.target import Target
from gutskin_tui.exchange.input.units import UNITS
from gutskin_tui.model.kinds import LISTED
from gutskin_tui.text import fold, match_key

_NAMES: dict[str, str] = {
    "skin.severity": "skin, skin overall, skin score, severity, haut, hautzustand, peau, piel, pelle",
    "skin.redness": "rotung, rougeur, rojez",
    "skin.dryness": "trockenheit, secheresse, sequedad",
    "drink.ml": "water, drink, drinks, wasser, getrunken, eau, agua, acqua",
    "meal.text": (
        "meal, meals, food, foods, eaten, essen, mahlzeit, breakfast, lunch, dinner, snack, repas, comida, cibo"
    ),
    "stress.score": "stress, stress level, estres",
    "stress.mood": "mood, stimmung, laune, humeur, animo, umore",
    "stress.energy": "energie, energia",
    "sleep.hours": "sleep, slept, schlaf, hours slept, sommeil, sueno, sonno",
    "sleep.quality": "sleep quality, schlafqualitat",
    "gut.pain": "gut pain, bauchschmerz",
    "gut.stool": "stool, stool form, stuhl, selles, bristol stool scale",
    "exercise.minutes": "exercise, sport, workout, bewegung, ejercicio",
    "supplement.what": "supplement, supplements, medication, medikament",
    "treatment.what": "treatment, treatments, behandlung, cream",
    "practice.minutes": "meditation, meditated, yoga",
    "cycle.flow": "flow, period, periode, regles",
    "note.text": "note, notes, comment, comments, notiz, notizen, bemerkung, text, remarques, notas, note text",
}
_TARGETS = {name: target for target, names in _NAMES.items() for name in names.split(", ")}

DAYS = ("date", "day", "datum", "tag", "jour", "fecha", "data", "full_date", "dia")
TIMES = ("time", "uhrzeit", "zeit", "heure", "hora", "ora", "time of day", "clock")
MOMENTS = ("datetime", "date time", "timestamp", "at", "when", "created", "created_at", "t", "start", "zeitpunkt")
"""Names, in lower case, of columns with a date, a time of day, and both."""


def guessed_target(name: str) -> Target | None:
    """Return where a column of that name probably goes, None without a guess.

    A unit in brackets is that of its numbers.
    """
    unit = next((part for part in re.findall(r"[(\[]([^)\]]+)[)\]]", name) if part.strip().casefold() in UNITS), "")
    word = match_key(re.sub(r"[(\[][^)\]]*[)\]]", "", name).replace("_", " "))
    to = _TARGETS.get(word) or symptom_field(word) or _own_field(word)
    if not to:
        return None
    field = Target(to).field
    return Target(to, unit=unit.strip().casefold() if field.unit else "")


def guessed_when(names: Iterable[str]) -> dict[str, str]:
    """Return the columns of the date and the time by their names: "at", or "day" and "time"."""
    folded = {fold(name).strip(): name for name in reversed(list(names))}
    when: dict[str, str] = {}
    for role, known in (("day", DAYS), ("time", TIMES), ("at", MOMENTS)):
        if column := next((folded[name] for name in known if name in folded), None):
            when[role] = column
    if "day" in when:
        when.pop("at", None)
        return when
    when.pop("time", None)
    return when


def _own_field(word: str) -> str:
    """Return the field of gutskin with that name or label, if only one kind has it."""
    fields = [
        f"{kind.name}.{field.name}"
        for kind in LISTED.values()
        for field in kind.fields
        if word in (field.name.replace("_", " "), match_key(field.label)) and field.name not in ("note", "tags")
    ]
    return fields[0] if len(fields) == 1 else ""
