"""Detection of changes that were saved on this computer and are missing from the journal, by its watermark."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

import msgspec

from gutskin_tui.store import snapshot, tombstones, watermark
from gutskin_tui.store.backups import Backup, backups, good_count, newest_good
from gutskin_tui.store.canonical import Tables, count_entries
from gutskin_tui.store.errors import JournalError
from gutskin_tui.store.instants import EARLIEST
from gutskin_tui.store.replay import Delta
from gutskin_tui.store.versions import Versions, changes, missing, only_in, part, versions
from gutskin_tui.store.watermark import Save, Watermark, WatermarkFile
from gutskin_tui.text import counted


class Loss(NamedTuple):
    """The changes that are missing from a journal.

    `entries` is the number of entries at the last save, `left` the present number. `changes` is the number of missing
    versions of entries and records, 0 if unknown; `in_backup` is how many of them the `backup` holds. `recoverable` is
    true if the next save adds them all, from the log that was replaced.
    """

    entries: int
    left: int
    changes: int = 0
    backup: Backup | None = None
    in_backup: int = 0
    recoverable: bool = False

    def message(self, path: Path, zone: tzinfo | None) -> str:
        """Return one or two sentences: what is missing from the journal at `path`, and which backup holds it."""
        before = f"it held {counted(self.entries, 'entry', 'entries')}"
        if not path.exists():
            text = f"{path} is gone; {before}."
        elif not self.left:
            text = f"{path} is empty; {before}."
        elif self.changes:
            verb = "is" if self.changes == 1 else "are"
            text = f"{counted(self.changes, 'change')} saved here {verb} missing from {path}."
        else:
            text = f"{path} is older than what was saved here; {before}."
        if self.recoverable:
            return f"{text} {'It is' if self.changes == 1 else 'They are'} saved again with the next change."
        return f"{text} {self.backup_message(zone)}"

    def backup_message(self, zone: tzinfo | None) -> str:
        """Return a sentence about the backup that holds the missing changes. `zone` is for its date."""
        if self.backup is None:
            return "No backup holds what is missing."
        which = f"The backup of {self.backup.made.astimezone(zone):%a %d %b %Y %H:%M}"
        if self.changes and self.in_backup < self.changes:
            return f"{which} holds {self.in_backup} of {'it' if self.changes == 1 else 'them'}."
        return f"{which} holds what is missing."


class Position(NamedTuple):
    """The state of a journal's files: the `base` of the snapshot, the number of the log's last line, and the checksums
    of its lines by number.
    """

    base: str
    line: int = 0
    checksums: Sequence[int] = ()


def find_loss(before: Watermark | None, state: Path, tables: Tables, now: Position) -> Loss | None:
    """Return the loss of a journal with contents `tables` and files as `now`; None for none.

    `before` is its watermark, `state` its state folder. Contents are compared only if the files do not continue those
    of the watermark.
    """
    if before is not None and before.continues_in(*now) and not before.unresolved:
        return None
    left = count_entries(tables)
    if before is None:
        newest = None if left else newest_good(state)
        count = good_count(newest.path) if newest else None
        return Loss(count, left, count, newest, count) if count else None
    cut = before.line - now.line if before.base == now.base else 0
    backup, contents = _backup(state, before.backup)
    stored = versions(only_in(contents, tables))
    since = {tombstones.key(name): version for name, version in before.since_backup.items()}
    required = {key: version for key, version in {**stored, **since}.items() if version is not None}
    present = versions(only_in(tables, contents)) | versions(part(tables, since))
    absent = missing(required, present)
    in_backup = len(absent) - len(missing(absent, stored))
    if absent:
        return Loss(before.entries, left, len(absent), backup if in_backup else None, in_backup)
    if cut > 0 or (backup is None and _is_older(before, versions(tables))):
        return Loss(before.entries, left, max(cut, 0))
    return None


def _backup(state: Path, name: str) -> tuple[Backup | None, Tables]:
    """Return the backup with this name and its tables; None and no tables if it cannot be read."""
    for backup in backups(state) if name else ():
        if backup.path.name.endswith(name):
            try:
                return backup, snapshot.read(backup.path).tables
            except JournalError:
                break
    return None, {}


def _is_older(before: Watermark, present: Versions) -> bool:
    """Whether a journal lacks its newest change, or has fewer entries and tombstones of entries than it had entries."""
    newest = max((version.when for version in present.values()), default=EARLIEST)
    return newest < before.last_change or sum(not table for table, _ in present) < before.entries


class LossTracker:
    """The watermark in the state folder `state`. Callers of methods that write it hold the journal's lock."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._file = WatermarkFile(state)
        self._compared: tuple[Watermark | None, Position] | None = None
        self._loss: Loss | None = None
        self._irreplaceable: Watermark | None = None

    def find(self, tables: Tables, now: Position) -> Loss | None:
        """Return the changes that were saved on this computer and are missing from `tables`; None for none."""
        return self._find(self._file.read(), tables, now)

    def is_acknowledged(self, now: Position) -> bool:
        """Whether the files are those last saved on this computer, or continue them, and nothing was missing then."""
        saved = self._file.read()
        return saved is not None and not saved.unresolved and saved.continues_in(*now)

    def before_save(self, tables: Tables, now: Position) -> Watermark:
        """Return the watermark before a save, for `after_save`; one that is older than the journal is replaced.

        Else what an undone merge takes away would be missing after a stop, as nothing says that it was removed.
        """
        before = self._file.read()
        is_current = before is not None and before.continues_in(*now) and not before.unresolved
        if before is not None and is_current and (before.line == now.line or before is self._irreplaceable):
            return before
        if lost := self._find(before, tables, now):
            if before is None:
                backup = lost.backup.path.name if lost.backup else ""
                before = Watermark(now.base, 0, lost.entries, backup=backup)
            return before if before.unresolved else msgspec.structs.replace(before, unresolved=True)
        new = msgspec.structs.replace(watermark.of(tables, now.base), line=now.line, checksum=_checksum(now))
        if before is not None:
            if before.base != now.base and not before.unresolved:  # another computer continued from this state
                new = msgspec.structs.replace(new, backup=before.backup, since_backup=before.since_backup)
            try:
                self._file.write(new)
            except OSError:
                self._irreplaceable = before  # to try again would add 100 ms to each save of ten years
        return new

    def after_save(self, before: Watermark, tables: Tables, now: Position, deltas: Sequence[Delta] = ()) -> None:
        """Record the result of a save that made `deltas`; a failure to write it is ignored."""
        save = Save(now.line, count_entries(tables), changes(deltas, watermark.LONGEST), _checksum(now))
        with suppress(OSError):
            if before is self._file.watermark and before.base == now.base:
                self._file.append(save)
            else:
                after = msgspec.structs.replace(before, base=now.base, since_backup=dict(before.since_backup))
                watermark.advance(after, save)
                self._file.write(after)

    def accept(self, tables: Tables, now: Position) -> None:
        """Make the present contents the watermark, so that no change counts as missing. Raises OSError."""
        new = watermark.of(tables, now.base)
        self._file.write(msgspec.structs.replace(new, line=now.line, checksum=_checksum(now)))

    @property
    def backup(self) -> str:
        """The name of the newest backup whose contents are all in the journal, "" if there is none."""
        saved = self._file.read()
        return saved.backup if saved else ""

    def backed_up(self, name: str) -> None:
        """Record that the backup with this name holds everything in the journal; a failure to write it is ignored."""
        if saved := self._file.read():
            with suppress(OSError):
                self._file.write(msgspec.structs.replace(saved, backup=name, since_backup={}))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _find(self, saved: Watermark | None, tables: Tables, now: Position) -> Loss | None:
        if (saved, now) != self._compared:
            self._compared = saved, now
            self._loss = find_loss(saved, self._state, tables, now)
        return self._loss


def _checksum(now: Position) -> int:
    """Return the checksum of the log's last line, 0 if it has none."""
    return now.checksums[now.line] if now.line else 0
