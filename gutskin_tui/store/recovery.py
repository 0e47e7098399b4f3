"""Recovery of a damaged journal: everything that is still readable becomes a new journal.

Nothing is overwritten: the damaged files are retained under dated names. No message contains journal text.

Each readable entry is recovered, but its id may be damaged too, and lines of the log refer to entries by id: a later
change then creates a second entry, and a later removal removes nothing or another entry. This cannot be detected. An
id that two different entries have is detected and reported.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from gutskin_tui import disk
from gutskin_tui.model.entries import EntryError, decode, encode
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, log_link, migrations, snapshot, tombstones, watermark
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, JournalUnwritable, NotAJournal, reason
from gutskin_tui.store.instants import instant
from gutskin_tui.store.lock import locked
from gutskin_tui.store.log_format import Line, LogScan, Op, log_path, to_replay
from gutskin_tui.store.log_format import scan as scan_log
from gutskin_tui.store.log_rebase import renumber_lines
from gutskin_tui.store.replacement import replace_journal
from gutskin_tui.store.replay import apply_line, document_id
from gutskin_tui.store.salvage import SalvageScan, are_versions, renamed
from gutskin_tui.store.snapshot import highest
from gutskin_tui.store.tombstones import Key
from gutskin_tui.store.undo import REDO, UNDO

TRANSIENT_TABLES = {UNDO, REDO}
"""Tables that are valid only with the complete journal they were written for."""

FRAGMENT = "fragment"
"""The `how` of a damaged line, whose own value is unknown."""


class Findings(Struct, frozen=True):
    """The readable contents of a journal, and its `problems`, a sentence each.

    `counts` are the numbers of readable entries by kind. `unreadable` is the number of entries that are recognisable
    but cannot be decoded; unrecognisable ones are not counted.
    """

    problems: tuple[str, ...]
    tables: Tables
    counts: dict[str, int]
    unreadable: int
    newer: bool = False
    """Whether a newer version of gutskin wrote it; this version might not write all of it."""

    @property
    def count(self) -> int:
        """How many entries can be read."""
        return sum(self.counts.values())


def examine(path: Path) -> Findings:
    """Read the journal at `path` and its log as far as they can be read. Raises JournalUnreadable and NotAJournal."""
    readable = _read_snapshot(path)
    tables, problems = readable.tables, [readable.problem] if readable.problem else []
    for name in TRANSIENT_TABLES:
        tables.pop(name, None)
    log_data = _contents(log_path(path))
    log = scan_log(log_data)
    missed, log_clashes = _replay_log(tables, readable.base, log, log_data)
    clashes = readable.clashes + log_clashes
    if log.damage:
        lost = "a line" if len(log.damage) == 1 else f"{len(log.damage)} lines"
        problems.append(f"{log_path(path)} is damaged: {lost} cannot be read (byte {log.damage[0]}).")
    if problems:
        clashes += _rename_duplicates(tables)
    if clashes:
        problems.append(f"{_clash_text(clashes)} the id of another: both are kept, one of them under a new id.")
    counts, undecodable = _count(tables)
    filled = {name: table for name, table in tables.items() if table}
    return Findings(tuple(problems), filled, counts, readable.unreadable + missed + undecodable, readable.newer)


class _Readable(Struct, frozen=True):
    """The readable contents of a snapshot; `unreadable` and `newer` are as in `Findings`.

    `problem` is a sentence on what is damaged, "" for nothing; `clashes` counts the documents with the id of another.
    """

    tables: Tables
    base: str
    problem: str = ""
    unreadable: int = 0
    clashes: int = 0
    newer: bool = False


def _read_snapshot(path: Path) -> _Readable:
    """Read the snapshot at `path` as far as it can be read. Raises JournalUnreadable and NotAJournal."""
    data, newer = _contents(path), False
    try:
        loaded = snapshot.parse(path, data)
        newer = loaded.version is None or loaded.version > snapshot.VERSION
        tables = loaded.tables if loaded.version is None else migrations.migrate(loaded.tables, loaded.version)
        return _Readable(tables, loaded.base, newer=newer)
    except NotAJournal:
        raise
    except JournalDamaged as error:
        scanned = SalvageScan(data)
        tables = {}
        _add_missing(tables, scanned)
        return _Readable(tables, "", str(error), scanned.unreadable, scanned.clashes, newer)


def _replay_log(tables: Tables, base: str, log: LogScan, log_data: bytes) -> tuple[int, int]:
    """Apply the readable lines of a log, and fragments of damaged ones, to `tables`; `base` is that of the snapshot.

    Returns how many documents cannot be read, and how many have the id of another.
    """
    lines, missed, clashes = _with_fragments(log, log_data)
    lines, mismatched = to_replay(lines, base)
    uncertain: list[tuple[str, str]] = []
    for line in lines:
        if line.how == FRAGMENT:
            line, line_clashes = _without_old_documents(tables, line)
            clashes += line_clashes
            mismatched = True  # its documents may get other numbers than those in later lines
        for renumbered in renumber_lines(tables, [line]) if mismatched else (line,):
            deltas = apply_line(tables, renumbered)
            if line.how == FRAGMENT:
                uncertain += [(delta.table, delta.number) for delta in deltas if delta.old is None]
    return missed + _remove_duplicates(tables, uncertain), clashes


def salvage(path: Path, state: Path, now: datetime) -> tuple[Findings, list[Path]]:
    """Replace the journal at `path` by everything readable in it, and retain the old files.

    Returns the findings and the paths of the retained files. Raises JournalUnreadable, and JournalUnwritable also if
    nothing can be read; nothing has changed then.
    """
    with locked(path, state):
        findings = examine(path)
        if not findings.tables:
            raise JournalUnwritable(path, f"Nothing in {path} can be read, so nothing was changed.")
        if findings.newer:
            raise JournalUnwritable(path, f"{path} was made by a newer version of gutskin, which can salvage it.")
        parts, base = snapshot.encoded(canonical.fold(findings.tables).parts)
        try:
            retained = replace_journal(path, parts, base, now)
        except OSError as error:
            raise JournalUnwritable(path, f"{path} cannot be salvaged: {reason(error)}.") from None
        log_link.unlink(state)
        with suppress(OSError):
            watermark.write(state, watermark.of(findings.tables, base))
        return findings, retained


def _contents(path: Path) -> bytes:
    """Return the contents of a file, b"" if it does not exist. A symbolic link is followed."""
    try:
        return disk.read_file(path.resolve())
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None


def _clash_text(clashes: int) -> str:
    return "An entry has" if clashes == 1 else f"{clashes} entries have"


def _with_fragments(log: LogScan, log_data: bytes) -> tuple[list[Line], int, int]:
    """Return the lines of a log, each damaged one replaced by a line of its readable documents.

    Also returns how many entries of the damaged lines are lost, and how many have the id of another entry. The order
    of the lines is unchanged, so that a later line overrides a damaged one.
    """
    lines, missed, clashes = list(log.lines), 0, 0
    for before, start in reversed(list(enumerate(log.damage))):
        scan = SalvageScan(log_data[start:].partition(b"\n")[0])
        missed += scan.unreadable
        clashes += scan.clashes
        documents = _documents(scan)
        ops = [(name, "1", Raw(raw)) for name, _, raw in documents]
        ops += [(tombstones.TABLE, "1", Raw(msgspec.json.encode(key))) for name, key, _ in documents if name in KINDS]
        lines.insert(log_data.count(b"\n", 0, start) - before, Line(0, FRAGMENT, "", ops))
    return lines, missed, clashes


def _without_old_documents(tables: Tables, line: Line) -> tuple[Line, int]:
    """Return a damaged line without documents that are no newer than those in `tables`, as its ids may be damaged too.

    A document that cannot be a version of the entry with its id gets a new id; also returns how many did.
    """
    known = {name: {document_id(raw): raw for raw in tables.get(name, {}).values()} for name, _, _ in line.ops}
    ops: list[Op] = []
    clashes = 0
    for name, number, raw in line.ops:
        before = known[name].get(document_id(raw))
        if before is not None and name in KINDS and not _may_be_versions(before, raw):
            used_ids = {entry_id for entry_id in known[name] if entry_id is not None}
            ops.append((name, number, Raw(encode(renamed(decode(raw), used_ids)))))
            clashes += 1
        elif before is None or instant(tombstones.instant(raw)) > instant(tombstones.instant(before)):
            ops.append((name, number, raw))
    return msgspec.structs.replace(line, ops=ops), clashes


def _may_be_versions(before: Raw, raw: Raw) -> bool:
    """Whether two documents can be versions of the same entry; True if one of them is unreadable."""
    try:
        return are_versions(decode(before), decode(raw))
    except EntryError:
        return True


def _remove_duplicates(tables: Tables, uncertain: list[tuple[str, str]]) -> int:
    """Remove documents of damaged lines whose ids belong to documents of intact lines; return how many."""
    removed = 0
    for name, number in uncertain:
        table = tables.get(name, {})
        if (raw := table.get(number)) is None:
            continue
        if any(document_id(other) == document_id(raw) for key, other in table.items() if key != number):
            del table[number]
            removed += 1
    return removed


def _rename_duplicates(tables: Tables) -> int:
    """Give new ids to entries whose id occurs in an earlier table too; return how many."""
    used_ids: set[str] = set()
    duplicates: list[tuple[str, str]] = []
    for kind in KINDS:
        ids = [(number, key) for number, raw in tables.get(kind, {}).items() if (key := document_id(raw)) is not None]
        duplicates += [(kind, number) for number, key in ids if key in used_ids]
        used_ids.update(key for _, key in ids)
    clashes = 0
    for kind, number in duplicates:
        with suppress(EntryError):
            entry = renamed(decode(tables[kind][number]), used_ids)
            tables[kind][number] = Raw(encode(entry))
            used_ids.add(entry.id)
            clashes += 1
    return clashes


def _documents(scan: SalvageScan) -> list[tuple[str, str, bytes]]:
    """Return the table, id and JSON of each entry and record of a scan, tombstones first."""
    documents = [(entry.kind, entry.id, encode(entry)) for entry in scan.entries.values()]
    for name, records in scan.records.items():
        documents += [(name, key, msgspec.json.encode(record)) for key, record in records.items()]
    return sorted(documents, key=lambda document: document[0] != tombstones.TABLE)


def _add_missing(tables: Tables, scan: SalvageScan) -> None:
    """Add the entries and records of a scan that the tables lack, unless a tombstone is newer."""
    known = {name: {document_id(raw) for raw in table.values()} for name, table in tables.items()}
    free = {name: highest(table) for name, table in tables.items()}
    removals: dict[Key, str] | None = None
    for name, key, document in _documents(scan):
        if key in known.get(name, ()):
            continue
        if name != tombstones.TABLE:
            removals = tombstones.read(tables.get(tombstones.TABLE, {})) if removals is None else removals
            removed = removals.get(("" if name in KINDS else name, key))
            if removed is not None and instant(removed) >= instant(tombstones.instant(Raw(document))):
                continue
        free[name] = free.get(name, 0) + 1
        tables.setdefault(name, {})[str(free[name])] = Raw(document)


def _count(tables: Tables) -> tuple[dict[str, int], int]:
    """Return the number of entries by kind, and the number of documents in their tables that are not entries."""
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
