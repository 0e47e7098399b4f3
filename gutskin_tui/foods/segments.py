"""Splitting of a meal text into segments, the words between two separators; times, prices and energies are left out."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from gutskin_tui.foods.emoji import FOOD_EMOJI
from gutskin_tui.foods.negation import PARTS, denial
from gutskin_tui.foods.normalize import WORD, expand_shorthands, stem
from gutskin_tui.foods.quantities import UNITS, VAGUE, only_amount

TOKEN = re.compile(
    rf"{WORD.pattern}|[,;:()\[\]+&\n\r|>=!?/]|\.{{2,}}|\.(?=\s|$)|(?<=[a-z][a-z])\.(?=[a-z][a-z])|[{''.join(FOOD_EMOJI)}]"
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

ALL = frozenset({"all", "everything", "both", "fully", "entirely"})
BEING = frozenset({"was", "were", "is", "are", "it", "of"})

_AT = r"(?:@|\b(?:at|around|about|by|from)\b)?\s*\b"
_OMITTED = (
    (":", re.compile(_AT + r"(?:[01]?\d|2[0-3]):[0-5]\d(?:\s*[ap]\.?m\b\.?|\s*h\b)?"), "|"),
    ("m", re.compile(_AT + r"(?:0?\d|1[0-2])(?:[.:][0-5]\d)?\s*[ap]\.?m(?![a-z])\.?"), "|"),
    (".", re.compile(_AT + r"(?:[01]\d|2[0-3])\.[0-5]\d\b(?=\s+(?!(?:" + "|".join(UNITS) + r")\b)[a-z])"), "|"),
    ("c", re.compile(r"\b\d{1,5}(?:\.\d{1,3})?\s*(?:k?cals?|k?calories)\b"), " "),
    ("k", re.compile(r"\b\d{1,5}(?:\.\d{1,3})?\s*(?:kj|kilojoules?)\b"), " "),
    ("$", re.compile(r"\$\s*\d{1,5}(?:\.\d{1,2})?"), " "),
)
"""What names no food: text that it contains (a quick test), its pattern, its replacement. Times separate foods."""
_NUMBERED = re.compile(r"\s*1[.)]\s")
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}[.)]\s")
_JOINED = re.compile("\N{ZERO WIDTH JOINER}[\U0001f000-\U0001faff]")


def split_segments(text: str) -> list[list[str]]:
    """Return the words as typed between commas and other separators; without the headings of meals.

    What denies a label to a whole line ("all dairy free: latte, toastie") is put before each of its segments.
    """
    segments: list[list[str]] = []
    denial_of_line: list[str] = []
    start = 0
    for words, sign in _signed_segments(text):
        denied, rest = _denial_of_line(words, sign)
        if denied and sign == ":":
            denial_of_line = denied
        elif denied:
            segments[start:] = [_with_denial(denied, segment) for segment in [*segments[start:], rest] if segment]
        elif not _is_heading(words, sign):
            segments.append(_with_denial(denial_of_line, words))
        if sign in "\n\r":
            denial_of_line, start = [], len(segments)
    return segments


def _signed_segments(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield the words of each segment that has any, with the sign that ends it: "," for the end of the text."""
    words: list[str] = []
    bracket: int | None = None
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
                yield words, ","
                words = []
            yield words + name, ","
            words = []
        elif token == "(" and words and only_amount(words):
            bracket = len(words)  # 1 (small) apple
        elif token == ")" and bracket is not None:
            if words[bracket:] and only_amount(words[bracket:]):
                del words[bracket:]  # 1 pint (568 ml) milk
            bracket = None
        elif words and not (token == "." and _is_abbreviated(words)):
            yield words, token
            words, bracket = [], None
    if words:
        yield words, ","


def _denial_of_line(words: list[str], sign: str) -> tuple[list[str], list[str]]:
    """Return the words that deny a label to the whole line, and those before them; [] and `words` if none do.

    They are a heading ("gluten free:", "all vegan:") or stand behind "all" or "everything".
    """
    at = next((index for index, word in enumerate(words) if word in ALL), None)
    if at is None and sign != ":":
        return [], words
    denied = [word for word in words[at or 0 :] if word not in ALL and not (word in BEING and at is not None)]
    stems = _stems(denied)
    end = 0
    while end < len(stems):
        size, labels = denial(stems[end], stems[end + 1] if end + 1 < len(stems) else "")
        if not labels and stems[end] != "and":
            return [], words
        end += size
    return denied, words[: at or 0]


def _with_denial(denied: list[str], words: list[str]) -> list[str]:
    """Return the words with what is denied to each of the foods among them: vegan pizza and vegan ice cream."""
    if not denied:
        return words
    spread = list(denied)
    for word in words:
        spread += [word, *denied] if word in PARTS else [word]
    return spread


def _prepared(text: str) -> str:
    if not text.isascii():
        text = _JOINED.sub("", text)  # a cook is not a fried egg
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
    """Return a separator for an arrow, a bullet or an emoji that is not a food, else the character itself."""
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
    if not all(word in HEADING_WORDS or word.isdigit() for word in words):
        return False
    if token == ":":
        return not HEADING_WORDS.isdisjoint(words)
    return token != "," and not MEALS.isdisjoint(words) and "tea" not in words


def _stems(words: list[str]) -> list[str]:
    return [form for word in words for form in stem(word)]
