"""Regression tests of the screen."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press, screen_text

pytestmark = pytest.mark.unmeasured


def recorded(app: GutskinApp, kind: str) -> list[dict]:
    return [entry.recorded() for entry in app.session.entries() if entry.kind == kind]


async def test_digits_that_walk_through_the_tabs_record_nothing(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *"1234567654321")
        assert app.tab == "today"
        assert app.session.entries() == []


@pytest.mark.parametrize(("tab", "key", "kind"), [("3", "s", "skin"), ("5", "c", "stress")])
async def test_a_form_is_started_by_its_key_and_left_by_escape(make_app: MakeApp, press: Press, tab, key, kind) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, tab, key, "4")
        assert len(recorded(app, kind)) == 1
        await press(pilot, "escape", "1")
        assert app.tab == "today"
        assert len(recorded(app, kind)) == 1


async def test_a_score_is_never_cut(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "4", "5")
        assert screen_text(app).count(" moderate") >= 2
        assert "moder…" not in screen_text(app)


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_the_field_being_filled_in_and_what_refuses_it_are_in_view(make_app: MakeApp, press: Press, size) -> None:
    app = make_app(conditions=("acne", "eczema", "rosacea", "psoriasis"))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "minus", "minus", "7")
        assert "> redness" in screen_text(app)
        assert "! Redness must be between 0 and 4" in screen_text(app)
        while app.query_one("#skin-form", ScoreForm).entry.item.key != "skin.regions":
            await press(pilot, "down")
        assert "> where" in screen_text(app)
        assert "letters select" in screen_text(app)
        assert "f forehead" in screen_text(app)


async def test_g_on_water_opens_a_prompt_for_the_goal(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "w", "4", "g", "1", "0", "enter")
        assert app.session.settings.water_goal_ml == 2500
        assert "undo" not in screen_text(app).splitlines()[-2], "undo would take the water back, not the goal"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_answers_to_a_key_question_are_never_truncated(make_app: MakeApp, press: Press, size) -> None:
    app = make_app(days=30)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a")
        for answer in ("m meal", "z sleep", "u supplement", "r treatment", "n note", "o day off", "Esc cancels"):
            assert answer in screen_text(app)
        assert "✓ Add" not in screen_text(app)
        await press(pilot, "escape")
        assert "o day off" not in screen_text(app)
        await press(pilot, "R")
        assert "9 " in screen_text(app).splitlines()[-2] + screen_text(app).splitlines()[-3]


async def test_what_does_not_fit_beside_a_missing_meal_is_left_out_not_cut(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "3", "escape", "1")
        missing = [line[:40] for line in screen_text(app).splitlines()[2:9]]
        assert not [line for line in missing if "…" in line]


@pytest.mark.parametrize("size", [(40, 12), (60, 20)])
async def test_a_form_opens_with_the_line_that_is_typed_into_in_view(make_app: MakeApp, press: Press, size) -> None:
    app = make_app()
    app.first_run = True
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a")
        assert "> Skin conditions" in screen_text(app)
        await pilot.resize_terminal(40, 10)
        await press(pilot, "c")
        assert "> Skin conditions" in screen_text(app)


WAYS = (
    "w", "minus", "W 9 enter", "s 4", "c 4", "5 c 4", "p m", "a o", "u", "U", "r", "R 1", "tab d", "z 7 enter",
    "x 3 enter", "n a enter", "m a enter", "a n a ctrl+s", "tab e up a ctrl+s",
)  # fmt: skip


@pytest.mark.parametrize("keys", WAYS)
async def test_a_journal_for_reading_only_refuses_every_change_in_words(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock, keys: str
) -> None:
    path = tmp_path / "journal.json"
    with Journal.open(path) as journal:
        journal.add(*sample_entries(10, 1, clock))
    with Journal.open(path, read_only=True) as journal:
        app = GutskinApp(lambda: journal, Settings(), tmp_path / "settings.toml", tmp_path / "state", clock)
        before = [entry.id for entry in journal.day(clock.today())]
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, *keys.split())
            assert "! journal.json" in screen_text(app)
            assert [entry.id for entry in journal.day(clock.today())] == before


@pytest.mark.parametrize(
    "width", [60, 80, 120, *(pytest.param(width, marks=pytest.mark.slow) for width in (76, 100, 108, 140))]
)
@pytest.mark.parametrize("days", [3, 40])
async def test_a_strip_and_its_summary_share_a_line(make_app: MakeApp, press: Press, width: int, days: int) -> None:
    app = make_app(days=days)
    async with app.run_test(size=(width, 60)) as pilot:
        for tab, panel in (("1", "#strips"), ("3", "#skin-scores"), ("5", "#stress-charts")):
            await press(pilot, tab)
            widget = app.query_one(panel, Panel)
            drawn = [strip.text for strip in widget.draw(*widget.content_size)]
            assert len(drawn) <= widget.content_size.height, "a line each, and the dates"
            assert "…" not in "".join(drawn)
            assert re.search(r"  (today  7-day average|21 Nov$)", drawn[-1])


async def test_the_list_of_drinks_goes_on_with_the_days_before(make_app: MakeApp, press: Press, clock) -> None:
    app = make_app()
    app.session.journal.add(make("drink", {"ml": 500}, clock, at=clock.now() - timedelta(days=1)))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "w")
        assert "20 Nov  2 glasses" in screen_text(app)
        await press(pilot, "down", "e")
        assert len(app.screen_stack) == 1, "a day is no entry"
        await press(pilot, "enter")
        assert app.session.day == clock.today() - timedelta(days=1)
        assert "Water Fri 20 Nov" in screen_text(app)
