"""The first questions, and the same settings later: saved, put to use at once, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gutskin_tui import settings
from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from tests.conftest import LONDON
from tests.tui.conftest import screen_text, status
from tests.tui.form_texts import below, form

SIZE = (100, 40)


@pytest.fixture
def first_app(tmp_path: Path, clock: Clock) -> Callable[..., GutskinApp]:
    """Return a maker of an application that has no settings yet."""

    def make(settings_path: Path = tmp_path / "settings.toml", clock: Clock = clock, **more: Any) -> GutskinApp:
        journal = Journal.open(tmp_path / "journal.json")
        return GutskinApp(
            lambda: journal, Settings(), settings_path, tmp_path / "state", clock, **{"first_run": True, **more}
        )

    return make


def form_message(app: GutskinApp) -> str:
    return form(app).query_one("#message").render().plain  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_all_questions_on_a_single_screen(first_app, press, size: tuple[int, int]) -> None:
    app = first_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        text = screen_text(app)
        for label in ("Skin conditions", "Glass size (ml)", "Water goal (ml)", "Day starts at", "Menstrual cycle"):
            assert label in text
        assert "Esc close" in text
        assert "not medical advice" in " ".join(text.replace("│", "").split())


async def test_answers_are_saved_and_used_at_once(first_app, press, tmp_path: Path) -> None:
    app = first_app()
    async with app.run_test(size=SIZE) as pilot:
        keys = [*"acne, ecz", "enter", *["backspace"] * 3, *"300", "enter", "enter", "enter", "enter", "w"]
        await press(pilot, *keys)
        assert len(app.screen_stack) == 1
    saved = settings.load(tmp_path / "settings.toml")
    assert (saved.conditions, saved.glass_ml, saved.water_goal_ml) == (("acne", "eczema"), 300, 2000)
    assert app.session.settings == saved
    assert [entry.ml for entry in app.session.entries() if entry.kind == "drink"] == [300]  # type: ignore[union-attr]


async def test_skipping_saves_the_defaults_and_the_questions_do_not_return(first_app, press, tmp_path: Path) -> None:
    app = first_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *"acne", "escape")
        assert len(app.screen_stack) == 1
        assert "F12 changes them" in status(app)
    assert settings.load(tmp_path / "settings.toml") == Settings()
    assert "glass-ml = 250" in (tmp_path / "settings.toml").read_text()


async def test_every_refusal_is_a_sentence_under_its_line(first_app, press, tmp_path: Path) -> None:
    app = first_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *"acme", "tab", "9", "tab", "x", "tab", "1", "tab")
        assert below(app, "conditions") == "Skin conditions: unknown value; did you mean acne?"
        assert below(app, "glass_ml") == "Glass size must be between 50 and 1000 ml (you entered 9)."
        assert below(app, "water_goal_ml") == "Water goal: enter a whole number, 250 to 6000 ml."
        assert below(app, "day_start") == "Day starts at: enter a time such as 23:40."
        await press(pilot, "ctrl+s")
        assert form(app).fields[0].is_current
    assert not (tmp_path / "settings.toml").exists()


@pytest.mark.parametrize("typed", ["12:00", "23:59", "24:00", "4am"])
async def test_a_day_starts_before_noon(first_app, press, typed: str) -> None:
    app = first_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *["down"] * 3, *["backspace"] * 5, *typed, "ctrl+s")
        assert below(app, "day_start").startswith("Day starts at")


async def test_settings_that_cannot_be_written_lose_nothing(first_app, press, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    app = first_app(tmp_path / "file" / "settings.toml")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *"acne", "ctrl+s")
        assert "cannot be written" in form_message(app)
        assert form(app).fields[0].typed == "acne"
        await press(pilot, "escape")
        assert "cannot be written" in status(app)
        await press(pilot, "w")
        assert app.session.journal.count() == 1


async def test_later_all_of_them_apply_at_once(first_app, press, tmp_path: Path) -> None:
    at_three = fixed_clock(datetime(2026, 11, 21, 3, 0, tzinfo=LONDON), "Europe/London")
    app = first_app(clock=at_three, first_run=False)
    async with app.run_test(size=SIZE) as pilot:
        assert app.session.today == date(2026, 11, 20)
        await press(pilot, "f12", *["tab"] * 3, *["backspace"] * 5, *"02:00", "tab", "tab")
        await press(pilot, *["backspace"] * 4, *"light")
        await press(pilot, "tab", "backspace", "backspace", "y", "ctrl+s")
        assert len(app.screen_stack) == 1
        assert app.session.today == app.session.day == date(2026, 11, 21)
        assert app.theme == "gutskin-light"
        assert "Sat 21 Nov" in screen_text(app)
        assert "+ Settings saved." in status(app)  # the sign in ASCII
    text = (tmp_path / "settings.toml").read_text()
    assert sorted(text.split("\n")[:-1]) == ["ascii = true", 'day-start = "02:00"', 'theme = "light"']


async def test_an_invalid_settings_file_is_reported_and_unchanged(first_app, press, tmp_path: Path) -> None:
    bad = tmp_path / "settings.toml"
    bad.write_text("# mine\nglass-ml = 9\n")
    app = first_app(first_run=False, warning="settings.toml: glass-ml is not valid.")
    async with app.run_test(size=SIZE) as pilot:
        assert "glass-ml" in status(app)
        await press(pilot, "colon", *"theme", "enter", "down", "down", "enter")
        assert "glass-ml is not valid" in status(app)
        assert bad.read_text() == "# mine\nglass-ml = 9\n"
        await press(pilot, "f12")
        assert "glass-ml is not valid" in screen_text(app)
        await press(pilot, "tab", *["backspace"] * 3, *"300", "ctrl+s")
        assert len(app.screen_stack) == 1
    assert bad.read_text() == "# mine\nglass-ml = 300\n"
