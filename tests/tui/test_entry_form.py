"""The form of an entry: its fields, errors below them, drafts, and saving."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import KINDS, LISTED
from gutskin_tui.store import Journal
from gutskin_tui.tui.dialogs.base import DialogFrame
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_fields import LABEL
from gutskin_tui.tui.widgets.text_input import TextInput
from tests.tui.conftest import MakeApp, Press, screen_text, settle, status, write_into
from tests.tui.form_texts import below, form, put, recorded, row

SIZE = (100, 40)


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
        assert status(app).startswith("! journal.json is open for reading only.")
    assert app.session.journal.count() == 1


async def test_letters_of_the_table_are_text_in_a_form(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "n", *"wudq7?:")
        assert row(app, "text").typed == "wudq7?:"
        assert app.session.journal.count() == 0
        assert len(app.screen_stack) == 2


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


async def test_several_refusals_leave_a_form_as_high_as_none(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f12")
        form = app.screen
        assert isinstance(form, Form)
        frame = form.query_one(DialogFrame)
        before = frame.region
        for key, text in (("glass_ml", "9"), ("water_goal_ml", "x"), ("day_start", "1")):
            write_into(form.row(key), text)
        await press(pilot, "down")
        refused = [field for field in form.fields if field.refused]
        assert [field.key for field in refused] == ["glass_ml", "water_goal_ml", "day_start"]
        assert frame.region == before
        assert screen_text(app).count("! ") == 4  # each has the sign, and the first its message
        assert "Glass size must be" in screen_text(app)
        form.view.edit(refused[1])
        await press(pilot)
        assert "Water goal: enter a whole number" in screen_text(app)
        assert frame.region == before


async def test_a_form_does_not_grow_with_what_is_typed(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "a", "m")
        frame = form(app).query_one(DialogFrame)
        before = frame.region
        await put(pilot, "text", "oats with blueberries and almond milk, coffee with oat milk, a banana")
        assert "Will save: lunch: oats with blueberries" in screen_text(app)
        assert frame.region == before
        form(app).show_message("The disk is full. " * 5, error=True)
        await settle(pilot)
        assert form(app).query_one("#message").size.height > 1  # a refusal is shown in full
