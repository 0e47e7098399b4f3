"""Names of symptoms in other programs, and the fields of skin and gut that record them.

A person adds words of their own in the mapping, under [words].
"""

from __future__ import annotations

import re

from gutskin_tui.text import match_key

_ELSEWHERE = frozenset({"eye", "eyes", "mouth", "throat", "nose", "nostrils", "ear", "ears", "cough", "scalp pain"})
"""Parts of the body whose itching and dryness is not that of the skin."""
_NOT_GUT = frozenset({"leg", "legs", "muscle", "foot", "feet", "calf", "period", "menstrual", "hand", "hands"})

_WORDS: dict[str, str] = {
    "skin.severity": (
        "acne pimple pimples breakout breakouts eczema dermatitis rash rashes flare flares flareup rosacea psoriasis "
        "hives urticaria spots akne ekzem neurodermitis ausschlag rosazea schuppenflechte pickel acne eczema boutons "
        "erupcion granos"
    ),
    "skin.itch": "itch itchy itching itchiness pruritus juckreiz jucken demangeaisons demangeaison picor picazon",
    "skin.oiliness": "oily oiliness greasy seborrhea seborrhoea",
    "gut.bloating": "bloat bloated bloating blahungen blahbauch ballonnements hinchazon",
    "gut.pain": "stomachache bellyache tummyache bauchschmerzen bauchweh cramps cramping",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split()}
_PAIRS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("skin.severity", frozenset({"red", "redness"}), frozenset({"skin", "face", "facial", "cheeks"})),
    ("skin.severity", frozenset({"flare", "break", "flaring"}), frozenset({"up", "out", "skin"})),
    ("skin.dryness", frozenset({"dry", "dryness", "flaky", "trockene"}), frozenset({"skin", "face", "hands", "haut"})),
    (
        "gut.pain",
        frozenset({"pain", "pains", "ache", "aches", "cramp", "cramps"}),
        frozenset({"stomach", "abdominal", "abdomen", "belly", "tummy", "gut", "intestinal"}),
    ),
    ("gut.stool", frozenset({"bristol"}), frozenset({"stool", "type", "scale", "bristol"})),
)


def symptom_field(name: str) -> str:
    """Return the field of a symptom as "kind.field", "" if the name is not known."""
    words = re.findall(r"\w+", match_key(name))
    present = set(words)
    for field, first, second in _PAIRS:
        if present & first and present & second:
            return field
    if words in (["dryness"], ["bristol"]):
        return "skin.dryness" if words == ["dryness"] else "gut.stool"
    fields = [_FIELD_OF[word] for word in words if word in _FIELD_OF]
    if not fields:
        return ""
    excluded = _NOT_GUT if fields[0] == "gut.pain" else _ELSEWHERE if fields[0] != "gut.bloating" else frozenset()
    return "" if present & excluded else fields[0]
