"""The list of usual meals: pinned, named, changed and removed through the keyboard, and kept in the settings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gutskin_tui import settings as settings_file
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.usual_meals import UsualMealForm, UsualMealList
from gutskin_tui.tui.widgets.form_fields import FormFields
from tests.tui.conftest import MakeApp, Press, panel_text
from tests.tui.form_texts import below

SIZE = (120, 40)


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> GutskinApp:
    """Three usual meals: oats twice, then pizza, then rice."""
    app = make_app()
    meals = ["oats, milk", "oats, milk", "pizza", "rice"]
    app.session.journal.add(
        *(make("meal", {"text": text}, clock, at=clock.now() - timedelta(days=back)) for back, text in enumerate(meals))
    )
    return app


def listed(app: GutskinApp) -> list[str]:
    return [line.split("  ")[0].strip() for line in panel_text(app, "#meals-usual").splitlines() if line.strip()]


def message(app: GutskinApp) -> str:
    return str(app.screen.query_one("#message").render())


def saved(tmp_path: Path) -> dict[str, str]:
    return settings_file.load(tmp_path / "settings.toml").usual_meals


async def test_a_pinned_meal_comes_first_and_unpinned_goes_back(app: GutskinApp, press: Press, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        assert listed(app) == ["1 oats, milk", "2 pizza", "3 rice"]
        await press(pilot, "E", "end", "p")
        assert message(app) == "rice is pinned."
        assert saved(tmp_path) == {"rice": "*"}
        await press(pilot, "escape")
        assert listed(app) == ["1 rice", "2 oats, milk", "3 pizza"]
        await press(pilot, "R", "1")
        assert [entry.text for entry in app.session.entries() if entry.kind == "meal"][-1] == "rice"  # type: ignore[attr-defined]
        await press(pilot, "E", "p", "escape")
        assert listed(app)[0] == "1 oats, milk"
    assert saved(tmp_path) == {}


async def test_a_removed_meal_can_be_brought_back(app: GutskinApp, press: Press, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E", "down", "d")
        assert saved(tmp_path) == {"pizza": "-"}
        assert listed(app) == ["1 oats, milk", "2 rice"]
        await press(pilot, "d", "escape")
        assert listed(app) == ["1 oats, milk", "2 pizza", "3 rice"]
    assert saved(tmp_path) == {}
    assert app.session.journal.count() == 4, "the meals themselves are not touched"


async def test_a_meal_gets_a_name_and_other_foods(app: GutskinApp, press: Press, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E", "enter", *"Porridge", "ctrl+s")
        assert saved(tmp_path) == {"oats, milk": "Porridge"}
        await press(pilot, "e", "enter", *"oats, soy milk", "ctrl+s")
        assert saved(tmp_path) == {"oats, soy milk": "Porridge"}
        await press(pilot, "end", "e", *"Friday", "enter", *"pizza, salad", "ctrl+s")
        await press(pilot, "escape")
        assert isinstance(app.screen, type(app.screen_stack[0]))
        assert listed(app)[:2] == ["1 Porridge", "2 Friday"]
        await press(pilot, "R", "1")
        meal = app.session.entries()[-1]
        assert meal.text == "oats, soy milk"  # type: ignore[attr-defined]
    assert saved(tmp_path)["pizza, salad"] == "Friday"


async def test_a_name_or_foods_that_cannot_be_saved_are_refused(app: GutskinApp, press: Press, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E", "enter", "-", "enter", "delete", "ctrl+s")
        assert isinstance(app.screen, UsualMealForm)
        assert below(app, "name") == "Please choose another name."
        assert below(app, "foods") == "Please fill in Foods."
        await press(pilot, "escape")
        assert isinstance(app.screen, UsualMealList)
    assert saved(tmp_path) == {}


async def test_no_more_meals_are_pinned_than_there_are_digits(make_app: MakeApp, press: Press) -> None:
    app = make_app(usual_meals={"pizza": "-"} | {f"meal {number}": "*" for number in range(9)})
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E", "end", "p")
        assert message(app) == "! At most 9 meals can be pinned."
        await press(pilot, "enter")
        assert isinstance(app.screen, UsualMealList)
    assert app.session.settings.usual_meals["pizza"] == "-"


async def test_a_change_of_the_list_preserves_those_of_another_process(
    app: GutskinApp, press: Press, tmp_path: Path
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E", "p")
        settings_file.save(tmp_path / "settings.toml", {"usual-meals": {"oats, milk": "*", "soup": "Monday"}})
        await press(pilot, "end", "p")
        assert saved(tmp_path) == {"oats, milk": "*", "soup": "Monday", "rice": "*"}


async def test_a_name_from_the_settings_file_is_drawn_without_control_characters(
    make_app: MakeApp, press: Press
) -> None:
    app = make_app(usual_meals={"pizza": "Fri\x1b[31mday\nnight"})
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E", "enter", "tab")
        view = app.screen.query_one(FormFields)
        lines = [view.render_line(y).text for y in range(view.size.height)]
        assert "Fri␛[31mday night" in lines[0]
        assert all(line.isprintable() for line in lines)


async def test_what_was_typed_stays_while_the_settings_cannot_be_saved(
    app: GutskinApp, press: Press, tmp_path: Path
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "E")
        (tmp_path / "settings.toml").mkdir()
        await press(pilot, "p")
        assert message(app) == "! settings.toml: cannot be read (Is a directory)."
        await press(pilot, "enter", *"Porridge", "ctrl+s")
        assert isinstance(app.screen, UsualMealForm)
        assert app.screen.typed("name") == "Porridge"
        (tmp_path / "settings.toml").rmdir()
        await press(pilot, "ctrl+s")
        assert saved(tmp_path) == {"oats, milk": "Porridge"}
