"""Single flipped bits and truncated files are reported; edits by hand are reported and accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tinydb
from store_entries import entry

from gutskin_tui.model.entries import to_document
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError, log_writer
from gutskin_tui.store.log_format import log_path

EVERY = 5
"""Each so many bits one is flipped; a number that has no divisor in common with eight."""


@pytest.fixture
def saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, AnyEntry]:
    """A journal with a snapshot and a log that a killed program left."""
    entries = [entry("drink", 2), entry("meal", 1, note="crème brûlée")]
    later = [entry("note"), entry("stress")]
    Journal.create(path, entries).close()
    monkeypatch.setattr(log_writer.LogWriter, "close", lambda self, **_: None)
    with Journal.open(path) as journal:
        for new in later:
            journal.add(new)
    monkeypatch.undo()
    assert log_path(path).exists()
    return {entry.id: entry for entry in (*entries, *later)}


@pytest.mark.parametrize("which", ["journal", "log"])
def test_any_flipped_bit_is_reported(path: Path, saved: dict[str, AnyEntry], which: str) -> None:
    file = path if which == "journal" else log_path(path)
    whole = file.read_bytes()
    for bit in range(0, len(whole) * 8, EVERY):
        broken = bytearray(whole)
        broken[bit // 8] ^= 1 << bit % 8
        file.write_bytes(broken)
        try:
            journal = Journal.open(path, read_only=True)
        except JournalError:
            assert file.read_bytes() == broken
            continue
        reported = journal.warnings or journal.problems() or journal.notice
        unharmed = which == "log" and {entry.id: entry for entry in journal.between()} == saved
        assert reported or unharmed, (bit, broken[bit // 8 - 20 : bit // 8 + 20])


def test_a_log_cut_off_anywhere_opens_with_all_that_is_whole(path: Path, saved: dict[str, AnyEntry]) -> None:
    whole = log_path(path).read_bytes()
    ends = [at for at, byte in enumerate(whole) if byte == 10]
    for cut in range(len(whole)):
        log_path(path).write_bytes(whole[:cut])
        with Journal.open(path, read_only=True) as journal:
            lines = sum(1 for end in ends[1:] if cut >= end)
            assert journal.count() == 2 + lines
            assert set(journal.warnings) == set() or cut - 1 not in ends


def test_a_truncated_journal_is_refused_and_retained(path: Path, saved: dict[str, AnyEntry]) -> None:
    whole = path.read_bytes()
    for cut in range(1, len(whole), 3):
        path.write_bytes(whole[:cut])
        with pytest.raises(JournalError):
            Journal.open(path)
        assert path.read_bytes() == whole[:cut]


def test_an_edit_by_hand_is_reported_and_accepted_and_the_log_still_counts(
    path: Path, saved: dict[str, AnyEntry]
) -> None:
    stranger = entry("drink", ml=333)
    with tinydb.TinyDB(path) as stock:
        stock.table("drink").insert(to_document(stranger))
        stock.table("note").insert(to_document(entry("note", text="takes the number that the log gave out")))
    with Journal.open(path) as journal:
        assert any("changed outside gutskin" in warning for warning in journal.warnings)
        assert {entry.id for entry in journal.between()} >= {*saved, stranger.id}
        assert journal.count() == len(saved) + 2
        journal.add(entry())
        assert journal.warnings == ()
    with Journal.open(path) as journal:
        assert (journal.count(), journal.warnings, journal.problems()) == (len(saved) + 3, (), [])


@pytest.mark.parametrize("change", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data + b"\r\n"])
def test_marks_that_editors_leave_are_read_over(path: Path, saved: dict[str, AnyEntry], change) -> None:
    path.write_bytes(change(path.read_bytes()))
    log_path(path).write_bytes(log_path(path).read_bytes().replace(b"\n", b"\r\n"))
    with Journal.open(path) as journal:
        assert {entry.id: entry for entry in journal.between()} == saved
        journal.add(entry())
    assert Journal.open(path).count() == len(saved) + 1


def test_a_journal_of_the_first_version_is_copied_before_it_is_rewritten(path: Path) -> None:
    first = entry("drink")
    path.parent.mkdir(parents=True)
    old = {
        "_meta": {"1": {"schema_version": 1}},
        "drink": {"1": to_document(first)},
        "_history": {"1": {"label": "Added a drink", "drop": [first.id]}},
    }
    path.write_text(json.dumps(old))
    before = path.read_bytes()
    with Journal.open(path) as journal:
        assert journal.warnings == ()
        assert list(journal.between()) == [first]
        assert path.read_bytes() == before
        undone = journal.undo()
        assert undone is not None
        assert undone.label == "Added a drink"
        assert (journal.state / "before-version-2.json").read_bytes() == before
    assert json.loads(path.read_text())["_meta"]["1"]["schema_version"] == 3


def test_a_planted_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("precious")
    Journal.create(path, []).close()
    for name in ("journal.json.tmp", "journal.json.log"):
        (path.parent / name).symlink_to(target)
        try:
            with Journal.open(path) as journal:
                journal.add(entry())
        except JournalError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either it is refused or the link is replaced
        assert target.read_text() == "precious"
        (path.parent / name).unlink(missing_ok=True)
