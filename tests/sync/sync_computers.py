"""Computers that share a journal: clones of a bare repository, each with a journal, all on this machine."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import change, make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation.superseded import superseded_text
from gutskin_tui.store import Journal
from gutskin_tui.sync import journal_sync
from gutskin_tui.sync.journal_sync import SyncResult
from gutskin_tui.sync.superseded import restorable_values

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=UTC)


def git(folder: Path, *arguments: str) -> str:
    """Run git and return its output."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"git {arguments}: {done.stderr}"
    return done.stdout


class Computer:
    """A clone with a journal, and a clock that can be wrong by `skew`."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder, self.state = folder, state
        self.path = folder / "journal.json"
        self.now, self.skew = NOW, timedelta()

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now + self.skew, lambda: UTC)

    def open(self) -> Journal:
        return Journal.open(self.path, state=self.state, clock=self.clock)

    def sync(self) -> SyncResult:
        with self.open() as journal:
            return journal_sync.sync(journal)

    def add(self, kind: str, **values: object) -> AnyEntry:
        entry = make(kind, values, self.clock, at=NOW - timedelta(days=2))
        with self.open() as journal:
            journal.add(entry)
        return entry

    def change(self, entry: AnyEntry, **values: object) -> None:
        self.now += timedelta(seconds=1)
        with self.open() as journal:
            journal.replace(change(journal.get(entry.id), values, self.clock))

    def entries(self) -> list[AnyEntry]:
        with self.open() as journal:
            return [replace(entry, updated=entry.created, edits={}) for entry in journal.between()]

    def superseded(self) -> list[str]:
        """Return what lost in merges, each without its date."""
        with self.open() as journal:
            return [superseded_text(value).split("  ", 1)[1] for value in restorable_values(journal)]


Computers = Callable[[int], list[Computer]]
"""Makes so many computers: the fixture `computers`."""


def share_meal(computers: Computers) -> tuple[Computer, Computer, AnyEntry]:
    """Return two computers, and a meal, "soup", that both have."""
    first, second = computers(2)
    meal = first.add("meal", text="soup")
    first.sync()
    second.sync()
    return first, second, meal
