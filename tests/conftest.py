"""Fixtures every test uses: a journal, settings and state of its own, and a clock that stands still."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gutskin_tui.clock import Clock, fixed_clock

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every default location below tmp_path: no test can reach a real journal."""
    monkeypatch.setenv("GUTSKIN_JOURNAL", str(tmp_path / "data" / "journal.json"))
    monkeypatch.setenv("GUTSKIN_SETTINGS", str(tmp_path / "config" / "settings.toml"))
    monkeypatch.setenv("GUTSKIN_STATE", str(tmp_path / "state"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def clock() -> Clock:
    """Saturday 21 November 2026, 14:15 in London."""
    return fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=LONDON), "Europe/London")
