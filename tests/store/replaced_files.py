"""What becomes of the files of a journal that is open: replaced by older copies, cut, emptied, removed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from store_entries import entry

from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path

Act = Callable[[Path, Path], None]
"""What happens to the journal at a path, of which a folder has older copies."""


def sound_ids(path: Path) -> set[str]:
    """Return the ids of the entries of a journal that misses nothing and has no problems."""
    with Journal.open(path, read_only=True) as journal:
        assert (journal.loss, journal.warnings, journal.problems()) == (None, (), [])
        return {entry.id for entry in journal.between()}


def ids(journal: Journal) -> set[str]:
    """Return the ids of the entries of an open journal."""
    return {entry.id for entry in journal.between()}


def keep(path: Path, folder: Path) -> None:
    """Copy the journal and its log into a folder."""
    folder.mkdir(exist_ok=True)
    for file in (path, log_path(path)):
        if file.exists():
            shutil.copy2(file, folder)


def over(source: Path, target: Path) -> None:
    """Put a file in the place of another as a synchroniser does."""
    arriving = target.with_name(".arriving.tmp")
    shutil.copy2(source, arriving)
    arriving.replace(target)


# What becomes of the files: `path`, and the folder of older copies.


def snapshot_replaced(path: Path, older: Path) -> None:
    over(older / path.name, path)


def snapshot_written_over(path: Path, older: Path) -> None:
    shutil.copyfile(older / path.name, path)


def log_replaced(path: Path, older: Path) -> None:
    over(older / log_path(path).name, log_path(path))


def log_written_over(path: Path, older: Path) -> None:
    shutil.copy2(older / log_path(path).name, log_path(path))


def log_of_another_longer(path: Path, older: Path) -> None:
    with Journal.open(older / "another.json") as other:
        other.add(entry("note", text="x" * 5000))
        other.add(entry("note", text="x" * 5000))
        data = log_path(other.path).read_bytes()
    log_path(path).write_bytes(data)


def log_emptied(path: Path, older: Path) -> None:
    log_path(path).write_bytes(b"")


def log_cut(path: Path, older: Path) -> None:
    data = log_path(path).read_bytes()
    log_path(path).write_bytes(data[: len(data) // 2])


def log_removed(path: Path, older: Path) -> None:
    log_path(path).unlink()


def both_replaced(path: Path, older: Path) -> None:
    snapshot_replaced(path, older)
    log_replaced(path, older)


def snapshot_replaced_log_removed(path: Path, older: Path) -> None:
    log_removed(path, older)
    snapshot_replaced(path, older)


REPLACED: list[Act] = [
    snapshot_replaced,
    snapshot_written_over,
    log_replaced,
    log_written_over,
    log_of_another_longer,
    log_emptied,
    log_cut,
    log_removed,
    both_replaced,
    snapshot_replaced_log_removed,
]


def snapshot_removed(path: Path, older: Path) -> None:
    path.unlink()


def snapshot_emptied(path: Path, older: Path) -> None:
    path.write_bytes(b"")


def snapshot_without_tables(path: Path, older: Path) -> None:
    path.write_bytes(b"{}\n")


def both_removed(path: Path, older: Path) -> None:
    path.unlink()
    log_path(path).unlink()


def both_emptied(path: Path, older: Path) -> None:
    path.write_bytes(b"")
    log_path(path).write_bytes(b"")


def folder_moved(path: Path, older: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


GONE: list[Act] = [
    snapshot_removed,
    snapshot_emptied,
    snapshot_without_tables,
    both_removed,
    both_emptied,
    folder_moved,
]


@pytest.fixture
def older(path: Path, tmp_path: Path) -> Path:
    """A folder for copies of the files as they were."""
    return tmp_path / "older"
