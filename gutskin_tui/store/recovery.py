"""What can be saved of a damaged journal, and saving it.

Nothing is overwritten: the damaged files keep their bytes under a dated name. Nobody's words are in any message.

Where one flipped bit is all that is wrong with the snapshot or with a line of the log, all of it is saved as it was.
Beyond that each entry that can be read is kept, but its id may be damaged too, and what is found by its id then goes
astray: a later change makes a second entry, a later removal removes nothing, or means the entry whose id it now is.
None of this can be told from the files. What can be told is said: an id that two different entries have.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Raw

from gutskin_tui import disk
from gutskin_tui.model.entries import EntryError, decode, encode
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import migrations, snapshot, tombstones, watermark
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, JournalUnwritable, NotAJournal, reason
from gutskin_tui.store.flips import mended_log, mended_snapshot
from gutskin_tui.store.lock import locked
from gutskin_tui.store.log_format import Line, LogScan, Op, log_path, to_replay
from gutskin_tui.store.log_format import scan as scan_log
from gutskin_tui.store.replacement import replace_journal
from gutskin_tui.store.replay import document_id, onto_other, put
from gutskin_tui.store.salvage import SalvageScan, instant, renamed, versions
from gutskin_tui.store.snapshot import Tables, highest
from gutskin_tui.store.tombstones import Key
from gutskin_tui.store.undo import REDO, UNDO

PASSING = {UNDO, REDO}
"""Tables that mean nothing without all of the journal they were written for."""

FRAGMENT = "fragment"
"""How the change of a damaged line came about: nobody knows any more."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is left of a journal: what is wrong, in plain sentences, and everything that can be read.

    `counts` are the readable entries by kind. `unreadable` counts what can be seen to have been an entry and is none
    any more; what a break has swallowed whole is not known to anybody.
    """

    problems: tuple[str, ...]
    tables: Tables
    counts: dict[str, int]
    unreadable: int
    newer: bool = False
    """Whether a newer version of gutskin wrote it: what this one would write of it might be less."""

    @property
    def count(self) -> int:
        """How many entries can be read."""
        return sum(self.counts.values())


def examine(path: Path) -> Findings:
    """Read the journal at `path` and its log as far as they can be read. Raises JournalUnreadable and NotAJournal."""
    problems: list[str] = []
    unreadable = clashes = 0
    newer = False
    data = _contents(path)
    try:
        found = snapshot.parse(path, data)
        newer = found.version is None or found.version > snapshot.VERSION
        tables = found.tables if found.version is None else migrations.migrate(found.tables, found.version)
        base = found.base
    except NotAJournal:
        raise
    except JournalDamaged as error:
        problems.append(str(error))
        whole = mended_snapshot(path, data)
        if whole is not None:
            tables, base = whole.tables, whole.base
            newer = whole.version is None or whole.version > snapshot.VERSION
        else:
            scanned = SalvageScan(data)
            tables, base, unreadable, clashes = {}, "", scanned.unreadable, scanned.clashes
            _add(tables, scanned)
    for name in PASSING:
        tables.pop(name, None)

    written = _contents(log_path(path))
    log = scan_log(written)
    right = mended_log(written, log) if log.damage else written
    lines, missed, more = _with_fragments(scan_log(right), right)
    clashes += more
    lines, strayed = to_replay(lines, base)
    doubtful: list[tuple[str, str]] = []
    for line in lines:
        if line.how == FRAGMENT:
            line, more = _newer(tables, line)
            clashes += more
            strayed = True  # what is left of it may get other numbers than those that later lines speak of
        for fitting in onto_other(tables, [line]) if strayed else (line,):
            deltas = put(tables, fitting)
            if line.how == FRAGMENT:
                doubtful += [(delta.table, delta.number) for delta in deltas if delta.old is None]
    missed += _leave_out_twins(tables, doubtful)
    if log.damage:
        lost = "a line" if len(log.damage) == 1 else f"{len(log.damage)} lines"
        problems.append(f"{log_path(path)} is damaged: {lost} cannot be read (byte {log.damage[0]}).")
    if problems:
        clashes += _rename_twins(tables)
    if clashes:
        problems.append(f"{_told(clashes)} the id of another: both are kept, one of them under a new id.")
    counts, bad = _count(tables)
    filled = {name: table for name, table in tables.items() if table}
    return Findings(tuple(problems), filled, counts, unreadable + missed + bad, newer)


def salvage(path: Path, state: Path, now: datetime) -> tuple[Findings, list[Path]]:
    """Make a journal of all that can be read at `path`, and keep what stood there beside it.

    Returns what was found and where the old files are kept. Raises JournalUnreadable and JournalUnwritable, also
    where nothing can be read; nothing has changed then.
    """
    with locked(path, state):
        found = examine(path)
        if not found.tables:
            raise JournalUnwritable(path, f"Nothing in {path} can be read, so nothing was changed.")
        if found.newer:
            raise JournalUnwritable(path, f"{path} was made by a newer version of gutskin, which can salvage it.")
        parts, base = snapshot.encoded(found.tables)
        try:
            retained = replace_journal(path, parts, base, now)
        except OSError as error:
            raise JournalUnwritable(path, f"{path} cannot be salvaged: {reason(error)}.") from None
        with suppress(OSError):
            watermark.write(state, watermark.of(found.tables, base))
        return found, retained


def _contents(path: Path) -> bytes:
    """Return what a file holds, nothing if it is not there; the person's own link to it is followed."""
    try:
        handle = disk.open_to_read(path.resolve())
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    try:
        return disk.read(handle)
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    finally:
        os.close(handle)


