"""The lines that the screen asks for: water, a night, exercise, minutes."""

from __future__ import annotations

from typing import Any

import pytest

from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.kinds import LISTED
from gutskin_tui.model.quick_entry import parse_exercise, parse_minutes, parse_night, parse_water


@pytest.mark.parametrize(
    ("typed", "ml"),
    [
        ("330ml", 330),
        (" 330 ML ", 330),
        ("33cl", 330),
        ("5dl", 500),
        ("0.5l", 500),
        ("0,5 l", 500),
        ("1.5 l", 1500),
        ("6", 6 * 250 - 600),
        ("2,5", 25),
        ("2", -100),
        ("0", -600),
    ],
)
def test_an_amount_of_water_adds_and_a_number_of_glasses_is_the_total_of_the_day(typed: str, ml: int) -> None:
    assert parse_water(typed, glass_ml=250, drunk_ml=600) == ml


@pytest.mark.parametrize("typed", ["", "ml", "-3", "6 glasses", "330 mg", "1e3", "1.2.3", "6;"])
def test_what_is_no_amount_of_water_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(EntryError) as refusal:
        parse_water(typed, glass_ml=250, drunk_ml=0)
    assert refusal.value.field == "ml"
    assert "330ml" in refusal.value.message


@pytest.mark.parametrize("typed", ["1,500ml", "1.500 l"])
def test_a_separator_before_three_digits_is_refused_with_both_readings(typed: str) -> None:
    with pytest.raises(EntryError) as refusal:
        parse_water(typed, glass_ml=250, drunk_ml=0)
    assert "could be 1500 or 1" in refusal.value.message


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("7h30", {"hours": "7h30"}),
        ("7.5H", {"hours": "7.5h"}),
        ("2340 0710", {"bed": "2340", "up": "0710"}),
        ("23:40 7:10 q7", {"bed": "23:40", "up": "7:10", "quality": "7"}),
        ("q0 8h", {"quality": "0", "hours": "8h"}),
    ],
)
def test_a_night_is_its_hours_or_two_times_and_a_quality_anywhere(typed: str, texts: dict[str, str]) -> None:
    assert parse_night(typed) == {name: LISTED["sleep"].field(name).parse(text) for name, text in texts.items()}


@pytest.mark.parametrize("typed", ["", "q7", "7h30 q11", "2340 0710 0800", "2560 0710", "7.5 h", "soon"])
def test_what_is_no_night_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_night(typed)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("3", {"minutes": 30}),
        (" 45 ", {"minutes": 45}),
        ("3 walk", {"minutes": 30, "what": "walk"}),
        ("45 swim Hard", {"minutes": 45, "what": "swim", "effort": "hard"}),
        ("45 hard", {"minutes": 45, "effort": "hard"}),
        ("45 hard yoga", {"minutes": 45, "what": "hard yoga"}),
    ],
)
def test_exercise_is_minutes_then_a_name_then_an_effort(typed: str, values: dict[str, Any]) -> None:
    assert parse_exercise(typed) == values


@pytest.mark.parametrize("typed", ["", "walk", "walk 30", "-3 walk"])
def test_exercise_without_minutes_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refusal:
        parse_exercise(typed)
    assert refusal.value.field == "minutes"


@pytest.mark.parametrize(("typed", "minutes"), [("1", 10), ("9", 90), (" 2 ", 20), ("10", 10), ("45", 45)])
def test_a_single_digit_counts_tens_of_minutes(typed: str, minutes: int) -> None:
    assert parse_minutes("practice", typed) == minutes


@pytest.mark.parametrize("typed", ["", "0.5.1", "no", "-1"])
def test_what_is_no_number_of_minutes_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_minutes("practice", typed)
