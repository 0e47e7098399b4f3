"""Folding: what is typed, pasted or encoded in different ways is the same text to search, foods and completion."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.text import INVISIBLE, REORDERING, fold, lower_case, match_key

SPELLINGS = {
    "creme brulee": ["Crème Brûlée", "cre\u0300me bru\u0302le\u0301e", "ＣＲＥＭＥ\u3000ＢＲＵＬＥＥ",
                     "creme\u00a0brulee"],
    "smorrebrod": ["smørrebrød", "SMØRREBRØD", "smo\u0338rrebro\u0338d", "smǿrrebrød"],
    "oeufs": ["œufs", "Œufs", "œ\u00adufs"],
    "aebleskiver": ["æbleskiver", "ÆBLESKIVER"],
    "losos": ["łosoś", "Łosoś", "ŁOSOS\u0301"],
    "cevapi": ["ćevapi", "Ćevapi"],
    "dakonie": ["đakonie", "Ðakonie", "ðakonie"],
    "thorramatur": ["þorramatur", "Þorramatur"],
    "istanbul": ["İstanbul", "ıstanbul", "ISTANBUL"],
    "strasse": ["straße", "STRASSE", "STRAẞE"],
    "fish": ["\ufb01sh", "ﬁＳＨ", "fi\u200dsh"],
    "shepherds pie": ["shepherd's pie", "shepherd’s pie", "shepherd‘s pie", "shepherd`s pie", "shepherd´s pie",
                      "shepherdʼs pie", "shepherd′s pie", "shepherd＇s pie", "shepherds pie"],
    "the good bread": ['the "good" bread', "the “good” bread", "the „good“ bread", "the «good» bread",
                       "the ＂good＂ bread"],
    "gluten free bread": ["gluten-free bread", "gluten‐free bread", "gluten‑free bread", "gluten–free bread",
                          "gluten—free bread", "gluten−free bread", "gluten－free bread", "gluten - free bread"],
    "chocolate": ["choco\u00adlate", "choco\u200blate", "choco\u200clate", "choco\u2060late", "\ufeffchocolate",
                  "cho\u202acolate\u202c"],
    "ice cream": ["ice\u00a0cream", "ice\u202fcream", "ice\u2009cream", "ice \t cream", " Ice\ncream "],
    "1 1/2 cups": ["1½ cups", "1 ½ cups", "1 1⁄2 cups", "１ １/２ cups"],
    "nutella": ["Nutella®", "nutella™"],
}  # fmt: skip
"""What words are matched by -> ways in which they are written."""


@pytest.mark.parametrize(("key", "spelling"), [(key, first) for key, ways in SPELLINGS.items() for first in ways])
def test_ways_of_writing_the_same_words(key: str, spelling: str) -> None:
    assert match_key(spelling) == match_key(key) == key


def test_every_invisible_character_is_removed() -> None:
    for code in (*INVISIBLE, *REORDERING, *range(0xFE00, 0xFE10)):
        assert fold(f"a{chr(code)}b") == "ab", hex(code)


@pytest.mark.parametrize(
    ("first", "other"), [("か", "が"), ("は", "ぱ"), ("क", "क्"), ("ड", "ड़"), ("日", "目"), ("о", "o")]
)
def test_other_letters_stay_others(first: str, other: str) -> None:
    assert match_key(first) != match_key(other)


def test_line_ends_stay_in_folded_text() -> None:
    assert fold("Ä\n½ Ö") == "a\n 1/2 o"


@given(st.text())
def test_folding_is_the_same_for_every_encoding_and_case_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    for form in ("NFC", "NFD"):
        assert match_key(unicodedata.normalize(form, text)) == match_key(text)
    assert match_key(text.upper()) == match_key(text.lower()) == match_key(text)
    assert match_key(match_key(text)) == match_key(text)


@given(st.text())
def test_a_match_key_is_a_line_without_blanks_at_its_ends(text: str) -> None:
    key = match_key(text)
    assert key == " ".join(key.split())
    assert "-" not in key


@pytest.mark.parametrize(
    ("label", "lower"), [("POEM total", "POEM total"), ("Skin", "skin"), ("Sleep quality", "sleep quality"), ("A", "a")]
)
def test_a_label_within_a_sentence_keeps_its_acronyms(label: str, lower: str) -> None:
    assert lower_case(label) == lower
