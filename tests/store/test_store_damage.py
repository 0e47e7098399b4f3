"""Files changed by others: problems are reported, and all contents are retained."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_entries import TODAY, content, entry

from gutskin_tui.model.entries import encode, to_document
from gutskin_tui.store import (
    DuplicateEntry,
    Journal,
    JournalDamaged,
    JournalError,
    JournalReadOnly,
    JournalUnreadable,
    UnknownEntry,
)

SECRET = "rhubarb crumble"


@pytest.mark.parametrize(
    "data",
    [
        b'{"meal": {"1": {"text": "rhubarb crumble"',
        b"rhubarb crumble",
        b'{"meal": {"1": {"text": "rhubarb crumble \xff"}}}',
        b"\xff\xfe{\x00}\x00",
        b"[]",
        b"5",
        b"null",
        b'"rhubarb crumble"',
        b'{"meal": []}',
        b'{"meal": "rhubarb crumble"}',
        b'{"meal": {}} rhubarb crumble',
        b'{"rhubarb crumble": 1}',
        b"\x00" * 4096,
        b'{"meal":{"1":{"text":"rhubarb crumble \\ud83d"}}}',
        b'{"meal":{"1":' + b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_journal_is_refused_and_left_alone(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(JournalDamaged) as caught:
        Journal.open(path)
    message = str(caught.value)
    assert str(path) in message
    assert SECRET not in message
    assert "\n" not in message
    assert caught.value.path == path
    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf", b"{}"])
def test_an_empty_file_is_an_empty_journal(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with Journal.open(path) as journal:
        assert journal.count() == 0
        journal.add(entry())
    assert Journal.open(path).count() == 1


def test_a_byte_order_mark_is_read_over(path: Path, journal: Journal) -> None:
    sound = entry("meal", text="crème brûlée")
    journal.add(sound)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert Journal.open(path).get(sound.id) == sound


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(JournalUnreadable, match="it is a folder") as caught:
        Journal.open(path)
    assert str(path) in str(caught.value)


def test_a_pipe_in_its_place_does_not_block(path: Path) -> None:
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    with pytest.raises(JournalUnreadable, match="not a regular file"):
        Journal.open(path)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "journal.json"
    with pytest.raises(JournalError, match="cannot be read: not a directory") as caught:
        Journal.open(path)
    assert str(path) in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(path: Path, journal: Journal) -> None:
    journal.add(entry())
    path.chmod(0)
    with pytest.raises(JournalUnreadable, match="permission denied"):
        Journal.open(path)


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a number": lambda good: 5,
    "no id": lambda good: {key: value for key, value in good.items() if key != "id"},
    "no day": lambda good: {key: value for key, value in good.items() if key != "day"},
    "a day that is none": lambda good: good | {"day": "2026-02-31"},
    "a day that is words": lambda good: good | {"day": SECRET},
    "an instant that is none": lambda good: good | {"at": "2026-02-31T08:00:00+00:00"},
    "out of range": lambda good: good | {"ml": -5},
    "wrong type": lambda good: good | {"ml": SECRET},
    "an unknown field": lambda good: good | {SECRET: 1},
    "another kind's place": lambda good: good | {"kind": "note"},
    "an unknown kind": lambda good: good | {"kind": SECRET},
    "nested deeply": lambda good: good | {"note": json.loads("[" * 500 + "]" * 500)},
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_bad_entry_is_skipped_reported_and_retained_byte_for_byte(path: Path, how: str) -> None:
    good, bad = entry("drink"), to_document(entry("drink", note="kept"))
    text = json.dumps(BROKEN[how](bad), separators=(", ", " :  ")).encode()
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"drink": {"17": %s, "3": %s}}' % (text, encode(good)))
    with Journal.open(path) as journal:
        assert list(journal.between()) == journal.day(TODAY) == [good]
        with pytest.raises(UnknownEntry):
            journal.get(bad["id"])
        problems = journal.problems()
        assert {problem.where for problem in problems} == {"drink 17"}
        assert SECRET not in repr(problems)
        assert all(problem.message for problem in problems)
        journal.add(entry("meal"))
        journal.remove(good.id)
        journal.undo()
    assert text in path.read_bytes()
    with Journal.open(path) as reopened:
        assert content([reopened.get(good.id)]) == content([good])
        assert reopened.count("meal") == 1


def test_a_bad_entry_that_has_an_id_can_be_removed_and_brought_back_as_it_was(path: Path) -> None:
    bad = to_document(entry("drink")) | {"ml": -5}
    text = json.dumps(bad).encode()
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"drink": {"1": %s}}' % text)
    with Journal.open(path) as journal:
        journal.remove(bad["id"])
        assert journal.problems() == []
        journal.close()
        assert text not in path.read_bytes()
        journal.undo()
        journal.close()
        back = json.loads(path.read_text())["drink"]["1"]
        assert back["updated"] > bad["updated"]
        assert set(back.pop("edits")) == {"created"}  # it was restored after it was removed
        assert back | {"updated": bad["updated"]} == bad


def test_two_entries_with_the_same_id(path: Path) -> None:
    sound = entry("drink", ml=100)
    twin = to_document(sound) | {"ml": 200}
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"drink": {"1": to_document(sound), "2": twin}}))
    with Journal.open(path) as journal:
        assert list(journal.between()) == [sound]
        assert [(problem.where, problem.field) for problem in journal.problems()] == [("drink 2", "id")]
        with pytest.raises(DuplicateEntry):
            journal.add(sound)


def test_foreign_tables_and_numbers_are_retained_and_reported(path: Path) -> None:
    sound = entry("drink")
    path.parent.mkdir(parents=True)
    strange = {"_default": {"1": {"a": 1}}, SECRET: {"1": {}}, "drink": {SECRET: to_document(sound)}}
    path.write_text(json.dumps(strange))
    with Journal.open(path) as journal:
        assert {problem.where for problem in journal.problems()} == {"_default", "a table", "drink ?"}
        journal.add(entry("drink"))
        assert journal.count() == 2
    document = json.loads(path.read_text())
    assert {name: document[name] for name in ("_default", SECRET)} == {
        name: strange[name] for name in ("_default", SECRET)
    }
    assert to_document(sound) in document["drink"].values()
    assert sorted(document["drink"]) == ["1", "2"]


@pytest.mark.parametrize("version", [4, 99, "1", None])
def test_an_unknown_layout_is_read_only(path: Path, journal: Journal, version: object) -> None:
    sound = entry()
    journal.add(sound)
    journal.close()
    document = json.loads(path.read_text())
    document["_meta"]["1"]["schema_version"] = version
    path.write_text(json.dumps(document))
    before = path.read_bytes()
    with Journal.open(path) as newer:
        assert newer.read_only
        assert "reading only" in newer.notice
        assert newer.day(TODAY) == [sound]
        with pytest.raises(JournalReadOnly) as caught:
            newer.add(entry())
        assert newer.notice in str(caught.value)
        assert str(path) in str(caught.value)
    with pytest.raises(JournalReadOnly):  # the other program made it newer while ours was open
        journal.add(entry())
    assert journal.read_only
    assert path.read_bytes() == before


def test_an_ordinary_journal_has_no_notice(path: Path, journal: Journal) -> None:
    journal.add(entry())
    assert (journal.notice, journal.read_only, Journal.open(path, read_only=True).notice) == ("", False, "")


def test_damage_done_while_open_is_refused_and_what_was_read_stays(path: Path, journal: Journal) -> None:
    sound = entry()
    journal.add(sound)
    path.write_bytes(b"{")
    for act in (journal.refresh, lambda: journal.add(entry()), journal.undo):
        with pytest.raises(JournalDamaged):
            act()
    assert journal.day(TODAY) == [sound]
    assert path.read_bytes() == b"{"


def test_a_file_that_vanished_is_brought_back_by_the_next_save(path: Path, journal: Journal) -> None:
    first, second = entry("drink", 1), entry("drink")
    journal.add(first)
    path.unlink()
    assert not journal.refresh()
    journal.add(second)
    assert list(Journal.open(path).between()) == [first, second]


def test_a_space_that_became_a_zero_in_the_last_line_is_damage_not_a_save_that_never_was(path: Path) -> None:
    journal = Journal.open(path)
    for _ in range(3):
        journal.add(entry())
    journal._storage.wrote = False  # so that closing leaves the log, as a kill does
    journal.close()
    log = path.with_name("journal.json.log")
    data = bytearray(log.read_bytes())
    last = data.rindex(b"\n", 0, -1) + 1
    for place in (place for place in range(last, len(data)) if data[place] == 0x20):
        log.write_bytes(data[:place] + b"\0" + data[place + 1 :])
        with pytest.raises(JournalDamaged):
            Journal.open(path)


@pytest.mark.parametrize("size", [100, 3000])
def test_sectors_of_the_last_line_that_never_reached_the_disk_are_left_out(path: Path, size: int) -> None:
    journal = Journal.open(path)
    sound, other = entry(), entry("note", text="x" * size)
    journal.add(sound)
    journal.add(other)
    journal._storage.wrote = False
    journal.close()
    log = path.with_name("journal.json.log")
    data = log.read_bytes()
    last = data.rindex(b"\n", 0, -1) + 1
    border = (last // 512 + 1) * 512
    log.write_bytes(data[:last] + b"\0" * (border - last) + data[border:])
    assert list(Journal.open(path).between()) == [sound]
