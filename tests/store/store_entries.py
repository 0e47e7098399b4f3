"""Entries for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal
from gutskin_tui.store.loss import Loss

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=UTC)
CLOCK = fixed_clock(NOW)
TODAY = NOW.date()
DAY = TODAY.isoformat()

FOOD = {"id": "tofu", "name": "tofu", "created": NOW.isoformat(), "updated": NOW.isoformat()}

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


def content(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Return entries without the instants of their versions and fields: an undo restores all but these."""
    return [replace(entry, updated=entry.created, edits={}) for entry in entries]


def put_back(path: Path, files: dict[str, bytes]) -> None:
    """Replace the files in the folder of the journal at `path` by those of `files`, by name."""
    for file in path.parent.iterdir():
        file.unlink()
    for name, data in files.items():
        (path.parent / name).write_bytes(data)


def read_entries(path: Path) -> dict[str, AnyEntry]:
    """Return the entries of the journal at `path`, by id."""
    with Journal.open(path, read_only=True) as journal:
        return {entry.id: entry for entry in journal.between()}


def add(path: Path, *entries: AnyEntry) -> None:
    """Add entries to the journal at `path`."""
    with Journal.open(path) as journal:
        journal.add(*entries)


def add_drinks(path: Path, count: int = 1) -> None:
    """Add so many drinks to the journal at `path`."""
    add(path, *(entry() for _ in range(count)))


def entry_ids(path: Path) -> set[str]:
    """Return the ids of the entries of the journal at `path`."""
    with Journal.open(path, read_only=True) as journal:
        return {entry.id for entry in journal.between()}


def loss_of(path: Path) -> Loss | None:
    """Return what is missing from the journal at `path`."""
    with Journal.open(path, read_only=True) as journal:
        return journal.loss


def loss_message(path: Path) -> str:
    """Return what is reported as missing from the journal at `path`, "" if nothing is."""
    missing = loss_of(path)
    return missing.message(path, UTC) if missing else ""


def end_as_killed(journal: Journal) -> None:
    """Let go of the files without folding the log, as a kill does."""
    journal._storage.wrote = False
    journal.close()
