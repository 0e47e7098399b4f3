"""Rolling copies of a journal in its state folder: the newest of each of the last 7 days, 4 weeks and 12 months.

Days, weeks and months are those of UTC, and only those that have a copy count, so a long holiday wears none away.
A copy is written beside its place, read back and opened as a journal before it counts and before any older one is
deleted: the last good copy cannot go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.store.aside import exchange, log_of, make_private, sync_folder, write_beside
from gutskin_tui.store.errors import JournalError, JournalUnwritable, reason
from gutskin_tui.store.lock import locked

DAYS, WEEKS, MONTHS = 7, 4, 12
SMALL = 2_000_000
"""Bytes of a journal that is copied each time; a larger one, which takes a tenth of a second, at most once an hour."""
SELDOM = timedelta(hours=1)

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
    """Return how many entries a copy of a journal holds; None if anything about the file is wrong."""
    from gutskin_tui.store.journal import Journal

    try:
        with Journal.open(copy, read_only=True) as journal:
            return None if journal.warnings else journal.count()
    except JournalError:
        return None


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


def restore(path: Path, copy: Path, now: datetime) -> list[Path]:
    """Put a copy of the journal (a backup, or what an earlier restore kept) in its place.

    Returns where what stood there is kept now: restoring that takes the restoring back. Raises JournalUnwritable.
    """
    try:
        data = copy.read_bytes()
        log = log_of(copy).read_bytes() if log_of(copy).exists() else None
        with locked(path):
            return exchange(path, data, log, now)
    except OSError as error:
        raise JournalUnwritable(path, f"{path} cannot be restored: {reason(error)}.") from None


def _write(state: Path, data: bytes, now: datetime) -> Path | None:
    """Write and return a backup; None, and nothing there, if it does not hold what it should."""
    place = folder(state)
    make_private(place)
    new = place / f"{now.strftime(_STAMP)}.json"
    beside = write_beside(new, data)
    if beside.read_bytes() != data or good_count(beside) is None:
        beside.unlink()
        return None
    beside.replace(new)
    sync_folder(place)
    return new


def _thin_out(state: Path, new: Path) -> None:
    held = backups(state)
    old = expendable([one.made for one in held])
    for one in held:
        if one.made in old and one.path != new:
            with suppress(OSError):
                one.path.unlink()
