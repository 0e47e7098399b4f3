"""Damage among entries that are all but equal: those of one import, their ids counted up."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_entries import NOW, entry

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change, make
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.store.flips import mended
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.recovery import salvage

CLOCK = fixed_clock(NOW)
TRIES = 250


def imported(count: int) -> list[AnyEntry]:
    """Entries made in one millisecond: their ids differ in the last letters alone, their contents hardly."""
    first = int.from_bytes(bytes(range(9)))
    made = [make("drink", {"ml": 250 + number}, CLOCK, at=NOW) for number in range(count)]
    return [msgspec.structs.replace(one, id=new_id(NOW, first + number)) for number, one in enumerate(made)]


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
        for one in (early[1], early[6], late[3], late[8]):
            journal.replace(change(one, {"ml": 999, "note": "Jar, jug"}, later))
        journal.remove(early[2].id, late[4].id)
        journal.remove(early[9].id)
        journal.undo()
        journal.put(change(early[11], {"ml": 111}, later))
        journal.add(entry("note"))
        return {one.name: one.read_bytes() for one in (path, log_path(path))}


def put_back(path: Path, files: dict[str, bytes]) -> None:
    for one in path.parent.iterdir():
        one.unlink()
    for name, data in files.items():
        (path.parent / name).write_bytes(data)


def held(path: Path) -> dict[str, AnyEntry]:
    with Journal.open(path, read_only=True) as journal:
        return {one.id: one for one in journal.between()}


def refused(path: Path) -> bool:
    try:
        Journal.open(path, read_only=True).close()
    except JournalError:
        return True
    return False


def flipped(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def salvaged(path: Path, state: Path, sound: dict[str, AnyEntry], what: object) -> bool:
    """Salvage a journal that is refused and see that nothing came of it but what was there; say if it was."""
    if not refused(path):
        return False
    found, _ = salvage(path, state, NOW)
    assert held(path) == sound, what
    assert (found.count, found.unreadable) == (len(sound), 0)
    return True


@pytest.mark.parametrize("which", ["journal.json", "journal.json.log"])
def test_any_flipped_bit_is_put_right(path: Path, state: Path, files: dict[str, bytes], which: str) -> None:
    """Wherever it is: in an id, a number, a line end, the checksum, the name of the snapshot."""
    put_back(path, files)
    sound, chance, told = held(path), random.Random(3), 0
    for _ in range(TRIES):
        put_back(path, files)
        bit = chance.randrange(len(files[which]) * 8)
        (path.parent / which).write_bytes(flipped(files[which], bit))
        told += salvaged(path, state, sound, bit)
    assert told > TRIES // 8


def test_each_bit_of_the_ids_in_a_line_and_of_its_line_ends(path: Path, state: Path, files: dict[str, bytes]) -> None:
    put_back(path, files)
    sound, log = held(path), files["journal.json.log"]
    changed = log.splitlines(keepends=True)[2]  # the line that changes an entry of the snapshot
    start = log.index(changed)
    at = start + changed.index(b'"id":"') + 6
    bits = [*range((at + 18) * 8, (at + 26) * 8), *range((start - 1) * 8, start * 8)]
    bits += [(at - 6 + log[at:].index(b"J")) * 8 + bit for bit in range(48, 56)]
    for bit in bits:
        put_back(path, files)
        log_path(path).write_bytes(flipped(log, bit))
        assert salvaged(path, state, sound, bit)


def test_a_flipped_bit_in_each_of_several_lines_and_in_the_snapshot(
    path: Path, state: Path, files: dict[str, bytes]
) -> None:
    put_back(path, files)
    sound = held(path)
    lines = files["journal.json.log"].splitlines(keepends=True)
    broken = b"".join(flipped(line, 8 * (len(line) // 2) + number % 8) for number, line in enumerate(lines))
    log_path(path).write_bytes(broken)
    data = files["journal.json"]
    path.write_bytes(flipped(data, 8 * data.index(b'"id":') + 7))
    assert salvaged(path, state, sound, "each")


def contents(entries: Iterable[AnyEntry]) -> Counter[AnyEntry]:
    """The entries whatever their ids."""
    return Counter(msgspec.structs.replace(one, id="x") for one in entries)


@pytest.mark.parametrize("which", ["journal.json", "journal.json.log"])
def test_ids_damaged_beyond_mending_cost_no_other_entry_and_are_told_of(
    path: Path, state: Path, files: dict[str, bytes], which: str
) -> None:
    """Bits of two ids have flipped, so neither can be put right; one may be that of another entry now."""
    put_back(path, files)
    sound, chance, clashed = held(path), random.Random(8), 0
    data = files[which]
    start = 0 if which == "journal.json" else data.index(b"\n") + 1
    end = data.index(b'"_') if which == "journal.json" else data.index(b"\n", start)
    end = data.index(b'"_history"') if which == "journal.json" else end
    ends = [at + 31 for at in range(start, end) if data.startswith(b'"id":"', at)]
    removed = {one.id for one in imported(40)} - sound.keys()
    touched = {one.id for one in sound.values() if one.updated != one.created} | removed
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
        found, _ = salvage(path, state, NOW)
        left = held(path)
        lost = contents(one for one in sound.values() if one.id not in victims) - contents(left.values())
        assert not lost, (victims, named)
        assert found.unreadable or contents(left.values()) == contents(sound.values())
        clash = any("under a new id" in problem for problem in found.problems)
        assert clash == any("-" in one for one in left)
        clashed += clash
    assert clashed


@given(st.binary(max_size=200), st.data())
def test_one_bit_is_found_wherever_it_is_and_two_are_not_guessed(body: bytes, data: st.DataObject) -> None:
    head = b'{"%08x '
    whole = head % zlib.crc32(body) + body
    assert mended(whole, head) == whole
    one = data.draw(st.integers(0, len(whole) * 8 - 1))
    assert mended(flipped(whole, one), head) == whole
    other = data.draw(st.integers(0, len(whole) * 8 - 1).filter(lambda bit: bit != one))
    guessed = mended(flipped(flipped(whole, one), other), head)
    assert guessed is None
