"""Entries written into the journal of the commands before they run."""

from __future__ import annotations

from datetime import timedelta

from gutskin_tui import paths
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal


def fill(*entries: AnyEntry) -> None:
    """Write entries into the journal."""
    with Journal.open(paths.journal_path()) as journal:
        journal.add(*entries)


def scored(clock: Clock, scores: dict[int, int]) -> list[AnyEntry]:
    """Return skin check-ins by days before today."""
    now = clock.now()
    return [make("skin", {"severity": score}, clock, now - timedelta(days=back)) for back, score in scores.items()]
