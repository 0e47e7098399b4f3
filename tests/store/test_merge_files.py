"""Merging files: journals of two computers, old copies, logs, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_entries import CLOCK, NOW, content, entry
from versions import at, instant

from gutskin_tui.store import Journal, JournalError
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.merge import ENTRIES, contents, contents_of_file
from gutskin_tui.store.tombstones import Tombstone

FIRST = entry("drink", ml=100)


RECORD = {"id": "dairy", "created": NOW.isoformat(), "updated": NOW.isoformat()}


def test_two_journals_on_disk_become_equal_whichever_merges_the_other(tmp_path: Path) -> None:
    first, other = tmp_path / "one" / "journal.json", tmp_path / "other" / "journal.json"
    shared, gone, edited = entry(), entry("meal"), entry("stress")
    with Journal.open(first) as journal:
        journal.add(shared, gone, edited)
        journal.put_records("trials", {"dairy": RECORD})
    other.parent.mkdir()
    other.write_bytes(first.read_bytes())
    later = at(edited, 60, score=9)
    with Journal.open(first) as journal:
        journal.remove(gone.id)
        journal.add(entry("note"))
    with Journal.open(other) as journal:
        journal.replace(later)
        journal.add(entry("drink"))
        journal.put_records("trials", {"dairy": None, "sugar": RECORD | {"id": "sugar"}})
    theirs, ours = contents_of_file(other), contents_of_file(first)
    with Journal.open(first) as here, Journal.open(other) as there:
        before = list(here.between())
        done = here.merge(theirs, label="Merged")
        assert (done.added, done.changed, done.removed) == (2, 1, 1)
        there.merge(ours)
        assert list(here.between()) == list(there.between())
        assert gone.id not in {entry.id for entry in here.between()}
        assert here.records("trials") == there.records("trials") == {"sugar": RECORD | {"id": "sugar"}}
        assert here.removals() == there.removals()
        assert not here.merge(contents_of_file(other))
        undone = here.undo()
        assert undone is not None
        assert undone.label == "Merged"
        assert content(here.between()) == content(before)
        assert here.records("trials").keys() == {"dairy"}
        here.redo()
        assert content(here.between()) == content(there.between())


def test_deletes_do_not_come_back_from_an_old_copy(path: Path, journal: Journal, tmp_path: Path) -> None:
    gone, untouched = entry(), entry("meal")
    journal.add(gone, untouched)
    copy = tmp_path / "copy.json"
    journal.close()
    copy.write_bytes(path.read_bytes())
    with Journal.open(path) as here:
        here.remove(gone.id)
        for _ in range(2):
            assert not here.merge(contents_of_file(copy))
        assert list(here.between()) == [untouched]


def test_what_was_undone_does_not_come_back_from_an_old_copy_either(
    path: Path, journal: Journal, tmp_path: Path
) -> None:
    first = entry()
    journal.add(first)
    journal.put_records("trials", {"dairy": RECORD})
    journal.close()
    copy = tmp_path / "copy.json"
    copy.write_bytes(path.read_bytes())
    with Journal.open(path) as here:
        here.undo()
        here.undo()
        assert not here.merge(contents_of_file(copy))
        assert (here.count(), here.records("trials")) == (0, {})
        assert here.redo() is not None
        assert (content(here.between()), here.removals().keys()) == (content([first]), {("trials", "dairy")})


def test_a_merge_that_was_undone_can_be_repeated(path: Path, journal: Journal, tmp_path: Path) -> None:
    first = entry()
    copy = tmp_path / "copy.json"
    Journal.create(copy, [first]).close()
    assert journal.merge(contents_of_file(copy)).added == 1
    for _ in range(2):
        journal.undo()
        assert (journal.count(), journal.removals()) == (0, {})
        journal.redo()
    journal.undo()
    journal.close()
    with Journal.open(path) as reopened:
        assert reopened.merge(contents_of_file(copy)).added == 1
        reopened.undo()
        assert reopened.removals() == {}


def test_a_removal_travels_on_through_a_journal_that_never_had_the_entry(tmp_path: Path) -> None:
    gone = entry()
    with Journal.open(tmp_path / "a.json") as first:
        first.add(gone)
        first.remove(gone.id)
    with Journal.open(tmp_path / "b.json") as second, Journal.open(tmp_path / "c.json") as third:
        second.merge(contents_of_file(tmp_path / "a.json"))
        third.add(gone)
        third.merge(contents_of_file(tmp_path / "b.json"))
        assert third.count() == 0


def test_an_import_that_was_undone_stays_undone_in_every_merge(path: Path, tmp_path: Path) -> None:
    brought = [entry("meal", day) for day in range(3)]
    foods = {"x": {"id": "x", "created": NOW.isoformat(), "updated": NOW.isoformat()}}
    other = tmp_path / "other" / "journal.json"
    with Journal.open(path, clock=CLOCK) as here, Journal.open(other, clock=CLOCK) as there:
        here.change(put=brought, records={"foods": foods})
        there.merge(contents_of_file(path))
        there.add(entry("drink"))
        here.merge(contents_of_file(other))
        here.undo()
        here.undo()
        assert (here.count(), here.records("foods")) == (0, {})
        here.merge(contents_of_file(other))
        assert (here.count("meal"), here.count("drink"), here.records("foods")) == (0, 1, {})
        there.merge(contents_of_file(path))
        assert (there.count("meal"), there.count("drink"), there.records("foods")) == (0, 1, {})
        here.undo()  # the merge
        here.redo()
        assert [entry.kind for entry in here.between()] == ["drink"]


def test_a_removal_undone_after_another_journal_merged_it_comes_back_there(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "journal.json"
    with Journal.open(path, clock=CLOCK) as here, Journal.open(other, clock=CLOCK) as there:
        here.add(added := entry("note"))
        there.merge(contents_of_file(path))
        here.remove(added.id)
        there.merge(contents_of_file(path))
        assert there.count() == 0
        here.undo()
        here.merge(contents_of_file(other))
        there.merge(contents_of_file(path))
        assert list(here.between()) == list(there.between())
        assert here.count() == 1
        here.redo()
        there.merge(contents_of_file(path))
        assert there.count() == here.count() == 0


@pytest.mark.parametrize(("second", "restored"), [(4, False), (5, False), (6, True)])
def test_a_saved_removal_wins_against_what_was_restored_before_it_alone(
    path: Path, second: int, restored: bool
) -> None:
    """The version that was removed is newer than the removal, and so `updated` of the tombstone."""
    key = ENTRIES, FIRST.id
    with Journal.open(path) as journal:
        journal.add(at(FIRST, 9, note="late"))
        journal.merge(contents([], {}, {key: Tombstone(instant(5), instant(5))}))
        assert journal.count() == 0
    with Journal.open(path) as journal:
        journal.merge(contents([at(FIRST, second, created=FIRST.created)], {}, {}))
        assert journal.count() == restored
        assert (key in journal.removals()) != restored


def test_a_log_that_came_alone_or_with_its_journal(path: Path, tmp_path: Path) -> None:
    first, other = entry(), entry("meal")
    with Journal.open(path) as journal:
        journal.add(first, other)
        journal.remove(first.id)
        log = tmp_path / "journal.json.sync-conflict-20261121-101112-ABCDEFG.log"
        log.write_bytes(log_path(path).read_bytes())
        whole = contents_of_file(path)
    assert contents_of_file(log) == whole
    with Journal.open(tmp_path / "new.json") as journal:
        journal.merge(contents_of_file(log))
        assert list(journal.between()) == [other]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"secret",
        b'{"drink":{"1":{"kind":"drink","id":"a","at":"b","ml":-1}}}',
        b'{"_meta":{"1":{"schema_version":99}}}',
    ],
)
def test_what_cannot_be_read_is_refused_whole(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "copy.json"
    file.write_bytes(data)
    with pytest.raises(JournalError) as caught:
        contents_of_file(file)
    assert str(file) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="There is no file"):
        contents_of_file(tmp_path / "none.json")


def test_an_entry_here_that_cannot_be_read_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"drink":{"1":{"kind":"drink","id":"a","at":"b","ml":-1}}}')
    with Journal.open(path) as journal:
        journal.merge(contents([FIRST], {}, {}))
        assert list(journal.between()) == [FIRST]
        assert len(journal.problems()) == 1
