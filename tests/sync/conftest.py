from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sync_computers import Computer, git

from gutskin_tui.sync.repository import Repository


@pytest.fixture(autouse=True)
def _close_leaked_files(close_leaked_files: None) -> None:
    """Apply `close_leaked_files` to every test of this folder."""


@pytest.fixture
def computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[Computer]]:
    """Return a function that makes so many computers, each set up, with the first one's journal pushed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def make_computers(count: int) -> list[Computer]:
        remote = tmp_path / "remote.git"
        git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
        result = []
        for number in range(count):
            folder = tmp_path / f"computer-{number}"
            git(tmp_path, "clone", "-q", str(remote), str(folder))
            computer = Computer(folder, tmp_path / f"state-{number}")
            result.append(computer)
            Repository(computer.path).set_up()
            if not number:
                computer.add("note", text="first")
                computer.sync()
        return result

    return make_computers


@pytest.fixture
def fault_points(request: pytest.FixtureRequest) -> Callable[[int], range]:
    """Return which of so many calls, counted from 1, a fault strikes: every tenth; with --runslow all."""
    step = 1 if request.config.getoption("--runslow") else 10
    return lambda count: range(1, count + 1, step)
