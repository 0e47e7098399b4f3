"""The instants of changes: each version is newer than the one it replaces, and a removal is a version too.

The instant in `updated` orders the versions of an entry or record when copies of a journal are merged. Without this
rule a change would lose against the very version it replaced: after the computer's clock was put back, or when an
undo restores an older text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.clock import Clock
from gutskin_tui.model.entry import RESTORED, UNEDITED
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, tombstones
from gutskin_tui.store.journal_state import JournalState
from gutskin_tui.store.replay import document_id
from gutskin_tui.store.salvage import instant
from gutskin_tui.store.snapshot import highest
from gutskin_tui.store.tombstones import Key

Patch = Mapping[str, Mapping[str, Raw | None]]
"""Changes by table and document number: the new document, or None to remove it."""

STEP = timedelta(milliseconds=1)
"""The minimum by which a version is newer than the one it replaces."""

EARLIEST = datetime.min.replace(tzinfo=UTC)


class _Dated(Struct):
    id: str
    updated: str = ""


_decoder = msgspec.json.Decoder(_Dated)


def stamped(patch: Patch, journal: JournalState, clock: Clock, *, leave_tombstones: bool = True) -> Patch:
    """Return `patch`, to be applied to `journal`, with each document newer than the version it replaces.

    A document replaces the one with its id, and the tombstone of its id, which is removed. Its `updated` is unchanged
    if that is newer, else max(now, the version replaced + 1 ms); the fields in which it differs from the document it
    replaces get the same instant in `edits`. With `leave_tombstones`, each removed document gets a tombstone by the
    same rule.
    """
    known = journal.tables.get(tombstones.TABLE, {})
    added = patch.get(tombstones.TABLE, {})
    if not (known or added or any(journal.tables.get(table, {}).keys() & patch[table].keys() for table in patch)):
        return patch  # only additions: what time it is, for which files are read, does not matter
    old, new, replaced = _ids(patch, journal)
    numbers: dict[str | None, str] = {document_id(raw): number for number, raw in added.items() if raw}
    for key in (*old, *new) if known else ():
        if number := journal.index.record(tombstones.TABLE, tombstones.name(key)):
            numbers[tombstones.name(key)] = number
            old[key] = max(instant(tombstones.instant(known[number])), old.get(key, EARLIEST))
    if not (old or numbers):
        return patch
    now = clock.now()
    result = {table: dict(documents) for table, documents in patch.items()}
    tombstone_changes = result.setdefault(tombstones.TABLE, {})
    for key, (table, number) in new.items():
        raw = result[table][number]
        if key in old and raw is not None and raw != journal.tables.get(table, {}).get(number):
            restored = tombstones.name(key) in numbers
            result[table][number] = _newer(table, raw, replaced.get(key), old[key], now, restored=restored)
        if (tombstone := numbers.get(tombstones.name(key))) is not None:
            tombstone_changes[tombstone] = None
    free_numbers = count(max(journal.next_number(tombstones.TABLE), highest(tombstone_changes) + 1))
    for key in old if leave_tombstones else ():
        if key not in new:
            number = numbers.get(tombstones.name(key)) or str(next(free_numbers))
            tombstone_changes[number] = tombstones.row(key, after(old[key], now))
    return {table: documents for table, documents in result.items() if documents}


def _ids(patch: Patch, journal: JournalState) -> tuple[dict[Key, datetime], dict[Key, tuple[str, str]], dict[Key, Raw]]:
    """Return, each by key, what a patch changes.

    These are the instants of the documents that it replaces or removes, the places of those that it puts, and the
    documents that it replaces.
    """
    old: dict[Key, datetime] = {}
    new: dict[Key, tuple[str, str]] = {}
    replaced: dict[Key, Raw] = {}
    for table, documents in patch.items():
        if table.startswith("_"):
            continue
        kind, before = "" if table in KINDS else table, journal.tables.get(table, {})
        for number, raw in documents.items():
            if number in before and (dated := _read(before[number])):
                key = kind, dated.id
                old[key] = max(instant(dated.updated), old.get(key, EARLIEST))
                replaced[key] = before[number]
            if raw is not None and (name := document_id(raw)) is not None:
                new[kind, name] = table, number
    return old, new, replaced


def _newer(table: str, raw: Raw, replaced: Raw | None, base: datetime, now: datetime, *, restored: bool = False) -> Raw:
    """Return a document with an instant after `base`, also for each field in which it differs from `replaced`.

    One that is `restored` has the same instant as that of its restoration, so that it wins against the removal when it
    is merged. A document without `updated` is returned unchanged.
    """
    dated = _read(raw)
    if dated is None or not dated.updated:
        return raw
    fields = _fields(raw)
    before = fields if replaced is None else _fields(replaced)
    changed = {name for name in fields.keys() | before.keys() if fields.get(name) != before.get(name)} - {"edits"}
    if replaced is not None and not changed:
        return replaced
    updated = dated.updated if instant(dated.updated) > base else after(base, now)
    fields["updated"] = Raw(msgspec.json.encode(updated))
    dated_fields = sorted(changed - UNEDITED) + [RESTORED] * restored
    if edits := _edits(before) | dict.fromkeys(dated_fields, updated):
        if table in KINDS:  # the document replaced may have been of another kind
            edits = {name: at for name, at in edits.items() if name in KINDS[table].struct.__struct_fields__}
        fields["edits"] = Raw(msgspec.json.encode(edits))
    return canonical.document(table, Raw(msgspec.json.encode(fields)))


def _fields(raw: Raw) -> dict[str, Raw]:
    return msgspec.json.decode(raw, type=dict[str, Raw])


def _edits(fields: Mapping[str, Raw]) -> dict[str, str]:
    try:
        return msgspec.json.decode(fields.get("edits", b"{}"), type=dict[str, str])
    except msgspec.DecodeError:
        return {}


def after(base: datetime, now: datetime) -> str:
    """Return an instant as text that is later than `base`: `now`, or `base` and a millisecond if that is later."""
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    try:
        return max(now, base + STEP).isoformat(timespec="milliseconds")
    except OverflowError:  # the last instant that datetime can represent
        return base.isoformat()


def _read(raw: Raw) -> _Dated | None:
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
