"""A disk that fails while lost changes are restored costs nothing."""

from __future__ import annotations

import errno
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from faulty_disk import FaultyDisk, Stop
from replaced_files import Act, both_replaced, ids, keep, log_removed, log_replaced, snapshot_replaced, sound_ids
from store_entries import add, entry

from gutskin_tui.store import Journal, JournalError, JournalUnwritable
from gutskin_tui.store.log_format import log_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    "fault", [errno.ENOSPC, "stop", *(pytest.param(fault, marks=pytest.mark.slow) for fault in (errno.EIO, "short"))]
)
@pytest.mark.parametrize("act", [snapshot_replaced, both_replaced, log_removed, log_replaced])
def test_a_fault_while_restoring_loses_nothing(tmp_path: Path, fault: int | str, act: Act) -> None:
    number = 0
    while True:
        number += 1
        path = tmp_path / f"run {number}" / "journal.json"
        older = tmp_path / f"older {number}"
        add(path, *(entry() for _ in range(3)))
        keep(path, older)
        add(path, entry())
        journal = Journal.open(path)
        journal.add(entry())
        shutil.copy2(log_path(path), older)
        journal.add(entry())
        wanted = ids(journal)
        act(path, older)
        left = ids_left(path)
        faulty = FaultyDisk(path.parent, fault, number)
        with faulty.mounted(), suppress(Stop, JournalUnwritable):
            journal.refresh()
            journal.restore_lost_changes()
        assert left <= ids_left(path) <= wanted
        if fault != "stop":  # the process lives on and tries again
            journal.refresh()
            journal.restore_lost_changes()
            journal.close()
            assert sound_ids(path) == wanted
        if faulty.count < number:
            assert sound_ids(path) == wanted
            return


def ids_left(path: Path) -> set[str]:
    with suppress(JournalError), Journal.open(path, read_only=True) as journal:
        assert journal.problems() == []
        return ids(journal)
    return set()
