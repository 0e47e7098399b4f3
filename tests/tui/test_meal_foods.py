"""What the Meals tab displays of foods: offers, labels while typing, counts of the week, and stars."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import Meal
from gutskin_tui.nutrition.custom_foods import save_answers, set_star
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.tabs.meals import Meals
from gutskin_tui.tui.widgets.meal_input import MealEntry
from tests.tui.conftest import MakeApp, Press, panel_text, settle
from tests.tui.meal_texts import below, line, listed, remember


async def test_own_meals_are_offered_first_then_own_foods_then_the_lexicon(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-19T08:00", {"text": "soup of the house"}))
    app = make_app()
    save_answers(app.session.journal, clock, "souvlaki of Kim", {"dairy": "no"})
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        await press(pilot, "m")
        await press(pilot, *"tea, sou")
        first, second, third, *_ = below(app).split("\n")
        assert first.startswith("> soup of the house")
        assert "1×  last 19 Nov" in first
        assert second == "  souvlaki of Kim"
        assert third == "  soup"
        await press(pilot, "down", "down")
        app.session.add("drink", {"ml": 250})  # new completions of the same text keep the chosen one
        app.query_one(MealEntry).update_text()
        await press(pilot, "tab")
        assert line(app).value == "tea, soup"
        await press(pilot, *", 2 slices of sourdo")
        assert below(app).split("\n")[0].startswith("> sourdough")
        await press(pilot, "tab")
        assert line(app).value.startswith("tea, soup, 2 slices of sourdough")


async def test_the_hints_of_the_meal_line_are_whole_on_two_narrow_columns(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "2")
        room = app.query_one("#meal-below").content_size.width
        assert all(len(line) <= room for line in below(app).split("\n"))
        await press(pilot, "m")
        await press(pilot, *"zorgle, scrambled eggs")
        assert "ctrl+g unknown" in below(app).split("\n")[-1]
        assert all(len(line) <= room for line in below(app).split("\n"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_labels_appear_while_typing_and_nothing_moves(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2")
        await press(pilot, "m")
        place, lines = app.query_one("#meals-list").region, len(below(app).split("\n"))
        for letter in "yogurt, butter, zorgle, te":
            await press(pilot, *letter)
            assert app.query_one("#meals-list").region == place
            assert len(below(app).split("\n")) <= app.query_one("#meal-below").size.height
        assert lines <= app.query_one("#meal-below").size.height
        labels = below(app).split("\n")[1 if size[0] < 100 else 4]
        assert labels.startswith("dairy")
        assert "unknown food: zorgle" in labels
        assert "added sugar?" in labels
        await press(pilot, "enter")
        meal = app.query_one(Meals).selected()
        assert isinstance(meal, Meal)
        assert not meal.tags  # labels are worked out, never kept


async def test_certain_and_uncertain_labels_differ_without_colour(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "m")
        await press(pilot, *"yogurt")
        parts = [part for strip in app.screen._compositor.render_strips() for part in strip]
        styles = {part.text.strip(): str(part.style) for part in parts}
        assert "bold" in styles["dairy"]
        assert "italic" in styles["added sugar?"]
        assert "bold" not in styles["added sugar?"]
        foreign = {part.text for part in parts if not part.text.isascii()}
        assert not foreign


async def test_seven_days_are_counted_with_plants_and_each_triggers_last_day(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "oats, blueberries, kimchi"}),
        ("meal", "2026-11-19T08:05", {"text": "oats, milk, basil"}),
        ("meal", "2026-10-01T08:05", {"text": "boiled egg"}),
        ("meal", "2026-07-01T08:05", {"text": "tofu"}),
    )
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        week = panel_text(app, "#meals-week")
        assert "oats" in week
        assert "basil ¼" in week
        assert "dairy             1  last eaten Thu 19 Nov" in week
        assert "egg               0  last eaten Thu 01 Oct" in week
        assert "soy" in week.split("not logged in 90 days:")[1]
        assert "fermented 1" in week
        points = week.split("plants ")[1].split("/30")[0]
        await press(pilot, "P")
        assert isinstance(app.screen, TextPage)
        await press(pilot, "escape", "y")
        assert "7 days to Fri 20 Nov" in str(app.query_one("#meals-week").border_title)
        assert panel_text(app, "#meals-week").split("plants ")[1].split("/30")[0] != points
        app.session.undo()
        await settle(pilot)
        assert "not logged in 90 days" in panel_text(app, "#meals-week")


async def test_moving_the_cursor_analyzes_no_food_twice(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        week = app.session._cache[f"food week {app.session.day}"]
        read = len(app.session.foods.analyzer._foods)
        await press(pilot, *["down"] * 5)
        assert app.session._cache[f"food week {app.session.day}"] is week
        assert len(app.session.foods.analyzer._foods) == read


async def test_the_list_shows_triggers_and_a_suspects_star(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "sourdough, butter", "tags": ["dairy"]}))
    app = make_app()
    set_star(app.session.journal, clock, "sourdough", True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        assert listed(app)[1] == "08:05 breakfast sourdough, butter +dairy gluten ★"
        assert listed(app, 48)[1].endswith("★")  # labels give way, the star does not
        assert "gluten" not in listed(app, 48)[1]


async def test_a_pasted_page_is_read_without_a_wait(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "m")
        app.post_message(events.Paste("yogurt, kimchi\nrice\n" * 500))
        await press(pilot)
        assert "dairy" in below(app).split("\n")[1]
        entry = app.query_one(MealEntry)
        assert sum(len(food.name) for food in entry.foods) < 2000
