"""Real processes: killed at random moments, and writing at the same time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gutskin_tui.store import Journal
from tests.torture.kills import kill_writers, writer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes")


def test_kills_cost_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    toll = kill_writers(tmp_path, 15, seed=7)
    assert toll.acknowledged > 15
    assert (toll.lost, toll.back, toll.unreadable, toll.wrong_undo) == (0, 0, 0, 0)


def test_two_writers_lose_nothing_of_each_other(tmp_path: Path) -> None:
    for process in [writer(tmp_path, seed, 80) for seed in (1, 2)]:
        process.communicate(timeout=300)
        assert process.returncode == 0
    with Journal.open(tmp_path / "journal.json", state=tmp_path / "state") as journal:
        assert journal.count() == 160
        assert journal.problems() == []
