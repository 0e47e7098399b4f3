"""Whether a journal holds less than what was saved on this computer, and which backup holds it."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.store import snapshot, tombstones, watermark
from gutskin_tui.store.backups import Backup, backups, good_count, newest_good
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.errors import JournalError
from gutskin_tui.store.versions import Versions, missing, only_in, part, versions
from gutskin_tui.store.watermark import Watermark


class Loss(NamedTuple):
    """What is missing from a journal.

    `entries` is how many it held, `left` how many it holds. `changes` counts what is missing of them and of other
    changes, 0 where that is not known; `in_backup` how many of these changes the `backup` holds.
    """

    entries: int
    left: int
    changes: int = 0
    backup: Backup | None = None
    in_backup: int = 0

    def message(self, path: Path, zone: tzinfo | None) -> str:
        """Say in one or two sentences what is missing from the journal at `path`, and which backup holds it."""
        before = f"it held {_count(self.entries, 'entry', 'entries')}"
        if not path.exists():
            text = f"{path} is gone; {before}."
        elif not self.left:
            text = f"{path} is empty; {before}."
        elif self.changes:
            verb = "is" if self.changes == 1 else "are"
            text = f"{_count(self.changes, 'change', 'changes')} saved here {verb} missing from {path}."
        else:
            text = f"{path} is older than what was saved here; {before}."
        return f"{text} {self.backup_message(zone)}"

    def backup_message(self, zone: tzinfo | None) -> str:
        """Say which backup holds what is missing."""
        if self.backup is None:
            return "No backup holds what is missing."
        which = f"The backup of {self.backup.made.astimezone(zone):%a %d %b %Y %H:%M}"
        if self.changes and self.in_backup < self.changes:
            return f"{which} holds {self.in_backup} of {'it' if self.changes == 1 else 'them'}."
        return f"{which} holds what is missing."


def find(before: Watermark | None, state: Path, tables: Tables, base: str, line: int) -> Loss | None:
    """Return what is missing from a journal, `tables` at snapshot `base` and log `line`; None if nothing is.

    `before` is its watermark; `state` its state folder. Only where the journal is at another place than the
    watermark says are contents compared.
    """
    left = watermark.count_entries(tables)
    if before is None:
        newest = None if left else newest_good(state)
        count = good_count(newest.path) if newest else None
        return Loss(count, left, count, newest, count) if count else None
    cut = before.line - line if before.base == base else 0
    if before.base == base and cut <= 0 and not before.unresolved:
        return None
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
    """Return the backup of that name and what it holds; None for one that cannot be read."""
    for backup in backups(state) if name else ():
        if backup.path.name.endswith(name):
            try:
                return backup, snapshot.read(backup.path).tables
            except JournalError:
                break
    return None, {}


def _is_older(before: Watermark, present: Versions) -> bool:
    """Whether a journal lacks the newest change it had, or some of its entries are neither there nor removed."""
    newest = max((version.when for version in present.values()), default=watermark.EARLIEST)
    return newest < before.last_change or sum(not table for table, _ in present) < before.entries


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"
