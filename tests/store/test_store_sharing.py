"""Several programs on one journal: others of ours, and stock TinyDB."""

from __future__ import annotations

import errno
import fcntl
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tinydb
from msgspec import Raw
from msgspec.structs import replace
from store_entries import CLOCK, TODAY, content, entry

from gutskin_tui import atomic_file, disk
from gutskin_tui.model.entries import encode, to_document
from gutskin_tui.store import DuplicateEntry, Journal, JournalBusy, JournalUnwritable, UnknownEntry, lock, log_format
from gutskin_tui.store.log_format import Line, log_path

OPEN = Path("/proc/self/fd")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be another program that has the journal's folder, or a file, locked."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


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


@pytest.mark.parametrize("snapshot", [False, True], ids=["log-alone", "snapshot-and-log"])
def test_a_refresh_reads_only_the_new_lines_of_the_log(
    path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: bool
) -> None:
    with Journal.open(path) as first:
        first.add(entry())
        if not snapshot:
            path.unlink()
        journal = Journal.open(path)
        first.refresh()
        starts: list[int] = []
        read = disk.read

        def recorded(handle: int, start: int = 0) -> bytes:
            starts.append(start)
            return read(handle, start)

        monkeypatch.setattr(disk, "read", recorded)
        assert not journal.refresh()
        assert starts == []
        log = log_path(path)
        end = log.stat().st_size
        added = entry("meal")
        with log.open("ab") as file:
            file.write(log_format.encoded(Line(2, log_format.DO, "", [("meal", "1", Raw(encode(added)))])))
        assert journal.refresh()
        assert starts == [end]
        assert journal.get(added.id) == added
        journal.close()


def test_a_log_without_a_snapshot_that_is_replaced_is_read_from_its_start(path: Path) -> None:
    with Journal.open(path) as first:
        first.add(entry())
        log = log_path(path)
        before = log.read_bytes()
        first.add(entry("meal"))
        path.unlink()
        with Journal.open(path, read_only=True) as journal:
            assert journal.count() == 2
            log.with_suffix(".new").write_bytes(before)
            log.with_suffix(".new").rename(log)
            assert journal.refresh()
            assert journal.count() == 1
            log.unlink()
            assert not journal.refresh()
            assert journal.count() == 1


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


def test_an_entry_that_another_deleted_is_back_when_it_is_changed(path: Path, journal: Journal) -> None:
    seen = entry("note", text="long words")
    journal.add(seen)
    with Journal.open(path) as other:
        other.remove(seen.id)
    assert journal.amend(seen, {"text": "longer words"}, CLOCK).deleted
    assert journal.get(seen.id).recorded() == {"text": "longer words"}


def test_no_other_process_saves_within_an_exclusive_block(path: Path, journal: Journal) -> None:
    journal.add(entry())
    with journal.exclusive():
        for _ in range(2):
            with pytest.raises(BlockingIOError), locked(path.parent):
                pass
            journal.add(entry())
    with locked(path.parent):
        pass
    with pytest.raises(ZeroDivisionError), journal.exclusive():
        _ = 1 / 0
    with locked(path.parent):
        pass


def test_undo_reverts_the_newest_change_of_any_process(path: Path, journal: Journal) -> None:
    mine, theirs = entry("drink"), entry("meal")
    journal.add(mine, label="mine")
    with Journal.open(path) as other:
        other.add(theirs, label="theirs")
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "theirs"
    assert list(journal.between()) == [mine]


def test_a_change_of_the_same_size_at_the_same_moment_is_noticed(path: Path, journal: Journal) -> None:
    """However coarse the clock of the file system, and though it gives inode numbers out again."""
    saved = entry("drink", ml=100)
    Journal.create(path, [saved]).close()
    journal.refresh()
    stamp, text = path.stat().st_mtime_ns, path.read_text()
    for ml in range(101, 140):
        for _ in range(2):  # the first lets go of the inode that the second is given
            new = path.with_name("new")
            new.write_text(text.replace('"ml":100', f'"ml":{ml}'))
            os.utime(new, ns=(stamp, stamp))
            new.replace(path)
        assert journal.refresh()
        assert journal.get(saved.id).recorded()["ml"] == ml


