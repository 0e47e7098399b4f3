"""Merging: newest version wins, removals included, in any order and however often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from store_entries import NOW, content, entry

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.merge import ENTRIES, Contents, contents, contents_of_file, difference, merged
from gutskin_tui.store.tombstones import Tombstone

FIRST = entry("drink", ml=100)
RECORD = {"id": "dairy", "created": NOW.isoformat(), "updated": NOW.isoformat()}
IDS = [entry().id for _ in range(4)]
ZONES = [UTC, timezone(timedelta(hours=-9)), timezone(timedelta(hours=14))]


def instant(second: int, zone: timezone = UTC) -> str:
    return (NOW + timedelta(seconds=second)).astimezone(zone).isoformat(timespec="milliseconds")


def removal(second: int) -> Tombstone:
    return Tombstone(instant(second), instant(second))


def at(version: AnyEntry, second: int, **values: object) -> AnyEntry:
    """Return a version in which some fields were changed so many seconds after NOW."""
    when = instant(second)
    return replace(version, updated=when, edits=version.edits | dict.fromkeys(values, when), **values)


instants = st.builds(instant, st.integers(0, 4), st.sampled_from(ZONES))


@st.composite
def versions_of_entries(draw: st.DrawFn) -> AnyEntry:
    kind = draw(st.sampled_from(["drink", "meal", "stress"]))
    fields = {
        "drink": {"ml": st.integers(1, 3)},
        "meal": {"text": st.sampled_from(["tea", "soup"])},
        "stress": {"score": st.one_of(st.none(), st.integers(0, 1)), "mood": st.one_of(st.none(), st.integers(0, 1))},
    }[kind] | {"note": st.sampled_from(["", "a", "b"])}
    edits = draw(st.dictionaries(st.sampled_from([*fields, "created", "at", "day"]), instants, max_size=4))
    return replace(
        entry(kind),
        id=draw(st.sampled_from(IDS)),
        updated=draw(instants),
        edits=edits or {"note": instant(0)},
        **{name: draw(values) for name, values in fields.items()},
    )


record_fields = {"starred": st.booleans(), "labels": st.sampled_from([{"milk": "yes"}, {"milk": "no", "soy": "yes"}])}
records = st.dictionaries(
    st.sampled_from(["trials", "foods", "factors"]),
    st.dictionaries(
        st.sampled_from(["dairy", "sugar"]),
        st.builds(
            lambda updated, created, edits, fields: {"updated": updated, "created": created, "edits": edits} | fields,
            instants,
            instants,
            st.dictionaries(st.sampled_from([*record_fields, "created", "since", "until"]), instants),
            st.fixed_dictionaries({}, optional=record_fields | {"since": st.just("2026-11-20")}),
        ),
    ),
)
removals = st.dictionaries(
    st.one_of(
        st.tuples(st.just(ENTRIES), st.sampled_from(IDS)),
        st.tuples(st.sampled_from(["trials", "foods", "factors"]), st.sampled_from(["dairy", "sugar"])),
    ),
    st.builds(lambda removed, updated: Tombstone(min(removed, updated), max(removed, updated)), instants, instants),
)
journals = st.builds(contents, st.lists(versions_of_entries(), max_size=6), records, removals)


@given(journals, journals)
def test_merging_is_commutative(first: Contents, other: Contents) -> None:
    assert merged(first, other) == merged(other, first)


@given(journals, journals, journals)
def test_merging_is_associative(first: Contents, other: Contents, third: Contents) -> None:
    assert merged(merged(first, other), third) == merged(first, merged(other, third))


@given(journals, journals)
def test_merging_is_idempotent(first: Contents, other: Contents) -> None:
    both = merged(first, other)
    assert merged(first, first) == first
    assert merged(both, other) == merged(both, first) == both
    assert not difference(both, merged(both, first))


@given(journals, journals)
def test_a_difference_turns_the_contents_into_the_merge(first: Contents, other: Contents) -> None:
    both = merged(first, other)
    change = difference(first, both)
    changed = contents(
        change.put,
        {table: {name: row for name, row in rows.items() if row} for table, rows in change.records.items()},
        change.removals,
    )
    assert merged(first, changed) == both
    assert set(change.remove) == {
        name
        for (table, name), version in first.items()
        if table == ENTRIES and not version.removed and both[table, name].removed
    }
    assert change.added + change.changed + change.removed <= len(both)


def merged_entries(*parts: Contents) -> list[AnyEntry]:
    whole: Contents = {}
    for part in parts:
        whole = merged(whole, part)
    return list(difference({}, whole).put)


def every_order(check: Callable[..., list[AnyEntry]], parts: list[Contents], expected: list[AnyEntry]) -> None:
    for order in permutations(parts):
        assert check(*order) == expected


def test_the_newest_version_wins_whatever_the_offset_it_was_written_with() -> None:
    older, newer = at(FIRST, 0, ml=1), replace(FIRST, updated=instant(1, ZONES[1]), ml=2)
    assert older.updated > newer.updated  # as text
    every_order(merged_entries, [contents([older], {}, {}), contents([newer], {}, {})], [newer])


def test_a_removal_wins_against_all_versions_but_those_restored_after_it() -> None:
    gone = contents([], {}, {(ENTRIES, FIRST.id): removal(5)})
    for second in (4, 5, 6):
        every_order(merged_entries, [gone, contents([at(FIRST, second, note="late")], {}, {})], [])
    restored = at(FIRST, 6, created=FIRST.created)
    every_order(merged_entries, [gone, contents([restored], {}, {}), contents([at(FIRST, 4)], {}, {})], [restored])


def test_a_removal_that_won_is_as_new_as_the_version_it_removed() -> None:
    key = ENTRIES, FIRST.id
    gone, late = contents([], {}, {key: removal(5)}), contents([at(FIRST, 6, note="late")], {}, {})
    assert difference(late, merged(late, gone)).removals == {key: Tombstone(instant(5), instant(6))}


def test_changes_of_different_fields_are_merged() -> None:
    meal = entry("meal")
    text, note = at(meal, 5, text="soup"), at(meal, 9, note="late")
    expected = at(at(meal, 5, text="soup"), 9, note="late")
    every_order(merged_entries, [contents([version], {}, {}) for version in (meal, text, note)], [expected])


def test_a_cleared_field_stays_cleared() -> None:
    noted = at(FIRST, 1, note="first")
    cleared, changed = at(noted, 5, note=""), at(noted, 9, ml=300)
    expected = at(cleared, 9, ml=300)
    every_order(merged_entries, [contents([version], {}, {}) for version in (noted, cleared, changed)], [expected])


def test_an_entry_whose_answers_were_cleared_on_two_computers_remains_readable() -> None:
    stress = entry("stress", score=3, mood=4)
    calm, flat = at(stress, 5, score=None), at(stress, 6, mood=None)
    every_order(merged_entries, [contents([version], {}, {}) for version in (calm, flat)], [at(calm, 6, mood=None)])


def test_the_instant_and_the_day_of_an_entry_are_merged_together() -> None:
    moved = at(FIRST, 5, at="2026-11-19T23:00:00+00:00", day="2026-11-19")
    later = at(FIRST, 6, at="2026-11-21T10:00:00+00:00")
    every_order(merged_entries, [contents([version], {}, {}) for version in (moved, later)], [later])


def test_a_removal_of_what_was_never_here_is_remembered() -> None:
    gone = contents([], {}, {(ENTRIES, FIRST.id): removal(5)})
    change = difference({}, gone)
    assert (change.remove, change.removals) == ((), {(ENTRIES, FIRST.id): removal(5)})
    assert (change.added, change.changed, change.removed) == (0, 0, 0)


def test_what_is_counted() -> None:
    two, three, four = entry(), entry("meal"), entry("note")
    mine = contents([FIRST, two, three], {"trials": {"dairy": {"updated": instant(0)}}}, {})
    trials = {"trials": {"sugar": {"updated": instant(0)}}}
    theirs = contents([at(two, 5), four], trials, {(ENTRIES, FIRST.id): removal(9)})
    change = difference(mine, merged(mine, theirs))
    assert (change.added, change.changed, change.removed) == (2, 1, 1)
    assert change.remove == (FIRST.id,)
    assert change.records == trials


def test_versions_of_the_same_moment_are_decided_the_same_way_everywhere() -> None:
    first, other = replace(FIRST, note="a"), replace(FIRST, note="b")
    every_order(merged_entries, [contents([first], {}, {}), contents([other], {}, {})], [other])


def test_instants_at_the_ends_of_the_calendar_can_be_compared() -> None:
    first = replace(FIRST, updated="0001-01-01T00:00:00+14:00")
    last = replace(FIRST, updated="9999-12-31T23:59:59-14:00")
    every_order(merged_entries, [contents([first], {}, {}), contents([last], {}, {})], [last])
    odd = contents([], {"trials": {"dairy": {"updated": "soon"}}}, {})
    newer = contents([], {"trials": {"dairy": {"updated": instant(0)}}}, {})
    assert merged(odd, newer) == newer


def test_two_journals_on_disk_become_equal_whichever_merges_the_other(tmp_path: Path) -> None:
    first, other = tmp_path / "one" / "journal.json", tmp_path / "other" / "journal.json"
    shared, gone, edited = entry(), entry("meal"), entry("stress")
    with Journal.open(first) as journal:
        journal.add(shared, gone, edited)
        journal.put_records("trials", {"dairy": RECORD})
    other.parent.mkdir()
    other.write_bytes(first.read_bytes())
    later = at(edited, 60, score=9)
    with Journal.open(first) as journal:
        journal.remove(gone.id)
        journal.add(entry("note"))
    with Journal.open(other) as journal:
        journal.replace(later)
        journal.add(entry("drink"))
        journal.put_records("trials", {"dairy": None, "sugar": RECORD | {"id": "sugar"}})
    theirs, ours = contents_of_file(other), contents_of_file(first)
    with Journal.open(first) as here, Journal.open(other) as there:
        before = list(here.between())
        done = here.merge(theirs, label="Merged")
        assert (done.added, done.changed, done.removed) == (2, 1, 1)
        there.merge(ours)
        assert list(here.between()) == list(there.between())
        assert gone.id not in {entry.id for entry in here.between()}
        assert here.records("trials") == there.records("trials") == {"sugar": RECORD | {"id": "sugar"}}
        assert here.removals() == there.removals()
        assert not here.merge(contents_of_file(other))
        undone = here.undo()
        assert undone is not None
        assert undone.label == "Merged"
        assert content(here.between()) == content(before)
        assert here.records("trials").keys() == {"dairy"}
        here.redo()
        assert content(here.between()) == content(there.between())


def test_deletes_do_not_come_back_from_an_old_copy(path: Path, journal: Journal, tmp_path: Path) -> None:
    gone, untouched = entry(), entry("meal")
    journal.add(gone, untouched)
    copy = tmp_path / "copy.json"
    journal.close()
    copy.write_bytes(path.read_bytes())
    with Journal.open(path) as here:
        here.remove(gone.id)
        for _ in range(2):
            assert not here.merge(contents_of_file(copy))
        assert list(here.between()) == [untouched]


def test_what_was_undone_does_not_come_back_from_an_old_copy_either(
    path: Path, journal: Journal, tmp_path: Path
) -> None:
    first = entry()
    journal.add(first)
    journal.put_records("trials", {"dairy": RECORD})
    journal.close()
    copy = tmp_path / "copy.json"
    copy.write_bytes(path.read_bytes())
    with Journal.open(path) as here:
        here.undo()
        here.undo()
        assert not here.merge(contents_of_file(copy))
        assert (here.count(), here.records("trials")) == (0, {})
        assert here.redo() is not None
        assert (content(here.between()), here.removals().keys()) == (content([first]), {("trials", "dairy")})


def test_a_merge_that_was_undone_can_be_repeated(path: Path, journal: Journal, tmp_path: Path) -> None:
    first = entry()
    copy = tmp_path / "copy.json"
    Journal.create(copy, [first]).close()
    assert journal.merge(contents_of_file(copy)).added == 1
    for _ in range(2):
        journal.undo()
        assert (journal.count(), journal.removals()) == (0, {})
        journal.redo()
    journal.undo()
    journal.close()
    with Journal.open(path) as reopened:
        assert reopened.merge(contents_of_file(copy)).added == 1
        reopened.undo()
        assert reopened.removals() == {}


def test_a_removal_travels_on_through_a_journal_that_never_had_the_entry(tmp_path: Path) -> None:
    gone = entry()
    with Journal.open(tmp_path / "a.json") as first:
        first.add(gone)
        first.remove(gone.id)
    with Journal.open(tmp_path / "b.json") as second, Journal.open(tmp_path / "c.json") as third:
        second.merge(contents_of_file(tmp_path / "a.json"))
        third.add(gone)
        third.merge(contents_of_file(tmp_path / "b.json"))
        assert third.count() == 0


def test_a_log_that_came_alone_or_with_its_journal(path: Path, tmp_path: Path) -> None:
    first, other = entry(), entry("meal")
    with Journal.open(path) as journal:
        journal.add(first, other)
        journal.remove(first.id)
        log = tmp_path / "journal.json.sync-conflict-20261121-101112-ABCDEFG.log"
        log.write_bytes(log_path(path).read_bytes())
        whole = contents_of_file(path)
    assert contents_of_file(log) == whole
    with Journal.open(tmp_path / "new.json") as journal:
        journal.merge(contents_of_file(log))
        assert list(journal.between()) == [other]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"secret",
        b'{"drink":{"1":{"kind":"drink","id":"a","at":"b","ml":-1}}}',
        b'{"_meta":{"1":{"schema_version":99}}}',
    ],
)
def test_what_cannot_be_read_is_refused_whole(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "copy.json"
    file.write_bytes(data)
    with pytest.raises(JournalError) as caught:
        contents_of_file(file)
    assert str(file) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="There is no file"):
        contents_of_file(tmp_path / "none.json")


def test_an_entry_here_that_cannot_be_read_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"drink":{"1":{"kind":"drink","id":"a","at":"b","ml":-1}}}')
    with Journal.open(path) as journal:
        journal.merge(contents([FIRST], {}, {}))
        assert list(journal.between()) == [FIRST]
        assert len(journal.problems()) == 1
