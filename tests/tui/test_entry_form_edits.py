"""Editing an entry in its form: what was not changed stays, odd text and foreign zones too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual import events

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from tests.tui.conftest import MakeApp, Press, screen_text, settle, status
from tests.tui.form_texts import put, recorded, row

SIZE = (100, 40)


NASTY = ["[red]oats[/b]", "[@click=app.quit]x[/]", "\x1b[2Joats\x07", "\u202eoats", "x" * 10_000, "🫐 ブルーベリー"]


async def test_editing_changes_what_was_changed_and_nothing_else(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    at = clock.now() - timedelta(hours=2)
    night = make("sleep", {"hours": 7.333333333333333, "quality": 6}, clock, at=at)
    night_note = make("note", {"text": "one\ntwo", "note": "\x1b[31mred"}, clock, at=at + timedelta(minutes=1))
    app.session.journal.add(night, night_note)
    async with app.run_test(size=SIZE) as pilot:
        app.pane.open_form("sleep", night)
        await settle(pilot)
        await put(pilot, "quality", "8")
        await press(pilot, "ctrl+s")
        app.pane.open_form("note", night_note)
        await settle(pilot)
        assert row(app, "text").typed == "one⏎two"
        assert "\x1b" not in row(app, "note").typed
        await put(pilot, "text", "one⏎two⏎three")
        await press(pilot, "ctrl+s")
        (changed,) = recorded(app, "sleep")
        assert (changed.hours, changed.quality, changed.at, changed.id) == (night.hours, 8, night.at, night.id)
        (note,) = recorded(app, "note")
        assert (note.text, note.note) == ("one\ntwo\nthree", "\x1b[31mred")
        app.pane.open_form("sleep", changed)
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert "Nothing was changed" in status(app)
        app.pane.open_form("sleep", changed)
        await settle(pilot)
        await put(pilot, "quality", "")
        await put(pilot, "at", "yesterday 9am")
        await press(pilot, "ctrl+s")
    (moved,) = recorded(app, "sleep", date(2026, 11, 20))
    assert (moved.quality, moved.at) == (None, "2026-11-20T09:00:00+00:00")


async def test_an_entry_of_another_zone_stays_where_it_was(make_app: MakeApp, press: Press, clock: Clock) -> None:
    from zoneinfo import ZoneInfo

    app = make_app()
    there = make("drink", {"ml": 200}, clock, at=(clock.now() - timedelta(hours=9)).astimezone(ZoneInfo("Asia/Tokyo")))
    app.session.journal.add(there)
    async with app.run_test(size=SIZE) as pilot:
        app.pane.open_form("drink", there)
        await settle(pilot)
        await put(pilot, "ml", "210")
        await press(pilot, "ctrl+s")
    changed = app.session.journal.get(there.id)
    assert (changed.at, changed.zone, changed.day) == (there.at, "Asia/Tokyo", there.day)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
async def test_text_is_inert_in_the_form_and_in_its_errors(
    make_app: MakeApp, press: Press, clock: Clock, text: str
) -> None:
    app = make_app()
    meal = make("meal", {"text": text, "tags": [text[:100]], "note": text}, clock)
    app.session.journal.add(meal)
    async with app.run_test(size=SIZE) as pilot:
        app.pane.open_form("meal", meal)
        await settle(pilot)
        assert "\x1b" not in screen_text(app)
        assert "\u202e" not in screen_text(app)
        await put(pilot, "slot", text)
        assert "\x1b" not in screen_text(app)
        await put(pilot, "at", text)
        assert "\x1b" not in screen_text(app)
        await press(pilot, "ctrl+s")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape")
        app.pane.open_form("meal")
        await settle(pilot)
        app.post_message(events.Paste(f"{text}\nsecond"))
        await press(pilot, "ctrl+s")
        assert app.is_running
    assert len(recorded(app, "meal")) == 2
    assert recorded(app, "meal")[0].text == text