def test_a_lock_that_is_not_let_go_ends_in_a_sentence(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before = path.read_bytes()
    with pytest.MonkeyPatch.context() as patch, locked(path.parent):
        patch.setattr(lock, "LOCK_TIMEOUT", 0.05)
        with pytest.raises(JournalUnwritable, match="another program is busy with it"):
            journal.add(entry())
    assert path.read_bytes() == before
    journal.add(entry())


@pytest.mark.parametrize(("timeout", "waited"), [(0.0, 0.0), (0.25, 0.25), (None, 5.0)])
def test_a_change_waits_for_the_lock_up_to_its_timeout(
    path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch, timeout: float | None, waited: float
) -> None:
    journal.add(entry())
    seconds = [0.0]
    monkeypatch.setattr(lock.time, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(lock.time, "sleep", lambda pause: seconds.append(seconds.pop() + pause))
    journal.lock_timeout = timeout
    with locked(path.parent), pytest.raises(JournalBusy):
        journal.add(entry())
    assert waited <= seconds[0] <= waited + 0.01


def test_the_lock_is_let_go_when_a_change_is_refused(path: Path, journal: Journal) -> None:
    saved = entry()
    journal.add(saved)
    with pytest.raises(DuplicateEntry):
        journal.add(saved)
    with locked(path.parent):
        pass


def test_where_the_folder_supports_no_locks_the_lock_is_in_the_state_folder(
    path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.add(entry())
    real, folder = fcntl.flock, path.parent.stat()

    def flock(handle: int, how: int) -> None:
        if os.path.samestat(os.fstat(handle), folder):
            raise OSError(errno.ENOLCK, "No locks available")
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    journal.add(entry())
    assert any("knows no locks" in warning for warning in journal.warnings)
    monkeypatch.setattr(lock, "LOCK_TIMEOUT", 0.05)
    with locked(journal.state / "lock"), pytest.raises(JournalUnwritable, match="another program is busy with it"):
        journal.add(entry())


def test_stock_tinydb_reads_a_table_per_kind(path: Path, journal: Journal) -> None:
    meal, drinks = entry("meal", text="crème brûlée, 😀"), [entry("drink", ml=ml) for ml in (100, 300)]
    journal.add(meal, *drinks)
    journal.close()
    with tinydb.TinyDB(path) as stock:
        assert stock.tables() >= {"meal", "drink", "_meta"}
        assert stock.table("meal").all() == [to_document(meal)]
        assert stock.table("meal").all()[0]["kind"] == "meal"
        assert stock.table("drink").search(tinydb.where("ml") > 200) == [to_document(drinks[1])]
        assert stock.table("_meta").all()[0]["schema_version"] == 3


def test_what_stock_tinydb_wrote_is_read_and_gone_on_from(path: Path, journal: Journal) -> None:
    journal.add(entry("drink"))
    journal.close()
    saved = entry("drink", ml=333)
    with tinydb.TinyDB(path, indent=2) as stock:
        assert stock.table("drink").insert(to_document(saved)) == 2
    assert journal.refresh()
    assert journal.get(saved.id) == saved
    journal.add(entry("drink"))
    journal.close()
    with tinydb.TinyDB(path) as stock:
        assert [document.doc_id for document in stock.table("drink")] == [1, 2, 3]


@pytest.mark.skipif(not OPEN.exists(), reason="the system does not list open files")
def test_a_closed_journal_holds_no_file_open(path: Path) -> None:
    before = len(list(OPEN.iterdir()))
    with Journal.open(path) as journal:
        for _ in range(5):
            journal.add(entry())
    assert len(list(OPEN.iterdir())) == before


def test_a_compaction_that_another_did_not_finish_costs_no_undo(path: Path, journal: Journal) -> None:
    """It leaves a line in the log that says which file would hold everything, and no such file."""
    journal.add(entry())
    journal.add(entry())
    journal.undo()
    with Journal.open(path) as other, pytest.MonkeyPatch.context() as patch:
        other.refresh()
        patch.setattr(atomic_file, "replace_and_open", full)
        with pytest.raises(JournalUnwritable):
            other._storage.fold()
        other._storage.wrote = False
    journal.refresh()
    assert journal.redo() is not None
    assert journal.undo() is not None
    assert journal.undo() is not None
    assert journal.undo() is None


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def opened_before_the_log_is_deleted(path: Path, act: Callable[[], object]) -> Journal:
    """Return a journal that is opened within `act`, after the snapshot was replaced, before its log is deleted."""
    journals: list[Journal] = []
    unlink = disk.unlink

    def delete(file: Path) -> None:
        if file == log_path(path) and file.exists():
            journals.append(Journal.open(path))
        unlink(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "unlink", delete)
        act()
    (journal,) = journals
    return journal


def make_next(inode: int, folder: Path) -> None:
    """Make an inode number, if it is free, the one of the next file in a folder: the lowest that is free (ext4)."""
    for number in range(200):
        file = folder / f"taken {number}"
        file.touch()
        if file.stat().st_ino == inode:
            file.unlink()
            return


def test_a_new_log_of_the_same_length_is_not_confused_with_the_old(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path) as first:
        first.add(entry("note", text="x" * 300))
        inode = log_path(path).stat().st_ino
        with opened_before_the_log_is_deleted(path, first.compact) as second:
            sample, length = entry("note", text="y"), second._storage._log.end
            op = ("note", str(first._storage.next_number("note")), Raw(encode(sample)))
            lines = Line(0, log_format.BASE, first._storage.snapshot.base), Line(1, log_format.DO, "", [op])
            rest = length - sum(len(log_format.encoded(line)) for line in lines)
            make_next(inode, path.parent)
            first.add(saved := replace(sample, text="y" * (1 + rest)))
            assert log_path(path).stat().st_size == length
            second.add(later := entry("drink"))
            first.refresh()
            assert first.get(later.id) == later
    with Journal.open(path) as journal:
        assert {saved.id, later.id} <= {note.id for note in journal.between()}


def test_a_log_that_was_read_while_it_was_folded_is_not_lost(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path) as first:
        first.add(entry("note"))
        with opened_before_the_log_is_deleted(path, first.compact) as second:
            second.add(entry("drink"))
            assert second.restore_lost_changes() == 0
            assert first.refresh()
            assert first.count() == 3
