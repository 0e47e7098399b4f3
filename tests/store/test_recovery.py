"""Damaged journals: problems are reported, readable entries are salvaged, nothing is overwritten."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from store_entries import NOW, put_back, read_entries
from store_entries import entry as next_entry

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change, encode
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalDamaged, JournalError, JournalUnreadable, JournalUnwritable
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.recovery import examine, salvage
from gutskin_tui.store.replacement import retained_copies

SECRET = "rhubarb crumble"
TRIAL = {"id": "dairy", "created": NOW.isoformat(), "updated": NOW.isoformat(), "days": 14}
TRIES = 300


def entry(kind: str = "drink", days: int = 0, **values: Any) -> AnyEntry:
    """Make an entry whose id no flipped bit turns into that of another."""
    made = next_entry(kind, days, **values)
    return msgspec.structs.replace(made, id=hashlib.sha256(made.id.encode()).hexdigest()[:26])


@pytest.fixture
def files(path: Path, state: Path) -> dict[str, bytes]:
    """The bytes of a journal with a snapshot and a log of a dozen lines, copied while it was open."""
    gone = entry("note", text="gone")
    first = [entry("drink", day, note="crème brûlée") for day in range(6)] + [entry("meal", text=SECRET), gone]
    with Journal.open(path, state=state) as journal:
        journal.add(*first)
        journal.remove(gone.id)
        journal.put_records("trials", {"dairy": TRIAL})
    with Journal.open(path, state=state) as journal:
        for day in range(6):
            journal.add(entry("stress", day))
        journal.replace(change(first[0], {"ml": 999}, fixed_clock(NOW + timedelta(minutes=5))))
        journal.remove(first[1].id)
        journal.undo()
        journal.remove(first[2].id)
        journal.add(entry("meal", text=SECRET))
        return {file.name: file.read_bytes() for file in (path, log_path(path))}


def test_a_sound_journal_has_no_problems_and_is_complete(path: Path, files: dict[str, bytes]) -> None:
    put_back(path, files)
    examination = examine(path)
    assert examination.problems == ()
    assert examination.unreadable == 0
    assert examination.counts == {"meal": 2, "drink": 5, "stress": 6}
    assert examination.count == 13
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == files


def test_fuzz(path: Path, state: Path, files: dict[str, bytes]) -> None:
    """Any flipped bit or cut is told of or changes nothing; salvage keeps every entry whose bytes are whole."""
    put_back(path, files)
    sound = read_entries(path)
    chance = random.Random(5)
    reported_count = 0
    for _ in range(TRIES):
        put_back(path, files)
        name = chance.choice(sorted(files))
        data = bytearray(files[name])
        place = chance.randrange(len(data))
        cut = chance.random() < 0.3
        if cut:
            del data[place:]
        else:
            data[place] ^= 1 << chance.randrange(8)
        (path.parent / name).write_bytes(data)
        before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        words = ""
        try:
            with Journal.open(path, read_only=True) as journal:
                now = {entry.id: entry for entry in journal.between()}
                reported = bool(journal.warnings) or bool(journal.problems()) or bool(journal.notice)
        except JournalDamaged as error:
            now, reported, words = {}, True, str(error)
        assert SECRET not in words
        at_line_end = cut and name.endswith(".log") and (not data or b"\n" in files[name][place - 1 : place + 1])
        empty = cut and not data
        assert reported or now == sound or at_line_end or empty
        reported_count += reported

        examination = examine(path)
        assert SECRET not in repr(examination.problems)
        if not examination.problems:
            continue
        try:
            salvage(path, state, NOW)
        except JournalUnwritable:
            assert not examination.tables
            continue
        left = read_entries(path)
        log = log_path(path).name
        for entry in sound.values():
            last = log if encode(entry) in files[log] else path.name  # where it was put last
            if encode(entry) in before[last]:
                assert left[entry.id] == entry, (name, place, cut)
        retained = retained_copies(path)
        assert retained[0].read_bytes() == before[path.name]
        assert log_path(retained[0]).read_bytes() == before[log_path(path).name]
    assert reported_count > TRIES // 2


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "invalid UTF-8": lambda data: data.replace(b"rhubarb", b"rhub\xffrb"),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "not a number": lambda data: data.replace(b'"ml":250', b'"ml":NaN', 1),
    "another type": lambda data: b'{"strange":5,' + data[1:],
    "no end": lambda data: data[:-2],
    "zeros in the middle": lambda data: data[:700] + bytes(64) + data[764:],
    "zeros at the start": lambda data: bytes(40) + data[40:],
    "twice": lambda data: data + data,
    "deep nesting": lambda data: data[:-1] + b',"x":{"1":' + b"[" * 100_000,
    "deep objects": lambda data: data[:-1] + b',"x":{"1":' + b'{"a":' * 100_000,
    "a quote lost": lambda data: data.replace(b'"note":"cr', b'"note":cr', 1),
}


@pytest.mark.parametrize("how", BREAKS)
def test_ways_to_break_a_snapshot(path: Path, state: Path, files: dict[str, bytes], how: str) -> None:
    put_back(path, files)
    sound = read_entries(path)
    broken = BREAKS[how](files[path.name])
    path.write_bytes(broken)
    with pytest.raises(JournalDamaged):
        Journal.open(path)
    examination, retained = salvage(path, state, NOW)
    assert examination.problems
    left = read_entries(path)
    assert retained[-1].read_bytes() == broken
    whole = broken + files[log_path(path).name]
    assert all(left[entry.id] == entry for entry in sound.values() if encode(entry) in whole)
    assert left.keys() <= sound.keys()
    if how not in ("UTF-16", "zeros in the middle"):
        assert len(left) >= len(sound) - 1
        with Journal.open(path, read_only=True) as journal:
            assert journal.records("trials") == {"dairy": TRIAL}
            assert journal.undo is not None
    assert examination.count == len(left)


@pytest.mark.parametrize("how", ["BOM", "CRLF"])
def test_marks_of_other_editors_are_no_damage(path: Path, files: dict[str, bytes], how: str) -> None:
    put_back(path, files)
    sound = read_entries(path)
    for name, data in files.items():
        dressed = (
            b"\xef\xbb\xbf" + data if how == "BOM" else data.replace(b"\n", b"\r\n") + b"\r\n" * (name == path.name)
        )
        (path.parent / name).write_bytes(dressed)
    assert examine(path).problems == ()
    assert read_entries(path) == sound


def test_what_was_removed_stays_away_and_old_versions_stay_old(path: Path, state: Path) -> None:
    old, gone, undone = entry("drink", ml=1), entry("drink", ml=2), entry("drink", ml=3)
    later = msgspec.structs.replace(old, ml=4, updated="2027-01-01T00:00:00+00:00")
    with Journal.open(path, state=state) as journal:
        journal.add(old, gone)
        journal.replace(later)
        journal.remove(gone.id)
        journal.add(undone)
        journal.undo()
    data = path.read_bytes()
    for broken in (data[:-1], data + b"x", data.replace(b'"_history"', b'"_hist\xffry"'), b"x" + data):
        path.write_bytes(broken)
        salvage(path, state, NOW)
        (drink,) = read_entries(path).values()
        assert msgspec.structs.replace(drink, edits={}) == later


def test_lines_after_a_damaged_line_count_and_its_own_entry_if_it_is_whole(
    path: Path, state: Path, files: dict[str, bytes]
) -> None:
    put_back(path, files)
    sound = read_entries(path)
    lines = files[log_path(path).name].splitlines(keepends=True)
    lines[2] = b"00000000" + lines[2][8:]
    log_path(path).write_bytes(b"".join(lines))
    with pytest.raises(JournalDamaged):
        Journal.open(path)
    examination, retained = salvage(path, state, NOW)
    assert "a line cannot be read" in examination.problems[0]
    assert str(log_path(path)) in examination.problems[0]
    assert read_entries(path) == sound
    assert [copy.name for copy in retained] == [
        "journal.kept-2026-11-21-141500.json.log",
        "journal.kept-2026-11-21-141500.json",
    ]


def test_a_log_without_its_journal(path: Path, files: dict[str, bytes]) -> None:
    put_back(path, files)
    path.unlink()
    assert examine(path).counts["stress"] == 6


def test_nothing_to_salvage_changes_nothing(path: Path, state: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"hello")
    with pytest.raises(JournalUnwritable, match="Nothing in"):
        salvage(path, state, NOW)
    assert [file.read_bytes() for file in path.parent.iterdir()] == [b"hello"]


def test_a_folder_in_its_place(path: Path, state: Path) -> None:
    path.mkdir(parents=True)
    for act in (lambda: examine(path), lambda: salvage(path, state, NOW)):
        with pytest.raises(JournalUnreadable):
            act()


def test_the_users_own_link_is_followed_and_a_planted_link_is_not(
    path: Path, state: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    put_back(path, files)
    real, precious = tmp_path / "cloud" / "diary.json", tmp_path / "precious"
    real.parent.mkdir()
    real.write_bytes(files[path.name][:-1])
    precious.write_text("precious")
    path.unlink()
    path.symlink_to(real)
    for name in ("diary.json.new", "diary.json.tmp", "diary.kept-2026-11-21-141500.json"):
        (real.parent / name).symlink_to(precious)
    _, retained = salvage(path, state, NOW)
    assert path.is_symlink()
    assert retained == [real.with_name("diary.kept-2026-11-21-141500-2.json")]
    assert precious.read_text() == "precious"
    assert len(read_entries(real)) == 7


def test_a_document_of_a_future_version_is_retained_unchanged(path: Path, state: Path) -> None:
    path.parent.mkdir(parents=True)
    strange = {"kind": "drink", "id": "x", "colour": "blue"}
    path.write_text(
        json.dumps({"drink": {"7": strange, "8": json.loads(encode(entry()))}, "_default": {"1": {"a": 1}}})
    )
    log_path(path).write_bytes(b"00000000 [0]\n00000000 [1]\n")
    examination, _ = salvage(path, state, NOW)
    assert (examination.count, examination.unreadable) == (1, 1)
    document = json.loads(path.read_text())
    assert document["drink"]["2"] == strange
    assert document["_default"] == {"1": {"a": 1}}


def test_what_a_newer_version_made_is_left_to_it(path: Path, state: Path, files: dict[str, bytes]) -> None:
    newer = files[path.name].replace(b'"schema_version":3', b'"schema_version":4')
    put_back(path, files | {path.name: newer})
    log_path(path).write_bytes(b"x" + files[log_path(path).name])
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert examine(path).count == 13
    with pytest.raises(JournalUnwritable, match="newer version"):
        salvage(path, state, NOW)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_full_disk_changes_nothing(
    path: Path, state: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from gutskin_tui import disk

    put_back(path, files | {path.name: files[path.name][:-1]})
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}

    def full(handle: int, data: bytes | memoryview) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(JournalError, match="no space left"):
        salvage(path, state, NOW)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
