"""Hypothesis strategies: any valid value of a field, any valid entry of a kind. Read off the fields themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from gutskin_tui.clock import DAY_START, journal_day
from gutskin_tui.model.entries import EntryError, from_document
from gutskin_tui.model.fields import Field
from gutskin_tui.model.ids import ALPHABET, LENGTH
from gutskin_tui.model.kinds import KINDS, AnyEntry, Kind

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ZONES = ("UTC", "Europe/London", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati")


def words(commas: bool = True) -> st.SearchStrategy[str]:
    """Text as a field keeps it: not blank, no spaces at its ends; without commas where they part the names."""
    return WORDS.map(lambda text: (text if commas else text.replace(",", "")).strip()).filter(bool)


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that `field` may hold and that is not the absence of one."""
    if field.type == "int":
        assert field.low is not None
        assert field.high is not None
        return st.integers(int(field.low), int(field.high))
    if field.type == "float":
        return st.floats(field.low, field.high)
    if field.type in ("str", "path"):
        return words()
    if field.type == "clock":
        return st.times().map(lambda time: f"{time:%H:%M}")
    if field.type == "bool":
        return st.booleans()
    if field.type == "choice":
        return st.sampled_from(field.choices)
    if field.type == "names" and field.choices:
        return st.lists(st.sampled_from(field.choices), unique=True, min_size=1, max_size=4).map(tuple)
    if field.type == "names":
        return st.lists(words(commas=False), unique=True, min_size=1, max_size=4).map(tuple)
    assert field.type == "scores"
    assert field.low is not None
    assert field.high is not None
    scores = st.none() | st.integers(int(field.low), int(field.high))
    return st.dictionaries(st.sampled_from(field.choices), scores, min_size=1)


def smallest_values(kind: Kind) -> dict[str, Any]:
    """Return the smallest values of the required fields and of the first field of a kind: enough for an entry."""
    smallest: dict[str, Any] = {}
    for field in kind.fields:
        if field.required or field is kind.fields[0]:
            smallest[field.name] = (
                field.choices[-1] if field.type == "choice" else "x" if field.low is None else field.low
            )
            if field.type == "int":
                smallest[field.name] = int(smallest[field.name])
    return smallest


@st.composite
def entries(draw: st.DrawFn, kind: str | None = None) -> AnyEntry:
    """Any valid entry, of `kind` or of any."""
    kind = kind or draw(st.sampled_from(list(KINDS)))
    given: dict[str, Any] = {}
    for field in KINDS[kind].fields:
        if field.required or draw(st.booleans()):
            given[field.name] = draw(values(field))
    at = draw(st.datetimes(datetime.fromisoformat("1950-01-02"), datetime.fromisoformat("2150-01-01")))
    at = at.replace(microsecond=0, tzinfo=UTC)
    stamp = at.isoformat()
    document = {
        **given,
        "kind": kind,
        "id": draw(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)),
        "at": stamp,
        "zone": draw(st.sampled_from(ZONES)),
        "day": journal_day(at, DAY_START).isoformat(),
        "created": stamp,
        "updated": stamp,
    }
    try:
        return from_document(document)
    except EntryError:  # well formed, but it says nothing: the kind refuses that
        return from_document(document | {"note": "x", "of": "meal"} if kind == "mark" else document | {"note": "x"})
