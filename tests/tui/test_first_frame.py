"""The frame is on screen before the journal is opened; keys wait until it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.recovery_dialog import RecoveryDialog
from tests.tui.conftest import key_event, screen_text, settle

pytestmark = pytest.mark.unmeasured

LATER = ("gutskin_tui.store", "gutskin_tui.model", "gutskin_tui.foods", "click", "numpy", "pendulum", "tinydb")
"""What the first frame does without."""
AFTER_TODAY = (
    *("gutskin_tui.tui.dialogs.", "gutskin_tui.insights.", "gutskin_tui.nutrition.", "gutskin_tui.foods.lexicon"),
    *("gutskin_tui.trials.report", "click", "numpy", "pendulum", "rapidfuzz", "tomlkit"),
)
"""What the first tab does without, besides its base of dialogs."""


@pytest.fixture(autouse=True)
def _from_the_first_frame(monkeypatch: pytest.MonkeyPatch, _open_first: None) -> None:
    """Let `run_test` begin before the journal is open."""
    monkeypatch.setattr(GutskinApp, "run_test", App.run_test)


def application(path: Path, frames: list[str], clock: Clock, keys: str = "") -> GutskinApp:
    """Return an application that notes what is on screen when it opens the journal; `keys` are typed then."""

    @contextmanager
    def open_journal() -> Iterator[Journal]:
        frames.append(screen_text(app))
        for key in keys:
            app.post_message(key_event(key))
        with Journal.open(path, clock=clock) as journal:
            yield journal

    app = GutskinApp(open_journal, Settings(), path.parent / "settings.toml", path.parent / "state", clock)
    return app


async def test_the_frame_is_drawn_before_the_journal_is_opened(tmp_path: Path, clock: Clock) -> None:
    frames: list[str] = []
    app = application(tmp_path / "journal.json", frames, clock)
    with app.files:
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for words in ("gutskin", "[1 Today]", "7 History", "w water", "q quit"):
                assert words in frames[0]
            assert "Still to log today" not in frames[0]
            assert "Still to log today" in screen_text(app)


async def test_keys_typed_before_the_journal_is_open_are_not_lost(tmp_path: Path, clock: Clock) -> None:
    app = application(tmp_path / "journal.json", [], clock, keys="ww")
    with app.files:
        async with app.run_test() as pilot:
            await settle(pilot)
            assert app.session.journal.count() == 2


async def test_keys_typed_before_a_damaged_journal_choose_nothing(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.json"
    with Journal.open(path, clock=clock) as journal:
        journal.db.table("note")
    path.write_bytes(b'{"meal": {')
    app = application(path, [], clock, keys="qrs")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, RecoveryDialog)
    assert path.read_bytes() == b'{"meal": {'


def imported_by(*modules: str) -> list[str]:
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_the_first_frame_imports_nothing_that_it_does_without() -> None:
    modules = imported_by("gutskin_tui.cli.screen", "gutskin_tui.tui.launch")
    assert not [name for name in modules if name.startswith(LATER)]


def test_the_first_tab_imports_nothing_that_it_does_without() -> None:
    modules = imported_by("gutskin_tui.tui.launch", "gutskin_tui.tui.opening", "gutskin_tui.tui.tabs.today")
    assert [name for name in modules if name.startswith(AFTER_TODAY)] == ["gutskin_tui.tui.dialogs.base"]


def test_a_dialog_is_imported_when_it_is_used() -> None:
    code = "import sys; from gutskin_tui.tui import dialogs; dialogs.text_page; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = result.stdout.split()
    assert "gutskin_tui.tui.dialogs.text_page" in modules
    assert "gutskin_tui.tui.dialogs.entry_form" not in modules


def test_a_name_that_is_no_dialog_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        dialogs.nothing  # type: ignore[attr-defined]  # noqa: B018 - the access is what is tested
