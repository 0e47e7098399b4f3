"""The instants of changes: each version is newer than the one it replaces, and a removal is a version too.

The instant in `updated` orders the versions of an entry or record when copies of a journal are merged. Without this
rule a change would lose against the very version it replaced: after the computer's clock was put back, or when an
undo restores an older text.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import msgspec
from msgspec import Raw, structs

from gutskin_tui.clock import Clock
from gutskin_tui.model.entry import RESTORED, UNEDITED
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, tombstones
from gutskin_tui.store.document_merge import edits_of, fields_of
from gutskin_tui.store.instants import EARLIEST, instant
from gutskin_tui.store.journal_state import JournalState
from gutskin_tui.store.replay import Delta, deltas_of
from gutskin_tui.store.snapshot import highest
from gutskin_tui.store.tombstones import Key

STEP = timedelta(milliseconds=1)
"""The minimum by which a version is newer than the one it replaces."""


def stamped(deltas: list[Delta], journal: JournalState, clock: Clock, *, leave_tombstones: bool = True) -> list[Delta]:
    """Return changes of `journal` that are to be saved with each document newer than the version it replaces.

    A document replaces the one with its id, and the tombstone of its id, which is removed. Its `updated` is unchanged
    if that is newer, else max(now, the version replaced + 1 ms); the fields in which it differs from the document it
    replaces get the same instant in `edits`. With `leave_tombstones`, each removed document gets a tombstone by the
    same rule.
    """
    known = journal.tables.get(tombstones.TABLE, {})
    if not known and all(delta.old is None and delta.table != tombstones.TABLE for delta in deltas):
        return deltas  # only additions: what time it is, for which files are read, does not matter
    rows: dict[str, Raw | None] = {}
    numbers: dict[str, str] = {}
    old: dict[Key, datetime] = {}
    new: dict[Key, int] = {}
    replaced: dict[Key, Raw] = {}
    result: list[Delta] = []
    for delta in deltas:
        if delta.table == tombstones.TABLE:
            rows[delta.number] = delta.new
            if delta.after:
                numbers[delta.after.id] = delta.number
            continue
        if not delta.table.startswith("_"):
            kind = "" if delta.table in KINDS else delta.table
            if delta.before and delta.old is not None:
                key = kind, delta.before.id
                old[key] = max(instant(delta.before.updated), old.get(key, EARLIEST))
                replaced[key] = delta.old
            if delta.after:
                new[kind, delta.after.id] = len(result)
        result.append(delta)
    for key in (*old, *new) if known else ():
        if number := journal.index.record(tombstones.TABLE, tombstones.name(key)):
            numbers[tombstones.name(key)] = number
            old[key] = max(instant(tombstones.instant(known[number])), old.get(key, EARLIEST))
    if not (old or numbers):
        return deltas
    now = clock.now()
    for key, position in new.items():
        tombstone = numbers.get(tombstones.name(key))
        if key in old and result[position].new != result[position].old:
            restored = tombstone is not None
            result[position] = _newer(result[position], replaced.get(key), old[key], now, restored=restored)
        if tombstone is not None:
            rows[tombstone] = None
    removed = [key for key in old if key not in new] if leave_tombstones else []
    free_numbers = count(max(journal.next_number(tombstones.TABLE), highest(rows) + 1)) if removed else count()
    for key in removed:
        number = numbers.get(tombstones.name(key)) or str(next(free_numbers))
        rows[number] = tombstones.row(key, after(old[key], now))
    return result + deltas_of(journal.tables, {tombstones.TABLE: rows})


def _newer(delta: Delta, replaced: Raw | None, base: datetime, now: datetime, *, restored: bool) -> Delta:
    """Return a change with an instant after `base`, also for each field in which the document differs from `replaced`.

    A document that is `restored` has the same instant as that of its restoration, so that it wins against the removal
    when it is merged. One without `updated` stays as it is.
    """
    table, number, old, new, before_fields, after_fields = delta
    if new is None or after_fields is None or not after_fields.updated:
        return delta
    fields = fields_of(new)
    before = fields if replaced is None else fields_of(replaced)
    changed = {name for name in fields.keys() | before.keys() if fields.get(name) != before.get(name)} - {"edits"}
    if replaced is not None and not changed:
        return Delta(table, number, old, replaced, before_fields, after_fields)
    updated = after_fields.updated if instant(after_fields.updated) > base else after(base, now)
    fields["updated"] = Raw(msgspec.json.encode(updated))
    dated_fields = sorted(changed - UNEDITED) + [RESTORED] * restored
    if edits := edits_of(before) | dict.fromkeys(dated_fields, updated):
        if table in KINDS:  # the document replaced may have been of another kind
            edits = {name: at for name, at in edits.items() if name in KINDS[table].struct.__struct_fields__}
        fields["edits"] = Raw(msgspec.json.encode(edits))
    document = canonical.document(table, Raw(msgspec.json.encode(fields)), validated=True)
    return Delta(table, number, old, document, before_fields, structs.replace(after_fields, updated=updated))


def after(base: datetime, now: datetime) -> str:
    """Return an instant as text that is later than `base`: `now`, or `base` and a millisecond if that is later."""
    try:
        return max(now, base + STEP).isoformat(timespec="milliseconds")
    except OverflowError:  # the last instant that datetime can represent
        return base.isoformat()
