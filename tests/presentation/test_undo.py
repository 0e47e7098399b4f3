"""What an undo or a redo did, in words that both faces show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change, make
from gutskin_tui.presentation import undo as undo_text
from gutskin_tui.store import Journal

CLOCK = fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=UTC))
TODAY = CLOCK.today()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.json", clock=CLOCK) as opened:
        yield opened


def undo(journal: Journal) -> str:
    made = journal.undo()
    assert made is not None
    return undo_text.undone(made, TODAY)


def redo(journal: Journal) -> str:
    made = journal.redo()
    assert made is not None
    return undo_text.redone(made, TODAY)


def test_an_addition_a_change_and_a_removal_name_day_time_and_entry(journal: Journal) -> None:
    at = CLOCK.now().replace(hour=9, minute=5, second=0) - timedelta(days=1)
    day = f"{at:%a} {at.day} {at:%b}"
    skin = make("skin", {"severity": 4, "itch": 2}, CLOCK, at=at)
    journal.add(skin)
    journal.replace(change(skin, {"severity": 3}, CLOCK))
    journal.remove(skin.id)
    assert undo(journal) == f"Undone: {day} 09:05, skin is back: 3 mild, itch 2"
    assert undo(journal) == f"Undone: {day} 09:05, skin is as before: 4 moderate, itch 2"
    assert undo(journal) == f"Undone: {day} 09:05, skin is gone: 4 moderate, itch 2"
    assert redo(journal) == f"Redone: {day} 09:05, skin is back: 4 moderate, itch 2"
    assert redo(journal) == f"Redone: {day} 09:05, skin is changed again: 3 mild, itch 2"
    assert redo(journal) == f"Redone: {day} 09:05, skin is gone: 3 mild, itch 2"


def test_today_is_called_so_and_another_year_is_named(journal: Journal) -> None:
    for at in (CLOCK.now(), CLOCK.now() - timedelta(days=700)):
        journal.add(make("drink", {"ml": 250}, CLOCK, at=at))
    assert str((CLOCK.now() - timedelta(days=700)).year) in undo(journal)
    assert undo(journal) == f"Undone: today {CLOCK.now():%H:%M}, drink is gone: 250 ml water"


def test_a_moved_entry_is_named_by_the_day_it_has_now(journal: Journal) -> None:
    drink = make("drink", {"ml": 250}, CLOCK)
    journal.add(drink)
    journal.replace(change(drink, {}, CLOCK, at=CLOCK.now() - timedelta(days=3)))
    assert undo(journal).startswith("Undone: today ")


def test_several_entries_are_counted_with_their_days(journal: Journal) -> None:
    now = CLOCK.now()
    many = [make("drink", {"ml": 250}, CLOCK, at=now - timedelta(days=back)) for back in (0, 0, 2)]
    journal.add(*many, label="Imported a file")
    first = TODAY - timedelta(days=2)
    days = f"{first:%a} {first.day} {first:%b} to today"
    assert undo(journal) == f"Undone: Imported a file, 3 entries of {days}: 3 gone"
    journal.add(*many[:2], label="Added two")
    assert undo(journal) == "Undone: Added two, 2 entries of today: 2 gone"


def test_a_change_of_records_alone_has_its_label(journal: Journal) -> None:
    stamp = CLOCK.now().isoformat(timespec="milliseconds")
    food = {"id": "a", "name": "oat latte", "created": stamp, "updated": stamp}
    journal.put_records("foods", {"a": food}, label="Changed food labels")
    assert undo(journal) == "Undone: Changed food labels"
    journal.change(put=[make("drink", {"ml": 250}, CLOCK)], records={"foods": {"a": food}}, label="Imported a file")
    assert undo(journal) == "Undone: Imported a file, 1 entry of today: 1 gone"


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "a\nb", "\u202eright", "[bold]x[/bold]"])
def test_the_words_are_inert(journal: Journal, text: str) -> None:
    journal.add(make("note", {"text": text}, CLOCK))
    words = undo(journal)
    assert "\n" not in words
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_a_change_that_was_not_saved_yet_is_named_too() -> None:
    drink = make("drink", {"ml": 250}, CLOCK)
    more = change(drink, {"ml": 500}, CLOCK)
    start = f"Undone before it was saved: today {CLOCK.now():%H:%M}, drink is"
    assert undo_text.dropped(None, drink, TODAY) == f"{start} gone: 250 ml water"
    assert undo_text.dropped(drink, more, TODAY) == f"{start} as before: 250 ml water"
    assert undo_text.dropped(drink, None, TODAY) == f"{start} back: 250 ml water"
