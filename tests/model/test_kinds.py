"""The kinds: each declared once, whole, and with the scales that the docstrings cite."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import msgspec
import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make, summary
from gutskin_tui.model.kinds import KINDS, LISTED, MEASURE_NAMES, MEASURES, Drink, Meal, Skin
from gutskin_tui.model.kinds.drink import units
from gutskin_tui.model.kinds.kind import Kind, minutes_text
from gutskin_tui.model.kinds.meal import foods_of, slot_at, slot_of
from gutskin_tui.model.kinds.skin import GAGS_FACTORS, gags, inflammatory
from tests.model.entry_strategies import smallest_values


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_is_declared_whole(kind: Kind, clock: Clock) -> None:
    names = [field.name for field in kind.fields]
    assert names[-1] == "note"
    assert set(kind.positional) <= set(names)
    assert all(kind.field(name).name == name for name in names)
    entry = make(kind.name, smallest_values(kind), clock)
    assert isinstance(entry, kind.struct)
    assert summary(entry)
    with pytest.raises(KeyError):
        kind.field("colour")


CHECK_INS = ("skin", "stress", "gut")
"""Kinds whose entries may have no score at all."""


def test_letters_are_single_characters() -> None:
    assert all(len(kind.letter) == 1 for kind in LISTED.values())


def test_series_have_names_of_their_own_and_fit_their_fields() -> None:
    assert len(MEASURES) == sum(len(kind.measures) for kind in KINDS.values())
    assert MEASURE_NAMES["skin"] == "severity"
    assert MEASURE_NAMES["move"] == "exercise"
    assert len(MEASURE_NAMES) == len(MEASURES) + sum(len(measure.aliases) for _, measure in MEASURES.values())
    for name, (kind, measure) in MEASURES.items():
        field = next((field for field in kind.fields if field.name == name), None)
        if field is not None and measure.high is not None:
            assert measure.high == field.high


@pytest.mark.parametrize("name", [name for name, (kind, _) in MEASURES.items() if kind.name in CHECK_INS])
def test_an_entry_without_a_value_is_none_not_zero(name: str, clock: Clock) -> None:
    kind, measure = MEASURES[name]
    assert measure.value(make(kind.name, {"note": "x"}, clock)) is None


def test_the_schema_of_every_kind_can_be_written() -> None:
    for kind in KINDS.values():
        assert msgspec.json.schema(kind.struct)


@pytest.mark.parametrize(
    ("kind", "values", "line"),
    [
        ("meal", {"text": "oats,  blueberries\ncoffee", "tags": ["out"]}, "oats, blueberries, coffee +out"),
        ("drink", {"ml": 250}, "250 ml water"),
        ("drink", {"ml": 330, "what": "beer", "abv": 4.8}, "330 ml beer, 4.8 %, 1.6 units"),
        ("stress", {"score": 0, "mood": 6, "weighed": ["work"]}, "0, mood 6, work"),
        (
            "sleep",
            {"hours": 7.5, "quality": 4, "bed": "23:40", "up": "07:10", "woke": 1},
            "7h30, quality 4, 23:40 → 07:10, woke 1×",
        ),
        ("exercise", {"minutes": 20, "what": "walk", "effort": "easy"}, "walk, 20 min, easy"),
        ("practice", {"what": "yoga"}, "yoga, 10 min"),
        ("supplement", {"what": "zinc", "taken": False}, "zinc, not taken"),
        ("treatment", {"what": "zinc paste"}, "zinc paste"),
        (
            "treatment",
            {"what": "adapalene", "form": "gel", "dose": "0.1 %", "regions": ["elbows_knee_folds"], "event": "started"},
            "adapalene, gel, 0.1 %, inner elbows/knees, started",
        ),
        ("cycle", {"flow": 0}, "flow 0 spotting"),
        ("cycle", {"flow": 3}, "flow 3 heavy"),
        ("gut", {"bloating": 0, "stool": 4}, "bloating 0, stool 4"),
        ("note", {"text": "two\nlines [red]"}, "two lines [red]"),
        (
            "skin",
            {"severity": 3, "itch": 0, "regions": {"left_cheek": 3, "elbows_knee_folds": 2}, "products": ["sunscreen"]},
            "3 mild, itch 0, left cheek 3, inner elbows/knees 2, sunscreen",
        ),
        ("mark", {"what": "nothing", "of": "meal"}, "nothing to log: meal"),
        ("mark", {"what": "skip"}, "day off"),
    ],
)
def test_an_entry_on_a_line(kind: str, values: dict[str, Any], line: str, clock: Clock) -> None:
    assert summary(make(kind, values, clock)) == line


def test_alcohol_units_are_millilitres_times_strength_over_a_thousand(clock: Clock) -> None:
    pint = make("drink", {"ml": 568, "what": "beer", "abv": 4.0}, clock)
    assert isinstance(pint, Drink)
    assert units(pint) == pytest.approx(2.272)


@pytest.mark.parametrize(
    ("grades", "score"),
    [
        (dict.fromkeys(GAGS_FACTORS, 0), 0),
        (dict.fromkeys(GAGS_FACTORS, 4), 44),
        ({"forehead": 3, "right_cheek": 2, "left_cheek": 2, "nose": 1, "chin": 1, "chest_and_upper_back": 2}, 22),
        ({"forehead": 3, "right_cheek": 2}, None),
        (dict.fromkeys(GAGS_FACTORS, 0) | {"chin": None}, None),
        ({}, None),
    ],
)
def test_gags_is_the_sum_of_factor_times_grade_once_all_are_graded(
    grades: dict[str, int | None], score: int | None, clock: Clock
) -> None:
    skin = make("skin", {"severity": 1, "worst_lesion": grades}, clock)
    assert isinstance(skin, Skin)
    assert gags(skin) == score


@pytest.mark.parametrize(
    ("counts", "sum_of_both"),
    [({}, None), ({"papules": 0}, 0), ({"papules": 3, "pustules": 2}, 5), ({"nodules": 2}, None)],
)
def test_inflammatory_lesions_are_papules_and_pustules(
    counts: dict[str, int], sum_of_both: int | None, clock: Clock
) -> None:
    skin = make("skin", {"severity": 1, **counts}, clock)
    assert isinstance(skin, Skin)
    assert inflammatory(skin) == sum_of_both


@pytest.mark.parametrize(
    ("hour", "slot"),
    [(0, "snack"), (3, "snack"), (4, "breakfast"), (10, "breakfast"), (11, "lunch"), (14, "lunch"), (15, "snack"),
     (17, "dinner"), (21, "dinner"), (22, "snack"), (23, "snack")],
)  # fmt: skip
def test_the_slot_follows_the_hour(hour: int, slot: str) -> None:
    assert slot_at(hour) == slot


def test_a_named_slot_wins_over_the_hour(clock: Clock) -> None:
    named, unnamed = make("meal", {"text": "x", "slot": "dinner"}, clock), make("meal", {"text": "x"}, clock)
    assert isinstance(named, Meal)
    assert isinstance(unnamed, Meal)
    assert (slot_of(named), slot_of(unnamed)) == ("dinner", "lunch")


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("2 eggs, toast", ("2 eggs", "toast")),
        ("oats (milk, honey), tea", ("oats (milk, honey)", "tea")),
        (" , ,", ()),
        ("a;b\nc", ("a", "b", "c")),
        ("a), b", ("a)", "b")),
        ("(a, b", ("(a, b",)),
    ],
)
def test_foods_are_parted_at_commas_outside_brackets(text: str, foods: tuple[str, ...]) -> None:
    assert foods_of(text) == foods


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 min"), (45, "45 min"), (60, "1h"), (90, "1h30"), (65.4, "1h05")])
def test_minutes_the_short_way(minutes: float, text: str) -> None:
    assert minutes_text(minutes) == text


def test_the_journal_is_imported_without_screen_disk_or_numbers() -> None:
    code = (
        "import sys, gutskin_tui.model.sample.generator, gutskin_tui.model.meal_history, gutskin_tui.model.hydration, "
        "gutskin_tui.model.streaks; "
        "print([name for name in ('textual', 'rich', 'tinydb', 'numpy', 'pendulum') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
