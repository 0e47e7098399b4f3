"""An open journal keeps its file open: a later file with its inode number would look like the one that was read."""

from __future__ import annotations

import os
from pathlib import Path

from store_entries import entry

from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path


def open_files() -> set[tuple[int, int]]:
    """Return device and inode of every file that this process has open."""
    opened = set()
    for handle in map(int, os.listdir("/dev/fd")):  # noqa: PTH208
        try:
            status = os.fstat(handle)
        except OSError:  # the handle of the listing itself
            continue
        opened.add((status.st_dev, status.st_ino))
    return opened


def identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def test_the_file_is_open_from_reading_it_until_it_is_closed(path: Path) -> None:
    Journal.create(path, [entry()]).close()
    first = identity(path)
    journal = Journal.open(path)
    assert first in open_files()
    with Journal.open(path) as other:  # folds its change into a new file
        other.add(entry("note"))
    second = identity(path)
    assert second != first
    assert first in open_files(), "the number of the file that was read must not be given to another"
    assert journal.refresh()
    assert second in open_files()
    assert first not in open_files()
    journal.close()
    assert second not in open_files()


def test_a_file_written_by_this_process_is_open_too(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.add(entry())
        assert identity(path) in open_files()
    assert identity(path) not in open_files()


def test_a_change_is_seen_though_size_time_and_perhaps_inode_are_those_of_the_file_before(path: Path) -> None:
    Journal.create(path, [entry("note", text="one")]).close()
    with Journal.open(path) as journal:
        status = path.stat()
        for text in ("two", "six", "ten"):
            other = path.with_name("other.json")
            Journal.create(other, [entry("note", text=text)]).close()
            path.unlink()
            other.rename(path)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            assert path.stat().st_size == status.st_size
            journal.refresh()
            assert [entry.text for entry in journal.between()] == [text]  # type: ignore[union-attr]


def test_the_log_is_open_from_reading_it_until_it_is_closed(path: Path) -> None:
    Journal.create(path, [entry()]).close()
    with Journal.open(path, present=True) as screen:
        screen.add(entry())
        first = identity(log_path(path))
        assert first in open_files(), "written by this process"
        reader = Journal.open(path, read_only=True)
        screen.compact()
        assert first in open_files(), "read by the other"
        reader.refresh()
        assert first not in open_files()
        screen.add(entry())
        second = identity(log_path(path))
        reader.refresh()
        reader.close()
    assert second not in open_files()
