"""Changes to entries that wait because another program holds the journal's lock.

They are saved in the order of the keys that made them, shown meanwhile as if they were saved, and kept on disk with
the drafts: what still waits when the screen ends is saved by the next one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Changes, DuplicateEntry, Journal
from gutskin_tui.tui.drafts import Drafts

DRAFT = "waiting"
"""Names the queue among the drafts."""


class WaitingChange(msgspec.Struct, frozen=True):
    """A change to one entry: from `seen`, what the person saw (None: it is new), to `entry` (None: it is removed).

    `values` and `at` are the arguments of `Journal.amend` for an entry that is changed.
    """

    label: str
    seen: AnyEntry | None = None
    entry: AnyEntry | None = None
    values: dict[str, Any] = {}
    at: datetime | None = None

    @property
    def changes(self) -> Changes:
        """The journal days and the table that the change touches."""
        entries = [entry for entry in (self.seen, self.entry) if entry is not None]
        return Changes(frozenset(entry.date for entry in entries), frozenset(entry.kind for entry in entries))

    def save(self, journal: Journal, clock: Clock) -> str:
        """Save the change; return what a person should know about changes made elsewhere. Raises JournalError."""
        if self.seen is None and self.entry is not None:
            try:
                journal.add(self.entry, label=self.label)
            except DuplicateEntry:
                return ""  # it was saved just before the screen that queued it ended
        elif self.seen is not None and self.entry is not None:
            return journal.amend(self.seen, self.values, clock, self.at, label=self.label).message
        elif self.seen is not None:
            with journal.exclusive():
                current = journal.latest(self.seen)
                if current is not None and _content(current) != _content(self.seen):
                    return "It was changed elsewhere and is kept."
                if current is not None:
                    journal.remove(current.id, label=self.label)
        return ""


def _content(entry: AnyEntry) -> object:
    return entry.recorded(), entry.tags, entry.note, entry.at


class SaveQueue:
    """The changes that wait, oldest first."""

    def __init__(self, journal: Journal, clock: Clock, drafts: Drafts) -> None:
        self._journal, self._clock, self._drafts = journal, clock, drafts
        self._changes: list[WaitingChange] = []
        if text := drafts.get(DRAFT):
            with contextlib.suppress(msgspec.MsgspecError, ValueError):
                self._changes = msgspec.json.decode(text, type=list[WaitingChange])

    def __len__(self) -> int:
        return len(self._changes)

    @property
    def days(self) -> set[date]:
        """The journal days that the changes touch."""
        return {day for change in self._changes for day in change.changes.days}

    def put(self, change: WaitingChange) -> None:
        """Let a change wait behind the others."""
        self._set([*self._changes, change])

    def drop_newest(self) -> WaitingChange:
        """Drop the newest change and return it."""
        newest = self._changes[-1]
        self._set(self._changes[:-1])
        return newest

    def save_oldest(self) -> tuple[WaitingChange, str]:
        """Save the oldest change; return it and what `WaitingChange.save` does. Raises JournalError: it waits on."""
        oldest = self._changes[0]
        message = oldest.save(self._journal, self._clock)
        self._set(self._changes[1:])
        return oldest, message

    def applied(self, day: date, entries: Iterable[AnyEntry]) -> list[AnyEntry]:
        """Return the entries of a day as they will be once the changes are saved, in order of time."""
        by_id = {entry.id: entry for entry in entries}
        for change in self._changes:
            if change.seen is not None:
                by_id.pop(change.seen.id, None)
            if change.entry is not None and change.entry.date == day:
                by_id[change.entry.id] = change.entry
        return sorted(by_id.values(), key=lambda entry: (entry.when, entry.id))

    def _set(self, changes: list[WaitingChange]) -> None:
        self._changes = changes
        self._drafts.put(DRAFT, msgspec.json.encode(changes).decode() if changes else "")
