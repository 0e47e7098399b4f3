"""The journal of another computer takes the place of this one's: what this one changed is merged with it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import Raw
from store_entries import NOW, end_as_killed, entry, entry_ids
from versions import at, instant

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change, encode
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, log_format, tombstones
from gutskin_tui.store.log_format import Line, log_path
from gutskin_tui.store.log_rebase import renumber_lines
from gutskin_tui.store.tombstones import Tombstone


def changed(journal: Journal, entry_id: str, minutes: int, **values: Any) -> None:
    """Change an entry so many minutes after NOW."""
    journal.replace(change(journal.get(entry_id), values, fixed_clock(NOW + timedelta(minutes=minutes))))


@pytest.fixture
def meal(path: Path, tmp_path: Path) -> AnyEntry:
    """Return a meal that is in the journal and in that of another computer."""
    meal = entry("meal")
    with Journal.open(path) as journal:
        journal.add(meal)
    (tmp_path / "other").mkdir()
    shutil.copy(path, tmp_path / "other" / path.name)
    return meal


def arrive(path: Path, tmp_path: Path) -> None:
    """Put the other computer's journal in place as a sync tool does."""
    arriving = path.with_name(".arriving.tmp")
    shutil.copy(tmp_path / "other" / path.name, arriving)
    arriving.replace(path)


def after_arrival(here: Journal, path: Path, tmp_path: Path, restart: bool) -> Journal:
    """Let the other computer's journal arrive under an open one, or after a kill, and return the one that is open."""
    if restart:
        end_as_killed(here)
        arrive(path, tmp_path)
        return Journal.open(path)
    arrive(path, tmp_path)
    here.refresh()
    here.restore_lost_changes()
    return here


@pytest.mark.parametrize("minutes", [(1, 9), (9, 1)])
@pytest.mark.parametrize("restart", [False, True])
def test_a_text_changed_here_and_a_note_changed_there_are_both_there(
    path: Path, tmp_path: Path, meal: AnyEntry, minutes: tuple[int, int], restart: bool
) -> None:
    with Journal.open(tmp_path / "other" / path.name) as other:
        changed(other, meal.id, minutes[0], note="spicy")
    here = Journal.open(path)
    added = entry("drink")
    here.add(added)
    changed(here, meal.id, minutes[1], text="soup")
    here = after_arrival(here, path, tmp_path, restart)
    merged = here.get(meal.id)
    assert (merged.text, merged.note) == ("soup", "spicy")  # type: ignore[union-attr]
    assert here.get(added.id) == added
    here.close()
    with Journal.open(path) as journal:
        assert journal.get(meal.id) == merged
        assert journal.loss is None


@pytest.mark.parametrize("restart", [False, True])
def test_what_the_other_computer_removed_stays_removed(
    path: Path, tmp_path: Path, meal: AnyEntry, restart: bool
) -> None:
    with Journal.open(tmp_path / "other" / path.name) as other:
        other.remove(meal.id)
    here = Journal.open(path)
    changed(here, meal.id, 9_000_000, text="soup")
    here = after_arrival(here, path, tmp_path, restart)
    assert here.count() == 0
    here.close()
    with Journal.open(path) as journal:
        assert journal.count() == 0


@pytest.mark.parametrize("restart", [False, True])
def test_entries_added_in_a_single_change_get_numbers_of_their_own(
    path: Path, tmp_path: Path, meal: AnyEntry, restart: bool
) -> None:
    ours, theirs = [entry("meal") for _ in range(3)], [entry("meal") for _ in range(2)]
    with Journal.open(tmp_path / "other" / path.name) as other:
        for added in theirs:
            other.add(added)
    here = Journal.open(path)
    here.add(*ours)
    here = after_arrival(here, path, tmp_path, restart)
    assert {entry.id for entry in here.between()} == {entry.id for entry in (meal, *ours, *theirs)}
    here.close()
    assert entry_ids(path) == {entry.id for entry in (meal, *ours, *theirs)}


