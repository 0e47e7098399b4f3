"""The declaration of a kind of entry: `Kind` and its measures, and helpers for summaries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import Meta, Struct, field

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.fields import CLOCK_PATTERN, Field, fields_of

if TYPE_CHECKING:
    from random import Random

Score = Annotated[int, Meta(ge=0, le=10)]
Count = Annotated[int, Meta(ge=0, le=999)]
ClockTime = Annotated[str, Meta(pattern=CLOCK_PATTERN)]

SEVERITY_BANDS = ((0, "calm"), (3, "mild"), (6, "moderate"), (10, "severe"))
ITCH_BANDS = ((0, "none"), (3, "mild"), (7, "moderate"), (10, "severe"))


class Measure(Struct, frozen=True):
    """A numeric daily series of a kind, for charts, search and insights.

    `value` returns the value of an entry, None if the entry has none. `combine` is how the values of a day become a
    number: their `sum`, `mean` or `max`, or the `last` by time. A day without a value is missing and not 0. `better` is
    the direction of an improvement. `low` and `high` are the limits of a chart's axis, None for a limit that depends on
    the data. A `cumulative` measure, such as water, grows in the course of a day, so that today's value is incomplete;
    sleep is not cumulative, as it is recorded when the night is over.
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


class Kind(Struct, frozen=True):
    """A kind of entry. Forms, command-line options, lists and charts are generated from it.

    `positional` are the fields that the command line takes as arguments, in order; `letter` is the key pressed after
    `a` on the screen; `summary` formats an entry as a line. `example` is what may follow `gutskin add NAME`,
    for its help; "" for none. `listed` is false for a kind that forms and searches leave out. `setting` is the name of
    the setting, true or false, without which the screen does not offer the kind; "" for a kind that is always offered.
    `has_streak` is false for a kind that is not meant for every day.

    `derive` returns the values of fields that can be computed from others; its arguments are the entry as a
    document, its instant (with the time zone, not only the offset) and its journal day.

    `check_in` maps the fields that the check-in on Today asks for to their labels there, "" for the field's own label.
    `trial_outcome` is true if the measures with a direction of improvement may be the outcome of a trial.
    `factor`, if the kind has named factors such as "practice:yoga", returns the name in an entry ("" for none) and
    whether the entry exposes its day to it: a supplement that was left out does not. `sample` returns the values of an
    entry for a day of the sample journal, None for a day without one.
    """

    struct: type[Entry]
    label: str
    letter: str
    summary: Callable[[Any], str]
    example: str = ""
    positional: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed: bool = True
    setting: str = ""
    has_streak: bool = True
    derive: Callable[[Mapping[str, Any], datetime, date], dict[str, Any]] = lambda document, at, day: {}
    check_in: Mapping[str, str] = field(default_factory=dict)
    trial_outcome: bool = False
    factor: Callable[[Any], tuple[str, bool]] | None = None
    sample: Callable[[Random], dict[str, Any] | None] | None = None

    def __post_init__(self) -> None:
        self.struct.kind = self.name

    @property
    def name(self) -> str:
        """The name of the kind in the file and on the command line."""
        return str(self.struct.__struct_config__.tag)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that a person fills in, in the order of a form."""
        return fields_of(self.struct)

    def field(self, name: str) -> Field:
        """Return the field called `name`; raises KeyError."""
        for own_field in self.fields:
            if own_field.name == name:
                return own_field
        raise KeyError(name)


def joined(*parts: str) -> str:
    """Join the non-empty parts of a summary by commas."""
    return ", ".join(filter(None, parts))


def value_text(label: str, value: float | None, always: bool = False) -> str:
    """Format a recorded value with its label, such as "itch 3"; None is "", or the label alone with `always`."""
    if value is None:
        return label if always else ""
    return f"{label} {value:g}"


def minutes_text(minutes: float) -> str:
    """Format a duration in minutes: "45 min", "1h", "1h30"."""
    hours, rest = divmod(round(minutes), 60)
    return f"{rest} min" if not hours else f"{hours}h{rest:02}" if rest else f"{hours}h"
