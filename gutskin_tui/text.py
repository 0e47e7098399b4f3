"""Text in every room: keys for comparing, safe text for terminals and spreadsheets, ambiguous numbers."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

INVISIBLE = (
    0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2066),
    *range(0x206A, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC), *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080),
)  # fmt: skip
"""Code points without a visible glyph: soft hyphen, joiners, direction marks, tags, fillers."""
QUOTATION_MARKS = '"“”„‟«»‹›″‶〝〞〟＂'
REORDERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Code points that reorder the text after them: bidirectional embeddings, overrides and isolates."""

_VARIATIONS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_SIGNS = str.maketrans({
    **dict.fromkeys(map(chr, (*INVISIBLE, *REORDERING, *_VARIATIONS)), ""),
    **dict.fromkeys("'`´‘’‚‛′‵ʹʻʼʽʾʿ＇™℠®©", ""),
    **dict.fromkeys(QUOTATION_MARKS, " "),
    **dict.fromkeys("‐‑‒–—―−⁃⸺⸻﹘﹣－", "-"),
    **dict.fromkeys("⁄∕", "/"),
    **{fraction: f" {fraction}" for fraction in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"},  # 1½ is 1 1/2, not 11/2
    # Letters without a canonical decomposition in Unicode.
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i",
})  # fmt: skip
_SIGNIFICANT_CLASSES = frozenset({0, 7, 8, 9})
"""Canonical combining classes that are not accents: they form another letter in Indic scripts and in kana."""


def fold(text: str) -> str:
    """Return `text` normalised for comparison: without case, accents and differences of encoding.

    Letters such as ø and œ become plain letters, full-width forms ordinary ones, dashes "-", and fractions "1/2" with
    a space before. Apostrophes and invisible characters are removed, quotation marks become spaces, line ends stay.
    Idempotent.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "").replace('"', " ")
    folded = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(_SIGNS)
    return "".join(sign for sign in folded if unicodedata.combining(sign) in _SIGNIFICANT_CLASSES)


@functools.lru_cache(maxsize=4096)  # the same words recur throughout a journal
def match_key(text: str) -> str:
    """Return the comparison key of `text`: folded, with hyphens and every run of white space as a single space."""
    return " ".join(fold(text).replace("-", " ").split())


ELLIPSIS = "…"
LONGEST_NAME = 40
"""Characters of a typed name that are compared with the known ones."""
MOST_NAMES = 8
"""Names that an error message lists."""
UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"

_SPACES = "\t\n\v\f\r\x85\u2028\u2029"

_HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), UNSHOWABLE),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(INVISIBLE, ""),  # removing them changes nothing visible
    **dict.fromkeys(REORDERING, UNSHOWABLE),  # leave a visible trace
}
_SURROGATES = re.compile(r"[\ud800-\udfff]")

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_AMBIGUOUS = re.compile(r"\s*[-+]?([1-9]\d{0,2})([.,])(\d{3})(?![\d.,])")


_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#&!$])")


def clean(text: str) -> str:
    """Return `text` as one line that is safe to write to a terminal.

    - Each tab and line end becomes a space (CR LF a single space).
    - Other control characters are replaced by their control pictures (ESC by ␛, DEL by ␡); C1 controls,
      bidirectional embeddings, overrides and isolates, and lone surrogates by U+FFFD.
    - Zero-width characters are removed, so joined emoji appear separately.

    Letters of any script, accents, emoji and CJK are unchanged. Idempotent.
    """
    if text.isprintable() and (text.isascii() or _PRINTABLE_INVISIBLE.isdisjoint(text)):
        return text
    return _SURROGATES.sub(UNSHOWABLE, text.replace("\r\n", "\n").translate(_HARMLESS))


def one_line(text: str, width: int) -> str:
    """Return `text` cleaned and truncated to `width` terminal cells, ending in "…" if truncated; "" if width < 1."""
    line = clean(text)
    if cells(line) <= width:
        return line
    if width < 1:
        return ""
    used = end = 0
    for character in line:
        used += _cells(character)
        if used > width - 1:
            break
        end += 1
    return line[:end] + ELLIPSIS


def whole_parts(text: str, width: int) -> str:
    """Return a list with commas in at most `width` cells: what does not fit is counted, as in "itch 3, dryness 2, +4".

    A text whose first part does not fit is returned as it is.
    """
    if cells(text) <= width:
        return text
    parts = text.split(", ")
    end = fitting = 0
    for count, part in enumerate(parts[:-1], 1):
        end += cells(part) + (2 if count > 1 else 0)
        if end > width:
            break
        if end + len(f", +{len(parts) - count}") <= width:
            fitting = count
    return f"{', '.join(parts[:fitting])}, +{len(parts) - fitting}" if fitting else text


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: "1 entry", "2 entries"; without `plural` an s is added."""
    return f"{count} {singular if count == 1 else plural or f'{singular}s'}"


def lower_case(label: str) -> str:
    """Return a label as it is written within a sentence: in lower case, but for acronyms."""
    return " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in label.split(" "))


def alternatives(names: Iterable[str]) -> str:
    """Return names as a choice: "acne, eczema or rash"."""
    *before, last = names
    return f"{', '.join(before)} or {last}" if before else last


def range_words(low: float, high: float, decimals: int) -> str:
    """Return the ends of an interval of a difference in words: "0.2 to 1.7 lower", "0.3 lower to 1.2 higher".

    Two zeros have no direction: "0.0 to 0.0".
    """
    low, high = round(low, decimals), round(high, decimals)
    first, last = f"{abs(low):.{decimals}f}", f"{abs(high):.{decimals}f}"
    if low == high == 0:
        return f"{first} to {first}"
    if low >= 0:
        return f"{first} to {last} higher"
    return f"{last} to {first} lower" if high <= 0 else f"{first} lower to {last} higher"


def ordinal(number: int) -> str:
    """Return a number, 1 or more, as an ordinal: "1st", "2nd", "11th"."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article: "a meal", "an entry"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def with_suggestion(message: str, typed: str, names: Iterable[str], otherwise: str = "") -> str:
    """Return the error `message` about a name that does not exist as a sentence with advice.

    The advice is the most similar of `names` ("...; did you mean skin?"); if none is similar it is `otherwise`, by
    default all names, or some of a long list.
    """
    # imported here: only an error needs it
    import difflib

    known = list(names)
    near = difflib.get_close_matches(typed.strip().casefold()[:LONGEST_NAME], known, 1)
    if near:
        return f"{message}; did you mean {near[0]}?"
    if otherwise:
        return f"{message}; {otherwise}."
    few = alternatives(known) if len(known) <= MOST_NAMES else f"a name such as {', '.join(known[:MOST_NAMES])}"
    return f"{message}; use {few}."


def cells(text: str) -> int:
    """Return an upper bound of the width of cleaned text, in terminal cells.

    By Unicode's East Asian Width: wide and fullwidth 2, combining marks and skin tones 0, everything else 1.
    U+FE0F (emoji presentation) counts 1, as it may widen the character before it.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def markdown_text(text: str) -> str:
    """Return text in which no character has a meaning in Markdown or HTML. `text` is a single line."""
    return _MARKDOWN.sub(r"\\\1", text)


def spreadsheet_cell(text: str) -> str:
    """Return `text` escaped so that no spreadsheet evaluates it as a formula.

    An apostrophe is put before a text that starts with = + - @ (or a fullwidth form of them), a tab or a line end,
    also after leading spaces and apostrophes. To unescape a cell, remove a leading apostrophe if the rest would
    itself be escaped.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def ambiguity(typed: str) -> str:
    """Return an error message with both readings of the number at the start of `typed`; "" if it is unambiguous.

    A number is ambiguous if a single comma or point is followed by exactly three digits (1,000 and 2.500): some people
    use the sign for thousands, others for decimals. A number that begins with 0 can only be a decimal, and one with
    more than three digits before the sign has no thousands separator. A unit may follow.
    """
    match = _AMBIGUOUS.match(typed)
    if not match:
        return ""
    whole, decimals = match[1], match[3].rstrip("0")
    if len(decimals) == len(match[3]):
        decimals += "0"  # a fourth decimal digit makes the suggested number unambiguous
    fraction = f"{match[2]}{decimals}" if decimals else ""
    return f"{match[0].strip()} could be {whole}{match[3]} or {whole}{fraction}; type the one you mean."


_PRINTABLE_INVISIBLE = frozenset(chr(code) for code in INVISIBLE if chr(code).isprintable())
"""The printable characters that are invisible; none of them is ASCII."""


def _cells(character: str) -> int:
    """Return the width of a character in terminal cells."""
    if character.isascii():
        return 1
    if character == "\ufe0f":
        return 1
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me") or 0x1160 <= code <= 0x11FF or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
