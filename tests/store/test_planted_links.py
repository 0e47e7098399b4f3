"""A symbolic link in the place of one of the store's own files is never followed."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from store_entries import entry

from gutskin_tui import disk
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.store.log_format import log_path

OPENERS: list[Callable[[Path], int]] = [disk.create, disk.open_to_append, disk.open_to_lock, disk.open_to_read]


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("there", [True, False])
def test_no_opener_follows_a_link(tmp_path: Path, opener: Callable[[Path], int], there: bool) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    if there:
        target.write_text("precious")
    link.symlink_to(target)
    with pytest.raises(OSError, match=f"{os.strerror(errno.ELOOP)}|{os.strerror(errno.EEXIST)}"):
        os.close(opener(link))
    assert target.exists() is there


@pytest.mark.parametrize("there", [True, False])
def test_links_in_the_place_of_any_of_its_files_change_nothing_elsewhere(
    path: Path, tmp_path: Path, there: bool
) -> None:
    with Journal.open(path) as journal:
        journal.add(entry())
        state = journal.state
        during = [*path.parent.iterdir(), *filter(Path.is_file, state.rglob("*"))]
    files = {*during, *filter(Path.is_file, state.rglob("*"))} - {path}
    assert log_path(path) in files
    assert len(files) >= 3
    for file in sorted(files):
        target = tmp_path / "elsewhere" / file.name
        target.parent.mkdir(exist_ok=True)
        if there:
            target.write_text("precious")
        file.unlink(missing_ok=True)
        file.symlink_to(target)
        try:
            with Journal.open(path) as journal:
                journal.add(entry("note"))
        except JournalError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either it is refused or the link is replaced
        assert target.exists() is there
        assert not there or target.read_text() == "precious"
        file.unlink(missing_ok=True)


def test_a_log_elsewhere_is_not_read(path: Path, journal: Journal, tmp_path: Path) -> None:
    journal.add(entry())
    log_path(path).rename(tmp_path / "elsewhere")
    log_path(path).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(JournalError, match=r"too many|symbolic|cannot be read"):
        Journal.open(path)


@pytest.mark.parametrize("there", [True, False])
def test_a_lock_elsewhere_is_neither_created_nor_acquired(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """On a file system whose folders cannot be locked the lock is a file in the state folder."""
    real, target = fcntl.flock, tmp_path / "elsewhere"

    def flock(handle: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with Journal.open(path) as journal:
        journal.add(entry())
        (lock,) = (file for file in journal.state.iterdir() if file.name == "lock")
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600
        lock.unlink()
        lock.symlink_to(target)
        if there:
            target.touch()
        with pytest.raises(JournalError, match="cannot be saved"):
            journal.add(entry())
        assert target.exists() is there
        lock.unlink()
