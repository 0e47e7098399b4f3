"""A journal for the tests of foods that a person describes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gutskin_tui.store import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty journal."""
    with Journal.open(tmp_path / "journal.json") as opened:
        yield opened
