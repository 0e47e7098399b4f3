"""Where there is no fcntl, no termios and no owner of a file, as on Windows, everything is imported, saved and locked.

The absence is simulated: a program starts with those modules and functions hidden, and with an msvcrt whose locks are
made of flock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gutskin_tui import file_lock

HIDE = """
import asyncio, errno, fcntl, os, signal, subprocess, sys, types
import platformdirs.unix  # such libraries look at the platform's name

def locking(handle, mode, count):
    assert count == 1 and not os.fstat(handle).st_size, "only an empty file that serves as a lock may be locked"
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(errno.EACCES, "Permission denied") from None

msvcrt = types.ModuleType("msvcrt")
msvcrt.LK_NBLCK, msvcrt.locking = 2, locking
sys.modules["msvcrt"] = msvcrt
for name in ("fcntl", "termios", "tty", "pwd", "grp", "resource"):
    sys.modules[name] = None
for name in ("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"):
    delattr(os, name)
for name in ("fchmod", "fchown", "chown", "geteuid", "getuid", "getegid", "getgid"):
    delattr(os, name)
os.supports_follow_symlinks = set()
for name in ("SIGHUP", "SIGQUIT"):
    delattr(signal, name)
open_file = os.open
def open_no_folder(path, *arguments, **options):
    if os.path.isdir(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)
    return open_file(path, *arguments, **options)
os.open = open_no_folder
"""
COMMAND = f"{HIDE}\nfrom gutskin_tui.cli import main\nmain()\n"
SCREEN = f"""{HIDE}
os.environ["TEXTUAL_DRIVER"] = "textual.drivers.headless_driver:HeadlessDriver"  # else chosen by the platform's name
from pathlib import Path
from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp

async def drive():
    journal = Journal.open(Path("journal.json"))
    app = GutskinApp(lambda: journal, Settings(), Path("settings.toml"), Path("state"), Clock())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("w")
        while not app.session.entries():
            await pilot.pause()
    print([entry.kind for entry in Journal.open(Path("journal.json"), read_only=True).between()])

asyncio.run(drive())
"""
HOLD = f"""{HIDE}
from pathlib import Path
from gutskin_tui import paths
from gutskin_tui.store.lock import locked
with locked(paths.journal_path()):
    print("locked", flush=True)
    input()
"""


def start(program: str, *words: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )


def output(program: str, *words: str, folder: Path) -> str:
    process = start(program, *words, folder=folder)
    printed, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, ""), errors
    return printed


def test_commands_work(tmp_path: Path) -> None:
    for words in (["add", "drink", "250"], ["add", "note", "windy"], ["settings", "set", "water-goal-ml", "1800"]):
        output(COMMAND, *words, folder=tmp_path)
    listed = output(COMMAND, "list", folder=tmp_path)
    assert "250 ml" in listed
    assert "windy" in listed
    output(COMMAND, "undo", folder=tmp_path)
    assert "all good" in output(COMMAND, "doctor", folder=tmp_path)
    output(COMMAND, "export", "-o", "diary.json", folder=tmp_path)
    assert (tmp_path / "diary.json").stat().st_size


def test_the_screen_saves(tmp_path: Path) -> None:
    assert output(SCREEN, folder=tmp_path) == "['drink']\n"


def test_two_programs_do_not_write_at_once(tmp_path: Path) -> None:
    output(COMMAND, "add", "drink", "250", folder=tmp_path)
    holder = start(HOLD, folder=tmp_path)
    assert holder.stdout
    assert holder.stdout.readline() == "locked\n"
    impatient = COMMAND.replace("main()\n", "from gutskin_tui.store import lock\nlock.LOCK_TIMEOUT = 0.05\nmain()\n")
    waiting = start(impatient, "add", "note", "windy", folder=tmp_path)
    assert "another program is busy with it" in waiting.communicate(timeout=60)[1]
    holder.communicate("\n", timeout=60)
    output(COMMAND, "add", "note", "windy", folder=tmp_path)


def test_without_any_locks_nothing_is_locked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(file_lock, "fcntl", None)
    monkeypatch.setattr(file_lock, "msvcrt", None)
    with (tmp_path / "lock").open("wb") as file:
        for attempt in (
            lambda: file_lock.lock_exclusively(file.fileno()),
            lambda: file_lock.lock_contents(file.fileno(), shared=True),
        ):
            with pytest.raises(OSError, match="not implemented"):
                attempt()
