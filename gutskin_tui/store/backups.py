"""Rolling copies of a journal in its state folder: the newest of each of the last 7 days, 4 weeks and 12 months.

Days, weeks and months are those of UTC, and only those that have a copy count, so a long holiday wears none away.
A copy is written beside its place, read back and its checksum compared before it counts and before any older one is
deleted: the last good copy cannot go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.journal.kinds import KINDS
from gutskin_tui.store import disk, log, migrations, snapshot
from gutskin_tui.store.aside import Parts, exchange, write_beside
from gutskin_tui.store.errors import JournalDamaged, JournalError, JournalUnwritable, reason
from gutskin_tui.store.history import REDO, UNDO, History
from gutskin_tui.store.lock import locked
from gutskin_tui.store.mark import Mark
from gutskin_tui.store.replay import onto_other, put

DAYS, WEEKS, MONTHS = 7, 4, 12
SMALL = 2_000_000
"""Bytes of a journal that is copied each time; a larger one, which takes a tenth of a second, at most once an hour."""
SELDOM = timedelta(hours=1)

UNSEALED = 1
"""The one version whose files carry no checksum: one kept before its migration may still be a backup."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\d{8}T\d{6}Z\.json")


class Backup(NamedTuple):
    """A copy of the journal: where it is, the instant it was made (UTC), its size in bytes."""

    path: Path
    made: datetime
    size: int


def folder(state: Path) -> Path:
    """Return where the backups lie in a journal's state folder."""
    return state / "backups"


def backups(state: Path) -> list[Backup]:
    """Return the backups in a journal's state folder, newest first; none if there is no such folder."""
    found = []
    with suppress(OSError):
        for path in folder(state).iterdir():
            if _NAME.fullmatch(path.name) and not path.is_symlink() and path.is_file():
                with suppress(ValueError, OSError):
                    made = datetime.strptime(path.stem, _STAMP).replace(tzinfo=UTC)
                    found.append(Backup(path, made, path.stat().st_size))
    return sorted(found, key=lambda one: one.made, reverse=True)


def newest_good(state: Path) -> Backup | None:
    """Return the newest backup that can be read in full; None if there is none."""
    return next((one for one in backups(state) if good_count(one.path) is not None), None)


def good_count(copy: Path) -> int | None:
    """Return how many entries a backup holds; None if anything is not as it was when it was written."""
    try:
        found = snapshot.read(copy)
    except JournalError:
        return None
    if not found.sealed and found.version != UNSEALED:
        return None
    return sum(len(found.tables.get(kind, ())) for kind in KINDS)


def expendable(made: Sequence[datetime]) -> set[datetime]:
    """Return which of the instants (UTC) at which copies were made need no longer be kept."""
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda one: one.date()),
        (WEEKS, lambda one: one.isocalendar()[:2]),
        (MONTHS, lambda one: (one.year, one.month)),
    )
    kept: set[datetime] = set()
    for most, span in rules:
        newest: dict[object, datetime] = {}
        for one in sorted(made, reverse=True):
            newest.setdefault(span(one), one)
        kept.update(list(newest.values())[:most])
    return set(made) - kept


def after_compaction(path: Path, state: Path, now: datetime) -> str:
    """Copy the journal at `path`, just written whole and with an empty log, if a copy is due; then thin out older ones.

    Returns what went wrong in one sentence, "" if nothing did: a backup that cannot be made stops nobody from saving.
    Nothing is deleted then.
    """
    held = backups(state)
    try:
        data = path.read_bytes()
        if len(data) > SMALL and held and timedelta(0) <= now - held[0].made < SELDOM:
            return ""
        new = _write(state, data, now.astimezone(UTC))
    except OSError as error:
        return f"No backup of {path} could be made: {reason(error)}."
    if new is None:
        return f"No backup of {path} was made: it does not read back as it should."
    _thin_out(state, new)
    return ""


def restore(path: Path, copy: Path, state: Path, now: datetime) -> list[Path]:
    """Put a copy of the journal (a backup, or what an earlier restore kept) in its place.

    A copy that has a log is written as one file that holds both; one without is put in place as it is, whatever it
    holds. Returns where what stood there is kept now: restoring that takes the restoring back. Raises
    JournalUnwritable, also for a copy whose log cannot be put into it; nothing has changed then.
    """
    its_log = log.log_path(copy)
    try:
        data = copy.read_bytes()
        parts, base = (
            _with_log(path, copy, data, log.read(its_log)) if its_log.exists() else ([data], _base(copy, data))
        )
        with locked(path, state), closing(Mark(state)) as mark:
            kept = exchange(path, parts, base, now)
            mark.note(base, 0)
            return kept
    except OSError as error:
        raise JournalUnwritable(path, f"{path} cannot be restored: {reason(error)}.") from None


def _base(copy: Path, data: bytes) -> str:
    """Return what identifies a copy."""
    try:
        return snapshot.parse(copy, data).base
    except JournalDamaged:
        return "damaged"  # no log belongs to that


def _with_log(path: Path, copy: Path, data: bytes, found: log.Scan) -> tuple[Parts, str]:
    """Return the one file that a copy and its log come to, undo and redo included, and what identifies it."""
    try:
        read = snapshot.parse(copy, data)
    except JournalDamaged:
        read = None
    if read is None or found.damage:
        text = f"{copy} cannot be restored: it or its log is damaged. Salvage it first, as a journal of its own."
        raise JournalUnwritable(path, text)
    if read.version is None or read.version > snapshot.VERSION:
        raise JournalUnwritable(path, f"{copy} cannot be restored: it was made by a newer version of gutskin.")
    tables = migrations.migrate(read.tables, read.version)
    history = History(tables.pop(UNDO, {}), tables.pop(REDO, {}))
    lines, strayed = log.to_replay(found.lines, read.base)
    for line in onto_other(tables, lines) if strayed else lines:
        history.note(line, put(tables, line))
    whole = {**tables, **history.tables()}
    return snapshot.encoded({name: table for name, table in whole.items() if table})


def _write(state: Path, data: bytes, now: datetime) -> Path | None:
    """Write and return a backup; None, and nothing there, if it does not hold what it should."""
    place = folder(state)
    disk.make_folder(place)
    new = place / f"{now.strftime(_STAMP)}.json"
    beside = write_beside(new, [data])
    if beside.read_bytes() != data or good_count(beside) is None:
        disk.unlink(beside)
        return None
    disk.rename(beside, new)
    disk.fsync_folder(place)
    return new


def _thin_out(state: Path, new: Path) -> None:
    held = backups(state)
    old = expendable([one.made for one in held])
    for one in held:
        if one.made in old and one.path != new:
            with suppress(OSError):
                disk.unlink(one.path)
