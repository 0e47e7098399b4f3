"""Merging is commutative, associative and idempotent, whatever the journals contain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from store_entries import entry
from versions import ZONES, instant

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.merge import ENTRIES, Contents, contents, difference, merged
from gutskin_tui.store.tombstones import Tombstone

IDS = [entry().id for _ in range(4)]
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
