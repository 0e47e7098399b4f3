"""Transactions through TinyDB's tables: several changes, one line of the log and one undo, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from store_entries import CLOCK, DAY, FOOD, NOW, entry
from tinydb import where

from gutskin_tui.model.entries import change, to_document
from gutskin_tui.store import DuplicateEntry, InvalidEntry, Journal, canonical, snapshot
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.merge import contents


def test_a_transaction_over_several_tables_is_a_single_line_and_undo(path: Path, journal: Journal) -> None:
    journal.add(first := entry("meal"))
    lines = log_path(path).read_bytes().count(b"\n")
    with journal.transaction("Copied a day"):
        journal.db.table("drink").insert(to_document(entry("drink")))
        journal.add(entry("note"))
        journal.remove(first.id)
        assert len(journal.db.table("drink")) == 1
        journal.db.table("drink").update({"note": "cold"}, where("day") == DAY)
        assert journal.db.table("drink").search(where("day") == DAY)[0]["note"] == "cold"
    assert log_path(path).read_bytes().count(b"\n") == lines + 1
    assert (journal.count("drink"), journal.count("note"), journal.count("meal")) == (1, 1, 0)
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Copied a day"
    assert [entry.id for entry in journal.between()] == [first.id]


def test_a_transaction_that_fails_changes_nothing(path: Path, journal: Journal) -> None:
    journal.add(entry("meal"))
    before = log_path(path).read_bytes()
    with pytest.raises(InvalidEntry), journal.transaction("Failed"):  # noqa: PT012 - the last statement raises
        journal.add(entry("note"))
        journal.db.table("drink").insert({"ml": 5})
    assert log_path(path).read_bytes() == before
    assert journal.count() == 1
    journal.add(entry("note"))
    assert journal.count() == 2


def test_changes_of_a_transaction_build_on_each_other(path: Path, journal: Journal) -> None:
    first, second, third, old = (entry("note", text=text) for text in ("a", "b", "c", "old"))
    journal.add(old)
    lines = log_path(path).read_bytes().count(b"\n")
    with journal.transaction("Many"):
        journal.add(first)
        journal.add(second)
        assert journal.db.table("note").insert(to_document(third)) == 4
        assert [note.id for note in journal.day(NOW.date())] == sorted(note.id for note in (old, first, second, third))
        journal.replace(change(first, {"text": "changed"}, CLOCK))
        journal.remove(second.id)
        journal.remove(old.id)
        with pytest.raises(DuplicateEntry):
            journal.add(third)
        journal.put_records("foods", {"tofu": FOOD})
        journal.put_records("foods", {"tofu": FOOD | {"starred": True}})
    assert log_path(path).read_bytes().count(b"\n") == lines + 1
    assert {note.id: note.text for note in journal.between()} == {first.id: "changed", third.id: "c"}  # type: ignore[attr-defined]
    assert journal.records("foods")["tofu"]["starred"] is True
    assert journal.removals().keys() == {("", old.id)}
    with Journal.open(path, read_only=True) as other:
        assert list(other.between()) == list(journal.between())
    journal.undo()
    assert [note.id for note in journal.between()] == [old.id]
    assert journal.records("foods") == {}


def test_a_transaction_that_fails_leaves_what_is_read_as_it_was(path: Path, journal: Journal) -> None:
    journal.add(*(entry("drink", days) for days in range(4)), entry("meal"))
    journal.close()
    entries, days, folded = list(journal.between()), journal.days(), path.read_bytes()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), journal.transaction("Failed"):  # noqa: PT012 - the last statement raises
            journal.remove(entries[0].id, entries[2].id)
            journal.add(entry("note", 9))
            journal.replace(change(entries[1], {"note": "cold"}, CLOCK))
            journal.db.table("settings").insert({"a": 1})
            assert journal.count() == 4
            1 / 0  # noqa: B018 - raises
        assert (list(journal.between()), journal.days(), journal.count()) == (entries, days, 5)
    assert path.read_bytes() == folded
    assert not log_path(path).exists()
    journal.add(last := entry("note"))
    journal.remove(last.id)
    journal.close()
    with Journal.open(path) as opened:
        assert list(opened.between()) == entries
    assert b"".join(snapshot.encoded(canonical.fold(snapshot.read(path).tables).parts)[0]) == path.read_bytes()


def test_what_another_program_does_to_the_files_waits_for_the_end_of_a_transaction(path: Path) -> None:
    drinks = [entry("drink", days, ml=100 + days) for days in range(5)]
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(*drinks[1:])
    older = path.read_bytes()
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drinks[0])
    with Journal.open(path, clock=CLOCK) as journal:
        with journal.transaction("Many"):
            journal.db.table("drink").update({"note": "cold"}, where("id") == drinks[2].id)
            path.write_bytes(older)
            journal.refresh()
            journal.add(entry("note"))
            journal.db.table("drink").update({"note": "hot"}, where("id") == drinks[0].id)
        journal.refresh()
        journal.restore_lost_changes()
    with Journal.open(path, clock=CLOCK) as journal:
        assert {drink.ml: drink.note for drink in journal.between(kind="drink")} == {  # type: ignore[attr-defined]
            100: "hot", 101: "", 102: "cold", 103: "", 104: "",
        }  # fmt: skip
        assert journal.count("note") == 1
        assert journal.problems() == []


@pytest.mark.parametrize(
    "act",
    [
        lambda journal: journal.undo(),
        lambda journal: journal.compact(),
        lambda journal: journal.accept(),
        lambda journal: journal.correct_dates(CLOCK),
        lambda journal: journal.merge(contents([entry("meal")], {}, {})),
    ],
)
def test_what_is_a_change_of_its_own_is_refused_within_a_transaction(
    journal: Journal, act: Callable[[Journal], object]
) -> None:
    journal.add(entry("drink"))
    with pytest.raises(RuntimeError), journal.transaction("Many"):  # noqa: PT012 - the last statement raises
        journal.add(entry("note"))
        act(journal)
    assert (journal.count("drink"), journal.count("note")) == (1, 0)


def test_a_table_that_is_dropped_in_a_transaction_is_empty(journal: Journal) -> None:
    with journal.transaction("Dropped"):
        journal.db.table("drink").insert(to_document(entry("drink")))
        journal.db.drop_table("drink")
    assert journal.count() == 0
