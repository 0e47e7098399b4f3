"""What another program changes while the person is at it: forms, check-ins, foods. Nothing of either side is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.custom_foods import find_food, own_foods, save_answers, save_recipe
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.dialogs.food_card import FoodCard
from gutskin_tui.tui.dialogs.food_ingredients import Recipe
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press, settle, status, write_into

pytestmark = pytest.mark.unmeasured

SIZE = (120, 40)


def entries(app: GutskinApp, kind: str) -> list[AnyEntry]:
    with Journal.open(app.session.journal.path, read_only=True) as journal:
        return [entry for entry in journal.between() if entry.kind == kind]


def elsewhere(app: GutskinApp, seen: AnyEntry, **values: Any) -> None:
    with Journal.open(app.session.journal.path) as other:
        other.amend(seen, values, app.session.clock)


def added(app: GutskinApp, kind: str, **values: Any) -> AnyEntry:
    entry = make(kind, values, app.session.clock)
    app.session.journal.add(entry)
    return entry


async def go_to(app: GutskinApp, press: Press, pilot: Pilot[None], form: str, key: str) -> None:
    """Move a check-in's cursor down to a question."""
    score_form = app.query_one(form, ScoreForm)
    while score_form.entry.item is None or score_form.entry.item.key != key:
        await press(pilot, "down")


async def open_form(app: GutskinApp, pilot: Pilot[None], entry: AnyEntry) -> EntryForm:
    app.pane.open_form(entry.kind, entry)
    await settle(pilot)
    assert isinstance(app.screen, EntryForm)
    return app.screen


def put(form: EntryForm, key: str, text: str) -> None:
    row = form.row(key)
    assert row is not None
    write_into(row, text)


