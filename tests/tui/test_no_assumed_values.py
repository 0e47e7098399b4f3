"""No form, prompt or quick key offers or saves what the person did not record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import LISTED
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press

SIZE = (120, 40)
FORMS = {"today": ("1", "c", "#check-in"), "skin": ("3", "s", "#skin-form"), "stress": ("5", "c", "#stress-form")}


def recorded(app: GutskinApp, kind: str = "") -> list[dict]:
    entries = app.session.journal.day(app.session.today)
    return [entry.recorded() for entry in entries if kind in ("", entry.kind)]


def form_text(form: ScoreForm) -> str:
    return "\n".join(strip.text for strip in form.lines)


def go_to(form: ScoreForm, key: str) -> None:
    form.entry.position = [item.key for item in form.entry.items].index(key)
    form.redraw()


@pytest.mark.parametrize("tab", FORMS)
@pytest.mark.parametrize("conditions", [(), ("acne", "eczema", "rosacea", "psoriasis", "rash")])
async def test_enter_through_a_whole_form_saves_nothing(make_app: MakeApp, press: Press, tab: str, conditions) -> None:
    app = make_app(conditions=conditions)
    number, start, name = FORMS[tab]
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, number, start)
        form = app.query_one(name, ScoreForm)
        for _ in form.entry.items:
            assert "as on" not in form_text(form)
            assert "as last time" not in form_text(form)
            await press(pilot, "enter")
        assert not form.accepts_answers  # past the last field
    assert recorded(app) == []


@pytest.mark.parametrize("key", ["left", "right"])
async def test_arrows_have_no_hours_to_begin_from_without_an_earlier_night(
    make_app: MakeApp, press: Press, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        form = app.query_one("#check-in", ScoreForm)
        go_to(form, "sleep.hours")
        await press(pilot, key)
        assert "no earlier night to begin from" in form_text(form)
        await press(pilot, "7", "full_stop", "5", "enter")
    assert recorded(app) == [{"hours": 7.5}]


async def test_an_earlier_night_is_offered_with_its_day(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    app.session.journal.add(make("sleep", {"hours": 6.5}, clock, at=clock.now() - timedelta(days=2)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        form = app.query_one("#check-in", ScoreForm)
        go_to(form, "sleep.hours")
        assert "6.5 h, as on Thu 19 Nov" in form_text(form)
        await press(pilot, "enter")
    assert recorded(app) == [{"hours": 6.5}]


@pytest.mark.parametrize("tab", ["today", "stress"])
async def test_a_first_practice_needs_its_minutes(make_app: MakeApp, press: Press, tab: str) -> None:
    app = make_app()
    number, start, name = FORMS[tab]
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, number, start)
        form = app.query_one(name, ScoreForm)
        go_to(form, "practice.what")
        await press(pilot, "y")
        assert "How many minutes?" in form_text(form)
        await press(pilot, "enter")
        assert "! How many minutes?" in form_text(form)
        assert recorded(app) == []
        await press(pilot, "y", "m", "2", "b")
        assert recorded(app) == [{"what": "meditation", "minutes": 20}]
        await press(pilot, "1", "m", "enter")
    assert recorded(app) == [{"what": "breathing", "minutes": 10}]


async def test_a_practice_repeats_its_last_minutes_visibly(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    app.session.journal.add(
        make("practice", {"what": "yoga", "minutes": 25}, clock, at=clock.now() - timedelta(days=3))
    )
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        form = app.query_one("#check-in", ScoreForm)
        go_to(form, "practice.what")
        assert "as last time: y 25 min" in form_text(form)
        await press(pilot, "y")
        assert recorded(app) == [{"what": "yoga", "minutes": 25}]
        await press(pilot, "4")
        assert recorded(app) == [{"what": "yoga", "minutes": 40}]
        await press(pilot, "escape", "p")
        assert "y yoga, again 40 min" in app.query_one(StatusLine).render().plain
        await press(pilot, "y")
    assert recorded(app) == [{"what": "yoga", "minutes": 40}] * 2


async def test_the_practice_key_requests_missing_minutes(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "p", "m", "enter")
        assert recorded(app) == []
        await press(pilot, "p", "m", "1", "5", "enter")
        assert recorded(app) == [{"what": "meditation", "minutes": 15}]
        await press(pilot, "p", "b", "2", "enter")
    assert recorded(app)[-1] == {"what": "breathing", "minutes": 20}


@pytest.mark.parametrize("keys", [["r"], ["R", "1"]])
async def test_a_repeated_meal_names_no_slot(make_app: MakeApp, press: Press, clock: Clock, keys: list[str]) -> None:
    app = make_app()
    at = clock.now() - timedelta(days=1)
    app.session.journal.add(make("meal", {"text": "soup", "slot": "lunch"}, clock, at=at))
    app.session.journal.add(make("meal", {"text": "soup", "slot": "lunch"}, clock, at=at - timedelta(days=1)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
    assert recorded(app) == [{"text": "soup"}]


@pytest.mark.parametrize("kind", LISTED)
async def test_a_form_in_which_nothing_was_typed_saves_nothing(make_app: MakeApp, press: Press, kind: str) -> None:
    app = make_app(cycle=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", LISTED[kind].letter, "ctrl+s")
        assert len(app.screen_stack) == 2
    assert recorded(app) == []


async def test_a_practice_form_wants_minutes(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "p", *"yoga", "ctrl+s")
        assert len(app.screen_stack) == 2
        await press(pilot, *"30", "ctrl+s")
    assert recorded(app) == [{"what": "yoga", "minutes": 30}]
