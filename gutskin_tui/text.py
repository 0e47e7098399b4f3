"""Text as it is compared: the same words are equal however they were typed, pasted or encoded."""

from __future__ import annotations

import functools
import re
import unicodedata

INVISIBLE = (
    0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2066),
    *range(0x206A, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC), *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080),
)  # fmt: skip
"""Characters drawn as nothing: soft hyphen, joiners, marks of direction, tags, fillers."""
QUOTATION_MARKS = '"“”„‟«»‹›″‶〝〞〟＂'
REORDERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that reorder what stands after them: bidirectional embeddings, overrides and isolates."""

_VARIATIONS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_SIGNS = str.maketrans({
    **dict.fromkeys(map(chr, (*INVISIBLE, *REORDERING, *_VARIATIONS)), ""),
    **dict.fromkeys("'`´‘’‚‛′‵ʹʻʼʽʾʿ＇™℠®©", ""),
    **dict.fromkeys(QUOTATION_MARKS, " "),
    **dict.fromkeys("‐‑‒–—―−⁃⸺⸻﹘﹣－", "-"),
    **dict.fromkeys("⁄∕", "/"),
    **{fraction: f" {fraction}" for fraction in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"},  # 1½ is 1 1/2, not 11/2
    # Letters that Unicode does not take apart into a letter and an accent.
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i",
})  # fmt: skip
_LETTERS_OF_THEIR_OWN = frozenset({0, 7, 8, 9})
"""Combining classes of signs that are no accents: they make another letter in Indic scripts and in kana."""


def fold(text: str) -> str:
    """Return `text` without regard to case, accents and ways of encoding.

    Letters such as ø and œ become plain ones, full-width forms ordinary ones, dashes "-", fractions "1/2" with a
    blank before; apostrophes and characters drawn as nothing go, and quotation marks become blanks. Line ends stay.
    fold(fold(x)) == fold(x).
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "").replace('"', " ")
    folded = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(_SIGNS)
    return "".join(sign for sign in folded if unicodedata.combining(sign) in _LETTERS_OF_THEIR_OWN)


@functools.lru_cache(maxsize=4096)  # a journal repeats most of its words
def match_key(text: str) -> str:
    """Return what `text` is matched by: folded, on one line, a hyphen and any run of blanks a single blank."""
    return " ".join(fold(text).replace("-", " ").split())


ELLIPSIS = "…"
UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"

_SPACES = "\t\n\v\f\r\x85\u2028\u2029"

_HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), UNSHOWABLE),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(INVISIBLE, ""),  # dropping them loses nothing seen
    **dict.fromkeys(REORDERING, UNSHOWABLE),  # something should be seen where they were
}
_SURROGATES = re.compile(r"[\ud800-\udfff]")

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")


def clean(text: str) -> str:
    """Return `text` as one line that a terminal shows and does not obey.

    - Tabs and line ends of every sort become one space each (CR LF together one).
    - Other control characters show as their pictures (ESC as ␛, DEL as ␡); C1 controls, bidirectional
      embeddings, overrides and isolates, and lone surrogates as U+FFFD.
    - Zero-width characters go: an emoji joined of several shows as those several.

    Everything else stays: letters of any script, accents, emoji, CJK. clean(clean(x)) == clean(x).
    """
    if text.isprintable() and not _hides(text):
        return text
    return _SURROGATES.sub(UNSHOWABLE, text.replace("\r\n", "\n").translate(_HARMLESS))


def one_line(text: str, width: int) -> str:
    """Return `text` cleaned and cut to `width` terminal cells; a cut text ends in "…". "" if width < 1."""
    shown = clean(text)
    if cells(shown) <= width:
        return shown
    if width < 1:
        return ""
    used = end = 0
    for character in shown:
        used += _cells(character)
        if used > width - 1:
            break
        end += 1
    return shown[:end] + ELLIPSIS


def cells(text: str) -> int:
    """Return the terminal cells that cleaned text takes, never fewer than it really does.

    By Unicode's East Asian Width: wide and fullwidth 2, combining marks and skin tones 0, the rest 1.
    A request for emoji presentation (U+FE0F) counts 1, as it may widen the sign before it.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def spreadsheet_cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet runs as a formula.

    A text whose first sign is = + - @ (or their fullwidth forms), a tab or a line end gets an apostrophe in
    front; blanks and apostrophes before that sign do not hide it. To read a cell back, drop one leading
    apostrophe if what follows it would itself need one. Other apostrophes are the text's own.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _hides(text: str) -> bool:
    """Whether printable text still holds something drawn as nothing, which is never ASCII."""
    return not text.isascii() and not _PRINTABLE_INVISIBLE.isdisjoint(text)


_PRINTABLE_INVISIBLE = frozenset(chr(code) for code in INVISIBLE if chr(code).isprintable())


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if character == "\ufe0f":
        return 1
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me") or 0x1160 <= code <= 0x11FF or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
