"""Entries that another program adds to the journal of a session."""

from __future__ import annotations

from datetime import timedelta

from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal
from gutskin_tui.tui.state import AppState


def drink(session: AppState, ml: int, days: int = 0) -> AnyEntry:
    """Make a drink of so many days ago."""
    return make("drink", {"ml": ml}, session.clock, at=session.clock.now() - timedelta(days=days))


def add_elsewhere(session: AppState, *entries: AnyEntry) -> None:
    """Add entries to the journal of a session as another program does."""
    with Journal.open(session.journal.path, clock=session.clock) as other:
        other.add(*entries)
