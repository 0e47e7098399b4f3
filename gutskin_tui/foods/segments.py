"""Splitting of a meal text into segments, the words between two separators; times, prices and energies are left out."""

from __future__ import annotations

import functools
import re
import unicodedata

from gutskin_tui.foods.emoji import FOOD_EMOJI
from gutskin_tui.foods.normalize import WORD, expand_shorthands, stem
from gutskin_tui.foods.quantities import UNITS, VAGUE, only_amount

TOKEN = re.compile(
    rf"{WORD.pattern}|[,;:()\[\]+&\n\r|>=!?/]|\.(?=\s|$)|(?<=[a-z][a-z])\.(?=[a-z][a-z])|[{''.join(FOOD_EMOJI)}]"
)
"""A word, a sign that separates foods, or the emoji of a food. A single hyphen separates nothing: many write
"brand - product". Nor does a point inside a number or a slash between two."""
ABBREVIATIONS = VAGUE | {"dr", "mr", "mrs", "ms", "st", "vit", "incl", "min", "max", "med", "lg", "sm", "fl", "vs"}
"""Words that a full stop shortens instead of ending a food."""

MEALS = frozenset(
    {"breakfast", "brekkie", "brunch", "elevenses", "lunch", "dinner", "supper", "snack", "snacks", "dessert",
     "starter", "main", "mains", "drinks", "sides", "meal", "meals"}
)  # fmt: skip
HEADING_WORDS = MEALS | frozenset(
    {"tea", "today", "yesterday", "morning", "midday", "noon", "afternoon", "evening", "night", "late", "early", "mid",
     "pre", "post", "after", "before", "workout", "my", "for", "day", "drink", "side", "first", "second", "monday",
     "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)  # fmt: skip
"""Words of which a heading consists ("Lunch:", "mid morning snack"): no food."""

_AT = r"(?:@|\b(?:at|around|about|by|from)\b)?\s*\b"
_OMITTED = (
    (":", re.compile(_AT + r"(?:[01]?\d|2[0-3]):[0-5]\d(?:\s*[ap]\.?m\b\.?|\s*h\b)?"), "|"),
    ("m", re.compile(_AT + r"(?:0?\d|1[0-2])(?:[.:][0-5]\d)?\s*[ap]\.?m(?![a-z])\.?"), "|"),
    (".", re.compile(_AT + r"(?:[01]\d|2[0-3])\.[0-5]\d\b(?=\s+(?!(?:" + "|".join(UNITS) + r")\b)[a-z])"), "|"),
    ("c", re.compile(r"\b\d{1,5}(?:\.\d{1,3})?\s*(?:k?cals?|k?calories)\b"), " "),
    ("k", re.compile(r"\b\d{1,5}(?:\.\d{1,3})?\s*(?:kj|kilojoules?)\b"), " "),
    ("$", re.compile(r"\$\s*\d{1,5}(?:\.\d{1,2})?"), " "),
    ("(", re.compile(r"(\d|\b(?:a|an|one|two|three|four|half))\s*\(\s*(small|medium|large|big)\s*\)"), r"\1 \2 "),
)
"""What names no food: text that it contains (a quick test), its pattern, its replacement. Times separate foods."""
_NUMBERED = re.compile(r"\s*1[.)]\s")
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}[.)]\s")
_JOINED = re.compile("\N{ZERO WIDTH JOINER}[\U0001f000-\U0001faff]")


def split_segments(text: str) -> list[list[str]]:
    """Return the words as typed between commas and other separators; without the headings of meals."""
    segments: list[list[str]] = []
    words: list[str] = []
    for token in TOKEN.findall(_prepared(text)):
        if token[0].isascii() and token[0].isalnum():
            words.append(token)
        elif token in "&+":
            words.append("and")
        elif token in FOOD_EMOJI:
            name = FOOD_EMOJI[token].split()
            if set(_stems(name)) <= set(_stems(words)):
                continue  # pizza and its picture
            if words and only_amount(words) is None:
                segments.append(words)
                words = []
            segments.append(words + name)
            words = []
        elif not (token == "." and _is_abbreviated(words)):
            if not _is_heading(words, token):
                segments.append(words)
            words = []
    segments.append(words)
    return [segment for segment in segments if segment]


def _prepared(text: str) -> str:
    if not text.isascii():
        text = _JOINED.sub("", text)  # a cook is no fried egg
    text = expand_shorthands(text)
    if not text.isascii():
        text = "".join(map(_sign, text))
    if _NUMBERED.match(text):
        text = _NUMBER.sub(",", text)
    if text.count(" - ") > 1:
        text = text.replace(" - ", ", ")
    for sign, pattern, replacement in _OMITTED:
        if sign in text:
            text = pattern.sub(replacement, text)
    return text


@functools.cache
def _sign(character: str) -> str:
    """Return a separator for an arrow, a bullet or an emoji that is no food, else the character itself."""
    if character.isascii() or character in FOOD_EMOJI:
        return character
    if character in "×✕✖":
        return " x "
    if character in "£€":
        return "$"
    if character in "•·‣∙⋅。、，" or (
        unicodedata.category(character) in ("So", "Sm", "Zl", "Zp") and character not in "°≈"
    ):
        return ","
    return character


def _is_abbreviated(words: list[str]) -> bool:
    """Whether a full stop after the words shortens the last: "1 tbsp. olive oil", but not "rice, 200 g. Tea"."""
    return bool(words) and (words[-1] in ABBREVIATIONS or (words[-1] in UNITS and only_amount(words) is not None))


def _is_heading(words: list[str], token: str) -> bool:
    """Whether the words are the heading of what follows: of its words alone before a colon, elsewhere a meal's."""
    if not words or not all(word in HEADING_WORDS or word.isdigit() for word in words):
        return False
    if token == ":":
        return not HEADING_WORDS.isdisjoint(words)
    return token != "," and not MEALS.isdisjoint(words) and "tea" not in words


def _stems(words: list[str]) -> list[str]:
    return [form for word in words for form in stem(word)]
