"""A change is newer than what it changes, whatever the clock says; merging an older copy reverts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from store_entries import NOW, entry

from gutskin_tui.clock import Clock
from gutskin_tui.store import Journal
from gutskin_tui.store.instants import instant
from gutskin_tui.store.merge import ENTRIES, Contents, contents, contents_of_file
from gutskin_tui.store.tinydb_storage import LogStorage
from gutskin_tui.store.tinydb_tables import JournalDB
from gutskin_tui.store.tombstones import Tombstone

ENTRY = entry("note", text="0")
STAMP = NOW.isoformat(timespec="milliseconds")
YEAR = timedelta(days=365)


class Subject:
    """One thing of a journal, an entry or a record, whose text can be read and changed."""

    def __init__(self, journal: Journal, table: str) -> None:
        self.journal, self.table = journal, table

    def write(self, text: str, updated: str = STAMP) -> None:
        if self.table == ENTRIES:
            self.journal.put(replace(ENTRY, text=text, updated=updated))
        else:
            document = {"id": "x", "created": STAMP, "updated": updated, "text": text}
            self.journal.put_records(self.table, {"x": document})

    def remove(self) -> None:
        if self.table == ENTRIES:
            self.journal.remove(ENTRY.id)
        else:
            self.journal.put_records(self.table, {"x": None})

    @property
    def text(self) -> str | None:
        document = self._document()
        return document["text"] if document else None

    @property
    def version(self) -> str:
        """The instant of the version or, where it is removed, of the removal."""
        document = self._document()
        key = self.table, ENTRY.id if self.table == ENTRIES else "x"
        return document["updated"] if document else self.journal.removals()[key]

    def _document(self) -> dict[str, Any] | None:
        if self.table == ENTRIES:
            stored = next(iter(self.journal.between()), None)
            return {"text": stored.text, "updated": stored.updated} if stored else None  # type: ignore[union-attr]
        return self.journal.records(self.table).get("x")


class Dial:
    """A clock that a test can move."""

    def __init__(self) -> None:
        self.at = NOW

    def clock(self) -> Clock:
        return Clock(lambda: self.at, lambda: UTC)


@pytest.fixture
def dial() -> Dial:
    return Dial()


@pytest.fixture(params=[ENTRIES, "foods", "trials"])
def subject(request: pytest.FixtureRequest, path: Path, dial: Dial) -> Iterator[Subject]:
    with Journal.open(path, clock=dial.clock()) as journal:
        yield Subject(journal, request.param)


@pytest.fixture
def copies(subject: Subject, tmp_path: Path) -> Callable[[], Contents]:
    """Return what the journal holds now, as a copy made by a synchroniser holds it."""
    numbers = count()

    def copy() -> Contents:
        file = tmp_path / f"copy {next(numbers)}" / "journal.json"
        file.parent.mkdir()
        subject.journal.close()
        file.write_bytes(subject.journal.path.read_bytes())
        return contents_of_file(file)

    return copy


def test_an_undone_removal_wins_against_a_copy_of_it(subject: Subject, copies: Callable[[], Contents]) -> None:
    subject.write("0")
    subject.remove()
    removed = copies()
    subject.journal.undo()
    assert not subject.journal.merge(removed)
    assert subject.text == "0"


def test_a_repeated_removal_wins_against_a_copy_of_its_undo(subject: Subject, copies: Callable[[], Contents]) -> None:
    subject.write("0")
    subject.remove()
    subject.journal.undo()
    undone = copies()
    subject.journal.redo()
    assert not subject.journal.merge(undone)
    assert subject.text is None


def test_an_undone_change_wins_against_a_copy_of_it(subject: Subject, copies: Callable[[], Contents]) -> None:
    subject.write("0")
    subject.write("1")
    changed = copies()
    subject.journal.undo()
    undone = copies()
    assert not subject.journal.merge(changed)
    assert subject.text == "0"
    subject.journal.redo()
    assert not subject.journal.merge(undone)
    assert not subject.journal.merge(changed)
    assert subject.text == "1"


@pytest.mark.parametrize("back", [YEAR, timedelta(0)])
def test_a_change_wins_though_the_clock_was_put_back(
    subject: Subject, copies: Callable[[], Contents], dial: Dial, back: timedelta
) -> None:
    subject.write("ahead", (NOW + back).isoformat())
    ahead = copies()
    subject.write("mended", STAMP)
    mended = copies()
    assert not subject.journal.merge(ahead)
    assert subject.text == "mended"
    subject.remove()
    for copy in (ahead, mended):
        assert not subject.journal.merge(copy)
    assert subject.text is None
    subject.write("again", STAMP)
    assert not subject.journal.merge(mended)
    assert subject.text == "again"


def test_every_step_is_newer_than_all_before_it(subject: Subject, dial: Dial) -> None:
    subject.write("0")
    seen = [subject.version]
    steps = [
        lambda: subject.write("1"),
        subject.journal.undo,
        subject.journal.redo,
        subject.remove,
        subject.journal.undo,
        subject.journal.redo,
        lambda: subject.write("2"),
        subject.journal.undo,
        subject.journal.redo,
        subject.remove,
    ]
    for number, step in enumerate(steps):
        dial.at = NOW + YEAR * (number % 3 - 1)
        step()
        assert all(instant(subject.version) > instant(version) for version in seen)
        seen.append(subject.version)


def test_a_change_is_dated_by_the_clock_where_that_is_later(subject: Subject, dial: Dial) -> None:
    subject.write("0")
    dial.at = NOW + timedelta(hours=1)
    subject.remove()
    assert instant(subject.version) == dial.at
    dial.at += timedelta(hours=1)
    subject.journal.undo()
    assert instant(subject.version) == dial.at


def test_a_version_that_is_newer_by_itself_is_unchanged(subject: Subject) -> None:
    subject.write("0")
    later = "2026-12-01T08:00:00.123456+05:30"
    subject.write("1", later)
    assert subject.version == later
    subject.write("1", later)
    assert subject.version == later


def test_an_undone_merge_retains_this_journals_version_and_may_be_repeated(
    subject: Subject, copies: Callable[[], Contents], dial: Dial
) -> None:
    subject.write("0")
    subject.write("1")
    changed = copies()
    subject.journal.undo()
    subject.journal.merge(later := _later(changed))
    assert subject.text == "1"
    subject.journal.undo()
    assert subject.text == "0"
    assert not subject.journal.merge(later)
    subject.journal.redo()
    assert subject.text == "1"


def _later(copy: Contents) -> Contents:
    """Return a copy in which everything was changed an hour from now."""
    at = (NOW + timedelta(hours=1)).isoformat(timespec="milliseconds")
    return {
        key: version._replace(updated=at, encoded=version.encoded.replace(version.updated.encode(), at.encode()))
        for key, version in copy.items()
    }


def test_documents_written_through_tinydb_become_versions_too(path: Path, dial: Dial) -> None:
    with Journal.open(path, clock=dial.clock()) as journal:
        journal.add(ENTRY)
    old = contents_of_file(path)
    dial.at += timedelta(hours=1)
    with JournalDB(path, storage=LogStorage, clock=dial.clock()) as tables:
        tables.table("note").update({"text": "written"})
    with Journal.open(path, clock=dial.clock()) as journal:
        assert not journal.merge(old)
        assert [entry.text for entry in journal.between()] == ["written"]  # type: ignore[union-attr]
    with JournalDB(path, storage=LogStorage, clock=dial.clock()) as tables:
        tables.table("note").truncate()
    with Journal.open(path, clock=dial.clock()) as journal:
        assert not journal.merge(old)
        assert journal.count() == 0


@pytest.mark.parametrize("updated", ["9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00+14:00"])
def test_versions_at_the_ends_of_the_calendar_can_be_changed(subject: Subject, updated: str) -> None:
    subject.write("0", updated)
    subject.write("1")
    subject.remove()
    subject.journal.undo()
    assert subject.text == "1"


def test_removals_of_an_older_gutskin_give_way_to_an_undo(path: Path, dial: Dial) -> None:
    """They bear the instant of the version that was removed."""
    with Journal.open(path, clock=dial.clock()) as journal:
        journal.add(ENTRY)
        tombstone = contents([], {}, {(ENTRIES, ENTRY.id): Tombstone(ENTRY.updated, ENTRY.updated)})
        journal.merge(tombstone)
        assert journal.count() == 0
        journal.undo()
        assert not journal.merge(tombstone)
        assert journal.count() == 1


def test_dates_of_the_wall_clock_do_not_decide(path: Path, dial: Dial) -> None:
    """An earlier instant may look later where the clock is ahead of Greenwich."""
    tokyo = datetime.fromisoformat("2026-11-21T23:00:00.000+09:00")
    with Journal.open(path, clock=dial.clock()) as journal:
        journal.add(replace(ENTRY, updated=tokyo.isoformat(timespec="milliseconds")))
        dial.at = tokyo + timedelta(minutes=1)
        journal.remove(ENTRY.id)
        assert instant(journal.removals()[ENTRIES, ENTRY.id]) == dial.at
