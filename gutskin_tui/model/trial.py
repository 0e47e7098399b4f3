"""A trial of one food as a record of the journal: the plan as it was frozen, and what happened since.

The plan (what, outcome, condition, design, days, order, smallest change, stop rules) never changes once it is frozen;
only corrections, reactions and the ending are added.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gutskin_tui.model.entry import YEARS, Day, Instant, Name, Text
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.settings import Condition

Design = Literal["quick", "rigorous"]
Arm = Literal["without", "with"]
Kept = Literal["kept", "slipped"]
Severity = Literal["mild", "moderate", "severe"]
EndReason = Literal["finished", "stopped", "severe_reaction"]

SHORTEST, LONGEST = 7, 168
"""Days of one phase: at least a week, at most 24 weeks."""
FEWEST_PAIRS, MOST_PAIRS = 4, 12
"""Pairs of phases of a rigorous trial [DOMAIN section 6]."""
OUTCOMES = tuple(
    name
    for name, (kind, measure) in MEASURES.items()
    if kind.name in ("skin", "gut", "stress", "sleep") and measure.better != "neither"
)
"""Daily series that a trial may look at: those of which one way is welcome."""


class Reaction(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What came up on a day of the trial, in the person's own words."""

    day: Day
    severity: Severity
    words: Text = ""


class Ending(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The day on which a trial ended, that day included, and why; `words` are the person's reason."""

    day: Day
    reason: EndReason
    words: Text = ""


class Trial(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A trial. `what` is one label (dairy) or one food ("food:oat latte"); `outcome` a daily series.

    `phase_days` are those of each phase. A quick trial has three phases: baseline, elimination, reintroduction. A
    rigorous one has `len(order)` pairs of phases, and `order` says for each pair, as the coin fell, which comes first.
    `smallest_change` is the least change that matters to the person, in the unit of the outcome. `frozen` is the
    moment the plan was fixed. `corrections` say of days whether the plan was kept, whatever the meals say.
    Raises ValueError with one plain sentence.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$(?!\n)")]  # no line end either
    created: Instant
    updated: Instant
    what: Name
    outcome: Name
    condition: Condition
    design: Design
    phase_days: Annotated[int, Meta(ge=SHORTEST, le=LONGEST)]
    start: Day
    smallest_change: Annotated[float, Meta(gt=0, le=10_000)]
    frozen: Instant
    order: Annotated[tuple[Arm, ...], Meta(max_length=MOST_PAIRS)] = ()
    stop_rules: Text = ""
    corrections: dict[Day, Kept] = {}
    reactions: Annotated[tuple[Reaction, ...], Meta(max_length=1000)] = ()
    ended: Ending | None = None

    def __post_init__(self) -> None:
        """Refuse what is well formed and yet no trial."""
        kind, colon, rest = self.what.partition(":")
        if (colon and (kind != "food" or not rest.strip())) or "," in self.what:
            raise ValueError('a trial is of one label such as dairy, or of one food such as "food:oat latte"')
        if self.outcome not in OUTCOMES:
            raise ValueError(f"the outcome is one of {', '.join(OUTCOMES)}")
        if self.design == "quick" and self.order:
            raise ValueError("a quick trial has no order of pairs")
        if self.design == "rigorous" and not FEWEST_PAIRS <= len(self.order) <= MOST_PAIRS:
            raise ValueError(f"a rigorous trial has {FEWEST_PAIRS} to {MOST_PAIRS} pairs")
        if not _exist((self.created, self.updated, self.frozen), ()):
            raise ValueError("created, updated and frozen are dates that exist")
        days = [self.start, *self.corrections, *(one.day for one in self.reactions)]
        if not _exist((), [*days, self.ended.day] if self.ended else days):
            raise ValueError("the days of a trial are dates that exist")
        if not YEARS[0] <= self.start[:4] < YEARS[1]:
            raise ValueError(f"start is not between the years {YEARS[0]} and {YEARS[1]}")
        if any(not self.first <= date.fromisoformat(day) <= self.last for day in days):
            raise ValueError("corrections and reactions are of days of the trial")
        if self.ended and date.fromisoformat(self.ended.day) > self.last:
            raise ValueError("a trial cannot end after its last day")

    @property
    def first(self) -> date:
        """The first journal day."""
        return date.fromisoformat(self.start)

    @property
    def days(self) -> int:
        """The days of the whole plan."""
        return self.phase_days * (2 * len(self.order) or 3)

    @property
    def last(self) -> date:
        """The last journal day of the plan, whether or not the trial ended before."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def ended_on(self) -> date | None:
        """The day on which it was ended by hand, None if it was not."""
        return date.fromisoformat(self.ended.day) if self.ended else None


def _exist(instants: Iterable[str], days: Iterable[str]) -> bool:
    try:
        for one in instants:
            datetime.fromisoformat(one)
        for one in days:
            date.fromisoformat(one)
    except ValueError:
        return False
    return True
