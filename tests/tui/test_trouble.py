"""Bad files, signals and errors of our own: a screen or one sentence, the terminal restored, nothing overwritten."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.recovery_dialog import RecoveryDialog
from tests.terminal import Terminal, surroundings, words
from tests.tui.conftest import press_keys, screen_text, settle

pytestmark = pytest.mark.unmeasured

RESTORED = b"\x1b[?1049l"
"""What a terminal is told to show its own screen again."""

BROKEN = b'{"meal": {"1": {"kind": "meal", "text": "secret oats'

EMPTY = b"{}"


def screen(folder: Path, *arguments: str, **more: str) -> Terminal:
    """Start gutskin in a terminal of its own, its files below `folder`."""
    if "settings" not in more:
        (folder / "settings.toml").touch()
    environment = surroundings(str(folder)) | more
    return Terminal([sys.executable, "-m", "gutskin_tui", *arguments], environment, (80, 24))


def trouble(path: Path) -> GutskinApp:
    """Return an application on a journal that cannot be opened."""
    folder = path.parent
    return GutskinApp(lambda: Journal.open(path), Settings(), folder / "settings.toml", folder / "state", Clock())


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_damaged_journal_is_a_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "journal.json"
    path.write_bytes(BROKEN)
    app = trouble(path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "journal.json" in "".join(text.split())
        assert "is damaged" in " ".join(text.split())
        assert "Nothing was changed" in text
        assert "Try again" in text
        assert "Quit" in text
        assert "oats" not in text
    assert path.read_bytes() == BROKEN


@pytest.mark.parametrize(
    ("keys", "ends"), [("r", False), ("q", True), ("enter", False), ("down enter", True), ("escape", True)]
)
async def test_what_can_be_done(tmp_path: Path, keys: str, ends: bool) -> None:
    path = tmp_path / "journal.json"
    path.mkdir()
    app = trouble(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_keys(pilot, *keys.split())
        assert app._exit == ends
        if not ends:
            assert isinstance(app.screen, RecoveryDialog)
    assert app.return_code == (1 if ends else None)


async def test_a_path_of_tricks_is_inert(tmp_path: Path) -> None:
    path = tmp_path / "[red]\x1b[2J[@click=app.quit]j.json"
    path.write_bytes(BROKEN)
    app = trouble(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "\x1b" not in screen_text(app)
        assert "[red]" in screen_text(app)


def test_a_damaged_journal_can_be_repaired_and_reopened(tmp_path: Path) -> None:
    journal = tmp_path / "journal.json"
    journal.write_bytes(BROKEN)
    with screen(tmp_path) as terminal:
        terminal.drawn("Try again")
        journal.write_bytes(EMPTY)
        terminal.type(b"r")
        terminal.drawn("Still to log today")
        terminal.type(b"q")
        assert terminal.wait() == 0
    assert journal.read_bytes() == EMPTY


def test_a_damaged_journal_is_salvaged_or_read_from_the_screen(tmp_path: Path) -> None:
    journal = tmp_path / "journal.json"
    with screen(tmp_path) as terminal:
        terminal.drawn("Still to log today")
        terminal.type(b"wq")
        assert terminal.wait() == 0
    damaged = journal.read_bytes()[:-1]
    journal.write_bytes(damaged)
    with screen(tmp_path) as terminal:
        terminal.drawn("Salvage 1 entry")
        terminal.type(b"o")
        terminal.drawn("This is what can be read")
        terminal.type(b"q")
        assert terminal.wait() == 0
    assert journal.read_bytes() == damaged
    with screen(tmp_path) as terminal:
        terminal.drawn("Salvage 1 entry")
        terminal.type(b"s")
        terminal.drawn("Still to log today")
        terminal.type(b"q")
        assert terminal.wait() == 0
    with Journal.open(journal) as opened:
        assert opened.count() == 1


def test_quitting_before_a_damaged_journal_is_a_failure_and_leaves_it(tmp_path: Path) -> None:
    journal = tmp_path / "journal.json"
    journal.write_bytes(BROKEN)
    with screen(tmp_path) as terminal:
        terminal.drawn("Try again")
        terminal.type(b"q")
        assert terminal.wait() == 1
        assert RESTORED in terminal.output
    assert journal.read_bytes() == BROKEN
    assert sorted(file.name for file in tmp_path.iterdir()) == ["journal.json", "settings.toml"]


def test_invalid_settings_are_reported_and_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("glass-ml = 9\n")
    with screen(tmp_path) as terminal:
        terminal.drawn("settings.toml: glass-ml is not valid")
        terminal.type(b"wq")
        assert terminal.wait() == 0
    assert file.read_text() == "glass-ml = 9\n"
    with Journal.open(tmp_path / "journal.json") as journal:
        assert journal.count() == 1


def test_the_first_questions_appear_once(tmp_path: Path) -> None:
    with screen(tmp_path, settings="") as terminal:
        terminal.drawn("Set up your journal")
        terminal.type(b"\x1b")
        terminal.drawn("F12 changes them")
        terminal.type(b"q")
        assert terminal.wait() == 0
    with screen(tmp_path, settings="") as terminal:
        terminal.drawn("Still to log today")
        terminal.type(b"q")
        assert terminal.wait() == 0
        assert "Set up your journal" not in words(terminal.output)


def test_the_demo_is_labelled_has_no_questions_and_leaves_no_files(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with screen(tmp_path, "demo", "--days", "5", settings="", TMPDIR=str(temporary)) as terminal:
        terminal.drawn("demo")
        terminal.drawn("Still to log today")
        assert list(temporary.iterdir())
        terminal.type(b"wq")
        assert terminal.wait() == 0
        assert "Set up your journal" not in words(terminal.output)
    assert [file.name for file in tmp_path.iterdir()] == ["temporary"]
    assert not list(temporary.iterdir())


FAULT = """
import sys
from pathlib import Path
from gutskin_tui.clock import Clock
from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.recovery_dialog import RecoveryDialog
from gutskin_tui.tui.launch import open_screen
from gutskin_tui.tui.state import AppState

