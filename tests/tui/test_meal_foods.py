"""What the Meals tab says of foods: offers, labels while typing, maybes settled, counters, cards, suspects."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import Meal
from gutskin_tui.nutrition.custom_foods import find_food, own_foods, save_answers, set_star
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.food_card import FoodCard
from gutskin_tui.tui.dialogs.food_ingredients import Packet, Recipe
from gutskin_tui.tui.dialogs.food_picker import FoodPicker
from gutskin_tui.tui.dialogs.label_questions import LabelQuestions
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.tabs.meals import Meals
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.meal_input import MealEntry
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_input import TextInput
from tests.tui.conftest import MakeApp, Press, panel_text, settle, status
from tests.tui.meal_texts import remember


async def open_meals(app: GutskinApp, pilot: Pilot[None], press: Press) -> None:
    await settle(pilot)
    await press(pilot, "2")


def below(app: GutskinApp) -> list[str]:
    return [line.rstrip() for line in str(app.query_one("#meal-below", Static).render()).split("\n")]


def listed(app: GutskinApp, width: int = 76) -> list[str]:
    rows = app.query_one("#meals-list", HeadedRows)
    return [" ".join(rows._line(index, width).plain.split()) for index in range(rows.count)]


def panel(app: GutskinApp, name: str) -> str:
    return panel_text(app, f"#meals-{name}")


def recorded(app: GutskinApp, food: str) -> dict[str, str]:
    record = find_food(own_foods(app.session.journal), food)
    return dict(record.labels) if record else {}


async def test_own_meals_are_offered_first_then_own_foods_then_the_lexicon(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-19T08:00", {"text": "soup of the house"}))
    app = make_app()
    save_answers(app.session.journal, clock, "souvlaki of Kim", {"dairy": "no"})
    async with app.run_test(size=(120, 40)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "m")
        await press(pilot, *"tea, sou")
        first, second, third, *_ = below(app)
        assert first.startswith("> soup of the house")
        assert "1×  last 19 Nov" in first
        assert second == "  souvlaki of Kim"
        assert third == "  soup"
        await press(pilot, "down", "down")
        app.session.add("drink", {"ml": 250})  # new completions of the same text keep the chosen one
        app.query_one(MealEntry).update_text()
        await press(pilot, "tab")
        assert app.query_one("#meal-line", TextInput).value == "tea, soup"
        await press(pilot, *", 2 slices of sourdo")
        assert below(app)[0].startswith("> sourdough")
        await press(pilot, "tab")
        assert app.query_one("#meal-line", TextInput).value.startswith("tea, soup, 2 slices of sourdough")


async def test_the_hints_of_the_meal_line_are_whole_on_two_narrow_columns(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_meals(app, pilot, press)
        room = app.query_one("#meal-below").content_size.width
        assert all(len(line) <= room for line in below(app))
        await press(pilot, "m")
        await press(pilot, *"zorgle, scrambled eggs")
        assert "ctrl+g unknown" in below(app)[-1]
        assert all(len(line) <= room for line in below(app))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_labels_appear_while_typing_and_nothing_moves(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "m")
        place, lines = app.query_one("#meals-list").region, len(below(app))
        for letter in "yogurt, butter, zorgle, te":
            await press(pilot, *letter)
            assert app.query_one("#meals-list").region == place
            assert len(below(app)) <= app.query_one("#meal-below").size.height
        assert lines <= app.query_one("#meal-below").size.height
        labels = below(app)[1 if size[0] < 100 else 4]
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
        await open_meals(app, pilot, press)
        await press(pilot, "m")
        await press(pilot, *"yogurt")
        parts = [part for strip in app.screen._compositor.render_strips() for part in strip]
        styles = {part.text.strip(): str(part.style) for part in parts}
        assert "bold" in styles["dairy"]
        assert "italic" in styles["added sugar?"]
        assert "bold" not in styles["added sugar?"]
        foreign = {part.text for part in parts if not part.text.isascii()}
        assert not foreign


async def test_a_key_settles_the_uncertain_labels_of_a_meal_for_good(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "yogurt"}),
        ("meal", "2026-11-20T08:05", {"text": "Yogurt"}),
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        assert "added sugar" not in listed(app)[1]
        await press(pilot, "M")
        dialog = app.screen
        assert isinstance(dialog, LabelQuestions)
        rows = dialog.query_one(Rows)
        assert " ".join(rows._line(0, 60).plain.split()) == "yogurt: added sugar yes or no settles 2 days ?"
        await press(pilot, "y")
        assert "yogurt: added sugar yes: remembered" in status(app)
        await press(pilot, "enter")  # skips ultra-processed, the last one
        assert not isinstance(app.screen, LabelQuestions)
        assert recorded(app, "yogurt") == {"added_sugar": "yes"}
        assert "added sugar" in listed(app)[1]
        assert sum("added sugar" in line for line in listed(app)) == 2  # the meal of the day before as well
        await press(pilot, "u")
        assert recorded(app, "yogurt") == {}
        assert "added sugar" not in listed(app)[1]


async def test_a_burst_opens_answers_and_goes_on(make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "yogurt"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        for key in ("M", "n", "y", "w"):
            app.post_message(events.Key(key, key))
        await press(pilot)
        assert recorded(app, "yogurt") == {"added_sugar": "no", "ultra_processed": "yes"}
        assert app.session.journal.count("drink") == 1
        await press(pilot, "M")
        assert "no uncertain labels" in status(app)


async def test_answers_are_undone_within_the_dialog(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "yogurt, granola"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "M", "u")
        assert app.session.journal.count("meal") == 1  # no answer was given yet, so nothing is undone
        await press(pilot, "y", "n", "u")
        assert recorded(app, "yogurt") == {"added_sugar": "yes"}
        assert app.screen.query_one(Rows).cursor == 1
        await press(pilot, "escape")
        assert app.focused is app.query_one("#meals-list")


async def test_the_maybes_of_a_line_are_settled_while_it_is_typed(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "m")
        await press(pilot, *"yogurtM")
        assert app.query_one("#meal-line", TextInput).value == "yogurtM"
        await press(pilot, "backspace")
        assert "ctrl+t confirm" in below(app)[-1]
        await press(pilot, "ctrl+t", "n", "n")
        assert app.focused is app.query_one("#meal-line", TextInput)
        assert app.query_one("#meal-line", TextInput).value == "yogurt"
        assert below(app)[1] == "dairy  fermented"
        assert app.session.drafts.get("meal") == "yogurt"


async def test_a_kill_in_the_dialog_loses_neither_draft_nor_answer(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "m")
        await press(pilot, *"yogurt, granola")
        await press(pilot, "ctrl+t", "y")
    reopened = make_app()  # nothing was closed or saved on the way out
    async with reopened.run_test(size=(80, 24)) as pilot:
        await open_meals(reopened, pilot, press)
        assert recorded(reopened, "yogurt") == {"added_sugar": "yes"}
        assert reopened.query_one("#meal-line", TextInput).value == "yogurt, granola"
        assert below(reopened)[1].startswith("dairy  added sugar")


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
        await open_meals(app, pilot, press)
        week = panel(app, "week")
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
        assert panel(app, "week").split("plants ")[1].split("/30")[0] != points
        app.session.undo()
        await settle(pilot)
        assert "not logged in 90 days" in panel(app, "week")


async def test_moving_the_cursor_analyzes_no_food_twice(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_meals(app, pilot, press)
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
        await open_meals(app, pilot, press)
        assert listed(app)[1] == "08:05 breakfast sourdough, butter +dairy gluten ★"
        assert listed(app, 48)[1].endswith("★")  # labels give way, the star does not
        assert "gluten" not in listed(app, 48)[1]


async def test_a_card_shows_frequency_and_reason_and_accepts_corrections(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "yogurt, oats"}),
        ("meal", "2026-11-03T08:05", {"text": "yogurt"}),
        ("drink", "2026-11-02T08:05", {"ml": 200, "what": "yogurt"}),
    )
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "f")
        assert isinstance(app.screen, FoodPicker)
        await press(pilot, "1")
        card = app.screen
        assert isinstance(card, FoodCard)
        await settle(pilot)
        about = str(card.query_one("#card-summary", Static).render())
        assert "logged 3 times: first 02 Nov 2026, last 21 Nov 2026" in about
        rows = card.query_one(Rows)
        assert rows._line(0, 60).plain.split()[:2] == ["dairy", "yes"]
        await press(pilot, "n")
        assert recorded(app, "yogurt") == {"dairy": "no"}
        assert rows._line(0, 60).plain.split() == ["dairy", "no", "you", "said", "so"]
        await press(pilot, "a")
        assert recorded(app, "yogurt") == {}
        await press(pilot, "m", "s")
        assert recorded(app, "yogurt") == {"dairy": "maybe"}
        assert "starred as a suspect" in str(card.query_one("#card-summary", Static).render())
        await press(pilot, "u", "u", "u", "u", "u")
        assert find_food(own_foods(app.session.journal), "yogurt") is None
        assert app.session.journal.count("meal") == 2  # only what was changed here is taken back
        await press(pilot, "y", "f")
        assert find_food(own_foods(app.session.journal), "yogurt") is None
        await press(pilot, "escape")
        assert app.focused is app.query_one("#meals-list")


async def test_a_recipe_counts_and_its_draft_survives_a_kill(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T12:00", {"text": "grandmas pot"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "f", "r")
        assert isinstance(app.screen, Recipe)
        await press(pilot, *"lentils, carr")
    reopened = make_app()
    async with reopened.run_test(size=(120, 40)) as pilot:
        await open_meals(reopened, pilot, press)
        await press(pilot, "f", "r")
        await press(pilot, *"ot, butter")
        await press(pilot, "enter")
        assert isinstance(reopened.screen, FoodCard)
        record = find_food(own_foods(reopened.session.journal), "grandmas pot")
        assert record is not None
        assert record.made_of == ("lentils", "carrot", "butter")
        assert not reopened.session.drafts.get("made of grandmas pot")
        await press(pilot, "escape")
        assert "plants 2/30" in panel(reopened, "week")
        assert any(line.endswith("grandmas pot dairy") for line in listed(reopened))


async def test_a_pasted_packet_answers_with_what_it_contains(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T12:00", {"text": "crunchy bar"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "f", "p")
        assert isinstance(app.screen, Packet)
        app.post_message(
            events.Paste("Ingredients: oats, sugar, palm oil,\nemulsifier.\nContains milk. May contain nuts.")
        )
        await press(pilot)
        assert "dairy" in str(app.screen.query_one("#message", Static).render())
        await press(pilot, "ctrl+s")
        answers = recorded(app, "crunchy bar")
        assert answers["dairy"] == "yes"
        assert answers["added_sugar"] == "yes"
        assert answers["ultra_processed"] == "yes"
        assert answers["nuts"] == "maybe"
        await press(pilot, "u")
        assert recorded(app, "crunchy bar") == {}


async def test_a_refusal_is_displayed_in_the_card(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T12:00", {"text": "kale"}))
    app = make_app()
    for number in range(10):
        set_star(app.session.journal, clock, f"suspect {'abcdefghij'[number]}", True)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "f", "s")
        assert "10 foods are starred already" in app.screen.query_one("#message").render().plain  # type: ignore[attr-defined]
        await press(pilot, "r")
        await press(pilot, *"kale, rice")
        await press(pilot, "enter")
        assert "cannot be made of itself" in str(app.screen.query_one("#message", Static).render())
        await press(pilot, "escape", "escape")
        assert find_food(own_foods(app.session.journal), "kale") is None


async def test_without_a_meal_the_keys_explain_what_to_do(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        for key in ("M", "f"):
            await press(pilot, key)
            assert "Select a meal first" in status(app)
            assert len(app.screen_stack) == 1


async def test_keys_pressed_before_foods_are_loaded_do_the_same(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "yogurt"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "M", "y")
        assert recorded(app, "yogurt") == {"added_sugar": "yes"}


async def test_a_pasted_page_is_read_without_a_wait(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_meals(app, pilot, press)
        await press(pilot, "m")
        app.post_message(events.Paste("yogurt, kimchi\nrice\n" * 500))
        await press(pilot)
        assert "dairy" in below(app)[1]
        entry = app.query_one(MealEntry)
        assert sum(len(food.name) for food in entry.foods) < 2000
