"""Backups: when they are made, which are retained and which are deleted."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_entries import NOW, add_drinks, entry

from gutskin_tui.model.entries import to_document
from gutskin_tui.store import Journal
from gutskin_tui.store.backups import (
    SMALL,
    after_compaction,
    backup_folder,
    backups,
    expendable,
    good_count,
    newest_good,
    restore,
)
from gutskin_tui.store.merge import contents_of_file


def test_a_backup_is_a_journal_readable_by_its_owner_only(path: Path, state: Path) -> None:
    add_drinks(path, 3)
    old = os.umask(0)
    try:
        assert after_compaction(path, state, NOW).problem == ""
    finally:
        os.umask(old)
    (made,) = backups(state)
    assert made.made == NOW
    assert made.path.read_bytes() == path.read_bytes()
    assert good_count(made.path) == 3
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(place.stat().st_mode) for place in (backup_folder(state), state, state.parent)} == {0o700}
    assert list(backup_folder(state).iterdir()) == [made.path]


def test_the_newest_of_each_of_seven_days_four_weeks_and_twelve_months(path: Path, state: Path) -> None:
    add_drinks(path)
    first = datetime(2025, 6, 1, 3, tzinfo=UTC)
    made = [first + timedelta(hours=8 * step) for step in range(3 * 500)]
    for number in range(0, len(made), 100):  # written in batches: fifteen hundred synced files would take long
        backup_folder(state).mkdir(parents=True, exist_ok=True)
        for time in made[number : number + 99]:
            (backup_folder(state) / f"{time:%Y%m%dT%H%M%SZ}.json").write_bytes(b"")
        after_compaction(path, state, made[number + 99])
    times = [backup.made for backup in backups(state)]
    newest_of_days = {max(time for time in made if time.date() == day) for day in {time.date() for time in made}}
    assert times[:7] == sorted(newest_of_days, reverse=True)[:7]
    weeks = {time.isocalendar()[:2] for time in times}
    assert len({time for time in weeks if time >= times[0].isocalendar()[:2]}) == 1
    assert sorted(weeks, reverse=True)[:4] == sorted({time.isocalendar()[:2] for time in made}, reverse=True)[:4]
    months = [(time.year, time.month) for time in times]
    assert sorted(set(months), reverse=True) == sorted({(time.year, time.month) for time in made}, reverse=True)[:12]
    assert len(times) <= 7 + 4 + 12


@given(st.lists(st.integers(0, 3650 * 24).map(lambda hours: NOW - timedelta(hours=hours)), unique=True))
def test_thinning_out_never_removes_the_newest_and_converges(made: list[datetime]) -> None:
    retained = set(made) - expendable(made)
    assert len(retained) <= 23
    assert not made or max(made) in retained
    assert expendable(sorted(retained)) == set()
    days = {time.date() for time in made}
    assert {time.date() for time in retained} >= set(sorted(days)[-7:])


@pytest.mark.parametrize("data", [b"{", b'{"drink": 1}', b"\xff"])
def test_a_damaged_journal_is_not_copied_and_no_copy_is_deleted(path: Path, state: Path, data: bytes) -> None:
    add_drinks(path)
    after_compaction(path, state, NOW)
    path.write_bytes(data)
    before = backups(state)
    problem = after_compaction(path, state, NOW + timedelta(minutes=1)).problem
    assert str(path) in problem
    assert backups(state) == before
    assert list(backup_folder(state).iterdir()) == [before[0].path]


def test_bad_copies_are_removed_only_when_a_good_copy_is_newer(path: Path, state: Path) -> None:
    add_drinks(path)
    backup_folder(state).mkdir(parents=True)
    bad = [backup_folder(state) / f"{NOW - timedelta(minutes=step):%Y%m%dT%H%M%SZ}.json" for step in (1, 2, 3)]
    for bad_copy in bad:
        bad_copy.write_bytes(b"{")
    assert newest_good(state) is None
    path_was, path_now = path.read_bytes(), b"{"
    path.write_bytes(path_now)
    after_compaction(path, state, NOW)
    assert len(backups(state)) == 3
    path.write_bytes(path_was)
    after_compaction(path, state, NOW)
    newest = newest_good(state)
    assert newest is not None
    assert [backup.made for backup in backups(state)] == [NOW]


@pytest.mark.parametrize(("version", "count"), [(1, 1), (2, None), (3, None)])
def test_a_copy_without_a_checksum_is_good_only_if_its_version_had_none(
    tmp_path: Path, version: int, count: int | None
) -> None:
    copy = tmp_path / "copy.json"
    tables = {"_meta": {"1": {"schema_version": version}}, "drink": {"1": to_document(entry("drink"))}}
    copy.write_bytes(json.dumps(tables).encode())
    assert good_count(copy) == count


def test_a_clock_that_was_wrong_does_not_cost_the_copy_just_made(path: Path, state: Path) -> None:
    add_drinks(path)
    for days in range(40):
        after_compaction(path, state, NOW + timedelta(days=365 + days))
    add_drinks(path)
    after_compaction(path, state, NOW)
    assert NOW in {backup.made for backup in backups(state)}


def test_a_planted_link_is_not_followed(path: Path, state: Path, tmp_path: Path) -> None:
    add_drinks(path)
    target = tmp_path / "precious"
    target.write_text("precious")
    backup_folder(state).mkdir(parents=True)
    for name in (f"{NOW:%Y%m%dT%H%M%SZ}.json", f"{NOW:%Y%m%dT%H%M%SZ}.json.tmp"):
        (backup_folder(state) / name).symlink_to(target)
    assert after_compaction(path, state, NOW).problem == ""
    assert target.read_text() == "precious"
    (made,) = backups(state)
    assert not made.path.is_symlink()


def test_a_folder_that_cannot_be_written_is_reported_not_raised(path: Path, tmp_path: Path) -> None:
    add_drinks(path)
    (tmp_path / "file").write_text("")
    assert "No backup of" in after_compaction(path, tmp_path / "file" / "state", NOW).problem


def test_a_long_journal_is_copied_once_an_hour(path: Path, state: Path) -> None:
    with Journal.open(path) as journal:
        journal.add(*(entry("note", text="x" * 19_000) for _ in range(SMALL // 19_000 + 1)))
    for minutes in (0, 30, 59, 61):
        after_compaction(path, state, NOW + timedelta(minutes=minutes))
    assert [backup.made for backup in backups(state)] == [NOW + timedelta(minutes=61)]  # the newest of the day
    after_compaction(path, state, NOW + timedelta(minutes=80))
    assert [backup.made for backup in backups(state)] == [NOW + timedelta(minutes=61)]
    after_compaction(path, state, NOW - timedelta(minutes=10))  # a clock that went back
    assert NOW - timedelta(minutes=10) in {backup.made for backup in backups(state)}


# What may take the place of what.


def test_a_copy_with_less_does_not_replace_a_copy_with_more(path: Path, state: Path) -> None:
    add_drinks(path, 3)
    before = path.read_bytes()
    add_drinks(path, 2)
    after_compaction(path, state, NOW)
    path.write_bytes(before)
    for minutes in (0, 0, 1, 60):  # in the same second too
        after_compaction(path, state, NOW + timedelta(minutes=minutes))
        assert sorted(good_count(copy.path) or 0 for copy in backups(state)) == [3, 5]
    assert [good_count(copy.path) for copy in backups(state) if copy.retained] == [5]


def test_of_copies_that_hold_more_than_the_journal_the_fullest_is_retained(path: Path, state: Path) -> None:
    add_drinks(path)
    before = path.read_bytes()
    for days in range(30):
        add_drinks(path)
        after_compaction(path, state, NOW + timedelta(days=days))
    path.write_bytes(before)
    for days in range(30, 800):
        if days < 70 or days % 20 == 0:
            after_compaction(path, state, NOW + timedelta(days=days))
    retained = [good_count(copy.path) for copy in backups(state) if copy.retained]
    assert 31 in retained
    assert len(backups(state)) < 40


def test_an_undone_merge_does_not_cost_the_copy_that_holds_it(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    add_drinks(path)
    add_drinks(other, 3)
    with Journal.open(path) as journal:
        journal.merge(contents_of_file(other))
    with Journal.open(path) as journal:
        assert [good_count(copy.path) for copy in backups(journal.state)] == [4]
        journal.undo()
    with Journal.open(path, read_only=True) as journal:
        assert sorted(good_count(copy.path) or 0 for copy in backups(journal.state)) == [1, 4]


def test_removals_and_changes_leave_a_copy_a_day(path: Path) -> None:
    for _ in range(4):
        add_drinks(path, 2)
        with Journal.open(path) as journal:
            journal.remove(next(journal.between()).id)
    with Journal.open(path, read_only=True) as journal:
        assert [good_count(copy.path) for copy in backups(journal.state)] == [4]


def test_a_backup_that_is_retained_is_listed_restored_and_good(path: Path, state: Path) -> None:
    add_drinks(path)
    before = path.read_bytes()
    add_drinks(path)
    after_compaction(path, state, NOW)
    path.write_bytes(before)
    after_compaction(path, state, NOW + timedelta(minutes=1))
    copy = next(copy for copy in backups(state) if copy.retained)
    assert copy.made == NOW
    restore(path, copy.path, state, NOW)
    assert good_count(path) == 2
