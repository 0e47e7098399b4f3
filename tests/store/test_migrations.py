"""A journal of version 2 is migrated, after a copy of it was made."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from faulty_disk import FaultyDisk
from store_entries import CLOCK, NOW, entry

from gutskin_tui.exchange.exporters.json import write_json
from gutskin_tui.exchange.schema import read_records
from gutskin_tui.store import Journal, JournalUnwritable, snapshot
from gutskin_tui.store.log_format import log_path

JOURNALS = Path(__file__).parent.parent / "journals"


@pytest.mark.parametrize("log", [False, True])
def test_a_journal_of_version_2_is_migrated_with_its_undo_after_a_copy(path: Path, log: bool) -> None:
    path.parent.mkdir(parents=True)
    old = JOURNALS / "version_2.json"
    path.write_bytes(old.read_bytes())
    if log:
        log_path(path).write_bytes(log_path(old).read_bytes())
    with Journal.open(path, clock=CLOCK) as journal:
        assert journal.notice == ""
        assert journal.problems() == []
        entries = list(journal.between())
        assert len(entries) == (4 if log else 3)
        journal.add(extra := entry("drink"))
        assert snapshot.read(path).version == snapshot.VERSION
        (copy,) = journal.state.glob("before-version-3.json")
        assert copy.read_bytes() == old.read_bytes()
        assert log_path(copy).exists() == log
        assert not log or log_path(copy).read_bytes() == log_path(old).read_bytes()
        labels = [done.label for done in iter(journal.undo, None)]
    expected = [
        "",
        *(["Added stress", "Edited a meal"] if log else []),
        "Removed a drink",
        "Added a note",
        "Added a food",
    ]
    assert labels == [*expected, "Added three"]
    assert extra not in entries


def test_an_export_of_version_1_is_the_contents_of_the_journal_of_version_2(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes((JOURNALS / "version_2.json").read_bytes())
    log_path(path).write_bytes((JOURNALS / "version_2.json.log").read_bytes())
    with Journal.open(path, clock=CLOCK) as journal:
        journal.put_records("foods", {})
        journal.compact()
    written = json.loads((JOURNALS / "export_1.json").read_text())
    with Journal.open(path, read_only=True) as journal, (tmp_path / "export.json").open("wb") as out:
        records = {table: read_records(journal, table)[0].values() for table in ("trials", "foods")}
        write_json(journal.documents()[0], out, NOW, records)
    assert json.loads((tmp_path / "export.json").read_text()) == written | {"version": 2, "factors": []}


def test_the_copy_before_a_migration_is_complete_at_every_failure(path: Path, tmp_path: Path) -> None:
    old = (JOURNALS / "version_2.json").read_bytes()
    old_log = (JOURNALS / "version_2.json.log").read_bytes()
    for number in range(1, 30):
        path = tmp_path / f"run {number}" / "journal.json"
        path.parent.mkdir()
        path.write_bytes(old)
        log_path(path).write_bytes(old_log)
        faulty = FaultyDisk(path.parent, errno.ENOSPC, number)
        with faulty.mounted(), Journal.open(path, clock=CLOCK) as journal:
            added = entry("drink")
            try:
                journal.add(added)
            except JournalUnwritable:
                assert path.read_bytes() == old
                assert log_path(path).read_bytes().startswith(old_log)
                journal.add(added)
        (copy,) = journal.state.glob("before-version-3.json")
        assert copy.read_bytes() == old, number
        assert log_path(copy).read_bytes() == old_log, number