def _told(clashes: int) -> str:
    return "An entry has" if clashes == 1 else f"{clashes} entries have"


def _with_fragments(log: LogScan, written: bytes) -> tuple[list[Line], int, int]:
    """Return the lines of a log with what is whole of its damaged ones in their places.

    And how much is lost of these, and how many entries in them have the id of another.

    A damaged line is one of several that were saved one after another: what it put in place holds until a later
    line says otherwise.
    """
    lines, missed, clashes = list(log.lines), 0, 0
    for before, start in reversed(list(enumerate(log.damage))):
        found = SalvageScan(written[start:].partition(b"\n")[0])
        missed += found.unreadable
        clashes += found.clashes
        documents = _documents(found)
        ops = [(name, "1", Raw(raw)) for name, _, raw in documents]
        ops += [(tombstones.TABLE, "1", Raw(msgspec.json.encode(key))) for name, key, _ in documents if name in KINDS]
        lines.insert(written.count(b"\n", 0, start) - before, Line(0, FRAGMENT, "", ops))
    return lines, missed, clashes


def _newer(tables: Tables, line: Line) -> tuple[Line, int]:
    """Leave out of a damaged line what is no newer than what is known: its ids may be damaged too.

    What cannot be a version of the entry that has its id gets another; returns how many did.
    """
    known = {name: {document_id(raw): raw for raw in tables.get(name, {}).values()} for name, _, _ in line.ops}
    ops: list[Op] = []
    clashes = 0
    for name, number, raw in line.ops:
        before = known[name].get(document_id(raw))
        if before is not None and name in KINDS and not _versions(before, raw):
            taken = {entry_id for entry_id in known[name] if entry_id is not None}
            ops.append((name, number, Raw(encode(renamed(decode(raw), taken)))))
            clashes += 1
        elif before is None or instant(tombstones.instant(raw)) > instant(tombstones.instant(before)):
            ops.append((name, number, raw))
    return msgspec.structs.replace(line, ops=ops), clashes


def _versions(before: Raw, raw: Raw) -> bool:
    try:
        return versions(decode(before), decode(raw))
    except EntryError:
        return True


def _leave_out_twins(tables: Tables, doubtful: list[tuple[str, str]]) -> int:
    """Take away what damaged lines brought under ids that a sound line gave to something else; return how many."""
    left_out = 0
    for name, number in doubtful:
        table = tables.get(name, {})
        if (raw := table.get(number)) is None:
            continue
        if any(document_id(other) == document_id(raw) for key, other in table.items() if key != number):
            del table[number]
            left_out += 1
    return left_out


def _rename_twins(tables: Tables) -> int:
    """Give entries whose id stands in two tables different ones; return how many."""
    taken: set[str] = set()
    twins: list[tuple[str, str]] = []
    for kind in KINDS:
        found = [(number, key) for number, raw in tables.get(kind, {}).items() if (key := document_id(raw)) is not None]
        twins += [(kind, number) for number, key in found if key in taken]
        taken.update(key for _, key in found)
    clashes = 0
    for kind, number in twins:
        with suppress(EntryError):
            entry = renamed(decode(tables[kind][number]), taken)
            tables[kind][number] = Raw(encode(entry))
            taken.add(entry.id)
            clashes += 1
    return clashes


def _documents(found: SalvageScan) -> list[tuple[str, str, bytes]]:
    """Return the table, id and JSON of everything that was found, removals first."""
    documents = [(entry.kind, entry.id, encode(entry)) for entry in found.entries.values()]
    for name, records in found.records.items():
        documents += [(name, key, msgspec.json.encode(record)) for key, record in records.items()]
    return sorted(documents, key=lambda document: document[0] != tombstones.TABLE)


def _add(tables: Tables, found: SalvageScan) -> None:
    """Add what a scan found and the tables do not have yet, unless it is known to have been removed since."""
    known = {name: {document_id(raw) for raw in table.values()} for name, table in tables.items()}
    free = {name: highest(table) for name, table in tables.items()}
    gone: dict[Key, str] | None = None
    for name, key, written in _documents(found):
        if key in known.get(name, ()):
            continue
        if name != tombstones.TABLE:
            gone = tombstones.read(tables.get(tombstones.TABLE, {})) if gone is None else gone
            removed = gone.get(("" if name in KINDS else name, key))
            if removed is not None and instant(removed) >= instant(tombstones.instant(Raw(written))):
                continue
        free[name] = free.get(name, 0) + 1
        tables.setdefault(name, {})[str(free[name])] = Raw(written)


def _count(tables: Tables) -> tuple[dict[str, int], int]:
    """Return how many documents are entries, by kind, and how many of those that should be are none."""
    counts, unreadable = dict.fromkeys(KINDS, 0), 0
    for kind in KINDS:
        for raw in tables.get(kind, {}).values():
            try:
                good = decode(raw).kind == kind
            except EntryError:
                good = False
            counts[kind] += good
            unreadable += not good
    return {kind: count for kind, count in counts.items() if count}, unreadable
