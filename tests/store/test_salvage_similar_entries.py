"""Salvage of damaged entries that are almost equal: those of one import, with consecutive ids."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from store_entries import NOW, entry, put_back, read_entries

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change, encode, make
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.recovery import salvage

CLOCK = fixed_clock(NOW)
TRIES = 250


def imported(count: int) -> list[AnyEntry]:
    """Entries made in one millisecond: their ids differ in the last letters alone, their contents hardly."""
    first = int.from_bytes(bytes(range(9)))
    made = [make("drink", {"ml": 250 + number}, CLOCK, at=NOW) for number in range(count)]
    return [msgspec.structs.replace(entry, id=new_id(NOW, first + number)) for number, entry in enumerate(made)]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def files(path: Path, state: Path) -> dict[str, bytes]:
    """The bytes of a journal and its log: an import in each, and changes to single entries of both."""
    early, late = imported(40)[:24], imported(40)[24:]
    later = fixed_clock(NOW.replace(hour=20))
    with Journal.open(path, state=state) as journal:
        journal.add(*early, entry("meal", note="Just jam"))
    with Journal.open(path, state=state) as journal:
        journal.add(*late)
        for edited in (early[1], early[6], late[3], late[8]):
            journal.replace(change(edited, {"ml": 999, "note": "Jar, jug"}, later))
        journal.remove(early[2].id, late[4].id)
        journal.remove(early[9].id)
        journal.undo()
        journal.put(change(early[11], {"ml": 111}, later))
        journal.add(entry("note"))
        return {file.name: file.read_bytes() for file in (path, log_path(path))}


def refused(path: Path) -> bool:
    try:
        Journal.open(path, read_only=True).close()
    except JournalError:
        return True
    return False


def flipped(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def contents(entries: Iterable[AnyEntry]) -> Counter[bytes]:
    """The encoded entries without regard to their ids."""
    return Counter(encode(msgspec.structs.replace(entry, id="x")) for entry in entries)


@pytest.mark.parametrize("which", ["journal.json", "journal.json.log"])
def test_damaged_ids_cost_no_other_entry_and_are_reported(
    path: Path, state: Path, files: dict[str, bytes], which: str
) -> None:
    """A bit of each of two ids has flipped; a damaged id may equal the id of another entry."""
    put_back(path, files)
    sound, chance, clashed = read_entries(path), random.Random(8), 0
    data = files[which]
    start = 0 if which == "journal.json" else data.index(b"\n") + 1
    end = len(data) if which == "journal.json" else data.index(b"\n", start)
    ends = [at + 31 for at in range(start, end) if data.startswith(b'"id":"', at)]
    removed = {entry.id for entry in imported(40)} - sound.keys()
    touched = {entry.id for entry in sound.values() if entry.updated != entry.created} | removed
    touched.add(imported(40)[9].id)  # removed and brought back
    for _ in range(TRIES // 2):
        put_back(path, files)
        broken, victims, named = data, set(), set()
        for at in chance.sample(ends, 2):
            broken = flipped(broken, at * 8 + chance.randrange(5))
            victims.add(data[at - 25 : at + 1].decode())
            named.add(broken[at - 25 : at + 1].decode())
        if which == "journal.json":
            broken = flipped(broken, 8 * broken.index(b'"drink"') + 1)
        (path.parent / which).write_bytes(broken)
        if (victims | named) & touched:
            continue  # what later lines change or remove is found by its id: which entry they mean cannot be told
        assert refused(path)
        result, _ = salvage(path, state, NOW)
        left = read_entries(path)
        lost = contents(entry for entry in sound.values() if entry.id not in victims) - contents(left.values())
        assert not lost, (victims, named)
        assert result.unreadable or contents(left.values()) == contents(sound.values())
        clash = any("under a new id" in problem for problem in result.problems)
        assert clash == any("-" in entry_id for entry_id in left)
        clashed += clash
    assert clashed
