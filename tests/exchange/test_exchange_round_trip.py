"""A journal on disk, exported and imported into an empty one, is the same journal."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from any_entries import journals
from hypothesis import given, settings

from gutskin_tui.exchange.arrivals import compare
from gutskin_tui.exchange.jsonfile import read_json, write_json
from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.store import Journal, UnknownEntry


def exported(journal: Journal) -> bytes:
    out = io.BytesIO()
    write_json(journal.between(), out, datetime(2026, 11, 21, 14, 15, tzinfo=UTC))
    return out.getvalue()


def known(journal: Journal, entry_id: str) -> AnyEntry | None:
    try:
        return journal.get(entry_id)
    except UnknownEntry:
        return None


@settings(max_examples=40, deadline=None)
@given(journals())
def test_through_two_journals_on_disk(entries: list[AnyEntry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.json", Path(folder) / "second.json"
        with Journal.open(first) as journal:
            journal.add(*entries)
        with Journal.open(first, read_only=True) as journal:
            data = exported(journal)
        with Journal.open(second) as journal:
            journal.add(*compare(read_json(data), lambda one: known(journal, one)).new)
        with Journal.open(second) as journal:
            assert exported(journal) == data
            again = compare(read_json(data), lambda one: known(journal, one))
            assert (again.new, again.newer, again.same, again.older) == ((), (), len(entries), 0)
