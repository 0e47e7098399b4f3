"""The last process that has the journal open folds its log."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_entries import CLOCK, entry

from gutskin_tui.store import Journal, log_writer
from gutskin_tui.store.log_format import log_path


def test_a_command_only_appends_while_a_screen_has_the_journal_open(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    before = path.read_bytes()
    with Journal.open(path, present=True) as screen:
        loaded = screen._storage.snapshot
        for _ in range(3):
            with Journal.open(path) as command:
                command.add(entry("drink"))
        assert path.read_bytes() == before
        assert log_path(path).exists()
        assert screen.refresh()
        assert screen.count("drink") == 3
        assert screen._storage.snapshot is loaded
    assert not log_path(path).exists()
    assert len(json.loads(path.read_text())["drink"]) == 3


def test_a_screen_that_neither_wrote_nor_followed_leaves_the_files_as_they_are(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path, present=True):
        with Journal.open(path) as command:
            command.add(entry("drink"))
        before = path.read_bytes(), log_path(path).read_bytes()
    assert (path.read_bytes(), log_path(path).read_bytes()) == before


def test_the_last_of_two_screens_folds(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path, present=True) as first:
        with Journal.open(path, present=True) as second:
            second.add(entry("drink"))
            first.refresh()
        assert log_path(path).exists()
    assert not log_path(path).exists()


def test_a_reader_does_not_keep_a_writer_from_folding(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path, read_only=True) as reader:
        with Journal.open(path) as command:
            command.add(entry("drink"))
        assert not log_path(path).exists()
        assert reader.refresh()
        assert reader.count() == 2


def test_a_screen_that_may_only_read_folds_nothing(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path, present=True, read_only=True) as screen:
        with Journal.open(path) as command:
            command.add(entry("drink"))
        screen.refresh()
    assert log_path(path).exists()


def test_an_idle_screen_compacts_when_it_is_alone(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path, present=True, clock=CLOCK) as screen:
        screen.add(entry("drink"))
        entries = list(screen.between())
        with Journal.open(path, present=True):
            screen.compact()
            assert log_path(path).exists()
        screen.compact()
        assert not log_path(path).exists()
        assert list(screen.between()) == entries
        screen.add(late := entry("note"))
        assert screen.get(late.id) == late
        assert len(list((screen.state / "backups").iterdir())) == 1
        assert [screen.undo() is not None for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize("by_a_save", [False, True])
def test_a_screen_that_could_not_fold_keeps_others_from_folding(
    path: Path, monkeypatch: pytest.MonkeyPatch, by_a_save: bool
) -> None:
    """On Linux an attempt to get the file alone lets go of the lock that shares it."""
    if by_a_save:
        monkeypatch.setattr(log_writer, "LOG_AT_LEAST", 0)
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path, present=True) as first:
        with Journal.open(path, present=True) as second:
            first.add(entry("drink"))
            if not by_a_save:
                first.compact()
            second.add(entry("drink"))
        assert log_path(path).exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_screen_that_was_killed_keeps_nobody_from_folding(path: Path, number: int) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    script = (
        "import sys, pathlib; from gutskin_tui.store import Journal\n"
        "journal = Journal.open(pathlib.Path(sys.argv[1]), present=True)\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, env=os.environ
    ) as screen:
        assert screen.stdout is not None
        assert screen.stdout.readline() == b"open\n"
        with Journal.open(path) as command:
            command.add(entry("drink"))
        assert log_path(path).exists()
        screen.send_signal(number)
        screen.wait()
    with Journal.open(path) as command:
        command.add(entry("drink"))
    assert not log_path(path).exists()
    assert len(json.loads(path.read_text())["drink"]) == 2
