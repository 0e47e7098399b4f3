"""The lock on a journal: who waits for it, how long, and where it is."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_entries import entry

from gutskin_tui.store import DuplicateEntry, Journal, JournalBusy, JournalUnwritable, lock


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be another program that has the journal's folder, or a file, locked."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


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
