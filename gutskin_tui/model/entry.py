"""What every entry has in common, whatever its kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

LONGEST_TEXT = 20_000
"""Characters of free text an entry may hold: more than anybody types, less than a memory risk."""

Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}:\d{2}|Z)$")]
YEARS = ("1900", "2199")
"""First and last year an entry may lie in: a slip such as year 0202 would stretch every chart over centuries."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="kind"):
    """One thing a person recorded.

    `at` is the instant it is about, ISO 8601 with the UTC offset that the person's clock
    showed; `zone` is the IANA name of that clock's zone, or the offset again ("UTC+01:00")
    where the machine knows only that. `day` is the journal day it was filed
    under; it is stored so that no later change of zone or settings can move it. `created`
    and `updated` are instants of the record itself. Unknown fields are refused rather than
    dropped: dropping them would lose what somebody recorded.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$(?!\n)")]  # no line end either
    at: Annotated[Instant, Meta(title="When", description="Instant, ISO 8601 with offset")]
    zone: Annotated[str, Meta(max_length=64, title="Time zone", description="IANA name, else offset: UTC+01:00")]
    day: Annotated[Day, Meta(title="Day", description="Journal day, YYYY-MM-DD")]
    created: Annotated[Instant, Meta(description="When the record was made")]
    updated: Annotated[Instant, Meta(description="When the record was last changed")]
    note: Annotated[Text, Meta(title="Note", description="Anything worth remembering")] = ""

    def __post_init__(self) -> None:
        """Refuse dates that look right but do not exist, and whatever the kind refuses.

        Raises ValueError with one plain sentence.
        """
        try:  # one by one only if something is wrong: this runs for every entry that is read
            datetime.fromisoformat(self.at)
            datetime.fromisoformat(self.created)
            if self.updated != self.created:
                datetime.fromisoformat(self.updated)
            date.fromisoformat(self.day)
        except ValueError:
            raise ValueError(f"{self._undated()} that exists") from None
        if not (YEARS[0] <= self.at[:4] <= YEARS[1] and YEARS[0] <= self.day[:4] <= YEARS[1]):
            name = "day" if YEARS[0] <= self.at[:4] <= YEARS[1] else "at"
            raise ValueError(f"{name} is not between the years {YEARS[0]} and {YEARS[1]}")
        self.check()

    def _undated(self) -> str:
        for name in ("at", "created", "updated"):
            try:
                datetime.fromisoformat(getattr(self, name))
            except ValueError:
                return f"{name} is not a date and time"
        return "day is not a date"

    def check(self) -> None:
        """Refuse an entry that is well formed but says nothing. Kinds override it."""

    @property
    def kind(self) -> str:
        """The name of the entry's kind, as it stands in the file."""
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
        """Return what the person recorded: the kind's own fields that hold something."""
        own = [name for name in self.__struct_fields__ if name not in Entry.__struct_fields__]
        return {name: value for name in own if (value := getattr(self, name)) not in (None, "", (), {})}
