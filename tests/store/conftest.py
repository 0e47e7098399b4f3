from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from replaced_files import keep
from store_entries import CLOCK, NOW, add, end_as_killed, entry

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change
from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "diary" / "journal.json"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state folder of a journal."""
    return tmp_path / "state" / "journals" / "0123"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path, clock=CLOCK) as opened:
        yield opened


@pytest.fixture
def fault_points(request: pytest.FixtureRequest) -> Callable[[int], range]:
    """Return which of so many operations, counted from 1, a fault strikes: every third; with --runslow all.

    Which third is tried differs from test to test.
    """
    if request.config.getoption("--runslow"):
        return lambda count: range(1, count + 1)
    first = 1 + zlib.crc32(request.node.name.encode()) % 3
    return lambda count: range(first, count + 1, 3)


@pytest.fixture(autouse=True)
def _close_leaked_files(close_leaked_files: None) -> None:
    """Apply `close_leaked_files` to every test of this folder."""


@pytest.fixture
def killed(path: Path) -> Path:
    """A journal whose program was killed after five saves, so that its log holds them."""
    journal = Journal.open(path)
    for _ in range(5):
        journal.add(entry())
    end_as_killed(journal)
    return path


@pytest.fixture
def older(path: Path, tmp_path: Path) -> Path:
    """A copy of a journal from before three more entries, a change and a removal came to it."""
    first, second, third = entry("meal"), entry("note"), entry("drink")
    add(path, first, second, third)
    copy = tmp_path / "older.json"
    shutil.copy2(path, copy)
    add(path, entry("meal"), entry("note"))
    add(path, entry("stress"))
    return copy


@pytest.fixture
def older_files(tmp_path: Path) -> Path:
    """A folder for copies of the files of a journal as they were."""
    return tmp_path / "older"


@pytest.fixture
def opened(path: Path, older_files: Path) -> Iterator[Journal]:
    """An open journal with saved changes in its log, of which the older copies of the files hold less."""
    first, second = entry("meal"), entry("note")
    add(path, first)
    keep(path, older_files)
    add(path, second, entry("drink"))
    with Journal.open(path) as journal:
        journal.add(entry())
        shutil.copy2(log_path(path), older_files)
        journal.add(entry("stress"), entry())
        later = fixed_clock(NOW + timedelta(minutes=1))
        journal.replace(change(journal.get(first.id), {"note": "changed"}, later))
        journal.remove(second.id)
        yield journal
