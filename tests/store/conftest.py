from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_entries import CLOCK

from gutskin_tui.store import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "diary" / "journal.json"


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
