"""edit, remove, undo, redo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import AnyEntry, Drink
from gutskin_tui.store import Journal

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]


@pytest.fixture
def drink(good: Good, entries: Entries) -> Drink:
    """A drink that is recorded."""
    good("add", "drink", "330", "--what", "beer", "--abv", "5", "--note", "cold")
    (entry,) = entries()
    assert isinstance(entry, Drink)
    return entry


def test_fields_change_and_the_rest_stays(good: Good, entries: Entries, drink: Drink) -> None:
    output = good("edit", short_id(drink.id), "ml=500", "note=warm, alas")
    (changed,) = entries()
    assert isinstance(changed, Drink)
    assert (changed.ml, changed.what, changed.abv, changed.note) == (500, "beer", 5.0, "warm, alas")
    assert (changed.id, changed.at, changed.created) == (drink.id, drink.at, drink.created)
    assert output.startswith("Changed drink, ")


def test_an_edit_that_changes_nothing_is_no_change_to_undo(good: Good, entries: Entries, drink: Drink) -> None:
    good("edit", drink.id, "ml=500")
    assert good("edit", drink.id, "ml=500") == "Nothing was changed.\n"
    good("undo")
    assert entries()[0].recorded()["ml"] == drink.ml


def test_nothing_after_the_sign_clears(good: Good, entries: Entries, drink: Drink) -> None:
    good("edit", drink.id, "note=", "abv=", "what=")
    (changed,) = entries()
    assert isinstance(changed, Drink)
    assert (changed.note, changed.abv, changed.what) == ("", 0.0, "water")


@pytest.mark.parametrize("name", ["worst_lesion", "worst-lesion", " worst-lesion "])
def test_a_field_is_written_as_in_an_option_or_as_in_the_file(good: Good, entries: Entries, name: str) -> None:
    good("add", "skin", "--severity", "3")
    (skin,) = entries()
    good("edit", skin.id, f"{name}=chin=2")
    assert entries()[0].recorded() == {"severity": 3, "worst_lesion": {"chin": 2}}


def test_at_moves_it_to_its_day(good: Good, entries: Entries, drink: Drink) -> None:
    good("edit", drink.id, "at=2026-11-20 00:30")
    assert (entries()[0].day, entries()[0].at) == ("2026-11-19", "2026-11-20T00:30:00+00:00")


def test_an_entry_dated_ahead_can_be_changed_and_moved_back(
    good: Good, run: Callable[..., Result], entries: Entries, journal_file: Path, clock: Clock
) -> None:
    ahead = fixed_clock(clock.now() + timedelta(days=45), "Europe/London")
    with Journal.open(journal_file) as journal:
        journal.add(make("note", {"text": "ahead"}, ahead))
    (entry,) = entries()
    good("edit", entry.id, "note=the clock was wrong")
    assert (entries()[0].note, entries()[0].at) == ("the clock was wrong", entry.at)
    assert run("edit", entry.id, "at=tomorrow").exit_code == 2
    good("edit", entry.id, "at=13:00")
    assert entries()[0].day == "2026-11-21"


def test_what_another_program_changed_meanwhile_stays(
    entries: Entries, drink: Drink, journal_file: Path, clock: Clock
) -> None:
    elsewhere = [{"note": "from elsewhere"}, {"ml": 100}]

    def instant() -> datetime:  # asked for while the command reads at=, after it has read the entry
        if elsewhere:
            changes = elsewhere.pop(0)
            with Journal.open(journal_file) as other:
                other.amend(other.get(drink.id), changes, clock)
        return clock.now()

    words = ["edit", drink.id, "ml=500", "at=13:00"]
    result = CliRunner().invoke(gutskin, words, obj=Session(Clock(instant, clock.zone)))
    assert (result.exit_code, elsewhere) == (0, [])
    (entry,) = entries()
    assert (entry.recorded()["ml"], entry.note) == (500, "from elsewhere\nAmount (changed elsewhere): 100")
    assert result.stdout.splitlines()[-1] == "Amount was changed elsewhere too: the other value is in the note."


@pytest.mark.parametrize(
    "changes",
    [
        ["ml=0"], ["ml="], ["ml=x"], ["ml"], ["=5"], ["severity=4"], ["id=x"], ["day=2026-01-01"], ["at=tomorrow"],
        ["at="], ["what=" + "x" * 300], ["ml=500", "nonsense=1"], ["--ml=5"], ["\x1b[31m=1"], [],
        ["ml=1,000"], ["ml=2.000"],
    ],
)  # fmt: skip
def test_what_cannot_be_changes_nothing(
    run: Callable[..., Result], entries: Entries, drink: Drink, changes: list[str]
) -> None:
    result = run("edit", drink.id, *changes)
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert entries() == [drink]


@pytest.mark.parametrize("command", [["edit", "ID", "ml=1"], ["remove", "ID"]])
@pytest.mark.parametrize("wrong", ["zzzzzz", "", "a", "\x1b[31m", "x" * 5000])
def test_an_id_that_is_not_there(
    run: Callable[..., Result], drink: Drink, entries: Entries, command: list[str], wrong: str
) -> None:
    result = run(*(wrong if word == "ID" else word for word in command))
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert entries() == [drink]


def test_remove_undo_redo(good: Good, entries: Entries, drink: Drink) -> None:
    assert good("remove", short_id(drink.id)).startswith("Deleted drink, ")
    assert entries() == []
    assert good("undo") == "Undone: today 14:15, drink is back: 330 ml beer, 5 %, 1.6 units\n"
    [back] = entries()
    assert set(back.edits) == {"created"}  # so that a merge knows that it was restored after it was deleted
    assert replace(back, updated=drink.updated, edits={}) == drink
    assert good("redo") == "Redone: today 14:15, drink is gone: 330 ml beer, 5 %, 1.6 units\n"
    assert entries() == []
    good("undo")
    assert good("undo") == "Undone: today 14:15, drink is gone: 330 ml beer, 5 %, 1.6 units\n"
    assert entries() == []


def test_an_edit_is_undone_to_the_letter(good: Good, entries: Entries, drink: Drink) -> None:
    good("edit", drink.id, "ml=500")
    assert good("undo") == "Undone: today 14:15, drink is as before: 330 ml beer, 5 %, 1.6 units\n"
    assert [replace(entry, updated=drink.updated, edits={}) for entry in entries()] == [drink]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_nothing_to_go_back_to(run: Callable[..., Result], verb: str) -> None:
    result = run(verb)
    assert (result.exit_code, result.stderr) == (1, f"gutskin: Nothing to {verb}.\n")
