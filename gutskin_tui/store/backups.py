"""Rolling copies of a journal in its state folder: the newest of each of the last 7 days, 4 weeks and 12 months.

Days, weeks and months are those of UTC. Only those that have a copy count, so a long pause deletes no copies.
A copy is written to a temporary file, read back and its checksum compared before it is renamed and before any older
copy is deleted, so the last good copy is never lost. A copy that holds something that the newer one lacks is renamed
instead of deleted, and then retained permanently.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from gutskin_tui import atomic_file, disk
from gutskin_tui.atomic_file import Parts
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, log_format, log_link, migrations, snapshot, snapshot_state, watermark
from gutskin_tui.store.errors import JournalDamaged, JournalError, JournalUnwritable, reason
from gutskin_tui.store.lock import locked
from gutskin_tui.store.log_rebase import renumber_lines
from gutskin_tui.store.replacement import replace_journal
from gutskin_tui.store.replay import apply_line
from gutskin_tui.store.snapshot_state import SnapshotState
from gutskin_tui.store.undo import UndoHistory
from gutskin_tui.store.versions import Versions, missing, versions
from gutskin_tui.store.watermark import Watermark

DAYS, WEEKS, MONTHS = 7, 4, 12
SMALL = 2_000_000
"""Bytes up to which a journal is copied each time; a larger one, which takes about 0.1 s, at most every `INTERVAL`."""
INTERVAL = timedelta(hours=1)

UNSEALED = 1
"""The only format version whose files have no checksum; a backup may still have it."""

CHUNK = 1 << 20
"""Bytes of a copy that are compared at once."""

_STAMP = "%Y%m%dT%H%M%SZ"
_RETAINED = "retained-"
_NAME = re.compile(rf"({_RETAINED})?(\d{{8}}T\d{{6}}Z)\.json")


class Backup(NamedTuple):
    """A copy of the journal: where it is, the instant it was made (UTC), its size in bytes.

    One that is `retained` holds something that newer copies do not hold, and is never deleted.
    """

    path: Path
    made: datetime
    size: int
    retained: bool = False


class BackupResult(NamedTuple):
    """The result of a backup: the new copy or None, and a message if the backup failed, else ""."""

    copy: Path | None = None
    problem: str = ""


def backup_folder(state: Path) -> Path:
    """Return the folder of the backups in a journal's state folder."""
    return state / "backups"


def backups(state: Path) -> list[Backup]:
    """Return the backups in a journal's state folder, newest first; none if there is no such folder."""
    copies = []
    with suppress(OSError):
        for path in backup_folder(state).iterdir():
            name = _NAME.fullmatch(path.name)
            if name and not path.is_symlink() and path.is_file():
                with suppress(ValueError, OSError):
                    made = datetime.fromisoformat(name[2])
                    copies.append(Backup(path, made, path.stat().st_size, bool(name[1])))
    return sorted(copies, key=lambda copy: copy.made, reverse=True)


def newest_good(state: Path) -> Backup | None:
    """Return the newest backup that can be read in full; None if there is none."""
    return next((copy for copy in backups(state) if good_count(copy.path) is not None), None)


def good_count(copy: Path) -> int | None:
    """Return how many entries a backup holds; None if it is damaged or unreadable."""
    try:
        loaded = snapshot.read(copy)
    except JournalError:
        return None
    if not loaded.sealed and loaded.version != UNSEALED:
        return None
    return sum(len(loaded.tables.get(kind, ())) for kind in KINDS)


def expendable(made: Sequence[datetime]) -> set[datetime]:
    """Return which of the instants (UTC) at which copies were made are no longer needed."""
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda instant: instant.date()),
        (WEEKS, lambda instant: instant.isocalendar()[:2]),
        (MONTHS, lambda instant: (instant.year, instant.month)),
    )
    needed: set[datetime] = set()
    for most, span in rules:
        newest: dict[object, datetime] = {}
        for instant in sorted(made, reverse=True):
            newest.setdefault(span(instant), instant)
        needed.update(list(newest.values())[:most])
    return set(made) - needed


def after_compaction(path: Path, state: Path, now: datetime, contained: str = "") -> BackupResult:
    """Copy the journal at `path`, just written and with an empty log, if a copy is due; then thin out older ones.

    `contained` is the name of a copy all of whose contents are known to be in the journal. If no backup can be made,
    nothing is deleted, and the result has a message instead of an error being raised: the journal itself is saved.
    """
    older = backups(state)
    now = now.astimezone(UTC)
    try:
        if path.stat().st_size > SMALL and older and timedelta(0) <= now - older[0].made < INTERVAL:
            return BackupResult()
        used_instants = {copy.made for copy in older if copy.path.name != contained}
        while (now := now.replace(microsecond=0)) in used_instants:
            now += timedelta(seconds=1)
        new = _write(state, path.read_bytes(), now)
    except OSError as error:
        return BackupResult(None, f"No backup of {path} could be made: {reason(error)}.")
    if new is None:
        return BackupResult(None, f"No backup of {path} was made: it does not read back as it should.")
    _thin_out(state, new, contained)
    return BackupResult(new)


