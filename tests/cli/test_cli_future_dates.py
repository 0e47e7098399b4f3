"""What is dated ahead, because a clock was wrong: doctor says so and can correct it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.custom_foods import own_foods, set_star
from gutskin_tui.store import Journal
from gutskin_tui.store.merge import contents_of_file

Good = Callable[..., str]
Runs = Callable[..., Result]
Entries = Callable[[], list[AnyEntry]]

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=UTC)
AHEAD = fixed_clock(NOW + timedelta(days=365))
HINT = "  gutskin doctor --correct-dates: set these to now; gutskin undo reverts that"


@pytest.fixture
def ahead(journal_file: Path) -> Path:
    """A journal to which a clock that was a year ahead has added a note, a drink an hour before, and a food."""
    with Journal.open(journal_file, clock=AHEAD) as journal:
        journal.add(make("note", {"text": "private words"}, AHEAD))
        journal.add(make("drink", {"ml": 250}, AHEAD, at=AHEAD.now() - timedelta(hours=1)))
        set_star(journal, AHEAD, "oat latte", True)
    return journal_file


def test_doctor_lists_dates_ahead_and_how_to_correct_them(run: Runs, ahead: Path) -> None:
    before = ahead.read_bytes()
    result = run("doctor")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "drink 1, at, created, updated: more than a day ahead (Sun 21 Nov 2027 14:15)",
        "note 1, at, created, updated: more than a day ahead (Sun 21 Nov 2027 14:15)",
        "foods 1, created, updated: more than a day ahead (Sun 21 Nov 2027 14:15)",
        HINT,
    ]
    assert "nothing was changed" in result.stderr
    assert ahead.read_bytes() == before


def test_doctor_dates_it_now(run: Runs, good: Good, ahead: Path, entries: Entries, clock: Clock) -> None:
    lines = good("doctor", "--correct-dates").splitlines()
    assert lines[0] == "Corrected the dates of 3 items."
    assert [line.partition(" is now at ")[2].partition(";")[0] for line in lines[1:3]] == [
        "Sat 21 Nov 2026 13:15",
        "Sat 21 Nov 2026 14:15",
    ]
    assert "correct those copies before you merge" in lines[3]
    assert not any("private words" in line for line in lines)
    stamp = clock.now().isoformat(timespec="milliseconds")
    assert [(entry.kind, entry.at, entry.day, entry.zone, entry.created, entry.updated) for entry in entries()] == [
        ("drink", "2026-11-21T13:15:00+00:00", "2026-11-21", "Europe/London", stamp, stamp),
        ("note", "2026-11-21T14:15:00+00:00", "2026-11-21", "Europe/London", stamp, stamp),
    ]
    with Journal.open(ahead, read_only=True) as journal:
        assert [(food.created, food.updated) for food in own_foods(journal)] == [(stamp, stamp)]
    assert "all good" in good("doctor")
    assert "nothing was changed" in good("doctor", "--correct-dates")


def test_a_correction_can_be_undone(run: Runs, good: Good, ahead: Path, entries: Entries) -> None:
    before = entries()
    good("doctor", "--correct-dates")
    good("undo")
    assert [replace(entry, edits={}) for entry in entries()] == before
    assert HINT in run("doctor").stdout


def test_a_correction_leaves_what_is_dated_well(good: Good, ahead: Path, entries: Entries) -> None:
    good("add", "drink", "300")
    well = next(entry for entry in entries() if entry.kind == "drink" and entry.ml == 300)  # type: ignore[union-attr]
    good("doctor", "--correct-dates")
    assert next(entry for entry in entries() if entry.id == well.id) == well


@pytest.mark.parametrize(("hours", "status"), [(23, 0), (24, 0), (25, 1)])
def test_up_to_a_day_ahead_passes_by_itself(run: Runs, journal_file: Path, hours: int, status: int) -> None:
    there = fixed_clock(NOW + timedelta(hours=hours))
    with Journal.open(journal_file, clock=there) as journal:
        journal.add(make("note", {"text": "x"}, there))
    assert run("doctor").exit_code == status


def test_a_removal_dated_ahead_is_corrected_too(run: Runs, good: Good, ahead: Path, entries: Entries) -> None:
    note = next(entry for entry in entries() if entry.kind == "note")
    good("remove", note.id)
    assert "removed 1, updated: more than a day ahead" in run("doctor").stdout
    good("doctor", "--correct-dates")
    assert "all good" in good("doctor")
    with Journal.open(ahead, read_only=True) as journal:
        assert set(journal.removals().values()) == {"2026-11-21T14:15:00.000+00:00"}


def test_a_copy_that_was_corrected_too_brings_nothing_back(
    good: Good, ahead: Path, entries: Entries, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(ahead.read_bytes())
    good("doctor", "--correct-dates", "--journal", str(copy))
    note = next(entry for entry in entries() if entry.kind == "note")
    good("doctor", "--correct-dates")
    good("edit", note.id, "text=changed since")
    before = entries()
    with Journal.open(ahead) as journal:
        journal.merge(contents_of_file(copy))
    assert entries() == before


def test_odd_instants_are_no_reason_to_fail(run: Runs, good: Good, journal_file: Path) -> None:
    good("add", "note", "x")
    text = re.sub(r'"updated":"[^"]*"', '"updated":"9999-12-31T23:59:59-14:00"', journal_file.read_text(), count=1)
    journal_file.write_text(re.sub(r'"at":"[^"]*"', '"at":5', text, count=1))
    assert run("doctor").exit_code == 1
    good("doctor", "--correct-dates")
    assert "9999" not in journal_file.read_text().split('"_history"')[0]


def test_repairs_exclude_each_other(run: Runs, ahead: Path) -> None:
    for other in ("--salvage", "--accept", "--restore"):
        assert run("doctor", "--correct-dates", other).exit_code == 2
