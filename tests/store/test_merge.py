"""Merging: newest version wins, removals included, in any order and however often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from store_entries import NOW, entry

from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.store.merge import ENTRIES, Contents, contents, difference, merged

ONE = entry("drink", ml=100)
IDS = [entry().id for _ in range(4)]
ZONES = [UTC, timezone(timedelta(hours=-9)), timezone(timedelta(hours=14))]


def instant(second: int, zone: timezone = UTC) -> str:
    return (NOW + timedelta(seconds=second)).astimezone(zone).isoformat(timespec="milliseconds")


def at(one: AnyEntry, second: int, **values: object) -> AnyEntry:
    return replace(one, updated=instant(second), **values)


instants = st.builds(instant, st.integers(0, 4), st.sampled_from(ZONES))
entries = st.builds(
    lambda kind, name, updated, note: replace(entry(kind), id=name, updated=updated, note=note),
    st.sampled_from(["drink", "meal"]),
    st.sampled_from(IDS),
    instants,
    st.sampled_from(["", "a", "b"]),
)
records = st.dictionaries(
    st.sampled_from(["trials", "foods"]),
    st.dictionaries(
        st.sampled_from(["dairy", "sugar"]),
        st.builds(lambda updated, value: {"updated": updated, "value": value}, instants, st.integers(0, 1)),
    ),
)
removals = st.dictionaries(
    st.one_of(
        st.tuples(st.just(ENTRIES), st.sampled_from(IDS)),
        st.tuples(st.sampled_from(["trials", "foods"]), st.sampled_from(["dairy", "sugar"])),
    ),
    instants,
)
journals = st.builds(contents, st.lists(entries, max_size=6), records, removals)


@given(journals, journals)
def test_merging_is_commutative(one: Contents, other: Contents) -> None:
    assert merged(one, other) == merged(other, one)


@given(journals, journals, journals)
def test_merging_is_associative(one: Contents, other: Contents, third: Contents) -> None:
    assert merged(merged(one, other), third) == merged(one, merged(other, third))


@given(journals, journals)
def test_merging_is_idempotent(one: Contents, other: Contents) -> None:
    both = merged(one, other)
    assert merged(one, one) == one
    assert merged(both, other) == merged(both, one) == both
    assert not difference(both, merged(both, one))


@given(journals, journals)
def test_what_is_changed_turns_one_into_the_merge(one: Contents, other: Contents) -> None:
    both = merged(one, other)
    change = difference(one, both)
    changed = contents(
        change.put,
        {table: {name: row for name, row in rows.items() if row} for table, rows in change.records.items()},
        change.removals,
    )
    assert merged(one, changed) == both
    assert set(change.remove) == {
        name for (table, name), version in one.items()
        if table == ENTRIES and not version.gone and both[table, name].gone
    }  # fmt: skip
    assert change.added + change.changed + change.removed <= len(both)


def kept(*parts: Contents) -> list[AnyEntry]:
    whole: Contents = {}
    for part in parts:
        whole = merged(whole, part)
    return list(difference({}, whole).put)


def every_order(check: Callable[..., list[AnyEntry]], parts: list[Contents], expected: list[AnyEntry]) -> None:
    for order in permutations(parts):
        assert check(*order) == expected


def test_the_newest_version_wins_whatever_the_offset_it_was_written_with() -> None:
    older, newer = at(ONE, 0, ml=1), replace(ONE, updated=instant(1, ZONES[1]), ml=2)
    assert older.updated > newer.updated  # as text
    every_order(kept, [contents([older], {}, {}), contents([newer], {}, {})], [newer])


def test_a_removal_holds_against_older_versions_and_gives_way_to_newer_ones() -> None:
    gone = contents([], {}, {(ENTRIES, ONE.id): instant(5)})
    every_order(kept, [gone, contents([at(ONE, 4)], {}, {})], [])
    every_order(kept, [gone, contents([at(ONE, 5)], {}, {})], [])
    later = at(ONE, 6)
    every_order(kept, [gone, contents([later], {}, {}), contents([at(ONE, 4)], {}, {})], [later])


def test_a_removal_of_what_was_never_here_is_remembered() -> None:
    gone = contents([], {}, {(ENTRIES, ONE.id): instant(5)})
    change = difference({}, gone)
    assert (change.remove, change.removals) == ((), {(ENTRIES, ONE.id): instant(5)})
    assert (change.added, change.changed, change.removed) == (0, 0, 0)


def test_what_is_counted() -> None:
    two, three, four = entry(), entry("meal"), entry("note")
    mine = contents([ONE, two, three], {"trials": {"dairy": {"updated": instant(0)}}}, {})
    trials = {"trials": {"sugar": {"updated": instant(0)}}}
    theirs = contents([at(two, 5), four], trials, {(ENTRIES, ONE.id): instant(9)})
    change = difference(mine, merged(mine, theirs))
    assert (change.added, change.changed, change.removed) == (2, 1, 1)
    assert change.remove == (ONE.id,)
    assert change.records == trials


def test_versions_of_the_same_moment_are_decided_the_same_way_everywhere() -> None:
    one, other = replace(ONE, note="a"), replace(ONE, note="b")
    every_order(kept, [contents([one], {}, {}), contents([other], {}, {})], [other])


def test_instants_at_the_ends_of_the_calendar_can_be_compared() -> None:
    first = replace(ONE, updated="0001-01-01T00:00:00+14:00")
    last = replace(ONE, updated="9999-12-31T23:59:59-14:00")
    every_order(kept, [contents([first], {}, {}), contents([last], {}, {})], [last])
    odd = contents([], {"trials": {"dairy": {"updated": "soon"}}}, {})
    newer = contents([], {"trials": {"dairy": {"updated": instant(0)}}}, {})
    assert merged(odd, newer) == newer
