"""A sync of a real process that is killed at its calls of git, or with git itself: the next sync completes it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sync_computers import Computer, Computers, git

from gutskin_tui.errors import UserError

pytestmark = pytest.mark.unmeasured

WRAPPER = """#!/bin/sh
number=$(cat "$CALLS"); number=$((number + 1)); echo $number > "$CALLS"
if [ $number = "$KILL_AT" ] && [ "$KILL" = before ]; then kill -9 $PPID; exit 1; fi
"$GIT" "$@"; status=$?
if [ $number = "$KILL_AT" ]; then kill -9 $PPID; fi
exit $status
"""


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Return a function that starts a sync of a computer in a process whose calls of git are counted."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "git").write_text(WRAPPER)
    (programs / "git").chmod(0o755)
    real = shutil.which("git")
    assert real
    (tmp_path / "calls").write_text("0")

    def start(computer: Computer, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
        (tmp_path / "calls").write_text("0")
        code = "import sys; from pathlib import Path; from sync_computers import Computer;"
        code += "Computer(Path(sys.argv[1]), Path(sys.argv[2])).sync()"
        environment = os.environ | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])]),
            "GIT": real,
            "CALLS": str(tmp_path / "calls"),
            **settings,
        }
        command = [sys.executable, "-c", code, str(computer.folder), str(computer.state)]
        return subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.PIPE)

    return start


def change_both(laptop: Computer, desktop: Computer, number: int) -> set[str]:
    """Change entries and another file on both computers, sync the first, and return the ids of what was added."""
    added = {laptop.add("drink", ml=250).id, desktop.add("meal", text="soup").id}
    for computer in (laptop, desktop):
        (computer.folder / computer.folder.name).write_text(f"{number}")
        git(computer.folder, "add", computer.folder.name)
        git(computer.folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "Another file")
    laptop.sync()
    return added


def check_completed(laptop: Computer, desktop: Computer, added: set[str]) -> None:
    """Sync both once more: they are equal, hold everything, and nothing of the killed sync is left."""
    with desktop.open() as journal:
        assert journal.loss is None
    desktop.sync()
    laptop.sync()
    assert laptop.path.read_bytes() == desktop.path.read_bytes()
    assert added <= {entry.id for entry in laptop.entries()}
    for computer in (laptop, desktop):
        assert git(computer.folder, "status", "--porcelain") == ""
        assert not list((computer.folder / ".git" / "gutskin").glob("*"))
        assert not list((computer.folder / ".git").rglob("*.lock"))
        files = {path.name for path in computer.folder.iterdir()} - {".git", ".gitattributes", ".gitignore"}
        assert files == {"journal.json", laptop.folder.name, desktop.folder.name}
    git(desktop.folder, "fsck", "--no-dangling")


def calls_of_a_sync(laptop: Computer, desktop: Computer, program: Callable[..., subprocess.Popen[bytes]]) -> int:
    """Return how many calls of git a sync makes that merges and sends."""
    change_both(laptop, desktop, 0)
    assert program(desktop, {"KILL_AT": "0"}).wait() == 0
    laptop.sync()
    return int((desktop.folder.parent / "calls").read_text())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_sync_that_is_killed_at_a_call_of_git_is_completed_by_the_next(
    computers: Computers,
    program: Callable[..., subprocess.Popen[bytes]],
    when: str,
    request: pytest.FixtureRequest,
) -> None:
    laptop, desktop = computers(2)
    calls = calls_of_a_sync(laptop, desktop, program)
    numbers = range(1, calls + 1, 2) if request.config.getoption("--runslow") else (calls - 2,)
    added: set[str] = set()
    for number in numbers:
        added |= change_both(laptop, desktop, number)
        process = program(desktop, {"KILL_AT": str(number), "KILL": when})
        assert process.wait() == -signal.SIGKILL
        check_completed(laptop, desktop, added)


@pytest.mark.slow
def test_a_sync_that_is_killed_with_git_is_completed_once_its_lock_is_deleted(
    computers: Computers, program: Callable[..., subprocess.Popen[bytes]]
) -> None:
    laptop, desktop = computers(2)
    calls_of_a_sync(laptop, desktop, program)
    choice = random.Random(1)
    added: set[str] = set()
    for number in range(1, 41):
        added |= change_both(laptop, desktop, number)
        process = program(desktop, {"KILL_AT": "0"})
        running = True
        while (desktop.folder.parent / "calls").read_text().strip() in ("", "0"):
            assert running
            running = process.poll() is None  # looked at before the calls: it may end meanwhile, after some
        time.sleep(choice.uniform(0, 0.4))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for _ in range(3):
            try:
                desktop.sync()
                break
            except UserError as error:
                (lock,) = re.findall(r"if none is running, delete (.*\.lock) and try again", error.message)
                Path(lock).unlink()
        check_completed(laptop, desktop, added)


def test_a_lock_that_git_left_is_named(computers: Computers) -> None:
    (laptop,) = computers(1)
    laptop.add("drink", ml=250)
    lock = laptop.folder / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(UserError, match=r"if none is running, delete .*/\.git/index\.lock and try again\."):
        laptop.sync()
    lock.unlink()
    assert laptop.sync().sent == 1
