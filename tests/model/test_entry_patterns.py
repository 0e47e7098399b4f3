"""The hand-written checks of an entry accept what the patterns in the schema and the calendar accept, and no more."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from gutskin_tui.model.entries import EntryError, from_document
from gutskin_tui.model.entry import ID_PATTERN, YEARS, Day, Instant

VALID = {
    "kind": "note",
    "id": "01m7z7bqn0b5zkyw7z3txg3b3q",
    "at": "2026-11-21T14:10:00+00:00",
    "zone": "Europe/London",
    "day": "2026-11-21",
    "created": "2026-11-21T14:10:03.123+00:00",
    "updated": "2026-11-21T14:10:03.5Z",
    "text": "x",
}
CHARACTERS = "0123456789-+:.,TZ_aW \n\u00b2\u0660\u06f1\uff10\u00e9"


class Oracle(Struct, frozen=True, kw_only=True):
    """The same fields checked by the patterns of the schema and by the calendar."""

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=ID_PATTERN)]
    at: Instant
    day: Day
    created: Instant
    updated: Instant

    def __post_init__(self) -> None:
        for instant in (self.at, self.created, self.updated):
            datetime.fromisoformat(instant)
        date.fromisoformat(self.day)
        if not (YEARS[0] <= self.at[:4] <= YEARS[1] and YEARS[0] <= self.day[:4] <= YEARS[1]):
            raise ValueError


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A text with up to three characters replaced, inserted or deleted."""
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        characters = draw(st.text(CHARACTERS, max_size=2))
        text = text[:at] + characters + text[at + draw(st.integers(0, 2)) :]
    return text


INSTANTS = st.one_of(
    edited(VALID["at"]), edited(VALID["created"]), edited(VALID["updated"]), edited("2024-02-29T23:59:59.123456-11:30")
)
DAYS = st.one_of(edited(VALID["day"]), edited("2024-02-29"), edited("2026-W48-4"))
IDS = st.one_of(edited(VALID["id"]), st.text(CHARACTERS, max_size=66))


def accepted_by_oracle(document: dict[str, str]) -> bool:
    fields = {name: document[name] for name in Oracle.__struct_fields__}
    try:
        msgspec.convert(fields, Oracle)
    except msgspec.ValidationError:
        return False
    return True


@given(
    st.fixed_dictionaries(
        {}, optional={"id": IDS, "at": INSTANTS, "day": DAYS, "created": INSTANTS, "updated": INSTANTS}
    )
)
def test_an_entry_is_accepted_exactly_when_its_patterns_match_and_its_dates_exist(changes: dict[str, str]) -> None:
    document = VALID | changes
    try:
        from_document(document)
        accepted = True
    except EntryError:
        accepted = False
    assert accepted == accepted_by_oracle(document)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("at", "2026-11-21 14:10:00+00:00", "At should be a date and time with its offset"),
        ("created", "2026-11-21T14:10:03,123+00:00", "Created should be a date and time with its offset"),
        ("updated", "2026-11-21T14:10:03.1234567+00:00", "Updated should be a date and time with its offset"),
        ("day", "2026-W48-4", "Day should be a date, such as 2026-11-21"),
        ("id", "a/b", "Id should be up to 64 letters, digits, hyphens and underscores"),
        ("edits", {"note": "yesterday"}, "Edits should be fields, each with the instant of its last change"),
        ("edits", {"colour": VALID["at"]}, "Edits should be fields, each with the instant of its last change"),
    ],
)
def test_a_malformed_field_is_named(field: str, value: object, message: str) -> None:
    with pytest.raises(EntryError, match=message) as raised:
        from_document(VALID | {field: value})
    assert raised.value.field == field
