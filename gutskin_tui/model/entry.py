"""The base of the entries of all kinds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

LONGEST_TEXT = 20_000
"""Maximum length of free text, to limit the use of memory."""

Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}:\d{2}|Z)$")]
YEARS = ("1900", "2199")
"""First and last year of an entry; a typing error such as year 0202 would extend charts over centuries."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="kind"):
    """An entry of the journal.

    `at` is the instant that the entry is about, in ISO 8601 with the UTC offset of the person's time zone; `zone` is
    the IANA name of that zone, or the offset ("UTC+01:00") if the name is unknown. `day` is the journal day; it is
    stored so that a change of zone or settings does not move entries. `created` and `updated` are the instants of the
    record. Unknown fields are an error, as ignoring them would lose data.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$(?!\n)")]  # no line end either
    at: Annotated[Instant, Meta(title="When", description="Instant, ISO 8601 with offset")]
    zone: Annotated[str, Meta(max_length=64, title="Time zone", description="IANA name, else offset: UTC+01:00")]
    day: Annotated[Day, Meta(title="Day", description="Journal day, YYYY-MM-DD")]
    created: Annotated[Instant, Meta(description="When the record was made")]
    updated: Annotated[Instant, Meta(description="When the record was last changed")]
    note: Annotated[Text, Meta(title="Note", description="Anything worth remembering")] = ""

    def __post_init__(self) -> None:
        """Raise ValueError with a sentence if a date does not exist or is out of range, or if `check` fails."""
        try:  # the field at fault is looked for only after a failure: this runs for each entry that is read
            datetime.fromisoformat(self.at)
            datetime.fromisoformat(self.created)
            if self.updated != self.created:
                datetime.fromisoformat(self.updated)
            date.fromisoformat(self.day)
        except ValueError:
            raise ValueError(f"{self._invalid_date()} that exists") from None
        if not (YEARS[0] <= self.at[:4] <= YEARS[1] and YEARS[0] <= self.day[:4] <= YEARS[1]):
            name = "day" if YEARS[0] <= self.at[:4] <= YEARS[1] else "at"
            raise ValueError(f"{name} is not between the years {YEARS[0]} and {YEARS[1]}")
        self.check()

    def _invalid_date(self) -> str:
        """Return the beginning of a message about the first invalid date."""
        for name in ("at", "created", "updated"):
            try:
                datetime.fromisoformat(getattr(self, name))
            except ValueError:
                return f"{name} is not a date and time"
        return "day is not a date"

    def check(self) -> None:
        """Raise ValueError if the fields are inconsistent or all empty. Kinds override it."""

    @property
    def kind(self) -> str:
        """The name of the entry's kind in the file."""
        return str(self.__struct_config__.tag)

    @property
    def when(self) -> datetime:
        """`at` as an aware datetime with the stored offset."""
        return datetime.fromisoformat(self.at)

    @property
    def date(self) -> date:
        """The journal day as a date."""
        return date.fromisoformat(self.day)

    def recorded(self) -> dict[str, Any]:
        """Return the values of the kind's own fields that are not empty."""
        own = [name for name in self.__struct_fields__ if name not in Entry.__struct_fields__]
        return {name: value for name in own if (value := getattr(self, name)) not in (None, "", (), {})}
