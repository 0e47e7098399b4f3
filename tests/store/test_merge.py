"""Which version of an entry or a record wins a merge: the newest, removals included, in any order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from msgspec.structs import replace
from store_entries import entry
from versions import ZONES, at, instant

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.merge import ENTRIES, Contents, contents, difference, merged
from gutskin_tui.store.tombstones import Tombstone

FIRST = entry("drink", ml=100)


def removal(second: int) -> Tombstone:
    return Tombstone(instant(second), instant(second))


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
