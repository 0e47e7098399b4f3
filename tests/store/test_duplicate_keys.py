"""A journal file in which a key occurs twice, as after a merge of its text: refused, and all of it can be salvaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from store_entries import CLOCK, NOW, entry

from gutskin_tui.model.entries import encode
from gutskin_tui.store import Journal, JournalDamaged
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.store.recovery import salvage

FIRST, SECOND, THIRD = (entry("note", text=f"private {word}") for word in ("one", "two", "three"))
RECORD = json.dumps({"id": "x", "created": NOW.isoformat(), "updated": NOW.isoformat()}).encode()


def table(*documents: tuple[int, bytes]) -> bytes:
    return b"{%b}" % b",".join(b'"%d":%b' % pair for pair in documents)


TWICE = {
    "note": b'"note":%b,"foods":{"1":%b},"note":%b'
    % (table((1, encode(FIRST)), (2, encode(SECOND))), RECORD, table((1, encode(THIRD)))),
    "note.?": b'"note":%b,"foods":{"1":%b}'
    % (table((1, encode(FIRST)), (2, encode(SECOND)), (1, encode(THIRD))), RECORD),
}


@pytest.mark.parametrize("place", TWICE)
@pytest.mark.parametrize("meta", [b"", b'"_meta":{"1":{"checksum":"00000000","schema_version":2}},'])
def test_nothing_is_dropped(path: Path, tmp_path: Path, place: str, meta: bytes) -> None:
    data = b"{%b%b}" % (meta, TWICE[place])
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    for act in (Journal.open, contents_of_file):
        with pytest.raises(JournalDamaged) as refused:
            act(path)
        assert f"is damaged: {place} occurs twice" in str(refused.value)
        assert "private" not in str(refused.value)
    assert path.read_bytes() == data
    result, retained = salvage(path, tmp_path / "own state", CLOCK.now())
    assert (result.count, [copy.read_bytes() for copy in retained]) == (3, [data])
    with Journal.open(path) as journal:
        assert {entry.id for entry in journal.between()} == {FIRST.id, SECOND.id, THIRD.id}
        assert journal.records("foods").keys() == {"x"}


def test_all_values_of_a_key_that_occurs_very_often_are_salvaged(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"{%b}" % b",".join(b'"note":%b' % table((1, encode(entry("note")))) for _ in range(3000)))
    result, _ = salvage(path, tmp_path / "own state", CLOCK.now())
    assert result.count == 3000