@pytest.mark.parametrize(("second", "stays_removed"), [(4, True), (5, True), (6, False)])
def test_a_document_that_was_restored_after_its_removal_there_is_back(second: int, stays_removed: bool) -> None:
    restored = at(entry("meal"), second, created=NOW.isoformat())
    removals = tombstones.rows({("", restored.id): Tombstone(instant(5), instant(5))})
    line = Line(1, log_format.DO, "", [("meal", "1", Raw(encode(restored)))])
    (renumbered,) = renumber_lines({tombstones.TABLE: removals}, [line])
    assert (renumbered.ops == []) == stays_removed


def texts(journal: Journal) -> list[tuple[str, bool]]:
    return [(bytes(value.fields["text"]).decode(), value.whole) for value in journal.superseded]


@pytest.mark.parametrize("minutes", [(1, 9), (9, 1)])
@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("log_stays", [False, True])
def test_the_text_that_lost_is_listed(
    path: Path, tmp_path: Path, meal: AnyEntry, minutes: tuple[int, int], restart: bool, log_stays: bool
) -> None:
    with Journal.open(tmp_path / "other" / path.name) as other:
        changed(other, meal.id, minutes[0], text="there")
    here = Journal.open(path)
    changed(here, meal.id, minutes[1], text="here", note="mine")
    if restart:
        end_as_killed(here)
        log_stays = True  # or nothing on this computer knows what was in it
    arrive(path, tmp_path)
    if not log_stays:
        log_path(path).unlink()
    if restart:
        here = Journal.open(path)
    else:
        here.refresh()
    lost = ("there", "here")[minutes[0] > minutes[1]]
    assert texts(here) == [(f'"{lost}"', False)]
    here.refresh()
    here.restore_lost_changes()
    here.close()
    with Journal.open(path) as journal:
        assert texts(journal) == [(f'"{lost}"', False)]


def test_a_change_of_what_the_other_computer_removed_is_listed(path: Path, tmp_path: Path, meal: AnyEntry) -> None:
    with Journal.open(tmp_path / "other" / path.name) as other:
        other.remove(meal.id)
    with Journal.open(path) as here:
        changed(here, meal.id, 1, text="soup")
        arrive(path, tmp_path)
    with Journal.open(path) as journal:
        assert journal.count() == 0
        assert texts(journal) == [('"soup"', True)]


@pytest.mark.parametrize("restart", [False, True])
def test_what_was_changed_knowingly_is_not_listed(path: Path, tmp_path: Path, meal: AnyEntry, restart: bool) -> None:
    with Journal.open(path) as here:
        changed(here, meal.id, 1, text="first")
    shutil.copy(path, tmp_path / "other" / path.name)
    here = Journal.open(path)
    changed(here, meal.id, 2, note="mine")
    here.add(entry("drink"))
    if restart:
        end_as_killed(here)
    with Journal.open(tmp_path / "other" / path.name) as other:
        changed(other, meal.id, 3, text="second")
    arrive(path, tmp_path)
    here = Journal.open(path) if restart else here
    here.refresh()
    here.restore_lost_changes()
    here.close()
    with Journal.open(path) as journal:
        assert journal.get(meal.id).text == "second"  # type: ignore[union-attr]
        assert journal.superseded == []


@pytest.mark.parametrize("lines", [1, 3])
def test_the_log_of_another_computer_arrives(path: Path, tmp_path: Path, meal: AnyEntry, lines: int) -> None:
    there = [entry("drink") for _ in range(lines)]
    other = Journal.open(tmp_path / "other" / path.name)
    for drink in there:
        other.add(drink)
    here = Journal.open(path)
    mine = [entry("note"), entry("note")]
    for note in mine:
        here.add(note)
    changed(here, meal.id, 1, text="soup")
    arriving = path.with_name(".arriving.tmp")
    shutil.copy(log_path(tmp_path / "other" / path.name), arriving)
    arriving.replace(log_path(path))
    here.refresh()
    here.restore_lost_changes()
    ids = {drink.id for drink in (*there, *mine)} | {meal.id}
    assert {known.id for known in here.between()} == ids
    here.close()
    other._storage.wrote = False
    other.close()
    with Journal.open(path) as journal:
        assert {known.id for known in journal.between()} == ids
        assert journal.get(meal.id).text == "soup"  # type: ignore[union-attr]
        assert journal.loss is None
