"""Undo and redo: across restarts, across kinds, and for changes of any size."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import tinydb
from msgspec import Raw
from store_entries import CLOCK, TODAY, content, entry

from gutskin_tui.model.entries import change, to_document
from gutskin_tui.store import Journal, Touched, snapshot, snapshot_state


def state(journal: Journal) -> list[object]:
    return list(content(journal.between()))


def test_a_change_names_what_was_undone_and_the_changed_days(journal: Journal) -> None:
    meal, drink = entry("meal"), entry("drink", 2)
    journal.add(meal, drink, label="Added two")
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Added two"
    assert set(undone.removed) == {Touched("meal", meal.id, meal.date), Touched("drink", drink.id, drink.date)}
    assert undone.added == undone.changed == ()
    assert undone.days == (drink.date, meal.date)
    redone = journal.redo()
    assert redone is not None
    assert set(redone.added) == set(undone.removed)
    assert redone.label == "Added two"


def test_undoing_a_move_names_both_days(journal: Journal) -> None:
    saved = entry()
    journal.add(saved)
    journal.replace(change(saved, {"ml": 300}, CLOCK, at=CLOCK.now() - timedelta(days=1)), label="Moved")
    undone = journal.undo()
    assert undone is not None
    assert undone.changed == (Touched("drink", saved.id, TODAY),)
    assert undone.days == (TODAY - timedelta(days=1), TODAY)
    assert content([journal.get(saved.id)]) == content([saved])


def test_every_step_goes_back_and_forth_over_restarts(path: Path) -> None:
    meal, drink = entry("meal"), entry("drink")
    states: list[list[object]] = [[]]
    for act in (
        lambda j: j.add(meal),
        lambda j: j.add(drink, entry("stress")),
        lambda j: j.replace(change(meal, {"text": "soup"}, CLOCK)),
        lambda j: j.remove(meal.id, drink.id),
    ):
        with Journal.open(path) as journal:
            act(journal)
            states.append(state(journal))
    for before in reversed(states[:-1]):
        with Journal.open(path) as journal:
            assert journal.undo() is not None
            assert state(journal) == before
    with Journal.open(path) as journal:
        assert journal.undo() is None
    for after in states[1:]:
        with Journal.open(path) as journal:
            assert journal.redo() is not None
            assert state(journal) == after
    with Journal.open(path) as journal:
        assert journal.redo() is None


def test_a_new_change_clears_redo(journal: Journal) -> None:
    journal.add(entry())
    journal.undo()
    journal.add(entry("meal"))
    assert journal.redo() is None


def test_nothing_to_undo_saves_nothing(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before, revision = path.read_bytes(), journal.revision
    assert journal.redo() is None
    assert path.read_bytes() == before
    assert journal.revision == revision


def test_the_last_200_changes_can_be_undone(path: Path, journal: Journal) -> None:
    for _ in range(203):
        journal.add(entry())
    assert sum(1 for _ in iter(journal.undo, None)) == 200
    assert journal.count() == 3
    assert sum(1 for _ in iter(journal.redo, None)) == 200
    assert journal.count() == 203


def test_history_of_an_addition_holds_ids_and_no_words(path: Path, journal: Journal) -> None:
    saved = entry("meal", text="marzipan")
    journal.add(saved, label="Added a meal")
    journal.close()
    assert "marzipan" in path.read_text()
    (stored,) = journal.state.glob("snapshot-*.json")
    assert json.loads(stored.read_text())["undo"] == [{"label": "Added a meal", "drop": [saved.id]}]


def test_a_step_that_cannot_be_read_ends_the_history(path: Path, journal: Journal) -> None:
    for _ in range(3):
        journal.add(entry())
    journal.close()
    base = snapshot.read(path).base
    stored = snapshot_state.load(journal.state, base)
    stored.undo[1] = Raw(b'{"label":"","drop":5}')
    snapshot_state.save(journal.state, base, stored)
    with Journal.open(path) as journal:
        check_unreadable_step(journal)


def check_unreadable_step(journal: Journal) -> None:
    assert journal.undo() is not None
    assert journal.undo() is None
    assert journal.count() == 2
    assert [problem.where for problem in journal.problems()] == ["history 2"]


@pytest.mark.parametrize("meddle", ["removed", "number taken"])
def test_undo_after_the_file_was_edited_loses_nothing(path: Path, journal: Journal, meddle: str) -> None:
    first, second = entry("drink", ml=1), entry("drink", ml=2)
    journal.add(first, second)
    journal.close()
    if meddle == "removed":
        with tinydb.TinyDB(path) as stock:
            stock.table("drink").remove(doc_ids=[1])
        undone = journal.undo()
        assert undone is not None
        assert [touched.id for touched in undone.removed] == [second.id]
        assert journal.count() == 0
    else:
        journal.remove(first.id, second.id)
        stranger = entry("drink", ml=3)
        with Journal.open(path) as other:
            other.add(stranger)
            other.close()
            document = tinydb.TinyDB(path).table("drink").all()[0]
            other.undo()
            other.close()
        with tinydb.TinyDB(path) as stock:
            assert stock.table("drink").insert(document) == 1
        journal.undo()
        assert {entry.id for entry in journal.between()} == {first.id, second.id, stranger.id}
        assert journal.problems() == []


def test_an_import_of_thousands_is_a_single_change(path: Path, journal: Journal) -> None:
    journal.add(entry("meal"))
    entries = [entry("drink", number % 300) for number in range(5000)]
    journal.add(*entries, label="Imported 5000 entries")
    assert journal.count() == 5001
    undone = journal.undo()
    assert undone is not None
    assert len(undone.removed) == 5000
    assert Journal.open(path).count() == journal.count() == 1
    journal.redo()
    reopened = Journal.open(path)
    assert [entry.id for entry in reopened.between()] == [entry.id for entry in journal.between()]
    assert reopened.count() == 5001


def test_undoing_what_is_gone_already_leads_to_the_change_before(path: Path) -> None:
    drink = entry("drink")
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drink, label="Added a drink")
        journal.add(entry("note"), label="Added a note")
    with tinydb.TinyDB(path) as stock:
        stock.table("note").truncate()
    with Journal.open(path, clock=CLOCK) as journal:
        undone = journal.undo()
        assert undone is not None
        assert (undone.label, undone.days) == ("Added a note", ())
    with Journal.open(path, clock=CLOCK) as journal:
        undone = journal.undo()
        assert undone is not None
        assert (undone.label, journal.count()) == ("Added a drink", 0)
        assert journal.undo() is None
        assert [done.label for done in iter(journal.redo, None)] == ["Added a drink", "Added a note"]
        assert [entry.id for entry in journal.between()] == [drink.id]


def test_removing_an_entry_removes_and_undoing_restores_every_document_with_its_id(path: Path) -> None:
    drink, note, other = entry("drink"), entry("note"), entry("drink")
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drink, note, other)
    with tinydb.TinyDB(path) as stock:
        stock.table("drink").insert_multiple([to_document(drink), to_document(drink)])
    with Journal.open(path, clock=CLOCK) as journal:
        journal.remove(drink.id, note.id)
        assert [saved.id for saved in journal.between()] == [other.id]
        assert len(journal.db.table("drink")) == 1
        journal.undo()
        assert {saved.id for saved in journal.between()} == {drink.id, note.id, other.id}
        assert len(journal.db.table("drink")) == 4
