"""What lost against a concurrent change in a merge is listed, and can be put back."""

from __future__ import annotations

import pytest
from sync_computers import Computers, share_meal

from gutskin_tui.store import JournalUnwritable, UnknownEntry
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.sync.superseded import put_back, restorable_values


def test_a_field_changed_on_two_computers_is_listed_and_can_be_put_back(computers: Computers) -> None:
    laptop, desktop, meal = share_meal(computers)
    laptop.change(meal, text="lentil soup")
    laptop.sync()
    desktop.change(meal, note="first")
    desktop.change(meal, text="pea soup", tags=("out",))
    message = 'Sent 1 change. 1 value lost against a later change: see "merges".'
    assert desktop.sync().message() == message
    assert desktop.superseded() == ["meal  text: lentil soup"]
    with desktop.open() as journal:
        put_back(journal, restorable_values(journal)[0], desktop.clock)
        changed = journal.get(meal.id)
        assert (changed.text, changed.note, changed.tags) == ("lentil soup", "first", ("out",))  # type: ignore[union-attr]
        assert desktop.superseded() == []
        journal.undo()
        assert journal.get(meal.id).text == "pea soup"  # type: ignore[union-attr]
        assert desktop.superseded() == ["meal  text: lentil soup"]
        put_back(journal, restorable_values(journal)[0], desktop.clock)
    desktop.change(meal, text="bean soup")
    assert desktop.superseded() == []
    desktop.sync()
    laptop.sync()
    assert laptop.superseded() == []


def test_sequential_changes_supersede_nothing(computers: Computers) -> None:
    laptop, desktop = computers(2)
    meal = laptop.add("meal", text="soup")
    for number in range(4):
        laptop.change(meal, text=f"soup {number}", note="hot")
        laptop.sync()
        desktop.sync()
        desktop.now = laptop.now
        desktop.change(meal, text=f"stew {number}")
        desktop.sync()
        laptop.sync()
        laptop.now = desktop.now
    assert laptop.superseded() == desktop.superseded() == []


def test_a_change_of_what_another_computer_removed_is_listed_and_brings_it_back(computers: Computers) -> None:
    laptop, desktop, meal = share_meal(computers)
    with laptop.open() as journal:
        journal.remove(meal.id)
    laptop.sync()
    desktop.change(meal, note="spicy")
    desktop.sync()
    assert desktop.superseded() == ["meal  removed elsewhere: 2026-11-19 soup spicy"]
    with desktop.open() as journal:
        assert journal.count("meal") == 0
        put_back(journal, restorable_values(journal)[0], desktop.clock)
    desktop.sync()
    laptop.sync()
    assert [entry.note for entry in laptop.entries() if entry.id == meal.id] == ["spicy"]


def test_a_field_of_an_entry_that_is_gone_cannot_be_put_back(computers: Computers) -> None:
    laptop, desktop = computers(2)
    meal = laptop.add("meal", text="soup")
    laptop.change(meal, text="stew")
    laptop.sync()
    desktop.sync()
    laptop.change(meal, text="hot stew")
    desktop.now = laptop.now
    desktop.change(meal, text="cold stew")
    with desktop.open() as journal:
        journal.merge(contents_of_file(laptop.path))
        (value,) = restorable_values(journal)
        journal.remove(meal.id)
        with pytest.raises(UnknownEntry):
            put_back(journal, value, desktop.clock)
    assert len(desktop.superseded()) == 1


def test_a_merge_changes_nothing_if_what_lost_cannot_be_listed(computers: Computers) -> None:
    laptop, desktop, meal = share_meal(computers)
    laptop.change(meal, text="lentil soup")
    desktop.change(meal, text="pea soup")
    with desktop.open() as journal:
        (journal.state / "merges.json").mkdir()
        with pytest.raises(JournalUnwritable, match=r"merges\.json cannot be written"):
            journal.merge(contents_of_file(laptop.path))
        assert journal.get(meal.id).text == "pea soup"  # type: ignore[union-attr]
