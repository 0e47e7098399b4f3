"""Hostile text is drawn as a single harmless line, and never becomes a formula."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gutskin_tui.text import cells, clean, one_line, spreadsheet_cell, whole_parts

ANY_TEXT = st.text(st.characters(exclude_categories=()))
# Signs that terminals draw in several ways, more often than chance would bring them.
AWKWARD = st.text(st.sampled_from("ab \x1b\t\n\r\u200d\u202e\ufe0f❤🇬🇧👍🏻👩日本ﾊ\u0301é①\ud800…"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lentil soup, sourdough", "lentil soup, sourdough"),
        ("crème brûlée 日本 🍕 Ünïcode", "crème brûlée 日本 🍕 Ünïcode"),
        ("[red]x[/b] [@click=app.quit]", "[red]x[/b] [@click=app.quit]"),
        ("one\ntwo", "one two"),
        ("one\r\ntwo\rthree\tfour", "one two three four"),
        ("a\u2028b\u2029c\x85d\ve\ff", "a b c d e f"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x00\x7f", "␀␡"),
        ("\x9b31m", "\ufffd31m"),
        ("abc\u202edef\u2066g", "abc\ufffddef\ufffdg"),
        ("zero\u200bwidth\ufeff soft\xadhyphen", "zerowidth softhyphen"),
        ("👩\u200d🍳", "👩🍳"),
        ("blank\u3164", "blank"),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
        ("", ""),
    ],
)
def test_clean_makes_text_harmless(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(ANY_TEXT | AWKWARD)
def test_cleaned_text_is_a_line_without_controls_and_is_stable(text: str) -> None:
    expected = clean(text)
    assert clean(expected) == expected
    assert len(expected.splitlines()) <= 1
    assert not {unicodedata.category(character) for character in expected} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(expected) & set("\u200b\u200d\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    expected.encode()  # a lone surrogate would fail


@given(st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u3164\uffa0")))
def test_clean_leaves_letters_numbers_and_signs_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("porridge", 8, "porridge"),
        ("porridge", 7, "porrid…"),
        ("porridge", 1, "…"),
        ("porridge", 0, ""),
        ("porridge", -3, ""),
        ("日本料理", 8, "日本料理"),
        ("日本料理", 7, "日本料…"),
        ("日本料理", 6, "日本…"),
        ("cafe\u0301 au lait", 5, "cafe\u0301…"),
        ("two\nlines", 9, "two lines"),
        ("x" * 10_000, 3, "xx…"),
    ],
)
def test_a_line_is_truncated_by_cells(text: str, width: int, expected: str) -> None:
    assert one_line(text, width) == expected


@given(ANY_TEXT | AWKWARD, st.integers(0, 30))
def test_a_line_is_never_wider_than_its_width(text: str, width: int) -> None:
    line = one_line(text, width)
    assert cell_len(line) <= cells(line) <= width
    if cells(clean(text)) <= width:
        assert line == clean(text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-3", "'-3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("2 eggs + toast", "2 eggs + toast"),
        ("", ""),
    ],
)
def test_a_spreadsheet_cell_is_never_a_formula(text: str, cell: str) -> None:
    assert spreadsheet_cell(text) == cell


@given(st.text(st.sampled_from("'=+-@ \t\r\nab＝")) | ANY_TEXT)
def test_a_cell_can_be_read_back(text: str) -> None:
    cell = spreadsheet_cell(text)
    assert cell[:1] not in tuple("=+-@\t\r")
    needed_quote = cell.startswith("'") and spreadsheet_cell(cell[1:]) == cell
    assert (cell[1:] if needed_quote else cell) == text


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (30, "itch 3, redness 1, dryness 2"),
        (28, "itch 3, redness 1, dryness 2"),
        (27, "itch 3, redness 1, +1"),
        (21, "itch 3, redness 1, +1"),
        (20, "itch 3, +2"),
        (10, "itch 3, +2"),
        (9, "itch 3, redness 1, dryness 2"),
    ],
)
def test_a_list_ends_in_a_whole_part_and_the_count_of_the_rest(width: int, expected: str) -> None:
    assert whole_parts("itch 3, redness 1, dryness 2", width) == expected


@given(st.lists(st.text("ab日 ,", max_size=8), max_size=14), st.integers(0, 40))
def test_a_shortened_list_fits_and_accounts_for_every_part(parts: list[str], width: int) -> None:
    text = ", ".join(parts)
    short = whole_parts(text, width)
    if short != text:
        start, _, more = short.rpartition(", +")
        assert cells(short) <= width
        assert text.startswith(f"{start}, ")
        assert start.count(", ") + 1 + int(more) == text.count(", ") + 1
