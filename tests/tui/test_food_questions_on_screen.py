"""Questions about foods on the screen: unknown ones become known with a key, uncertain labels the commonest first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.custom_foods import find_food, own_foods
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.label_questions import LabelQuestions
from gutskin_tui.tui.dialogs.unknown_foods import SameFood, UnknownFoods
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_input import TextInput
from tests.tui.conftest import MakeApp, Press, settle, status
from tests.tui.meal_texts import below


def save_meals(tmp_path: Path, clock: Clock, *texts: str) -> None:
    """Save a meal a day before the application opens, the last on 21 November."""
    with Journal.open(tmp_path / "journal.json") as journal:
        for day, text in enumerate(texts, 22 - len(texts)):
            moment = clock.localise(datetime.fromisoformat(f"2026-11-{day}T08:05"))
            journal.add(make("meal", {"text": text}, clock, at=moment))


def record(app: GutskinApp, food: str) -> FoodRecord | None:
    return find_food(own_foods(app.session.journal), food)


def questions(app: GutskinApp, width: int = 70) -> list[str]:
    rows = app.screen.query_one(Rows)
    return [" ".join(rows._line(index, width).plain.split()) for index in range(rows.count)]


async def run_command(pilot: Pilot[None], press: Press, words: str) -> None:
    await press(pilot, ":")
    await press(pilot, *words)
    await press(pilot, "enter")


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (80, 24), (60, 20)])
async def test_an_unknown_food_before_a_tag_is_named_and_nothing_is_cut(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2", "m")
        await press(pilot, *"oat latte, kimchi, zorb")
        assert "unknown food" not in below(app)  # not finished
        await press(pilot, *" +pollen")
        labels = next(line for line in below(app).split("\n") if "unknown food: zorb" in line)
        assert len(labels) <= app.query_one("#meal-below").content_size.width


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_an_unknown_food_is_answered_while_it_is_typed(make_app: MakeApp, press: Press, size: Any) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2", "m")
        await press(pilot, *"zorb, yogurt")
        assert "unknown food: zorb" in below(app)
        assert "ctrl+g unknown" in below(app).split("\n")[-1]
        assert below(app).split("\n")[-1].endswith("Esc close")
        assert len(below(app).split("\n")[-1]) <= 56 or size == (80, 24)  # else it would be cut
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, UnknownFoods)
        assert questions(app) == ["zorb ?"]
        await press(pilot, "n")
        assert app.focused is app.query_one("#meal-line", TextInput)
        assert app.query_one("#meal-line", TextInput).value == "zorb, yogurt"
        assert "unknown food" not in below(app)
        assert "ctrl+g" not in below(app).split("\n")[-1]
        assert "zorb: no food, remembered" in status(app)
        answered = record(app, "zorb")
        assert answered is not None
        assert answered.is_food is False
        await press(pilot, "enter")
        assert "yogurt" in [food.name for food in app.session.foods.analyzer.foods("zorb, yogurt")]
        assert len(app.session.foods.analyzer.foods("zorb, yogurt")) == 1


async def test_another_name_of_a_food_gets_its_labels(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "m")
        await press(pilot, *"zorb, ")
        assert below(app).split("\n")[1] == "unknown food: zorb"
        await press(pilot, "ctrl+g", "s")
        assert isinstance(app.screen, SameFood)
        await press(pilot, *"xyzzy")
        await press(pilot, "enter")
        assert isinstance(app.screen, SameFood)  # refused: that is unknown too
        await press(pilot, *["backspace"] * 5)
        await press(pilot, *"butter")
        await press(pilot, "enter")
        assert app.focused is app.query_one("#meal-line", TextInput)
        assert below(app).split("\n")[1] == "dairy"
        answered = record(app, "zorb")
        assert answered is not None
        assert answered.made_of == ("butter",)


async def test_answers_about_the_foods_of_a_meal_are_undone_in_the_dialog(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    save_meals(tmp_path, clock, "zorb, quux, toast")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "K")
        assert questions(app) == ["zorb ?", "quux ?"]
        await press(pilot, "u", "f", "u")
        assert record(app, "zorb") is None
        assert questions(app) == ["zorb ?", "quux ?"]
        await press(pilot, "f", "enter")
        assert not isinstance(app.screen, UnknownFoods)
        answered = record(app, "zorb")
        assert answered is not None
        assert answered.is_food is True
        await press(pilot, "K", "n", "K")
        assert "This meal has no unknown foods." in status(app)


async def test_all_unknown_foods_come_by_the_palette_the_commonest_first(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    save_meals(tmp_path, clock, "quux", "zorb, quux", "zorb", "2 Zorbs")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await run_command(pilot, press, "all unknown")
        assert questions(app) == ["zorbs 3 times ?", "quux 2 times ?"]
        await press(pilot, "f")
        assert questions(app) == ["zorbs 3 times food", "quux 2 times ?"]
        await press(pilot, "n")
        await run_command(pilot, press, "all unknown")
        assert "No unknown foods" in status(app)


async def test_all_uncertain_labels_come_by_the_palette_with_the_days_that_an_answer_settles(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    save_meals(tmp_path, clock, "yogurt", "muesli, yogurt", "yogurt")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await run_command(pilot, press, "all uncertain")
        assert isinstance(app.screen, LabelQuestions)
        assert questions(app)[0] == "yogurt: added sugar yes resolves 3 days, no 2 ?"
        assert questions(app, 50)[0] == "yogurt: added sugar 3 days ?"
        muesli = next(at for at, line in enumerate(questions(app)) if line.startswith("muesli: added sugar"))
        assert questions(app)[muesli] == "muesli: added sugar yes resolves 1 day, no 0 ?"
        await press(pilot, "n")
        assert questions(app)[0] == "yogurt: added sugar no"
        assert questions(app)[muesli] == "muesli: added sugar yes or no resolves 1 day ?"
        await press(pilot, "u")
        assert questions(app)[0] == "yogurt: added sugar yes resolves 3 days, no 2 ?"
        assert record(app, "yogurt") is None
        await press(pilot, "y")
        assert questions(app)[muesli] == questions(app, 50)[muesli] == "muesli: added sugar ?"
