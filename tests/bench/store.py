"""Saving, opening and undoing in journals of 1,000 to 200,000 entries, against the same bytes appended and synced."""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import msgspec
from tinydb import TinyDB

from gutskin_tui.model.entries import change, make, to_document
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path
from tests.bench.place import ENTRIES, LARGE, Place
from tests.bench.repeat import in_turns, medians, milliseconds
from tests.bench.table import Row

SIZES = (1_000, 10_000, ENTRIES, LARGE)
SAVES = 150
STOCK_SAVES = 3
OPEN = (
    "from pathlib import Path; from gutskin_tui.store import Journal; "
    "Journal.open(Path({path!r}), read_only=True, state=Path({state!r}))"
)
STOCK = "from tinydb import TinyDB; TinyDB({path!r}).storage.read()"


def store(place: Place) -> list[Row]:
    """Measure journals of all sizes on the disk that temporary files are on."""
    rows: list[Row] = []
    costs: dict[int, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            entries = list(place.entries(size))
            path = Path(name) / "journal.json"
            Journal.create(path, entries, state=Path(name) / "state").close()
            save_rows, costs[size] = _saves(place, path, entries)
            rows += save_rows
            if size == ENTRIES:
                rows += _whole(path, entries)
    rows.append(Row("add, 200,000 entries", costs[LARGE], "add, 1,000 entries", costs[1_000], 1.3))
    return rows


def _saves(place: Place, path: Path, entries: list[AnyEntry]) -> tuple[list[Row], float]:
    """Medians of adding, replacing and removing, in turns with the peers."""
    size = f"{len(entries):,} entries"
    numbers = count(1)
    floor = os.open(path.with_name("floor"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with Journal.open(path, state=path.parent / "state") as journal, closing(_sqlite(path, entries)) as database:
        added: list[AnyEntry] = []
        journal.add(_new(place, next(numbers)))
        length = log_path(path).stat().st_size
        journal.add(_new(place, next(numbers)))
        line = b"x" * (log_path(path).stat().st_size - length)

        def new() -> AnyEntry:
            added.append(_new(place, next(numbers)))
            return added[-1]

        def bare() -> None:
            os.write(floor, line)
            os.fsync(floor)

        def sqlite(entry: AnyEntry) -> None:
            database.execute("insert into entries values (?, ?, ?)", (entry.id, entry.day, msgspec.json.encode(entry)))
            database.commit()

        costs = in_turns(
            SAVES,
            _of(new, lambda entry: journal.add(entry)),
            lambda: _timed(bare),
            _of(lambda: _new(place, next(numbers)), sqlite),
            _of(lambda: change(added[-1], {"ml": 300}, place.clock), lambda entry: journal.replace(entry)),
            _of(lambda: added.pop(), lambda entry: journal.remove(entry.id)),
        )
        add, bare_cost, in_sqlite, replace, remove = map(statistics.median, costs)
    os.close(floor)
    against = "append + fsync of as many bytes"
    rows = [
        Row(f"add, {size}", add, against, bare_cost, 1.5),
        Row(f"replace, {size}", replace, against, bare_cost, 1.5),
        Row(f"remove, {size}", remove, against, bare_cost, 1.5),
        Row(f"add, {size}", add, "SQLite, WAL, synchronous=FULL", in_sqlite, 1),
    ]
    if len(entries) <= ENTRIES:
        with TinyDB(path) as stock:
            table = stock.table("drink")
            document = to_document(_new(place, next(numbers)))
            (there,) = medians(STOCK_SAVES, lambda: milliseconds(lambda: table.insert(document)))
        rows.append(Row(f"add, {size}", add, "stock TinyDB's insert", there, 1 / 500 if len(entries) == ENTRIES else 1))
    return rows, add


def _whole(path: Path, entries: list[AnyEntry]) -> list[Row]:
    """Opening, its memory, and an import of everything taken back."""
    path = path.with_name("whole.json")
    state = path.parent / "state"
    Journal.create(path, entries, state=state).close()

    def ours() -> None:
        Journal.open(path, read_only=True, state=state).close()

    def stock() -> None:
        with path.open() as file:
            json.load(file)

    opened, read = medians(7, lambda: milliseconds(ours), lambda: milliseconds(stock))
    memory, there = _peak(OPEN.format(path=str(path), state=str(state))), _peak(STOCK.format(path=str(path)))
    with Journal.create(path.with_name("import.json"), [], state=state) as journal:
        imported = milliseconds(lambda: journal.put(*entries))
        undone = milliseconds(journal.undo)
    return [
        Row("open, 55,000 entries", opened, "stock TinyDB's first read", read, 0.2),
        Row("its peak memory", memory, "stock TinyDB's first read", there, 0.5, unit="MB"),
        Row("undo of an import of 55,000", undone, "the import", imported, 2000, "value"),
    ]


def _peak(code: str) -> float:
    """Return the most memory that some code takes in a program of its own, in MB; imports are not counted."""
    imports, _, code = code.rpartition("; ")
    code = f"{imports}; import tracemalloc; tracemalloc.start(); {code}; print(tracemalloc.get_traced_memory()[1])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1e6


def _of(make_entry: Callable[[], AnyEntry], do: Callable[[AnyEntry], object]) -> Callable[[], float]:
    """Measure `do` without what it takes to make its entry."""

    def measure() -> float:
        entry = make_entry()
        return _timed(lambda: do(entry))

    return measure


def _timed(do: Callable[[], object]) -> float:
    """Return milliseconds. Looking for garbage first, with 200,000 entries about, would empty the processor's cache."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def _new(place: Place, number: int) -> AnyEntry:
    return make("drink", {"ml": 250}, place.clock, at=place.clock.now() - timedelta(minutes=number))


def _sqlite(path: Path, entries: list[AnyEntry]) -> sqlite3.Connection:
    database = sqlite3.connect(path.with_name("peer.db"))
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table entries (id text primary key, day text, document blob)")
    database.execute("create index days on entries (day)")
    rows = ((entry.id, entry.day, msgspec.json.encode(entry)) for entry in entries)
    database.executemany("insert into entries values (?, ?, ?)", rows)
    database.commit()
    return database
