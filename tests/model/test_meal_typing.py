"""Which part of an entry line is the food that is being typed. A | stands for the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.model.meal_syntax import food_at


@pytest.mark.parametrize(
    ("line", "food"),
    [
        ("so|", "so"),
        ("oats, so|", "so"),
        ("oats,so|", "so"),
        ("oats, so|, tea", "so"),
        ("breakfast: oa|", "oa"),
        ("pasta (tomato, ba|", "pasta (tomato, ba"),
        ("oats @8am, ry|", "ry"),
        ("@8am oa|", "oa"),
        ('@"fri 8pm" oa|', "oa"),
        ("oats +dairy so|", "so"),
        ("mac@ho|", "mac@ho"),
        ("2 + 1 eg|", "2 + 1 eg"),
        ("|", None),
        ("oats, |", None),
        ("oats,|", None),
        ("so|up", None),
        ("oats @12|", None),
        ("oats +da|", None),
        ("oats #wi|", None),
        ("oats #with Kim, so|", None),
    ],
)
def test_the_food_at_the_cursor(line: str, food: str | None) -> None:
    cursor = line.index("|")
    typed = line.replace("|", "")
    place = food_at(typed, cursor)
    assert (place and typed[slice(*place)]) == food


@given(st.text(alphabet='ab ,@+#"():', max_size=30), st.data())
def test_a_place_ends_at_the_cursor_and_holds_something(typed: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(typed)))
    place = food_at(typed, cursor)
    if place:
        start, end = place
        assert end == cursor
        assert typed[start:end] == typed[start:end].lstrip()
        assert typed[start:end]
