"""The command "sync" of the palette: it runs beside the screen, and says what came, or why nothing could be done."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import Raw
from textual.widgets import Static

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import change, make
from gutskin_tui.store import Journal
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.store.superseded import SupersededList, SupersededValue
from gutskin_tui.sync.journal_sync import sync
from gutskin_tui.sync.repository import Repository
from gutskin_tui.tui.dialogs.superseded_values import SupersededValues
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, settle, status

pytestmark = pytest.mark.unmeasured


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


async def test_what_another_computer_pushed_is_on_the_screen(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
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


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_why_nothing_can_be_synced_and_what_to_do(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "w", "colon", *"sync", "enter")
        line = app.query_one(StatusLine)
        await settle(pilot, until=lambda: "git repository" in status(app) and line.size.height > 1)
        drawn = " ".join("".join(line.render_line(y).text for y in range(line.size.height)).split())
        assert drawn.startswith("! ")
        assert "git init" in drawn
        assert "…" not in drawn
        await press(pilot, "1")
        await press(pilot, "w")
        assert line.size.height == 1


@pytest.fixture
def journal_after_merge(tmp_path: Path, clock: Clock) -> str:
    """Merge two concurrent changes of a meal's text, "first" and the later "second", and return the meal's id."""
    meal = make("meal", {"text": "soup"}, clock)
    copy = tmp_path / "copy" / "journal.json"
    copy.parent.mkdir()
    with Journal.open(tmp_path / "journal.json", clock=clock) as journal:
        journal.add(meal)
    shutil.copy(tmp_path / "journal.json", copy)
    for path, text in ((copy, "first"), (tmp_path / "journal.json", "second")):
        with Journal.open(path, clock=clock) as journal:
            if text == "second":
                journal.replace(change(meal, {"note": "a later version"}, clock))
            journal.replace(change(journal.get(meal.id), {"text": f"[b]{text}"}, clock))
    with Journal.open(tmp_path / "journal.json", clock=clock) as journal:
        journal.merge(contents_of_file(copy))
    return meal.id


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_what_lost_in_a_merge_is_put_back_with_a_key(
    make_app: MakeApp, press: Press, journal_after_merge: str, size: tuple[int, int]
) -> None:
    app = make_app()

    def text() -> str:
        return app.session.journal.get(journal_after_merge).text  # type: ignore[union-attr]

    async with app.run_test(size=size) as pilot:
        await press(pilot, "colon", *"merges", "enter")
        page = app.screen
        assert isinstance(page, SupersededValues)
        details = page.query_one("#details", Static)
        assert "meal  text: [b]first\nIn the journal now: text: [b]second" in str(details.content)
        assert page.query_one(Rows).count == 1
        await press(pilot, "u")
        assert text() == "[b]second", "u undoes what was put back here, and nothing else"
        await press(pilot, "enter")
        assert (text(), page.query_one(Rows).count) == ("[b]first", 0)
        await press(pilot, "u")
        assert (text(), page.query_one(Rows).count) == ("[b]second", 1)
        await press(pilot, "enter", "escape", "u")
        assert text() == "[b]second"


async def test_why_a_value_cannot_be_put_back(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    value = SupersededValue("meal", "gone", "2026-11-21T10:00:00.000+00:00", {"text": Raw(b'"pea soup"')})
    SupersededList(app.session.journal.state).add([value])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"merges", "enter", "enter")
        assert "is no longer in" in str(app.screen.query_one("#message", Static).content)
        assert app.screen.query_one(Rows).count == 1
