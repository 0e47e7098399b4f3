"""The command "sync" of the palette: it runs beside the screen, and says what came, or why nothing could be done."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec import Raw

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal
from gutskin_tui.store.superseded import SupersededList, SupersededValue
from gutskin_tui.sync.journal_sync import sync
from gutskin_tui.sync.repository import Repository
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.text_block import TextBlock
from tests.tui.conftest import settle

pytestmark = pytest.mark.unmeasured

Maker = Callable[..., GutskinApp]
Press = Callable[..., Awaitable[None]]


def status(app: GutskinApp) -> str:
    return app.query_one(StatusLine).render().plain


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


async def test_what_another_computer_pushed_is_on_the_screen(
    make_app: Maker, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remote, elsewhere = tmp_path / "remote.git", tmp_path / "elsewhere"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    git(tmp_path, "clone", "-q", str(remote), str(elsewhere))
    git(elsewhere, "symbolic-ref", "HEAD", "refs/heads/main")
    Repository(elsewhere / "journal.json").set_up()
    with Journal.open(elsewhere / "journal.json", state=tmp_path / "elsewhere-state", clock=clock) as other:
        other.add(make("meal", {"text": "oats"}, clock))
        sync(other)
    git(tmp_path, "init", "-q", "-b", "main")
    Repository(tmp_path / "journal.json").set_up()
    git(tmp_path, "remote", "add", "origin", str(remote))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "w", "colon", *"sync", "enter")
        await settle(pilot, until=lambda: app.session.journal.count() == 2)
        assert "Sent 1 change and received 1 change." in status(app)
        await press(pilot, "w")
        assert app.session.journal.count() == 3
        assert app.session.journal.loss is None


async def test_why_nothing_can_be_synced(make_app: Maker, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "w", "colon", *"sync", "enter")
        await settle(pilot, until=lambda: "is not in a git repository" in status(app))


async def test_what_lost_in_a_merge_is_listed(make_app: Maker, press: Press, clock: Clock) -> None:
    app = make_app()
    value = SupersededValue("meal", "x", "2026-11-21T10:00:00.000+00:00", {"text": Raw(b'"[b]pea soup"')})
    SupersededList(app.session.journal.state).add([value])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"merges", "enter")
        assert isinstance(app.screen, TextPage)
        assert "meal  text: [b]pea soup" in str(app.screen.query_one(TextBlock).content)
