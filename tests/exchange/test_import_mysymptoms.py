"""mySymptoms' diary as CSV."""

from __future__ import annotations

import pytest
from import_helpers import imported, listed

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.drink_words import drink_name, is_alcoholic

DIARY = (
    '10/21/2026, 12:30, Lunch, "Salad", "Olives, black", "[ 30 g ]", "Bread"\n'
    '10/21/2026, 13:00, Drinks, "Sparkling water", "[ 1,5 l ]", "Red wine", "[ 0.2 l ]", "Tea"\n'
    "10/21/2026, 18:00, Symptom, Itchy skin, Intensity: 2, Duration: 1:30, Rash, Intensity: 6, Headache, Intensity: 4\n"
    '10/21/2026, 20:00, Bowel Movement, "Type 6: mushy"\n'
    '10/22/2026, 07:00, Sleep quality, Intensity: 3, Duration: 6:30\n'
    '10/22/2026, 07:30, Exercise, "Run", "[ 25 min ]"\n'
    '10/22/2026, 07:30, Exercise, "Stretching", Intensity: 2\n'
    '10/22/2026, 08:00, Supplements, "Zinc"\n'
)  # fmt: skip


@pytest.mark.parametrize(
    "text", [DIARY, DIARY.replace("\n", "\r\n"), "\ufeffDate, Time, Type, Items\n" + DIARY.rstrip("\n")]
)
def test_each_type_of_row_becomes_entries_of_its_kind(text: str) -> None:
    entries, report = imported(text)
    assert listed(entries) == [
        (
            "2026-10-21 12:30",
            "meal",
            {"text": "Salad, Olives – black, Bread", "slot": "lunch", "note": "Olives, black 30 g"},
        ),
        ("2026-10-21 13:00", "drink", {"ml": 1500}),
        ("2026-10-21 13:00", "drink", {"ml": 200, "what": "Red wine"}),
        ("2026-10-21 13:00", "meal", {"text": "Tea", "slot": "snack"}),
        ("2026-10-21 18:00", "note", {"text": "Itchy skin: for 1.5 h\nHeadache: 4 of 10"}),
        ("2026-10-21 18:00", "skin", {"itch": 2, "severity": 6}),
        ("2026-10-21 20:00", "gut", {"stool": 6}),
        ("2026-10-22 07:00", "sleep", {"hours": 6.5, "quality": 3}),
        ("2026-10-22 07:30", "exercise", {"minutes": 25, "what": "Run"}),
        ("2026-10-22 07:30", "note", {"text": "Exercise: Stretching, 2 of 10"}),
        ("2026-10-22 08:00", "supplement", {"what": "Zinc"}),
    ]
    assert report.rows == 8
    assert report.unknown == {"symptom": {"Headache": 1}}
    assert "no strength" in next(iter(report.remarks))


def test_a_date_that_could_be_two_is_refused_and_bad_rows_are_listed() -> None:
    text = "03/04/2026, 08:00, Stress, Intensity: 4\n03/04/2026, 09:00, Stress, Intensity: high\n"
    with pytest.raises(ExchangeError, match="--dates"):
        imported(text)
    entries, report = imported(text + "03/04/2026, 26:00, Stress, Intensity: 4\n03/04/2026, 8:00, Pet\n", dates="dmy")
    assert listed(entries) == [("2026-04-03 08:00", "stress", {"score": 4})]
    assert report.skipped == {
        "an intensity, amount or duration is not one": [2],
        "the date or time is not one that exists": [3],
        "its type is not known": [4],
    }


def test_an_intensity_beyond_the_scale_skips_the_row() -> None:
    entries, report = imported("10/21/2026, 18:00, Symptom, Rash, Intensity: 11\n")
    assert entries == []
    assert list(report.skipped.values()) == [[1]]


@pytest.mark.parametrize(
    ("name", "drink"),
    [
        ("Coffee, brewed", True), ("Green tea", True), ("The soup", False), ("Tap water", True),
        ("Coffee with milk", True), ("Thé", True), ("Wasser trinken", True),
        ("Tuna in water", False), ("Cooking wine", False), ("Coffee cake", False), ("Milk", False), ("", False),
        ("Water chestnuts", False),
    ],
)  # fmt: skip
def test_a_drink_is_known_by_its_name(name: str, drink: bool) -> None:
    assert bool(drink_name(name)) is drink


def test_only_plain_water_is_water() -> None:
    names = ["Water, tap", "Sparkling mineral water", "Leitungswasser", "Coconut water"]
    assert [drink_name(name) for name in names] == ["water", "water", "water", "Coconut water"]
    assert [is_alcoholic(name) for name in ("Pale ale", "Ginger ale", "Beer, alcohol-free")] == [True, False, False]
