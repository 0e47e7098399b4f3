"""Opening the screen from the command line, in a terminal of its own."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from gutskin_tui import paths
from tests.terminal import NotDrawnError, Terminal


def in_terminal(*words: str) -> tuple[int | None, bytes]:
    """Run `gutskin` in a terminal of 80 x 24, press q once its first screen shows, and return its status and output."""
    environment = os.environ | {"TERM": "xterm-256color"}
    with Terminal([sys.executable, "-m", "gutskin_tui", *words], environment, (80, 24)) as terminal:
        with suppress(NotDrawnError):  # a command that only prints ends before
            terminal.drawn("Trends")
            terminal.type(b"q")
        return terminal.wait(), bytes(terminal.output)


def test_the_demo_opens_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    status, output = in_terminal("demo", "--days", "3")
    assert status == 0
    assert b"Traceback" not in output
    assert list(folder.iterdir()) == []
    assert not paths.journal_path().exists()
    assert not paths.settings_path().exists()
    assert not paths.state_path().exists()


def test_the_screen_opens_on_the_journal() -> None:
    paths.settings_path().parent.mkdir(parents=True)
    paths.settings_path().write_text("glass-ml = 250\n")  # past the first run's questions
    status, output = in_terminal()
    assert status == 0
    assert b"Traceback" not in output


def test_a_terminal_cuts_what_was_recorded_but_never_a_path() -> None:
    status, output = in_terminal("add", "note", "word " * 50)
    assert status == 0
    assert len(output.decode().strip()) == 80
    assert output.decode().strip().endswith("…")
    status, output = in_terminal("where")
    assert str(paths.journal_path()) in output.decode()


def test_a_damaged_journal_is_a_line_in_a_terminal_too() -> None:
    paths.journal_path().parent.mkdir(parents=True)
    paths.journal_path().write_bytes(b"hello private words")
    status, output = in_terminal("today")
    assert status == 1
    assert output.startswith(b"gutskin: ")
    assert output.count(b"\n") == 1
    assert b"private words" not in output
    assert paths.journal_path().read_bytes() == b"hello private words"
