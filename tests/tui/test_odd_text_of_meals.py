"""Markup, control characters and other odd text in meals, from a paste to titles."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.dialogs.text_page import TextPage
from tests.tui.conftest import MakeApp, Press, screen_text, settle
from tests.tui.meal_texts import line, listed, meals, remember


@pytest.mark.parametrize(
    "text",
    [
        "[red]x[/red]",
        "oats [/b] [@click=app.quit]x",
        "\x1b[31mred\x1b[0m\x07",
        "🥗👩‍🍳 曲奇餅",
        "soup " * 2000,
        "a\nb\r\nc",
    ],
    ids=["markup", "action", "escape", "wide", "long", "lines"],
)
async def test_odd_text_is_inert_from_paste_to_list(make_app: MakeApp, press: Press, text: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        app.post_message(events.Paste(text))
        await press(pilot)
        assert "\x1b" not in screen_text(app)
        await press(pilot, "enter")
        (meal,) = meals(app)
        if text.isprintable() and "\u200d" not in text:
            assert meal.text == text.strip()
        if "\n" in text:
            assert meal.text == "a, b, c"
        assert "\x1b" not in screen_text(app)
        start = meal.text[:8]
        assert any(start in line for line in listed(app))
        await press(pilot, "m", start[0], "tab", "escape", "2", "w")  # offered and taken as it stands
        assert "\x1b" not in screen_text(app)
        assert app.is_running
        assert app.session.journal.count("drink") == 1


async def test_stored_control_characters_are_neither_displayed_nor_offered(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "zap\x1b[2J", "tags": ["[b]\x1b"], "note": "\x07"}))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "z")
        assert not set("\x1b\x07") & set(screen_text(app))
        await press(pilot, "tab")
        assert line(app).value == "zap␛[2J"
        assert "+[b]␛" in "".join(listed(app))


async def test_titles_show_a_food_that_no_markup_can_express(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    for food in ("[/", "x\\", "\\[red]y\\\\"):
        app.session.journal.add(make("meal", {"text": food}, clock))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "home")
        assert "Selected: [/ ─" in screen_text(app)
        await press(pilot, "down")
        assert "Selected: x\\ ─" in screen_text(app)
        await press(pilot, "down")
        assert "Selected: \\[red]y\\\\ ─" in screen_text(app)
        app.push_screen(TextPage("[/", ""))
        await settle(pilot)
        assert "─ [/ ─" in screen_text(app)
