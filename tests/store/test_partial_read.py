"""Some days, read without opening the journal, are what the journal answers; None where more must be read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import change, make
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal, partial_read, snapshot_state
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.partial_read import SavedDays, entries_between, tag_counts
from gutskin_tui.store.snapshot_state import SnapshotState


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    path = tmp_path / "journal.json"
    Journal.create(path, sample_entries(90, 3, clock), clock=clock).close()
    return path


@pytest.mark.parametrize("days", [-1, 0, 1, 7, 89, 200])
def test_the_newest_days_are_those_of_the_journal(path: Path, clock: Clock, days: int) -> None:
    first = clock.today() - timedelta(days=days)
    with Journal.open(path, read_only=True) as journal:
        expected = list(journal.between(first))
    assert entries_between(path, first) == expected
    assert bool(expected) == (days >= 0)


@pytest.mark.parametrize(
    ("first", "last"), [(0, 0), (7, 7), (40, 10), (89, 60), (200, 100), (300, 95), (3, 9), (5, -5)]
)
def test_days_of_the_past_are_those_of_the_journal(path: Path, clock: Clock, first: int, last: int) -> None:
    days = clock.today() - timedelta(days=first), clock.today() - timedelta(days=last)
    with Journal.open(path, read_only=True) as journal:
        expected = list(journal.between(*days))
    assert entries_between(path, *days) == expected


def test_changes_are_read_once_they_are_folded(path: Path, clock: Clock) -> None:
    today = clock.today()
    with Journal.open(path, clock=clock) as journal:
        journal.add(entry := make("note", {"text": 'a "}\n},\n" b'}, clock))
        journal.remove(journal.day(today - timedelta(days=1))[0].id)
        assert entries_between(path, today) is None  # there is a log
    with Journal.open(path, read_only=True) as journal:
        expected = list(journal.between(today - timedelta(days=1)))
    assert entries_between(path, today - timedelta(days=1)) == expected
    assert entry.id in {other.id for other in expected}


def test_more_is_read_for_a_file_that_is_not_as_it_was_saved(path: Path, clock: Clock) -> None:
    today, data = clock.today(), path.read_bytes()
    assert entries_between(path, today) is not None
    for changed in (data.replace(b"oats", b"eggs", 1), data[:-10], b"", data.replace(b'"drink":{', b'"other":{')):
        assert changed != data
        path.write_bytes(changed)
        assert entries_between(path, today) is None
    path.unlink()
    assert entries_between(path, today) is None
    path.write_bytes(data)
    log_path(path).touch()
    assert entries_between(path, today) is None


def test_more_is_read_for_an_older_copy(path: Path, clock: Clock) -> None:
    older = path.read_bytes()
    with Journal.open(path, clock=clock) as journal:
        journal.add(make("drink", {"ml": 250}, clock))
    assert entries_between(path, clock.today()) is not None
    path.write_bytes(older)
    assert entries_between(path, clock.today()) is None


def test_a_day_is_read_among_lines_of_any_length(tmp_path: Path, clock: Clock) -> None:
    path, now = tmp_path / "journal.json", clock.now()
    texts = {days: 'oats\n"7":{' * (days % 5 * days) for days in range(60)}
    entries = [
        make("note", {"text": text or "-"}, clock, at=now - timedelta(days=days, minutes=days))
        for days, text in texts.items()
    ]
    Journal.create(path, entries, clock=clock).close()
    for days in texts:
        day = clock.today() - timedelta(days=days)
        with Journal.open(path, read_only=True) as journal:
            expected = journal.day(day)
        assert entries_between(path, day, day) == expected
        assert expected


def test_more_is_read_where_the_index_has_no_offsets_of_tables(path: Path, clock: Clock) -> None:
    with Journal.open(path, read_only=True) as journal:
        state, base = journal.state, journal._storage.snapshot.base
    stored = snapshot_state.load(state, base)
    assert stored.spans
    snapshot_state.save(state, base, SnapshotState(stored.runs, stored.readable))  # as version 0.1 wrote it
    assert entries_between(path, clock.today()) is None
    with Journal.open(path, clock=clock) as journal:
        journal.add(make("drink", {"ml": 250}, clock))
    with Journal.open(path, read_only=True) as journal:
        expected = list(journal.between(clock.today()))
    assert entries_between(path, clock.today()) == expected


def test_all_days_are_those_of_the_journal(path: Path, clock: Clock) -> None:
    with Journal.open(path, read_only=True) as journal:
        expected = {day: journal.day(day) for day in journal.days()}
    saved = SavedDays.read(path)
    assert saved
    assert {day: saved.entries(day) for day in saved.days()} == expected
    assert saved.days() == list(expected)
    assert saved.entries(clock.today() + timedelta(days=1)) == []


def test_no_days_are_read_of_a_file_that_is_not_as_it_was_saved(path: Path, clock: Clock) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"oats", b"eggs", 1))
    assert SavedDays.read(path) is None
    path.unlink()
    assert SavedDays.read(path) is None
    path.write_bytes(data)
    with Journal.open(path, clock=clock) as journal:
        journal.add(make("drink", {"ml": 250}, clock))
        assert SavedDays.read(path) is None  # there is a log
    saved = SavedDays.read(path)
    assert saved
    assert len(saved.entries(clock.today())) == len(journal.day(clock.today()))


def test_an_empty_journal_has_no_days(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.json"
    Journal.create(path, [], clock=clock).close()
    saved = SavedDays.read(path)
    assert saved
    assert saved.days() == []
    assert entries_between(path, clock.today()) == []


@pytest.mark.parametrize("size", [600, 1000, 5000])
def test_the_length_of_the_pieces_makes_no_difference(path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = SavedDays.read(path)
    monkeypatch.setattr(partial_read, "PIECE", size)
    saved = SavedDays.read(path)
    assert whole
    assert saved
    assert {day: saved.entries(day) for day in saved.days()} == {day: whole.entries(day) for day in whole.days()}


def test_a_piece_without_a_whole_line_is_not_read_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_read, "PIECE", 10)
    assert SavedDays.read(path) is None


def test_tags_are_counted_as_in_the_journal(path: Path, clock: Clock) -> None:
    drink, note = {"ml": 250}, {"text": '"tags" ,\n"1":{'}
    with Journal.open(path, clock=clock) as journal:
        assert tag_counts(path) == journal.tag_counts() != {}
        journal.add(make("drink", drink | {"tags": ("out", "pollen")}, clock), make("note", note, clock))
        journal.add(new := make("note", note | {"tags": ('a \n"tags"',)}, clock))
        journal.replace(change(new, {"tags": ("changed",)}, clock))  # "tags" is a name in its `edits` too
        assert tag_counts(path) is None  # there is a log
        expected = journal.tag_counts()
    assert tag_counts(path) == expected
    assert expected["pollen"] == expected["changed"] == 1
