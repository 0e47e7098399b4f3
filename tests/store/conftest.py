from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gutskin_tui.store import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "diary" / "journal.json"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path) as opened:
        yield opened
