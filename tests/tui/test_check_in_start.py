"""A check-in form takes answers only once it was started: keys meant for something else record nothing."""

from __future__ import annotations

from typing import get_args

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.settings import Condition
from gutskin_tui.text import lower_case
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press, panel_text

SIZE = (120, 40)
FORMS = {"today": "#check-in", "skin": "#skin-form", "stress": "#stress-form"}
NUMBERS = {"today": "1", "skin": "3", "stress": "5"}


def recorded(app: GutskinApp) -> list[dict]:
    return [entry.recorded() for entry in app.session.journal.day(app.session.today)]


async def tab_to_form(app: GutskinApp, pilot, press, tab: str) -> ScoreForm:
    """Open a tab and press Tab until its form has the focus."""
    await press(pilot, NUMBERS[tab])
    form = app.query_one(FORMS[tab], ScoreForm)
    for _ in range(len(app.screen.focus_chain)):
        if form.has_focus:
            break
        await press(pilot, "tab")
    assert form.has_focus
    return form


@pytest.mark.parametrize("tab", FORMS)
async def test_digits_switch_tabs_from_a_form_that_only_has_the_focus(
    make_app: MakeApp, press: Press, tab: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        form = await tab_to_form(app, pilot, press, tab)
        assert not form.accepts_answers
        await press(pilot, "4")
        assert app.tab == "water"
    assert recorded(app) == []


@pytest.mark.parametrize("tab", FORMS)
async def test_no_other_key_changes_an_answer_before_the_start(make_app: MakeApp, press: Press, tab: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, NUMBERS[tab], "s" if tab == "skin" else "c", "3", "escape")
        before = recorded(app)
        await tab_to_form(app, pilot, press, tab)
        await press(pilot, "up", "backspace", "left", "right", "down", "backspace")
        assert recorded(app) == before


@pytest.mark.parametrize("tab", FORMS)
async def test_enter_starts_a_focused_form(make_app: MakeApp, press: Press, tab: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        form = await tab_to_form(app, pilot, press, tab)
        assert "Enter or" in panel_text(app, FORMS[tab])
        await press(pilot, "enter", "3")
        assert form.accepts_answers
    assert len(recorded(app)) == 1


@pytest.mark.parametrize("tab", FORMS)
async def test_a_click_starts_a_form(make_app: MakeApp, press: Press, tab: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, NUMBERS[tab])
        await pilot.click(FORMS[tab])
        await press(pilot, "3")
    assert len(recorded(app)) == 1


async def test_the_form_stops_taking_answers_when_the_focus_leaves_it(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        form = app.query_one("#check-in", ScoreForm)
        await press(pilot, "c", "3", "tab", "shift+tab")
        assert form.has_focus
        await press(pilot, "7")
        assert app.tab == "history"
    assert recorded(app) == [{"severity": 3}]


async def test_another_window_does_not_stop_a_check_in(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "3")
        app.app_focus = False
        await press(pilot)
        app.app_focus = True
        await press(pilot, "4")
    assert recorded(app) == [{"severity": 3, "itch": 4}]


async def test_a_form_started_by_enter_leaves_the_morning_as_it_was(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    app.session.journal.add(make("skin", {"severity": 2}, clock, at=clock.now().replace(hour=8)))
    async with app.run_test(size=SIZE) as pilot:
        await tab_to_form(app, pilot, press, "today")
        await press(pilot, "enter", "7")
    assert recorded(app) == [{"severity": 2}, {"severity": 7}]


async def test_minus_skips_choices_and_removes_no_water(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w", "s")
        form = app.query_one(FORMS["skin"], ScoreForm)
        while form.entry.item.type != "toggles":
            await press(pilot, "minus")
        choices = form.entry.item
        await press(pilot, "minus")
        assert form.entry.item is not choices
    assert [entry.kind for entry in app.session.journal.day(app.session.today)] == ["drink"]


@pytest.mark.parametrize(("tab", "start"), [("today", "c"), ("skin", "s"), ("stress", "c")])
async def test_a_word_typed_into_choices_is_no_command(make_app: MakeApp, press: Press, tab: str, start: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, NUMBERS[tab], start)
        form = app.query_one(FORMS[tab], ScoreForm)
        while form.entry.item.type != "toggles":
            await press(pilot, "minus")
        letters = {letter for letter, _, _ in form.entry.item.choices}
        for key in ("9", "1", "comma", "space", *(set("acdegmnpqrstuwxyzACQUW") - letters)):
            await press(pilot, key)
            assert form.entry.message, key
        assert (app.tab, app.screen_stack[1:], form.accepts_answers) == (tab, [], True)
        assert app.session.day == app.session.today
        await press(pilot, "backspace")
        assert not form.entry.message
    assert recorded(app) == []


async def test_a_letter_after_typed_hours_is_no_command(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "c")
        form = app.query_one(FORMS["today"], ScoreForm)
        while form.entry.item.key != "sleep.hours":
            await press(pilot, "minus")
        await press(pilot, "7", "w")
        assert form.entry.message == '"w" is no part of a number. Press Enter to save 7.'
        await press(pilot, "enter")
    assert recorded(app) == [{"hours": 7}]


async def test_a_check_in_is_in_view_with_its_help_at_once_and_after_a_resize(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one("#check-in", ScoreForm)
        await press(pilot, "c")
        assert form.region.bottom <= app.pane.region.bottom
        await pilot.resize_terminal(60, 20)
        await press(pilot)
        assert form.region.bottom <= app.pane.region.bottom


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 24), (100, 30), (120, 40)])
async def test_every_field_of_the_longest_form_comes_into_view_with_its_whole_help(
    make_app: MakeApp, press: Press, size
) -> None:
    app = make_app(days=20, conditions=get_args(Condition))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3", "s")
        form = app.query_one(FORMS["skin"], ScoreForm)
        for _ in form.entry.items:
            tab = app.pane.region
            rows = [line.text for y, line in enumerate(form.lines, form.content_region.y) if tab.y <= y < tab.bottom]
            text = " ".join(" ".join(rows).split())
            assert f"> {lower_case(form.entry.item.label)[:13]}" in text
            assert " ".join(form.entry.item.field.question.split()) in text
            await press(pilot, "minus")


@pytest.mark.parametrize("tab", FORMS)
async def test_esc_scrolls_the_tab_back_to_where_it_was(make_app: MakeApp, press: Press, tab: str) -> None:
    app = make_app(days=60, conditions=("eczema",))
    async with app.run_test(size=(60, 20)) as pilot:
        for top in (0, 5):
            await press(pilot, NUMBERS[tab])
            app.pane.scroll_to(y=top, animate=False, immediate=True)
            await press(pilot, "s" if tab == "skin" else "c", "4", "escape")
            assert app.pane.scroll_y == top
            assert app.pane.query_one(FORMS[tab]).display == (tab != "today")  # Today shows it only while it is used
