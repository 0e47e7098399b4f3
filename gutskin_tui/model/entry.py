"""The base of the entries of all kinds.

The annotations are evaluated here: as texts they would be compiled for each kind again, 6 ms of every start.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

LONGEST_TEXT = 20_000
"""Maximum length of free text, to limit the use of memory."""

LONGEST_PATH = 4096
"""Maximum length of the path of a file, that of Linux."""

DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
INSTANT_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}:\d{2}|Z)$"
ID_PATTERN = r"^[0-9A-Za-z_-]+$(?!\n)"

Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Day = Annotated[str, Meta(pattern=DAY_PATTERN)]
Instant = Annotated[str, Meta(pattern=INSTANT_PATTERN)]

# An entry checks these patterns itself, in half the time that msgspec takes; the JSON Schema states them.
_Id = Annotated[str, Meta(min_length=1, max_length=64, extra_json_schema={"pattern": ID_PATTERN})]
_Day = Annotated[str, Meta(extra_json_schema={"pattern": DAY_PATTERN})]
_Instant = Annotated[str, Meta(extra_json_schema={"pattern": INSTANT_PATTERN})]

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
"""Replaces each digit by 0, so that a text of a fixed format can be compared with its format."""

_FRACTIONS = (b"", *(b"." + b"0" * digits for digits in range(1, 7)))
_INSTANT_FORMATS = frozenset(
    b"0000-00-00T00:00:00" + fraction + offset for fraction in _FRACTIONS for offset in (b"+00:00", b"-00:00", b"Z")
)

_FORMATS = frozenset(b"%b %b 0000-00-00" % (at, created) for at in _INSTANT_FORMATS for created in _INSTANT_FORMATS)
"""Those of `at`, `created` and `day` together: one look-up for all three is a quarter less work than three."""

YEARS = ("1900", "2199")
"""First and last year of an entry; a typing error such as year 0202 would extend charts over centuries."""
_FIRST, _END = YEARS[0], str(int(YEARS[1]) + 1)
"""Dates and instants in these years are texts from the first of these on and before the second."""

UNEDITED = frozenset({"id", "created", "updated", "edits"})
"""The fields of a record itself, whose changes are not recorded in `edits`."""
RESTORED = "created"
"""The name in `edits` for the instant at which an entry was last restored after it had been removed."""

MALFORMED = "{} is malformed"
"""Message of the ValueError for a field that does not match its pattern, by the name of the field."""


def _is_instant(text: str) -> bool:
    """Whether a text matches INSTANT_PATTERN. Raises ValueError for an instant that does not exist."""
    return text.encode().translate(_DIGITS) in _INSTANT_FORMATS and bool(datetime.fromisoformat(text))


def _instant_fault(text: str, name: str) -> str:
    """Return a message about the field `name` if its text is not an instant, else ""."""
    try:
        return "" if _is_instant(text) else MALFORMED.format(name)
    except UnicodeEncodeError:
        return MALFORMED.format(name)
    except ValueError:
        return f"{name} is not a date and time that exists"


class Entry(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="kind", gc=False
):
    """An entry of the journal.

    `at` is the instant that the entry is about, in ISO 8601 with the UTC offset of the person's time zone; `zone` is
    the IANA name of that zone, or the offset ("UTC+01:00") if the name is unknown. `day` is the journal day; it is
    stored so that a change of zone or settings does not move entries. `created` and `updated` are the instants of the
    record; `edits` holds the instant of the last change of each field that was changed since `created`, and under
    "created" when a removed entry was restored. `tags` are stored as typed.
    `source` is the name of the importer that made the entry. Unknown fields are an error, as ignoring them would lose
    data.
    """

    kind: ClassVar[str]
    """The name of the entry's kind in the file, set where the kind is declared: a property takes four times as long."""

    # Without gc=False the garbage collector, which looks for cycles that entries cannot have, takes a tenth of reading.

    id: _Id
    at: Annotated[_Instant, Meta(title="When", description="Instant, ISO 8601 with offset")]
    zone: Annotated[str, Meta(max_length=64, title="Time zone", description="IANA name, else offset: UTC+01:00")]
    day: Annotated[_Day, Meta(title="Day", description="Journal day, YYYY-MM-DD")]
    created: Annotated[_Instant, Meta(description="When the record was made")]
    updated: Annotated[_Instant, Meta(description="When the record was last changed")]
    note: Annotated[Text, Meta(title="Note", description="Anything worth remembering")] = ""
    tags: Annotated[tuple[Name, ...], Meta(title="Tags", description="Your own words, such as pollen or out")] = ()
    source: Annotated[str, Meta(max_length=64, description="Name of the importer that made the entry")] = ""
    edits: Annotated[dict[str, _Instant], Meta(description="When each changed field was last changed")] = {}

    def validate(self) -> None:
        """Raise ValueError for a field that does not match its pattern, an impossible date, or if `check` fails.

        The functions of `entries` call it for what they make and read, so the field at fault is looked for only after a
        failure. It takes longer than the rest of decoding, and is left out for what was validated before it was saved.
        """
        at, created, updated, day = self.at, self.created, self.updated, self.day
        try:
            valid = (
                self.id.isascii()
                and (self.id.isalnum() or self.id.replace("-", "0").replace("_", "0").isalnum())
                and f"{at} {created} {day}".encode().translate(_DIGITS) in _FORMATS
                and bool(datetime.fromisoformat(at))
                and bool(datetime.fromisoformat(created))
                and (updated == created or _is_instant(updated))
                and (at.startswith(day) or bool(date.fromisoformat(day)))
            )
            valid = valid and (not self.edits or self._edits_valid())
        except ValueError:
            valid = False
        if not valid:
            raise ValueError(self._fault())
        if not (_FIRST <= at < _END and _FIRST <= day < _END):
            name = "day" if _FIRST <= at < _END else "at"
            raise ValueError(f"{name} is not between the years {YEARS[0]} and {YEARS[1]}")
        self.check()

    def __hash__(self) -> int:
        return hash((self.id, self.updated))  # some fields are mappings

    def _edits_valid(self) -> bool:
        return self.edits.keys() <= {*self.__struct_fields__, RESTORED} - (UNEDITED - {RESTORED}) and all(
            map(_is_instant, self.edits.values())
        )

    def _fault(self) -> str:
        """Return a message about the first field that is malformed (see `MALFORMED`) or an impossible date."""
        if not re.fullmatch(r"[0-9A-Za-z_-]+", self.id):
            return MALFORMED.format("id")
        for name in ("at", "created", "updated"):
            if fault := _instant_fault(getattr(self, name), name):
                return fault
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", self.day):
            return MALFORMED.format("day")
        try:
            date.fromisoformat(self.day)
        except ValueError:
            return "day is not a date that exists"
        return MALFORMED.format("edits")

    def check(self) -> None:
        """Raise ValueError if the fields are inconsistent or all empty. Kinds override it."""

    @property
    def when(self) -> datetime:
        """`at` as an aware datetime with the stored offset."""
        return datetime.fromisoformat(self.at)

    @property
    def clock_time(self) -> str:
        """The hours and minutes of `when`, "07:30"; formatting `when` takes fifty times as long."""
        return self.at[11:16]

    @property
    def date(self) -> date:
        """The journal day as a date."""
        return date.fromisoformat(self.day)

    def recorded(self) -> dict[str, Any]:
        """Return the values of the kind's own fields that are not empty."""
        return {
            name: value for name in _own_fields(type(self)) if (value := getattr(self, name)) not in (None, "", (), {})
        }


@cache
def _own_fields(struct: type[Entry]) -> tuple[str, ...]:
    """Return the names of the fields that a kind has besides those of every entry."""
    return tuple(name for name in struct.__struct_fields__ if name not in Entry.__struct_fields__)
