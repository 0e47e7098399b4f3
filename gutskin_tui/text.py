"""Text as it is compared: the same words are equal however they were typed, pasted or encoded."""

from __future__ import annotations

import functools
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
