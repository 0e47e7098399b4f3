"""Changes to an entry that was changed elsewhere since it was seen: nothing of either side is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from entry_strategies import entries, values
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.amend import amend
from gutskin_tui.model.entries import EntryError, change, make
from gutskin_tui.model.kinds import KINDS, AnyEntry
from tests.conftest import LONDON

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=LONDON)
CLOCK = fixed_clock(NOW, "Europe/London")


def entry(kind: str, **fields: Any) -> AnyEntry:
    return make(kind, fields, CLOCK)


def test_only_the_fields_that_were_changed_are_applied() -> None:
    seen = entry("skin", severity=3, itch=2, note="before")
    theirs = change(seen, {"itch": 9, "note": "from elsewhere", "redness": 1}, CLOCK)
    done = amend(theirs, seen, {"severity": 7}, CLOCK)
    assert done.entry.recorded() == {"severity": 7, "itch": 9, "redness": 1}
    assert done.entry.note == "from elsewhere"
    assert (done.conflicts, done.message) == ((), "")


def test_of_a_field_that_both_changed_the_other_value_goes_into_the_note() -> None:
    seen = entry("meal", text="soup", note="at home")
    theirs = change(seen, {"text": "soup, beans"}, CLOCK)
    done = amend(theirs, seen, {"text": "soup, bread"}, CLOCK)
    assert done.entry.recorded() == {"text": "soup, bread"}
    assert done.entry.note == "at home\nFoods (changed elsewhere): soup, beans"
    assert done.message == "Foods was changed elsewhere too: the other value is in the note."


def test_notes_of_both_sides_are_joined() -> None:
    seen = entry("note", text="a", note="before")
    theirs = change(seen, {"note": "theirs", "text": "b"}, CLOCK)
    done = amend(theirs, seen, {"note": "mine", "text": "c"}, CLOCK)
    assert done.entry.recorded() == {"text": "c"}
    assert done.entry.note.splitlines() == [
        "mine",
        f"{KINDS['note'].field('text').label} (changed elsewhere): b",
        "theirs",
    ]
    assert "were changed elsewhere too: the other values are in the note." in done.message


@pytest.mark.parametrize("theirs", ["mine", "before"])
def test_the_same_change_on_both_sides_is_no_conflict(theirs: str) -> None:
    seen = entry("note", text="before")
    done = amend(change(seen, {"text": theirs}, CLOCK), seen, {"text": "mine"}, CLOCK)
    assert (done.entry.recorded(), done.entry.note, done.message) == ({"text": "mine"}, "", "")


def test_what_the_other_side_cleared_is_reported() -> None:
    seen = entry("skin", severity=3, itch=2)
    done = amend(change(seen, {"itch": None}, CLOCK), seen, {"itch": 5}, CLOCK)
    assert done.entry.recorded() == {"severity": 3, "itch": 5}
    assert done.entry.note == ""
    assert done.message == "Itch was cleared elsewhere: yours is saved."


def test_a_field_cleared_here_and_changed_elsewhere_is_in_the_note() -> None:
    seen = entry("skin", severity=3, itch=2)
    done = amend(change(seen, {"itch": 6}, CLOCK), seen, {"itch": None}, CLOCK)
    assert done.entry.recorded() == {"severity": 3}
    assert done.entry.note == "Itch (changed elsewhere): 6"


def test_names_are_merged_name_by_name() -> None:
    seen = entry("meal", text="soup", tags=["a", "b"])
    theirs = change(seen, {"tags": ["b", "c"]}, CLOCK)
    done = amend(theirs, seen, {"tags": ["a", "b", "d"]}, CLOCK)
    assert done.entry.tags == ("b", "c", "d")
    assert done.message == ""


def test_scores_are_merged_name_by_name() -> None:
    seen = entry("skin", regions={"chin": 3, "nose": 1, "forehead": 4})
    theirs = change(seen, {"regions": {"chin": 5, "nose": 2, "left_cheek": None}}, CLOCK)
    done = amend(theirs, seen, {"regions": {"chin": 3, "nose": 8, "forehead": 4, "neck": 6}}, CLOCK)
    assert done.entry.recorded()["regions"] == {"chin": 5, "nose": 8, "left_cheek": None, "neck": 6}
    assert done.entry.note == "Where (changed elsewhere): nose=2"
    assert "Where was changed elsewhere too" in done.message


def test_a_time_that_both_changed_is_in_the_note() -> None:
    seen = entry("drink", ml=250)
    theirs = change(seen, {}, CLOCK, at=NOW - timedelta(hours=3))
    done = amend(theirs, seen, {}, CLOCK, at=NOW - timedelta(days=1))
    assert done.entry.when == NOW - timedelta(days=1)
    assert done.entry.note == "When (changed elsewhere): 2026-11-21 11:15"
    assert amend(theirs, seen, {"ml": 300}, CLOCK).entry.when == NOW - timedelta(hours=3)


def test_an_entry_that_was_deleted_is_back_with_the_change() -> None:
    seen = entry("note", text="a long text")
    done = amend(None, seen, {"text": "a longer text"}, CLOCK)
    assert (done.entry.id, done.entry.recorded()) == (seen.id, {"text": "a longer text"})
    assert done.message == "It was deleted elsewhere and is back."


@given(st.data())
def test_nothing_of_either_side_is_lost(data: st.DataObject) -> None:
    seen = data.draw(entries())
    fields = [field for field in KINDS[seen.kind].fields if field.name != "note"]
    sides: list[dict[str, Any]] = []
    for _ in range(2):
        names = data.draw(st.lists(st.sampled_from(fields), unique_by=lambda field: field.name))
        sides.append({field.name: data.draw(values(field)) for field in names})
    theirs, mine = sides
    try:
        current = change(seen, theirs, CLOCK)
        done = amend(current, seen, mine, CLOCK)
    except EntryError:
        return  # a kind may refuse values that do not go together
    for field in fields:
        before, other, saved = (getattr(version, field.name) for version in (seen, current, done.entry))
        if field.name not in mine:
            assert saved == other
        elif field.type not in ("names", "scores"):
            assert saved == (tuple(mine[field.name]) if field.type == "names" else mine[field.name])
            if other not in (before, saved) and field.format(other):
                assert f"{field.label} (changed elsewhere): {field.format(other)}" in done.entry.note
        else:
            added = [name for name in other if name not in before]
            assert set(added) <= set(saved)
            assert set(mine[field.name]) - set(before) <= set(saved)