async def test_a_form_keeps_a_field_that_was_changed_elsewhere(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    meal = added(app, "meal", text="soup")
    async with app.run_test(size=SIZE) as pilot:
        form = await open_form(app, pilot, meal)
        elsewhere(app, meal, note="from elsewhere", tags=["dairy"])
        put(form, "text", "hot soup")
        await press(pilot, "ctrl+s")
        assert status(app).startswith("✓ Saved lunch: hot soup +dairy")
    (saved,) = entries(app, "meal")
    assert (saved.text, saved.tags, saved.note) == ("hot soup", ("dairy",), "from elsewhere")


async def test_a_field_that_both_changed_is_reported_and_both_values_stay(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    meal = added(app, "meal", text="soup")
    async with app.run_test(size=SIZE) as pilot:
        form = await open_form(app, pilot, meal)
        elsewhere(app, meal, text="soup, beans")
        put(form, "text", "soup, bread")
        await press(pilot, "ctrl+s")
        assert "Foods was changed elsewhere too: the other value is in the note." in status(app)
        await press(pilot, "u")
        assert entries(app, "meal")[0].recorded()["text"] == "soup, beans"
        await press(pilot, "U")
    (saved,) = entries(app, "meal")
    assert (saved.recorded()["text"], saved.note) == ("soup, bread", "Foods (changed elsewhere): soup, beans")


async def test_the_form_of_an_entry_that_was_deleted_elsewhere_loses_nothing(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    note = added(app, "note", text="long words")
    async with app.run_test(size=SIZE) as pilot:
        form = await open_form(app, pilot, note)
        with Journal.open(app.session.journal.path) as other:
            other.remove(note.id)
        put(form, "text", "longer words")
        await press(pilot, "ctrl+s")
        assert "It was deleted elsewhere and is back." in status(app)
    assert [entry.recorded() for entry in entries(app, "note")] == [{"text": "longer words"}]


async def test_a_form_shows_the_entry_that_it_would_save(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    porridge = make("meal", {"text": "porridge"}, clock, at=clock.now().replace(hour=8))
    app.session.journal.add(porridge)
    async with app.run_test(size=SIZE) as pilot:
        form = await open_form(app, pilot, porridge)
        put(form, "text", "hot porridge")
        await press(pilot)
        assert str(form.query_one("#message").render()) == "Will save: breakfast: hot porridge"
        put(form, "at", "13:00")
        await press(pilot)
        assert str(form.query_one("#message").render()) == "Will save: lunch: hot porridge"
        put(form, "slot", "dinner")
        await press(pilot)
        assert str(form.query_one("#message").render()) == "Will save: dinner: hot porridge"


async def test_a_check_in_changes_only_the_answer(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    skin = added(app, "skin", severity=3, itch=2)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        elsewhere(app, skin, note="from elsewhere", itch=4, dryness=1)
        await press(pilot, "up", "up", "up", "7")
        assert "elsewhere" not in status(app)
    (saved,) = entries(app, "skin")
    assert (saved.recorded(), saved.note) == ({"severity": 7, "itch": 4, "dryness": 1}, "from elsewhere")


async def test_an_answer_that_was_changed_elsewhere_too_is_reported(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    skin = added(app, "skin", severity=3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "up")
        elsewhere(app, skin, severity=5)
        await press(pilot, "7")
        assert "Overall was changed elsewhere too: the other value is in the note." in status(app)
    (saved,) = entries(app, "skin")
    assert (saved.recorded(), saved.note) == ({"severity": 7}, "Overall (changed elsewhere): 5")


async def test_letters_that_mark_places_leave_those_that_were_marked_elsewhere(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    skin = added(app, "skin", severity=3, regions={"chin": None})
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "s")
        await go_to(app, press, pilot, "#skin-form", "skin.regions")
        elsewhere(app, skin, regions={"chin": None, "nose": 4})
        await press(pilot, "f")
        assert entries(app, "skin")[0].recorded()["regions"] == {"chin": None, "nose": 4, "forehead": None}
        await press(pilot, "5", "c")
    (saved,) = entries(app, "skin")
    assert saved.recorded()["regions"] == {"nose": 4, "forehead": 5}


async def test_practices_added_elsewhere_are_unchanged(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    added(app, "practice", what="yoga", minutes=20)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        await go_to(app, press, pilot, "#check-in", "practice.what")
        with Journal.open(app.session.journal.path) as other:
            other.add(make("practice", {"what": "breathing", "minutes": 5}, clock))
        await press(pilot, "y", "y", "2")
    assert {entry.recorded()["what"] for entry in entries(app, "practice")} >= {"breathing"}


async def test_taking_the_last_answer_back_keeps_what_was_added_elsewhere(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    skin = added(app, "skin", severity=3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "up")
        elsewhere(app, skin, itch=5)
        await press(pilot, "backspace")
    assert [entry.recorded() for entry in entries(app, "skin")] == [{"itch": 5}]


async def test_deleting_what_was_deleted_elsewhere_is_reported(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    note = added(app, "note", text="x")
    async with app.run_test(size=SIZE) as pilot:
        app.query_one("#logged").focus()
        await press(pilot)
        with Journal.open(app.session.journal.path) as other:
            other.remove(note.id)
        await press(pilot, "d")
        assert "It was deleted elsewhere already." in status(app)
        assert app.query_one("#logged").count == 0


async def test_changes_saved_elsewhere_before_our_own_are_displayed(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        yesterday = clock.today() - timedelta(days=1)
        assert app.session.entries(yesterday) == []
        with Journal.open(app.session.journal.path) as other:
            other.add(make("note", {"text": "theirs"}, clock, at=clock.now() - timedelta(days=1)))
        await press(pilot, "w")
        app.watcher.poll()
        assert len(app.session.entries(yesterday)) == 1
        revision = app.session.journal.revision
        app.watcher.poll()
        assert app.session.journal.revision == revision


async def open_card(app: GutskinApp, pilot: Pilot[None], press: Press) -> FoodCard:
    await press(pilot, "2")
    app.push_screen(FoodCard(app.session, "yogurt"))
    await press(pilot)
    assert isinstance(app.screen, FoodCard)
    return app.screen


async def test_a_food_card_displays_an_answer_given_elsewhere(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    added(app, "meal", text="yogurt")
    async with app.run_test(size=SIZE) as pilot:
        card = await open_card(app, pilot, press)
        with Journal.open(app.session.journal.path) as other:
            save_answers(other, clock, "yogurt", {"dairy": "no", "nuts": "yes"})
        await press(pilot, "m")
        assert "Answered elsewhere meanwhile: dairy no" in str(card.query_one("#message").render())
        record = find_food(own_foods(app.session.journal), "yogurt")
        assert record is not None
        assert record.labels == {"dairy": "maybe", "nuts": "yes"}
        await press(pilot, "u")
        record = find_food(own_foods(app.session.journal), "yogurt")
        assert record is not None
        assert record.labels == {"dairy": "no", "nuts": "yes"}


async def test_an_open_food_card_is_updated_after_a_change_elsewhere(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    added(app, "meal", text="yogurt")
    async with app.run_test(size=SIZE) as pilot:
        card = await open_card(app, pilot, press)
        assert card._card.record is None
        with Journal.open(app.session.journal.path) as other:
            save_answers(other, clock, "yogurt", {"dairy": "no"})
        app.watcher.poll()
        await settle(pilot)
        assert card._card.record is not None
        assert card._card.record.labels == {"dairy": "no"}


async def test_a_recipe_keeps_what_was_added_elsewhere(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    save_recipe(app.session.journal, clock, "yogurt", ["milk"])
    async with app.run_test(size=SIZE) as pilot:
        await open_card(app, pilot, press)
        await press(pilot, "r")
        assert isinstance(app.screen, Recipe)
        with Journal.open(app.session.journal.path) as other:
            save_recipe(other, clock, "yogurt", ["milk", "honey"])
        write_into(app.screen.fields[0], "milk, oats")
        await press(pilot, "enter")
    record = find_food(own_foods(app.session.journal), "yogurt")
    assert record is not None
    assert record.made_of == ("milk", "honey", "oats")