def fails(self):
    secret = "private words"
    raise KeyError(secret)

AppState.undo = fails
here = Path(sys.argv[1])
def open_journal():
    return Journal.open(here / "journal.json", present=True)

sys.exit(open_screen(open_journal, here / "settings.toml", here / "state", Clock()))
"""


def test_an_internal_error_is_a_sentence_without_journal_text(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").touch()
    command = [sys.executable, "-c", FAULT, str(tmp_path)]
    with Terminal(command, surroundings(str(tmp_path)), (200, 24)) as terminal:
        terminal.drawn("Still to log today")
        terminal.type(b"wu")
        assert terminal.wait() == 1
        after = words(terminal.output[terminal.output.rindex(RESTORED) :])
    assert re.search(r"gutskin stopped because of an internal error \(KeyError at \w+\.py:\d+\)", after)
    assert f"Your journal is saved at {tmp_path / 'journal.json'}." in after
    assert "private" not in after
    assert "Traceback" not in after
    with Journal.open(tmp_path / "journal.json") as journal:
        assert journal.count() == 1


def test_a_journal_of_a_newer_version_is_reported_as_read_only(tmp_path: Path) -> None:
    with screen(tmp_path) as terminal:
        terminal.drawn("Still to log today")
        terminal.type(b"wq")
        assert terminal.wait() == 0
    journal = tmp_path / "journal.json"
    newer = journal.read_bytes().replace(b'"schema_version":3', b'"schema_version":99')
    assert newer != journal.read_bytes()
    journal.write_bytes(newer)
    with screen(tmp_path) as terminal:
        terminal.drawn("newer version of gutskin")
        terminal.drawn("read-only")
        mark = len(terminal.output)
        terminal.type(b"\x1b[6~w")
        terminal.drawn("newer version", since=mark)
        terminal.type(b"q")
        assert terminal.wait() == 0
    assert journal.read_bytes() == newer


def test_a_truncated_log_is_reported_at_the_start(tmp_path: Path) -> None:
    log = tmp_path / "journal.json.log"
    with screen(tmp_path) as terminal:
        terminal.drawn("Still to log today")
        terminal.type(b"ww")
        while not log.exists() or log.read_bytes().count(b"\n") < 3:  # the first line names the snapshot
            terminal.settled()
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait()
    os.truncate(log, log.read_bytes().rindex(b"\n", 0, -1) + 1)
    with screen(tmp_path) as terminal:
        terminal.drawn("Something is missing")
        terminal.drawn("1 change saved here is missing from ")
        terminal.type(b"qq")  # later, and quit
        assert terminal.wait() == 0
