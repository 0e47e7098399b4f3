"""A journal that is not split into its documents answers as one that is, and is split once that is needed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec import Raw

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal, canonical, snapshot, snapshot_state
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.log_format import log_path

DAYS = 300
TRIAL = {"id": "a", "created": "2026-11-21T14:15:00+00:00", "updated": "2026-11-21T14:15:00+00:00", "what": "milk"}


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    path = tmp_path / "journal.json"
    entries = sample_entries(DAYS, 3, clock)
    tricky = [make("note", {"text": text}, clock) for text in ('"\n"2":{', '},\n"3":{"kind":"note"}', "\u2028\u00e9")]
    early = make("stress", {"score": 4}, clock, at=clock.now() - timedelta(days=900))  # one of its kind that day
    Journal.create(path, [*entries, *tricky, early], clock=clock).close()
    with Journal.open(path, clock=clock) as journal:
        journal.put_records("trials", {"a": TRIAL})
        journal.remove(journal.day(clock.today())[0].id)
    return path


def is_split(journal: Journal) -> bool:
    return "tables" in vars(journal._storage.snapshot)


def split(path: Path) -> Journal:
    journal = Journal.open(path, read_only=True)
    assert journal._storage.tables
    return journal


def test_days_in_any_order(path: Path) -> None:
    with split(path) as expected, Journal.open(path, read_only=True) as journal:
        days = expected.days()
        assert journal.days() == days
        spans = [(days[start], days[min(start + 3, len(days) - 1)]) for start in range(0, len(days), 2)]
        Random(1).shuffle(spans)
        for first, last in spans:
            assert list(journal.between(first, last)) == list(expected.between(first, last))
            assert list(journal.between(first, last, "drink")) == list(expected.between(first, last, "drink"))
        assert list(journal.between()) == list(expected.between())
        assert list(journal.between(None, None, "meal")) == list(expected.between(None, None, "meal"))
        assert not list(journal.between(date(1990, 1, 1), date(1990, 12, 31)))
        backwards = days[::-1]
        for order in (days, backwards, backwards[::7], Random(2).sample(days, len(days))):
            for day in order:
                assert list(journal.between(day, day)) == journal.day(day) == expected.day(day)
        assert not is_split(journal)
        assert journal.get(journal.day(days[0])[0].id) == expected.day(days[0])[0]
        assert is_split(journal)


def test_the_start_of_a_screen_does_not_split_the_tables(path: Path, clock: Clock) -> None:
    with split(path) as expected, Journal.open(path, clock=clock, present=True) as journal:
        for days in range(98):
            day = clock.today() - timedelta(days=days)
            assert journal.day(day) == expected.day(day)
        for table in ("trials", "foods"):
            assert journal.records(table) == expected.records(table)
        assert journal.removals() == expected.removals()
        assert not journal.warnings
        assert journal.loss is None
        assert not journal.refresh()
        assert not is_split(journal)


@pytest.mark.parametrize(
    "change",
    [
        lambda journal, clock: journal.add(make("drink", {"ml": 250}, clock)),
        lambda journal, clock: journal.remove(journal.day(clock.today())[-1].id),
        lambda journal, clock: journal.put_records("trials", {"a": None}),
        lambda journal, clock: journal.undo(),
        lambda journal, clock: journal.db.table("note").truncate(),
        lambda journal, clock: add_elsewhere(journal.path, clock) or journal.refresh(),
        lambda journal, clock: rewrite_elsewhere(journal.path, clock) or journal.refresh(),
    ],
    ids=["add", "remove", "records", "undo", "tinydb", "appended elsewhere", "folded elsewhere"],
)
def test_a_change_is_made_of_all_documents(path: Path, clock: Clock, change: Callable[[Journal, Clock], Any]) -> None:
    with Journal.open(path, clock=clock, present=True) as journal:
        before = list(journal.between())
        records = journal.records("trials"), journal.removals()
        assert not is_split(journal)
        change(journal, clock)
        after = list(journal.between())
        assert after != before or (journal.records("trials"), journal.removals()) != records
        assert [entry for day in journal.days() for entry in journal.day(day)] == after
        assert journal.count() == len(after)
    with split(path) as journal:
        assert list(journal.between()) == after


def add_elsewhere(path: Path, clock: Clock) -> None:
    with Journal.open(path, clock=clock) as journal:
        journal.add(make("drink", {"ml": 250}, clock))


def rewrite_elsewhere(path: Path, clock: Clock) -> None:
    with Journal.open(path, clock=clock) as journal, journal.exclusive():
        journal.add(make("drink", {"ml": 250}, clock))
        journal._storage.fold()


def test_what_was_there_before_a_file_was_replaced_is_not_lost(path: Path, clock: Clock) -> None:
    old = path.read_bytes()
    with Journal.open(path, clock=clock) as journal:
        journal.add(entry := make("note", {"text": "the newest"}, clock))
    with Journal.open(path, clock=clock, present=True) as journal:
        path.write_bytes(old)
        journal.refresh()
        journal.restore_lost_changes()
        assert journal.get(entry.id) == entry


@pytest.mark.parametrize("part", ["runs", "spans", "readable"])
def test_without_the_index_of_its_days_it_is_split_at_once(path: Path, part: str) -> None:
    with Journal.open(path, read_only=True) as journal:
        expected, state, base = list(journal.between()), journal.state, journal._storage.snapshot.base
    stored = snapshot_state.load(state, base)
    if part == "runs":
        stored.runs = None
    elif part == "spans":
        del stored.spans["trials"]
    else:
        stored.readable = False
    snapshot_state.save(state, base, stored)
    with Journal.open(path, read_only=True) as journal:
        assert is_split(journal)
        assert list(journal.between()) == expected
        assert journal.records("trials")


def test_a_file_that_another_computer_wrote_is_known_once_it_is_folded(path: Path, clock: Clock) -> None:
    with Journal.open(path, read_only=True) as journal:
        state = journal.state
    for was_known, readable in ((False, True), (True, True)):
        if not was_known:
            shutil.rmtree(state)
        with Journal.open(path, clock=clock) as journal:
            assert is_split(journal) is not was_known
            journal.add(make("drink", {"ml": 250}, clock))
        with Journal.open(path, read_only=True) as journal:
            assert journal._storage.readable is readable
            assert is_split(journal) is not readable


def test_a_file_with_an_unreadable_entry_is_split_at_once(path: Path, clock: Clock) -> None:
    tables = json.loads(path.read_bytes())
    tables["drink"]["1"]["ml"] = -1
    path.write_bytes(b"".join(snapshot.encoded(canonical.fold(as_raw(tables)).parts)[0]))
    for _ in range(2):
        with Journal.open(path, clock=clock) as journal:
            assert is_split(journal)
            assert "drink 1" in {problem.where for problem in journal.problems()}
            journal.add(make("drink", {"ml": 250}, clock))


def as_raw(tables: dict[str, dict[str, Any]]) -> Tables:
    return {
        name: {number: Raw(json.dumps(document).encode()) for number, document in table.items()}
        for name, table in tables.items()
        if name != "_meta"
    }


def test_with_a_log_it_is_split_at_once(path: Path, clock: Clock) -> None:
    with Journal.open(path, clock=clock, present=True) as screen:
        screen.add(entry := make("note", {"text": "in the log"}, clock))
        assert log_path(path).exists()
        with Journal.open(path, read_only=True) as journal:
            assert is_split(journal)
            assert journal.get(entry.id) == entry
