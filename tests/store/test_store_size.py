"""Ten years of a full diary: 55,000 entries."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import Raw
from store_entries import entry

from gutskin_tui.store import Journal, reader
from gutskin_tui.store.index import SEARCHES, Index

ENTRIES = 55_000


@pytest.fixture
def long_journal(path: Path) -> Path:
    """A journal in which only the entries of the last day can be decoded, so that decoding others is noticed."""
    path.parent.mkdir(parents=True)
    last = date(2026, 11, 20)
    documents = []
    for number in range(1, ENTRIES + 1):
        day = last - timedelta(days=(ENTRIES - number) // 15)
        ml = 250 if day == last else -1
        at = f"{day}T{8 + number % 15:02}:00:00+00:00"
        documents.append(
            f'"{number}":{{"kind":"drink","id":"{number:026}","at":"{at}","zone":"UTC","day":"{day}",'
            f'"created":"{at}","updated":"{at}","ml":{ml}}}'
        )
    path.write_text(f'{{"drink":{{{",".join(documents)}}}}}')
    return path


def test_opening_decodes_no_entry_and_a_day_decodes_its_own(
    long_journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[object] = []
    decode = reader.decode

    def counting(raw: Raw, *, validated: bool) -> object:
        decoded.append(raw)
        return decode(raw, validated=validated)

    monkeypatch.setattr(reader, "decode", counting)
    with Journal.open(long_journal) as journal:
        assert journal.count() == journal.count("drink") == ENTRIES
        assert len(journal.days()) == ENTRIES // 15 + 1
        assert decoded == []
        assert len(journal.day(date(2026, 11, 20))) == 15
        assert len(decoded) == 15
        journal.day(date(2026, 11, 20))
        assert len(decoded) == 15
        assert journal.day(date(2026, 11, 19)) == []


def test_thousands_of_bad_entries_are_retained_and_reported(long_journal: Path) -> None:
    with Journal.open(long_journal) as journal:
        keep = [entry.id for entry in journal.between(date(2026, 11, 20))]
        assert len(journal.problems()) == ENTRIES - 15
        journal.remove(*keep)
        assert journal.count() == ENTRIES - 15
        journal.undo()
    assert Journal.open(long_journal).count() == ENTRIES


def test_many_additions_do_not_each_search_the_whole_file() -> None:
    searched: list[object] = []

    class File(bytes):
        def __contains__(self, id_in_quotes: object) -> bool:
            searched.append(id_in_quotes)
            return super().__contains__(id_in_quotes)  # type: ignore[operator]

    index = Index(dict, {}, File(b"{}"))
    for number in range(3 * SEARCHES):
        for _ in range(3):  # as a save does
            assert index.place(f"new-{number}") is None
    assert len(searched) == SEARCHES


def test_a_present_process_has_equal_numbers_and_days_in_memory_once(path: Path) -> None:
    entries = [entry(kind, days) for kind in ("meal", "drink", "note") for days in range(300)]
    Journal.create(path, entries).close()
    with Journal.open(path) as command, Journal.open(path, present=True) as screen:
        tables, runs = screen._storage.tables, screen._storage._runs
        assert tables == command._storage.tables
        assert runs == command._storage._runs
        assert runs
        numbers = [number for table in tables.values() for number in table]
        days = [day for days_of_kind, _ in runs.values() for day in days_of_kind]
        for objects in (numbers, days):
            assert len(objects) > 2 * len(set(objects))
            assert len({id(value) for value in objects}) == len(set(objects))


def test_a_table_with_a_gap_in_its_numbers_is_read_as_it_is(path: Path) -> None:
    Journal.create(path, [entry(kind, days) for kind in ("meal", "drink") for days in range(3)]).close()
    tables = json.loads(path.read_bytes())
    del tables["meal"]["2"]
    path.write_text(json.dumps(tables))
    with Journal.open(path, present=True) as journal:
        documents = {number: json.loads(bytes(raw)) for number, raw in journal._storage.tables["meal"].items()}
    assert documents == tables["meal"]
