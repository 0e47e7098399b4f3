"""Opening the screen from the command line, in a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

from gutskin_tui import paths

PATIENCE = 60
"""Seconds that a busy machine may take."""


def in_terminal(*words: str) -> tuple[int, bytes]:
    """Run `gutskin` in a terminal of 80 x 24, press q once its first screen shows, and return its status and output."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "gutskin_tui", *words])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    output, end, next_key = b"", time.monotonic() + PATIENCE, float("inf")
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # the other end has closed
                break
            if not piece:
                break
            output += piece
        if b"Trends" in output:
            next_key = min(next_key, time.monotonic())
        if time.monotonic() >= next_key:
            os.write(terminal, b"q")
            next_key = time.monotonic() + 1
    else:
        os.kill(child, 9)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output


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
