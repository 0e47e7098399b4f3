"""What a kind declares: its struct, its words, and the daily series it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.fields import CLOCK_PATTERN, Field, fields_of

Score = Annotated[int, Meta(ge=0, le=10)]
Count = Annotated[int, Meta(ge=0, le=999)]
ClockTime = Annotated[str, Meta(pattern=CLOCK_PATTERN)]

SEVERITY_BANDS = ((0, "calm"), (3, "mild"), (6, "moderate"), (10, "severe"))
ITCH_BANDS = ((0, "none"), (3, "mild"), (7, "moderate"), (10, "severe"))


@dataclass(frozen=True, slots=True)
class Measure:
    """A number a day: the daily series that charts, search and insights offer.

    `value` reads it off one entry (None: this entry does not say). `combine` makes one number
    of a day's entries: `sum`, `mean`, `max`, or `last` (the latest entry that says). A day
    with no entry that says is missing, never 0. `better` tells which way is welcome.
    `low` and `high` are the ends of a chart's axis where the scale is fixed. A `cumulative` measure adds up in the
    course of the day, such as water: its value of today is a sum so far. (A night's sleep is over when it is logged.)
    """

    name: str
    label: str
    value: Callable[[Any], float | None]
    combine: Literal["sum", "mean", "max", "last"] = "last"
    unit: str = ""
    better: Literal["lower", "higher", "neither"] = "lower"
    low: float | None = 0
    high: float | None = None
    decimals: int = 1
    aliases: tuple[str, ...] = ()
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry, declared once. The form, the options, the list and the charts follow from it.

    `positional` names the fields the command line takes without an option, in order; `letter`
    is the key after `a` on the screen; `summary` says an entry in one line. `listed` is
    false for a kind that people do not add by name. `derive` returns the fields that follow from others, given an
    entry as a document, its instant (with its zone, not only the offset) and its journal day.
    """

    struct: type[Entry]
    label: str
    letter: str
    summary: Callable[[Any], str]
    positional: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed: bool = True
    derive: Callable[[Mapping[str, Any], datetime, date], dict[str, Any]] = lambda document, at, day: {}

    @property
    def name(self) -> str:
        """The kind's name in the file and on the command line."""
        return str(self.struct.__struct_config__.tag)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields a person fills in, in the order of a form."""
        return fields_of(self.struct)

    def field(self, name: str) -> Field:
        """Return the field called `name`; raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def joined(*parts: str) -> str:
    """Join the parts of a summary that say something."""
    return ", ".join(part for part in parts if part)


def said(label: str, value: float | None) -> str:
    """Write "itch 3" for a value that was recorded, "" for one that was not."""
    return "" if value is None else f"{label} {value:g}"


def minutes_text(minutes: float) -> str:
    """Write minutes the short way: 45 min, 1h, 1h30."""
    hours, rest = divmod(round(minutes), 60)
    return f"{rest} min" if not hours else f"{hours}h{rest:02}" if rest else f"{hours}h"
