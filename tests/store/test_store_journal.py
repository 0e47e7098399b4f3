"""Adding, finding, replacing and removing entries by `Journal`."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from store_entries import CLOCK, TODAY, content, entry

from gutskin_tui.model.entries import change, make
from gutskin_tui.store import (
    AmbiguousEntry,
    DuplicateEntry,
    InvalidEntry,
    Journal,
    JournalError,
    JournalReadOnly,
    UnknownEntry,
)


def test_what_was_added_is_there_at_once_and_after_reopening(path: Path, journal: Journal) -> None:
    meal, drink = entry("meal", note="[red]with a note[/] 😀 \x1b[31m"), entry("drink")
    journal.add(meal, drink, label="Added two")
    with Journal.open(path) as reopened:
        for opened in (journal, reopened):
            assert opened.get(meal.id) == meal
            assert opened.get(drink.id) == drink
            assert (opened.count(), opened.count("meal"), opened.count("skin")) == (2, 1, 0)


def test_opening_and_asking_make_nothing_on_disk(path: Path, journal: Journal) -> None:
    assert journal.day(TODAY) == list(journal.between()) == journal.days() == journal.problems() == []
    assert journal.undo() is journal.redo() is None
    assert journal.count() == journal.revision == 0
    assert not journal.refresh()
    assert not path.parent.parent.exists()


def test_merely_opening_makes_no_folder(tmp_path: Path) -> None:
    Journal.open(tmp_path / "a" / "journal.json").close()
    Journal.open(tmp_path / "b" / "journal.json", read_only=True).close()
    assert list(tmp_path.iterdir()) == []


def test_an_existing_id_is_refused_with_the_whole_change(path: Path, journal: Journal) -> None:
    first, second = entry(), entry()
    journal.add(first)
    before = path.read_bytes()
    with pytest.raises(DuplicateEntry, match=first.id):
        journal.add(second, first)
    with pytest.raises(DuplicateEntry, match=second.id):
        journal.add(second, second)
    assert path.read_bytes() == before
    assert journal.count() == 1
    assert journal.revision == 1


def test_replace_goes_by_id_and_may_move_the_day(path: Path, journal: Journal) -> None:
    meal = entry("meal")
    journal.add(meal, entry("drink"))
    moved = change(meal, {"text": "porridge"}, CLOCK, at=CLOCK.now() - timedelta(days=3))
    journal.replace(moved)
    for opened in (journal, Journal.open(path)):
        assert content([opened.get(meal.id)]) == content([moved])
        assert content(opened.day(TODAY - timedelta(days=3))) == content([moved])
        assert meal.id not in [other.id for other in opened.day(TODAY)]
        assert opened.count() == 2


def test_replace_refuses_what_is_not_there_and_another_kind(journal: Journal) -> None:
    drink = entry("drink")
    journal.add(drink)
    with pytest.raises(UnknownEntry):
        journal.replace(entry())
    other = msgspec.structs.replace(entry("stress"), id=drink.id)
    with pytest.raises(JournalError):
        journal.replace(other)
    assert list(journal.between()) == [drink]


def test_remove_removes_all_or_none(journal: Journal) -> None:
    first, second, third = entry(), entry("meal"), entry()
    journal.add(first, second, third)
    with pytest.raises(UnknownEntry):
        journal.remove(first.id, "0" * 26)
    assert journal.count() == 3
    journal.remove(first.id, second.id)
    assert list(journal.between()) == [third]
    with pytest.raises(UnknownEntry):
        journal.get(first.id)


def test_changing_nothing_is_no_change(path: Path, journal: Journal) -> None:
    journal.add()
    journal.replace()
    journal.remove()
    assert journal.revision == 0
    assert not path.exists()


def test_revision_grows_with_every_change(journal: Journal) -> None:
    saved = entry()
    for number, act in enumerate(
        (
            lambda: journal.add(saved),
            lambda: journal.replace(saved),
            lambda: journal.remove(saved.id),
            journal.undo,
            journal.redo,
        ),
        1,
    ):
        act()
        assert journal.revision == number


def test_a_day_is_in_order_of_the_instant_not_of_the_wall_clock(journal: Journal) -> None:
    def at(hour: int, offset: int) -> datetime:
        return datetime(2026, 11, 20, hour, 0, tzinfo=timezone(timedelta(hours=offset)))

    tokyo, london = (make("drink", {"ml": ml}, CLOCK, at=when) for ml, when in ((1, at(15, 9)), (2, at(9, 0))))
    twins = sorted((make("drink", {"ml": 3}, CLOCK, at=at(12, 0)) for _ in range(5)), key=lambda entry: entry.id)
    journal.add(*reversed(twins), london, tokyo)
    assert journal.day(date(2026, 11, 20)) == [tokyo, london, *twins]


def test_between_is_inclusive_ordered_and_may_name_a_kind(journal: Journal) -> None:
    entries = [entry(kind, days) for days in (9, 5, 2, 0) for kind in ("meal", "drink")]
    journal.add(*reversed(entries))
    day = [entry.date for entry in entries]
    assert [entry.id for entry in journal.between()] == [
        entry.id for entry in sorted(entries, key=lambda e: (e.day, e.id))
    ]
    assert {entry.date for entry in journal.between(day[2], day[4])} == {day[2], day[4]}
    assert [entry.kind for entry in journal.between(kind="meal")] == ["meal"] * 4
    assert list(journal.between(last=day[0], kind="drink")) == [entries[1]]
    assert list(journal.between(day[2], day[0])) == []
    assert journal.days() == sorted(set(day))


def test_between_may_be_walked_while_entries_change(journal: Journal) -> None:
    entries = [entry("drink", days) for days in range(5)]
    journal.add(*entries)
    for saved in journal.between():
        journal.remove(saved.id)
    assert journal.count() == 0


def test_a_day_that_lost_its_last_entry_is_gone(journal: Journal) -> None:
    saved = entry("drink", 4)
    journal.add(saved, entry())
    journal.remove(saved.id)
    assert journal.days() == [TODAY]


def test_find_id_accepts_the_last_characters_of_an_id(journal: Journal) -> None:
    ids = ("01aaaaaaaaaaaaaaaaaaaa1234", "01aaaaaaaaaaaaaaaaaaab1234", "01aaaaaaaaaaaaaaaaaaaa9999")
    journal.add(*(msgspec.structs.replace(entry(), id=entry_id) for entry_id in ids))
    assert journal.find_id("9999") == journal.find_id(" AA9999 ") == ids[2]
    assert journal.find_id(ids[0]) == ids[0]
    assert journal.find_id("b1234") == ids[1]
    with pytest.raises(AmbiguousEntry, match="2 entries"):
        journal.find_id("1234")
    for suffix in ("999", "", "zzzz", "\x1b[31m", "(((("):
        with pytest.raises(UnknownEntry) as caught:
            journal.find_id(suffix)
        assert "\x1b" not in str(caught.value)


def test_reading_only_refuses_every_change_and_makes_no_lock(path: Path, journal: Journal) -> None:
    saved = entry()
    journal.add(saved)
    journal.close()
    shutil.rmtree(journal.state)
    with Journal.open(path, read_only=True) as reader:
        assert reader.read_only
        for act in (
            lambda: reader.add(entry()),
            lambda: reader.replace(saved),
            lambda: reader.remove(saved.id),
            reader.undo,
            reader.redo,
        ):
            with pytest.raises(JournalReadOnly, match="reading only"):
                act()
        assert reader.day(TODAY) == [saved]
    assert [file.name for file in path.parent.iterdir()] == ["journal.json"]
    assert not journal.state.exists()


def test_values_that_would_be_unreadable_are_not_written(path: Path, journal: Journal) -> None:
    for bad in (
        msgspec.structs.replace(entry("meal"), text="half a \ud83d pair"),
        msgspec.structs.replace(entry("drink"), ml="secret words"),
    ):
        with pytest.raises(InvalidEntry, match=r"journal\.json") as caught:
            journal.add(entry(), bad)
        assert "secret" not in str(caught.value)
    assert journal.count() == 0
    assert not path.exists()


def test_a_path_through_a_symbolic_link_keeps_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    saved = entry()
    with Journal.open(link) as journal:
        journal.add(saved)
        assert journal.path == link
    assert link.is_symlink()
    assert Journal.open(real).get(saved.id) == saved
