"""Tags and photos in the forms of entries: typed in any text, completed, found by a search, checked."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.exchange import photo
from gutskin_tui.model.entries import make
from gutskin_tui.paths import complete_path
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs import entry_form
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.tabs.history import History
from gutskin_tui.tui.widgets.form_field import FormField
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.meal_input import MealEntry
from tests.tui.conftest import MakeApp, Press, settle

SIZE = (100, 40)


def field(app: GutskinApp, key: str) -> FormField:
    assert isinstance(app.screen, EntryForm)
    row = app.screen.row(key)
    assert row is not None
    return row


async def focus(pilot: Pilot[None], app: GutskinApp, key: str) -> None:
    field(app, key).view.edit(field(app, key))
    await settle(pilot)


def add_note(app: GutskinApp, clock: Clock, *tags: str) -> None:
    app.session.journal.add(make("note", {"text": "windy", "tags": tags}, clock))


async def test_a_tag_in_any_text_of_a_form_is_a_tag_and_the_search_finds_them_all(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    add_note(app, clock, "pollen")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "s", "4")
        await focus(pilot, app, "note")
        await press(pilot, *"itchy +pollen")
        assert field(app, "note").message == "tag pollen"
        await press(pilot, "ctrl+s", "a", "d", *"250", "enter", *"tea +pollen", "ctrl+s")
        await press(pilot, "m", *"toast +pollen", "enter", "n", *"gusts +pollen", "enter")
        await press(pilot, "7", "slash", *"tag:pollen")
        entries = app.session.entries()
        assert [entry.tags for entry in entries] == [("pollen",)] * 5
        hits = [*app.query_one(History).query_one("#results").search.hits(app.session.today)]  # type: ignore[attr-defined]
        assert {entry.kind for entry in hits} == {"skin", "drink", "meal", "note"}
        assert len(hits) == 5
    assert next(entry for entry in entries if entry.kind == "skin").note == "itchy"
    assert next(entry for entry in entries if entry.kind == "drink").what == "tea"


async def test_the_list_of_tags_is_completed_by_tab_and_accepts_the_sign(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    add_note(app, clock, "pollen", "new soap")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "d", *"250")
        await focus(pilot, app, "tags")
        await press(pilot, *"+pol", "tab")
        assert field(app, "tags").typed == "+pollen"
        await press(pilot, *", new", "right")
        assert field(app, "tags").typed == "+pollen, new soap"
        await press(pilot, "tab")
        assert not field(app, "tags").is_current, "nothing left to complete"
        await press(pilot, "ctrl+s")
    [drink] = [entry for entry in app.session.journal.between() if entry.kind == "drink"]
    assert drink.tags == ("pollen", "new soap")


async def test_a_tag_typed_while_editing_is_added_to_those_of_the_entry(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    app.session.journal.add(make("skin", {"severity": 3, "tags": ("pets",)}, clock))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "e")
        await focus(pilot, app, "note")
        await press(pilot, *"worse +pollen +Pets", "ctrl+s")
    [skin] = app.session.journal.between()
    assert (skin.note, skin.tags) == ("worse", ("pets", "pollen"))


async def test_the_line_of_a_meal_completes_its_tags(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    add_note(app, clock, "pollen", "new soap")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", *'toast +"ne', "tab")
        line = app.pane.query_one(MealEntry).line
        assert line.value == 'toast +"new soap"'
        await press(pilot, *" +pol", "tab", "enter")
    [meal] = [entry for entry in app.session.journal.between() if entry.kind == "meal"]
    assert (meal.text, meal.tags) == ("toast", ("new soap", "pollen"))


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the home folder."""
    path = tmp_path / "home" / "arm.jpg"
    path.parent.mkdir()
    path.write_bytes(b"picture")
    monkeypatch.setenv("HOME", str(path.parent))
    return path


async def test_the_path_of_a_photo_is_completed_checked_and_saved_absolute(
    make_app: MakeApp, press: Press, picture: Path
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "s", "4")
        await focus(pilot, app, "photo")
        await press(pilot, *"~/leg.jpg", "ctrl+s")
        assert field(app, "photo").message == "Photo: there is no such file."
        await press(pilot, *["backspace"] * 7, *"ar", "tab")
        assert field(app, "photo").typed == "~/arm.jpg"
        assert field(app, "photo").message == str(picture)
        await press(pilot, "ctrl+s")
    [skin] = app.session.journal.between()
    assert skin.recorded()["photo"] == str(picture)


async def test_folders_are_listed_in_a_thread(
    make_app: MakeApp, press: Press, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set()

    def complete(typed: str) -> list[str]:
        threads.add(threading.current_thread())
        return complete_path(typed)

    monkeypatch.setattr(entry_form, "complete_path", complete)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "s")
        await focus(pilot, app, "photo")
        await press(pilot, *"~/a", "tab")
        assert field(app, "photo").typed == "~/arm.jpg"
    assert threads
    assert threading.current_thread() not in threads


async def test_a_photo_that_was_moved_does_not_keep_other_fields_from_being_saved(
    make_app: MakeApp, press: Press, clock: Clock, tmp_path: Path
) -> None:
    app = make_app()
    gone = str(tmp_path / "gone.jpg")
    app.session.journal.add(make("skin", {"severity": 3, "photo": gone}, clock))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "e", "5", "ctrl+s")
    [skin] = app.session.journal.between()
    assert skin.recorded() == {"severity": 5, "photo": gone}


async def test_a_key_opens_the_photo_of_the_selected_check_in(
    make_app: MakeApp, press: Press, clock: Clock, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    opened: list[Path] = []
    monkeypatch.setattr(photo, "open_file", lambda path: opened.append(path) or True)
    app.session.journal.add(make("skin", {"severity": 3, "photo": str(picture)}, clock))

    def status() -> str:
        return app.query_one(StatusLine).render().plain

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "o")
        assert opened == [picture]
        monkeypatch.setattr(photo, "open_file", lambda path: False)
        await press(pilot, "o")
        assert "No program opened the photo." in status()
        picture.unlink()
        await press(pilot, "o")
        assert "no longer where it was" in status()
        await press(pilot, "d", "o")
        assert "has no photo" in status()
