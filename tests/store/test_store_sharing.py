"""Several programs on one journal: each sees what the others saved, and none loses it."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest
from store_entries import CLOCK, TODAY, content, entry

from gutskin_tui.clock import fixed_clock
from gutskin_tui.store import DuplicateEntry, Journal, UnknownEntry, lock

OPEN = Path("/proc/self/fd")


def add_fifty(path: Path, kind: str) -> None:
    lock.LOCK_TIMEOUT = 60.0  # the others let go between two changes for a moment only
    with Journal.open(path) as journal:
        for _ in range(50):
            journal.add(entry(kind))


def test_two_processes_adding_lose_nothing_of_each_other(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add_fifty, args=(path, kind)) for kind in ("meal", "drink", "drink")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(300)
        assert process.exitcode == 0
    with Journal.open(path) as journal:
        assert (journal.count("meal"), journal.count("drink")) == (50, 100)
        assert journal.problems() == []
        assert sum(1 for _ in iter(journal.undo, None)) == 150


def test_what_another_saved_is_seen_by_refresh_once(path: Path, journal: Journal) -> None:
    saved = entry()
    with Journal.open(path) as other:
        other.add(saved)
        assert journal.count() == 0
        assert journal.refresh()
        assert not journal.refresh()
        assert (journal.revision, journal.day(TODAY)) == (1, [saved])
        other.remove(saved.id)
        assert journal.refresh()
        assert (journal.revision, journal.day(TODAY)) == (2, [])
    assert not other.refresh()


def test_a_change_is_made_on_top_of_what_others_saved(path: Path, journal: Journal) -> None:
    mine, theirs = entry("drink"), entry("drink")
    journal.add(mine)
    with Journal.open(path) as other:
        other.add(theirs)
        with pytest.raises(DuplicateEntry):
            journal.add(theirs)
        journal.replace(theirs)
        other.remove(mine.id)
        with pytest.raises(UnknownEntry):
            journal.replace(mine)
        assert list(journal.between()) == [theirs]


def test_fields_are_changed_on_the_entry_as_it_is_now(path: Path, journal: Journal) -> None:
    seen = entry("stress", score=3)
    journal.add(seen)
    with Journal.open(path) as other:
        theirs = other.amend(seen, {"note": "from elsewhere", "mood": 4}, CLOCK).entry
    done = journal.amend(seen, {"score": 7}, CLOCK, label="stress")
    assert (done.entry.recorded(), done.entry.note) == ({"score": 7, "mood": 4}, "from elsewhere")
    assert journal.get(seen.id) == done.entry
    assert journal.undo()
    assert content([journal.get(seen.id)]) == content([theirs])


def test_values_that_an_entry_has_already_are_no_change_to_undo(path: Path, journal: Journal) -> None:
    seen = entry("stress", score=3)
    journal.add(seen)
    with Journal.open(path) as other:
        theirs = other.amend(seen, {"score": 7}, CLOCK).entry
    later = fixed_clock(CLOCK.now() + timedelta(hours=1))
    assert journal.amend(seen, {"score": 7}, later).entry == theirs
    journal.undo()
    assert journal.redo() is not None
    assert journal.amend(theirs, {"score": 7, "note": None}, later).entry == journal.get(seen.id)
    journal.undo()
    assert content([journal.get(seen.id)]) == content([seen])


def test_an_entry_that_another_deleted_is_back_when_it_is_changed(path: Path, journal: Journal) -> None:
    seen = entry("note", text="long words")
    journal.add(seen)
    with Journal.open(path) as other:
        other.remove(seen.id)
    assert journal.amend(seen, {"text": "longer words"}, CLOCK).deleted
    assert journal.get(seen.id).recorded() == {"text": "longer words"}


def test_undo_reverts_the_newest_change_of_any_process(path: Path, journal: Journal) -> None:
    mine, theirs = entry("drink"), entry("meal")
    journal.add(mine, label="mine")
    with Journal.open(path) as other:
        other.add(theirs, label="theirs")
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "theirs"
    assert list(journal.between()) == [mine]


@pytest.mark.skipif(not OPEN.exists(), reason="the system does not list open files")
def test_a_closed_journal_holds_no_file_open(path: Path) -> None:
    before = len(list(OPEN.iterdir()))
    with Journal.open(path) as journal:
        for _ in range(5):
            journal.add(entry())
    assert len(list(OPEN.iterdir())) == before
