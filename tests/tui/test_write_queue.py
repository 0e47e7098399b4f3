"""While another program holds the journal's lock, the screen works: changes wait in order and none is lost."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.widgets.frame_bars import TitleBar
from tests.tui.conftest import MakeApp, Press, panel_text, settle, status

pytestmark = pytest.mark.unmeasured


@contextmanager
def busy(folder: Path) -> Iterator[None]:
    """Hold the journal's lock, as another program does while it saves."""
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def title(app: GutskinApp) -> str:
    return app.query_one(TitleBar).render().plain


def saved(app: GutskinApp) -> list[tuple[str, dict]]:
    """Return what is in the file, in order of the changes: the ids grow with time."""
    with Journal.open(app.session.journal.path, read_only=True) as journal:
        return [(entry.kind, entry.recorded()) for entry in sorted(journal.between(), key=lambda entry: entry.id)]


async def test_changes_wait_in_order_and_are_displayed_meanwhile(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app()
    assert app.session.journal.lock_timeout is not None
    assert app.session.journal.lock_timeout <= 0.2, "seconds that a key may take"
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "w")
        with busy(tmp_path):
            await press(pilot, *"c34", "escape", "n", *"hello", "enter")
            assert "! Another program is using the journal: 3 changes not saved yet" in status(app)
            assert "3 not saved yet" in title(app)
            assert [entry.kind for entry in app.session.entries()] == ["drink", "skin", "note"]
            assert len(saved(app)) == 1
            await press(pilot, "question_mark")
            assert isinstance(app.screen, TextPage), "keys go on"
            await press(pilot, "escape")
        await settle(pilot, until=lambda: not app.session.queue)
        assert "Saved 3 changes that had waited." in status(app)
        assert "not saved" not in title(app)
        assert [kind for kind, _ in saved(app)] == ["drink", "skin", "note"]
        assert ("skin", {"severity": 3, "itch": 4}) in saved(app)
        await press(pilot, "u")
        assert [kind for kind, _ in saved(app)] == ["drink", "skin"]


async def test_entries_are_changed_and_deleted_while_the_journal_is_locked(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, *"c34", "escape", "w")
        with busy(tmp_path):
            await press(pilot, *"c2", "escape", "minus", "n", *"one", "enter", "n", *"two", "enter", "u")
            assert "Undone before it was saved: today 14:15, note is gone" in status(app)
            assert len(saved(app)) == 2
        await settle(pilot, until=lambda: not app.session.queue)
        assert saved(app) == [("skin", {"severity": 3, "itch": 4, "redness": 2}), ("note", {"text": "one"})]


async def test_what_waits_is_saved_by_the_next_start(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    with busy(tmp_path):
        app = make_app()
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, "n", *"hello", "enter", *"c34")
            assert len(app.session.queue) == 3
            (draft,) = app.session.drafts.folder.glob("*.json")
            assert b"hello" in draft.read_bytes()
            assert saved(app) == []
            before = draft.read_bytes()
        reopened = make_app()
        async with reopened.run_test(size=(120, 40)) as pilot:
            await settle(pilot, until=lambda: "3 not saved yet" in title(reopened))
            assert [entry.kind for entry in reopened.session.entries()] == ["note", "skin"]
    async with make_app().run_test(size=(120, 40)) as pilot:
        last = pilot.app
        assert isinstance(last, GutskinApp)
        await settle(pilot, until=lambda: not last.session.queue)
        assert saved(last) == [("note", {"text": "hello"}), ("skin", {"severity": 3, "itch": 4})]
    draft.write_bytes(before)  # as after a kill between the save and the end of the draft
    async with make_app().run_test(size=(120, 40)) as pilot:
        last = pilot.app
        assert isinstance(last, GutskinApp)
        await settle(pilot, until=lambda: not last.session.queue)
        assert saved(last) == [("note", {"text": "hello"}), ("skin", {"severity": 3, "itch": 4})]


async def test_leaving_waits_for_what_is_not_saved(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        with busy(tmp_path):
            await press(pilot, "w", "q")
            assert "1 change not saved yet" in status(app)
            assert "closing once it is saved" in status(app)
            assert app.is_running
        await settle(pilot, until=lambda: not app.is_running)
    assert [kind for kind, _ in saved(app)] == ["drink"]


async def test_leaving_twice_leaves_it_to_the_next_start(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    with busy(tmp_path):
        app = make_app()
        async with app.run_test(size=(140, 40)) as pilot:
            await press(pilot, "w", "q")
            app.simulate_key("q")
            await settle(pilot, until=lambda: not app.is_running)
    assert saved(app) == []
    async with make_app().run_test(size=(140, 40)) as pilot:
        reopened = pilot.app
        assert isinstance(reopened, GutskinApp)
        await settle(pilot, until=lambda: saved(reopened))
        assert [kind for kind, _ in saved(reopened)] == ["drink"]


async def test_what_others_saved_meanwhile_stays(make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock) -> None:
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, *"c34", "escape")
        (entry,) = app.session.entries()
        with busy(tmp_path):
            await press(pilot, *"c2", "escape", "w")
        with Journal.open(tmp_path / "journal.json") as other:
            other.amend(entry, {"dryness": 1}, clock)
            other.add(make("note", {"text": "elsewhere"}, clock))
        await press(pilot, "w")
        assert not app.session.queue, "the next change saves what waits, before itself"
        assert ("skin", {"severity": 3, "itch": 4, "redness": 2, "dryness": 1}) in saved(app)
        assert [kind for kind, _ in saved(app)].count("drink") == 2


async def test_a_deletion_that_waited_leaves_an_entry_that_others_changed_meanwhile(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "w")
        (drink,) = app.session.entries()
        with busy(tmp_path):
            await press(pilot, "minus")
            assert app.session.entries() == []
        with Journal.open(tmp_path / "journal.json") as other:
            other.amend(drink, {"note": "lemon"}, clock)
        await settle(pilot, until=lambda: not app.session.queue)
        assert "It was changed elsewhere and is kept" in status(app)
        assert [entry.note for entry in app.session.entries()] == ["lemon"]


async def test_a_food_that_cannot_be_changed_now_has_a_reason(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "m", *"oats", "enter", "escape")
        with busy(tmp_path):
            await press(pilot, "u")
            assert "another program is busy with it" in status(app)
        await press(pilot, "u")
        assert saved(app) == []


@pytest.mark.parametrize(
    "keys", ["c 3 4", "w w minus w", "z 7 enter x 3 enter", "c 3 up 5 down minus", "p y 2 0 enter w"]
)
async def test_changes_that_wait_have_the_same_result(
    make_app: MakeApp, press: Press, tmp_path: Path, keys: str
) -> None:
    app = make_app()
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, *keys.split())
        at_once = saved(app)
        assert at_once
        await press(pilot, "escape")
        while app.session.entries():
            await press(pilot, "u")
        with busy(tmp_path):
            await press(pilot, *keys.split())
        await settle(pilot, until=lambda: not app.session.queue)
        assert saved(app) == at_once


async def test_a_change_that_waits_is_drawn_by_the_panels_of_its_kind(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "w")
        before = panel_text(app, "#water-today")
        with busy(tmp_path):
            await press(pilot, "w")
            assert panel_text(app, "#water-today") != before, "two glasses are drawn"
            await press(pilot, "u")
            assert panel_text(app, "#water-today") == before, "undo drops the one that waits"
