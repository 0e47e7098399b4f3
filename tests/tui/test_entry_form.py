"""The form of an entry: its fields, errors below them, drafts, and what saving and editing change."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import KINDS, LISTED
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.widgets.form_fields import LABEL
from gutskin_tui.tui.widgets.text_input import TextInput
from tests.tui.conftest import MakeApp, Press, screen_text, settle, status, write_into
from tests.tui.form_texts import below, form, row

SIZE = (100, 40)


def recorded(app: GutskinApp, kind: str, day: date | None = None) -> list[Any]:
    return [entry for entry in app.session.journal.day(day or app.session.today) if entry.kind == kind]


NASTY = ["[red]oats[/b]", "[@click=app.quit]x[/]", "\x1b[2Joats\x07", "\u202eoats", "x" * 10_000, "🫐 ブルーベリー"]


async def put(pilot: Pilot[None], key: str, text: str) -> None:
    """Write into a field of the form, as a paste would."""
    write_into(row(pilot.app, key), text)  # type: ignore[arg-type]
    await settle(pilot)


@pytest.mark.parametrize("kind", LISTED)
async def test_every_kind_has_a_form_of_its_own_fields(make_app: MakeApp, press: Press, kind: str) -> None:
    app = make_app(cycle=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", KINDS[kind].letter)
        assert isinstance(app.screen, EntryForm)
        keys = [field.key for field in form(app).fields]
        assert sorted(keys) == sorted([field.name for field in KINDS[kind].fields] + ["at"])
        assert form(app).fields[0].is_current
        assert KINDS[kind].fields[0].label in screen_text(app)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
    assert app.session.journal.count() == 0


async def test_enter_goes_on_and_saves_on_the_last_line(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "3", "3", "0", "enter", *"green tea", "enter", "enter", "enter", "enter")
        assert row(app, "note").is_current
        assert app.session.journal.count() == 0
        await press(pilot, *"hot", "enter")
        assert len(app.screen_stack) == 1
        (drink,) = recorded(app, "drink")
        assert (drink.ml, drink.what, drink.note) == (330, "green tea", "hot")
        assert "330 ml green tea" in status(app)


@pytest.mark.parametrize("save", ["ctrl+s", "f5"])
async def test_saving_from_anywhere(make_app: MakeApp, press: Press, save: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "x", "3", "0", save)
    assert [entry.minutes for entry in recorded(app, "exercise")] == [30]


async def test_an_error_is_below_its_field_once_it_is_left_until_it_is_corrected(
    make_app: MakeApp, press: Press
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "9", "9", "9", "9")
        assert below(app, "ml") == "", "more may follow"
        await press(pilot, "enter")
        assert below(app, "ml") == "Amount must be between 1 and 5000 ml (you entered 9999)."
        lines = screen_text(app).splitlines()
        at = next(index for index, line in enumerate(lines) if "Amount" in line)
        assert "! Amount must be between 1 and 5000 ml (you entered 9999)." in lines[at + 1]
        await press(pilot, "ctrl+s")
        assert row(app, "ml").typed == "9999"
        assert row(app, "ml").is_current
        await press(pilot, "backspace")
        assert below(app, "ml") == ""
        await press(pilot, "ctrl+s")
    assert [entry.ml for entry in recorded(app, "drink")] == [999]


async def test_a_required_field_is_reported_only_when_saving(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "tab")
        assert below(app, "ml") == ""
        await press(pilot, "ctrl+s")
        assert below(app, "ml") == "Please fill in Amount."
        assert row(app, "ml").is_current


async def test_an_empty_entry_is_refused_below_the_lines(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "g", "ctrl+s")
        assert "! A gut entry needs at least one answer." in screen_text(app)
    assert app.session.journal.count() == 0


async def test_when_shows_the_date_and_refuses_the_future(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "5", "0")
        assert below(app, "at") == "Sat 21 Nov 2026, 14:15"
        await put(pilot, "at", "yesterday 8pm")
        assert below(app, "at") == "Fri 20 Nov 2026, 20:00"
        await put(pilot, "at", "1am")
        await press(pilot, "down")
        assert "is in the future" in below(app, "at")  # this journal day's small hours are still to come
        await put(pilot, "at", "yesterday 1am")
        assert below(app, "at") == "Sat 21 Nov 2026, 01:00, counts for Fri 20 Nov 2026"
        await put(pilot, "at", "tomorrow")
        await press(pilot, "down")
        assert row(app, "at").refused
        await press(pilot, "ctrl+s")
        assert len(app.screen_stack) == 2
        await put(pilot, "at", "yesterday 8pm")
        await press(pilot, "ctrl+s")
    (drink,) = recorded(app, "drink", date(2026, 11, 20))
    assert drink.at == "2026-11-20T20:00:00+00:00"


async def test_a_time_alone_belongs_to_the_selected_day(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "y", "a", "d", "5", "0")
        assert below(app, "at") == "Fri 20 Nov 2026, 14:15"
        await put(pilot, "at", "20:00")
        assert below(app, "at") == "Fri 20 Nov 2026, 20:00"
        await press(pilot, "ctrl+s")
    assert [entry.at for entry in recorded(app, "drink", date(2026, 11, 20))] == ["2026-11-20T20:00:00+00:00"]


async def test_a_night_follows_from_its_times(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "z", "tab", "tab", *"2340", "enter", *"0710")
        assert below(app, "hours") == "calculated from the two times"
        await press(pilot, "ctrl+s")
    assert [entry.hours for entry in recorded(app, "sleep")] == [7.5]


async def test_a_draft_is_back_after_leaving_and_gone_after_saving(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "3", "3", "enter", "t", "escape", "a", "d")
        assert (row(app, "ml").typed, row(app, "what").typed) == ("33", "t")
        assert "ctrl+r discard draft" in screen_text(app)
    app = make_app()  # as after a kill: nothing was saved on leaving
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "0", "ctrl+s", "a", "d")
        assert row(app, "ml").typed == ""
        await press(pilot, "7", "ctrl+r")
        assert row(app, "ml").typed == ""
        await press(pilot, "escape", "a", "d")
        assert row(app, "ml").typed == ""
    assert [(entry.ml, entry.what) for entry in recorded(app, "drink")] == [(330, "t")]


async def test_saving_twice_at_once_saves_once(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "5", "0")
        screen = form(app)
        screen.action_save()
        screen.action_save()
        screen.dismiss()
        await settle(pilot)
        await press(pilot, "w")
    assert [entry.ml for entry in recorded(app, "drink")] == [50, 250]


async def test_a_refused_save_keeps_what_was_typed(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    with Journal.open(tmp_path / "journal.json") as journal:
        journal.add(make("drink", {"ml": 250}, clock))
    app = make_app()
    app.session.journal = Journal.open(tmp_path / "journal.json", read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", "5", "0", "ctrl+s")
        assert row(app, "ml").typed == "50"
        assert "open for reading only" in form(app).query_one("#message").render().plain
        await press(pilot, "escape", "w")
        assert "reading only" in status(app) or "read-only" in status(app)
    assert app.session.journal.count() == 1


async def test_letters_of_the_table_are_text_in_a_form(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "n", *"wudq7?:")
        assert row(app, "text").typed == "wudq7?:"
        assert app.session.journal.count() == 0
        assert len(app.screen_stack) == 2


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


async def test_a_small_screen_scrolls_to_the_field(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "a", "s")
        assert "Overall" in screen_text(app)
        await press(pilot, *["down"] * 9)
        assert "Nodules" in screen_text(app)
        await press(pilot, "shift+tab")
        assert row(app, "pustules").is_current
        assert "ctrl+s save" in screen_text(app)


async def test_a_click_on_a_field_goes_there_and_checks_the_field_before(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", *"9999")
        view = form(app).view
        await pilot.click(view, offset=(LABEL + 1, 1))
        await settle(pilot)
        assert row(app, "what").is_current
        assert "must be between" in below(app, "ml")
        await press(pilot, *"tea")
        await pilot.click(view, offset=(LABEL + 1, 0))
        await press(pilot, *["delete"] * 3, "ctrl+s")
    (drink,) = recorded(app, "drink")
    assert (drink.ml, drink.what) == (9, "tea")


async def test_a_form_has_a_single_input(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "s")
        assert len(form(app).fields) > 10
        assert len(form(app).query(TextInput)) == 1, "each input made opening a form slower"
