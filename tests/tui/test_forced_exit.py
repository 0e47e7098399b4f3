"""The application is ended from outside: the terminal closes, a signal arrives, a thread fails."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from tests.terminal import Terminal, surroundings, words
from tests.tui.conftest import MakeApp

pytestmark = pytest.mark.unmeasured

BROKEN = b'{"meal": {"1": '

SCREENS = {
    "tab": ("", "Still to log today"),
    "typing": ("nhalf a thought", "half a thought"),
    "dialog": ("am", "Add meal"),
    "recovery": ("", "Try again"),
}
"""Keys that lead to a place, and what is drawn there."""


def started(folder: Path, where: str) -> Terminal:
    """Start the program and go to one of SCREENS."""
    if where == "recovery":
        (folder / "journal.json").write_bytes(BROKEN)
    (folder / "settings.toml").touch()
    terminal = Terminal([sys.executable, "-m", "gutskin_tui"], surroundings(str(folder)), (80, 24))
    keys, drawn = SCREENS[where]
    terminal.drawn("Try again" if where == "recovery" else "Still to log today")
    terminal.type(keys.encode())
    terminal.drawn(drawn)
    return terminal


@pytest.mark.parametrize(
    ("where", "key"), [("tab", b""), ("tab", b"7"), ("typing", b"7"), ("dialog", b"7"), ("recovery", b"")]
)
def test_the_program_ends_when_the_terminal_closes(tmp_path: Path, where: str, key: bytes) -> None:
    with started(tmp_path, where) as terminal:
        terminal.send(key)
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP
    if where == "typing":
        assert b"half a thought" in next((tmp_path / "state" / "drafts").glob("*.json")).read_bytes()


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ("typing", signal.SIGINT),
        ("tab", signal.SIGQUIT),
        ("typing", signal.SIGTERM),
        ("dialog", signal.SIGTERM),
        ("recovery", signal.SIGTERM),
        ("typing", signal.SIGHUP),
        ("recovery", signal.SIGQUIT),
    ],
)
def test_a_signal_ends_the_program_and_restores_the_terminal(
    tmp_path: Path, where: str, number: signal.Signals
) -> None:
    with started(tmp_path, where) as terminal:
        assert terminal.raw
        os.kill(terminal.pid, number)
        assert terminal.wait() == 128 + number
        assert not terminal.raw
        assert b"\x1b[?1049l" in terminal.output
        assert "Traceback" not in words(terminal.output)
    if where == "typing":
        assert b"half a thought" in next((tmp_path / "state" / "drafts").glob("*.json")).read_bytes()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_a_program_with_unread_output(tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path, "tab") as terminal:
        terminal.send(b"1234567" * 30)  # more output than a terminal takes
        os.kill(terminal.pid, number)
        _, status = os.waitpid(terminal.pid, 0)
        terminal.status = os.waitstatus_to_exitcode(status)
        assert terminal.status == 128 + number
        assert not terminal.raw


def test_a_closed_terminal_with_unread_output_ends_the_program(tmp_path: Path) -> None:
    with started(tmp_path, "tab") as terminal:
        terminal.send(b"1234567" * 30)
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP


def test_the_program_ends_without_a_signal_when_its_terminal_cannot_be_read_any_more(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").touch()
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", ignoring, sys.executable, "-m", "gutskin_tui"]
    with Terminal(command, surroundings(str(tmp_path)), (80, 24)) as terminal:
        terminal.drawn("Still to log today")
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP


FAILING = """
import asyncio, sys, threading
from pathlib import Path
from gutskin_tui.clock import Clock
from gutskin_tui.tui import terminal_driver
from gutskin_tui.store import Journal
from gutskin_tui.tui.launch import open_screen
from gutskin_tui.tui.state import AppState

def fails(*arguments):
    secret = "private words"
    raise KeyError(secret)

async def fails_later():
    fails()

def in_a_thread(self):
    threading.Thread(target=fails).start()

def in_a_task(self):
    asyncio.get_running_loop().create_task(fails_later())

def in_the_reader(self):
    terminal_driver.InputReader.feed = fails

def in_the_output(self):
    terminal_driver.TerminalOutput._try = fails

AppState.undo = globals()[sys.argv[2]]
here = Path(sys.argv[1])
def open_journal():
    return Journal.open(here / "journal.json", present=True)

sys.exit(open_screen(open_journal, here / "settings.toml", here / "state", Clock()))
"""


@pytest.mark.parametrize("where", ["in_a_thread", "in_a_task", "in_the_reader", "in_the_output"])
def test_an_error_of_any_thread_is_a_sentence_and_status_1(tmp_path: Path, where: str) -> None:
    (tmp_path / "settings.toml").touch()
    command = [sys.executable, "-c", FAILING, str(tmp_path), where]
    with Terminal(command, surroundings(str(tmp_path)), (200, 24)) as terminal:
        terminal.drawn("Still to log today")
        terminal.type(b"u")
        while terminal.wait(0.2) is None:
            terminal.type(b"21")
        assert terminal.status == 1
        output_words = words(terminal.output)
    assert "gutskin stopped because of an internal error (KeyError at " in output_words
    assert "Traceback" not in output_words
    assert "private" not in output_words


INTERRUPTED = """
import os, signal, sys
from gutskin_tui.cli import main

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)

wanted = sys.argv.pop()
sys.meta_path.insert(0, Interrupter())
main()
"""


@pytest.mark.parametrize("module", ["gutskin_tui.cli.screen", "textual.app", "gutskin_tui.tui.tabs.today"])
def test_an_interrupt_while_the_program_starts_shows_no_traceback(tmp_path: Path, module: str) -> None:
    (tmp_path / "settings.toml").touch()
    with Terminal([sys.executable, "-c", INTERRUPTED, module], surroundings(str(tmp_path)), (80, 24)) as terminal:
        assert terminal.wait() in (130, -signal.SIGINT)
        assert "Traceback" not in words(terminal.output)
        assert not terminal.raw


async def test_below_a_pilot_no_signal_is_handled_and_no_thread_waits(make_app: MakeApp) -> None:
    """A thread that waits holds its application, with all it has drawn, in memory to the end of the tests."""
    before = signal.getsignal(signal.SIGTERM)
    async with make_app().run_test():
        assert signal.getsignal(signal.SIGTERM) == before
        assert "watchdog" not in {thread.name for thread in threading.enumerate()}
