"""Foods offered while one types: the same ones however the letters are written."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.nutrition.completion import name_at, suggest


def own(name: str) -> FoodRecord:
    stamp = "2026-11-21T14:15:00.000+00:00"
    return FoodRecord(id="1", name=name, created=stamp, updated=stamp, starred=True)


@pytest.mark.parametrize("typed", ["smørre", "SMORRE", "smo\u0338rre", "sm\u00adørre"])
def test_own_foods_are_offered_however_their_letters_are_typed(typed: str) -> None:
    assert suggest(typed, [own("Smørrebrød")], [], 4) == ["Smørrebrød"]
    assert suggest(typed, [own("Smørrebrød")], ["smorrebrod"], 4) == []


@pytest.mark.parametrize(
    "typed", ["black-eyed", "black eyed", "BLACK\u2011EYED", "bla\u00adck eyed", "ｂｌａｃｋ eyed"]
)
def test_foods_of_the_lexicon_are_offered_however_their_letters_are_typed(typed: str) -> None:
    assert suggest(typed, [], [], 4) == ["black-eyed pea"]


@pytest.mark.parametrize(
    "before", ["2 cups of ", "4-5 ", "½ cup ", "bread with ", "bread ＷＩＴＨ ", "2\u00a0slices of "]
)
def test_the_name_begins_behind_an_amount_in_the_text_as_typed(before: str) -> None:
    assert name_at(f"{before}sour") == len(before)
