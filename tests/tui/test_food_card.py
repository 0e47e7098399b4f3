"""The card of a food: its facts and labels, corrections, its recipe and its packet."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets import Static

from gutskin_tui.clock import Clock
from gutskin_tui.nutrition.custom_foods import find_food, own_foods, set_star
from gutskin_tui.tui.dialogs.food_card import FoodCard
from gutskin_tui.tui.dialogs.food_ingredients import Packet, Recipe
from gutskin_tui.tui.dialogs.food_picker import FoodPicker
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, panel_text, settle
from tests.tui.meal_texts import answers, listed, remember


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
        await press(pilot, "2")
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
        assert answers(app, "yogurt") == {"dairy": "no"}
        assert rows._line(0, 60).plain.split() == ["dairy", "no", "your", "answer"]
        await press(pilot, "a")
        assert answers(app, "yogurt") == {}
        await press(pilot, "m", "s")
        assert answers(app, "yogurt") == {"dairy": "maybe"}
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
        await press(pilot, "2")
        await press(pilot, "f", "r")
        assert isinstance(app.screen, Recipe)
        await press(pilot, *"lentils, carr")
    reopened = make_app()
    async with reopened.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        await press(pilot, "f", "r")
        await press(pilot, *"ot, butter")
        await press(pilot, "enter")
        assert isinstance(reopened.screen, FoodCard)
        record = find_food(own_foods(reopened.session.journal), "grandmas pot")
        assert record is not None
        assert record.made_of == ("lentils", "carrot", "butter")
        assert not reopened.session.drafts.get("made of grandmas pot")
        await press(pilot, "escape")
        assert "plants 2/30" in panel_text(reopened, "#meals-week")
        assert any(line.endswith("grandmas pot dairy") for line in listed(reopened))


async def test_a_pasted_packet_answers_with_what_it_contains(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T12:00", {"text": "crunchy bar"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "f", "p")
        assert isinstance(app.screen, Packet)
        app.post_message(
            events.Paste("Ingredients: oats, sugar, palm oil,\nemulsifier.\nContains milk. May contain nuts.")
        )
        await press(pilot)
        assert "dairy" in str(app.screen.query_one("#message", Static).render())
        await press(pilot, "ctrl+s")
        labels = answers(app, "crunchy bar")
        assert labels["dairy"] == "yes"
        assert labels["added_sugar"] == "yes"
        assert labels["ultra_processed"] == "yes"
        assert labels["nuts"] == "maybe"
        await press(pilot, "u")
        assert answers(app, "crunchy bar") == {}


async def test_a_refusal_is_displayed_in_the_card(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T12:00", {"text": "kale"}))
    app = make_app()
    for number in range(10):
        set_star(app.session.journal, clock, f"suspect {'abcdefghij'[number]}", True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "f", "s")
        assert "10 foods are starred already" in app.screen.query_one("#message").render().plain  # type: ignore[attr-defined]
        await press(pilot, "r")
        await press(pilot, *"kale, rice")
        await press(pilot, "enter")
        assert "cannot be made of itself" in str(app.screen.query_one("#message", Static).render())
        await press(pilot, "escape", "escape")
        assert find_food(own_foods(app.session.journal), "kale") is None
