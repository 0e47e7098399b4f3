"""Adapting the lines of a log to another snapshot than the one they were written for.

A sync tool may put the journal of another computer in place while the log holds changes of this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Raw

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.document_merge import fields_of, merged_document, restored_at
from gutskin_tui.store.instants import instant
from gutskin_tui.store.log_format import Line
from gutskin_tui.store.replay import document_id, is_document
from gutskin_tui.store.snapshot import highest


def renumber_lines(tables: Tables, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with document numbers adapted to tables other than those they were written for.

    Documents are matched by id, because another document may have the number, and merged with the one that is there.
    A removal whose document has no known id or is missing is omitted, as is a document that was removed there and not
    restored since. The caller applies each line before it requests the next.
    """
    for line in lines:
        ops: list[tuple[str, str, Raw]] = []
        for name, number, raw in line.ops:
            table = tables.get(name, {})
            wanted = document_id(raw) if is_document(raw) else msgspec.json.decode(raw)
            if wanted is None:
                continue
            place = next((key for key, old in table.items() if document_id(old) == wanted), None)
            if is_document(raw) and not name.startswith("_"):
                if place is not None:
                    present, changed = (bytes(canonical.document(name, document)) for document in (table[place], raw))
                    raw = Raw(merged_document(name, present, changed))
                elif _is_removed(tables, name, wanted, raw):
                    continue
            if place is None and is_document(raw):
                used_numbers = table.keys() | {key for other, key, _ in ops if other == name}
                place = number if number not in used_numbers else str(highest(used_numbers) + 1)
            if place is not None:
                ops.append((name, place, raw))
        yield msgspec.structs.replace(line, ops=ops)


def _is_removed(tables: Tables, table: str, wanted: str, raw: Raw) -> bool:
    """Whether the tables have a tombstone of a document that is as new as its last restoration."""
    removals = tombstones.tombstones(tables.get(tombstones.TABLE, {}))
    tombstone = removals.get(("" if table in KINDS else table, wanted))
    return tombstone is not None and instant(tombstone.removed) >= instant(restored_at(fields_of(raw)))