def restore(path: Path, copy: Path, state: Path, now: datetime) -> list[Path]:
    """Replace the journal by a copy: a backup, or a file that an earlier restore retained.

    A copy with a log is merged with it into one file; a copy without is used unchanged, whatever its contents.
    Returns the paths of the retained old files; restoring those reverts the restore. Raises JournalUnwritable, also
    for a copy whose log cannot be merged; nothing has changed then.
    """
    its_log = log_format.log_path(copy)
    try:
        data = copy.read_bytes()
        parts, restored = (
            _with_log(path, copy, data, log_format.read(its_log), state)
            if its_log.exists()
            else ([data], _watermark(copy, data, state))
        )
        with locked(path, state):
            retained = replace_journal(path, parts, restored.base, now)
            log_link.unlink(state)
            with suppress(OSError):
                watermark.write(state, restored)
            return retained
    except OSError as error:
        raise JournalUnwritable(path, f"{path} cannot be restored: {reason(error)}.") from None


def _watermark(copy: Path, data: bytes, state: Path) -> Watermark:
    """Return the watermark of a journal that is replaced by a copy."""
    try:
        loaded = snapshot.parse(copy, data)
    except JournalDamaged:
        return Watermark("damaged", 0, 0)  # no log belongs to it
    return watermark.of(loaded.tables, loaded.base, copy.name if copy.parent == backup_folder(state) else "")


def _with_log(path: Path, copy: Path, data: bytes, scan: log_format.LogScan, state: Path) -> tuple[Parts, Watermark]:
    """Return a copy merged with its log, and the watermark of the result; its undo history is saved in `state`."""
    try:
        read = snapshot.parse(copy, data)
    except JournalDamaged:
        read = None
    if read is None or scan.damage:
        text = f"{copy} cannot be restored: it or its log is damaged. Salvage it first, as a journal of its own."
        raise JournalUnwritable(path, text)
    if read.version is None or read.version > snapshot.VERSION:
        raise JournalUnwritable(path, f"{copy} cannot be restored: it was made by a newer version of gutskin.")
    tables = migrations.migrate(read.tables, read.version)
    stored = snapshot_state.load(state, read.base)
    history = UndoHistory(stored.undo, stored.redo) if read.data else UndoHistory.from_tables(tables)
    lines, mismatched = log_format.to_replay(scan.lines, read.base)
    for line in renumber_lines(tables, lines) if mismatched else lines:
        history.record(line, apply_line(tables, line))
    folded = canonical.fold(tables)
    parts, base = snapshot.encoded(folded.parts)
    with suppress(OSError):
        snapshot_state.save(state, base, SnapshotState(undo=history.undo(), redo=history.redo()))
    return parts, watermark.of(tables, base)


def _write(state: Path, data: bytes, now: datetime) -> Path | None:
    """Write a backup and return its path; None, without a file, if it does not read back as written."""
    place = backup_folder(state)
    disk.make_folder(place)
    new = place / f"{now.strftime(_STAMP)}.json"
    temporary = atomic_file.temporary_path(new)
    os.close(atomic_file.write_new(temporary, [data], new))
    if not _reads_back(temporary, data):
        disk.unlink(temporary)
        return None
    disk.rename(temporary, new)
    disk.fsync_folder(place)
    return new


def _reads_back(copy: Path, data: bytes) -> bool:
    """Whether a copy holds these bytes, and they are a journal: the checksum says so without decoding it."""
    with copy.open("rb") as file:
        same = all(file.read(CHUNK) == data[at : at + CHUNK] for at in range(0, len(data) + 1, CHUNK))
    return same and (snapshot.is_sealed(data) or good_count(copy) is not None)


def _thin_out(state: Path, new: Path, contained: str) -> None:
    """Delete the expendable copies; those with contents that no newer or retained copy holds are retained instead."""
    copies = backups(state)
    old = expendable([copy.made for copy in copies if not copy.retained])
    lasting = [new, *(copy.path for copy in copies if copy.retained)]
    for copy in copies:
        if copy.made in old and not copy.retained and copy.path != new:
            with suppress(OSError):
                if copy.path.name == contained or not _has_unique_versions(copy.path, lasting):
                    disk.unlink(copy.path)
                else:
                    disk.rename(copy.path, copy.path.with_name(f"{_RETAINED}{copy.path.name}"))


def _has_unique_versions(copy: Path, others: Sequence[Path]) -> bool:
    """Whether a copy holds versions that none of the others holds; False if it cannot be read."""
    rest = _versions(copy)
    for other in others:
        if rest:
            rest = missing(rest, _versions(other))
    return bool(rest)


def _versions(copy: Path) -> Versions:
    """Return the versions that a copy holds; none if it cannot be read."""
    try:
        return versions(snapshot.read(copy).tables)
    except JournalError:
        return {}
