"""Entries for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from gutskin_tui.clock import fixed_clock
from gutskin_tui.journal.entries import make
from gutskin_tui.journal.kinds import AnyEntry

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=UTC)
CLOCK = fixed_clock(NOW)
TODAY = NOW.date()

VALUES: dict[str, dict[str, Any]] = {
    "meal": {"text": "2 eggs, toast"},
    "drink": {"ml": 250},
    "note": {"text": "quiet day"},
    "stress": {"score": 4},
}


def entry(kind: str = "drink", days: int = 0, hours: float = 0, **values: Any) -> AnyEntry:
    """Make an entry about `days` and `hours` before NOW."""
    at = NOW - timedelta(days=days, hours=hours)
    return make(kind, VALUES[kind] | values, CLOCK, at=at)
