"""A copy that a synchroniser leaves while the screen is open is offered, but not into what is being typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal
from gutskin_tui.tui import journal_watcher
from gutskin_tui.tui.dialogs.sync_conflict import SyncConflictDialog
from tests.tui.conftest import MakeApp, Press, settle

pytestmark = pytest.mark.unmeasured


def leave_copy(folder: Path, clock: Clock, name: str = "journal.sync-conflict-20261121-101112-ABCDEFG.json") -> Path:
    with Journal.open(folder / "elsewhere.json", state=folder / "elsewhere") as other:
        other.add(make("meal", {"text": "oats"}, clock))
    return (folder / "elsewhere.json").rename(folder / name)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the person count as not typing at once after a key."""
    monkeypatch.setattr(journal_watcher, "QUIET", 0)


async def test_a_copy_that_arrives_is_offered_once(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "w")
        leave_copy(tmp_path, clock)
        await settle(pilot, until=lambda: isinstance(app.screen, SyncConflictDialog))
        await press(pilot, "l")
        leave_copy(tmp_path, clock, "journal (conflicted copy 2026-11-21).json")
        await settle(pilot, until=lambda: isinstance(app.screen, SyncConflictDialog))
        assert "conflicted copy" in "".join(str(part.render()) for part in app.screen.query("Static"))
        await press(pilot, "m")
        assert app.session.journal.count() == 2
        assert len(app.screen_stack) == 1, "the one put off is asked about at the next start"
        assert not (tmp_path / "journal (conflicted copy 2026-11-21).json").exists()
        assert len(list(tmp_path.glob("journal.merged-2026-11-21-*.json"))) == 1
        app.watcher.poll()
        await settle(pilot)
        assert len(app.screen_stack) == 1, "nor is the renamed one offered"
    reopened = make_app()
    async with reopened.run_test(size=(120, 40)) as pilot:
        await settle(pilot, until=lambda: isinstance(reopened.screen, SyncConflictDialog))


@pytest.mark.parametrize(
    "keys", ["n a", *(pytest.param(keys, marks=pytest.mark.slow) for keys in ("c 3", "question_mark"))]
)
async def test_no_copy_is_offered_while_something_is_typed(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock, keys: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys.split())
        leave_copy(tmp_path, clock)
        app.watcher.poll()
        await settle(pilot)
        assert not isinstance(app.screen, SyncConflictDialog)
        await press(pilot, "escape")
        await settle(pilot, until=lambda: isinstance(app.screen, SyncConflictDialog))


async def test_a_copy_is_offered_once_there_was_no_key_for_a_while(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(journal_watcher, "QUIET", 3600)
        await press(pilot, "w")
        leave_copy(tmp_path, clock)
        app.watcher.poll()
        await settle(pilot)
        assert not isinstance(app.screen, SyncConflictDialog)
        monkeypatch.setattr(journal_watcher, "QUIET", 0)
        app.watcher.poll()
        await settle(pilot)
        assert isinstance(app.screen, SyncConflictDialog)
