"""The record of a trial of a food, a label, a treatment or the like: its frozen plan, and what was recorded since.

The plan (what, outcome, condition, design, days, order, smallest change, stop rules) is immutable once it is frozen;
only corrections, reactions and the ending are added.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gutskin_tui.model.entry import ID_PATTERN, YEARS, Day, Instant, Name, Text
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.settings import Condition
from gutskin_tui.text import alternatives

SUBJECTS = ("food", "drink", "treatment", "supplement", "practice", "tag")
"""What can precede the colon in what a trial is of; a label has no colon."""
ADDABLE = ("treatment", "supplement", "practice")
"""The subjects that a trial may add as well as leave out: those that are used in the hope of better skin."""

Design = Literal["quick", "rigorous"]
Arm = Literal["without", "with"]
Correction = Literal["kept", "slipped"]
Severity = Literal["mild", "moderate", "severe"]
EndReason = Literal["finished", "stopped", "severe_reaction"]

SHORTEST, LONGEST = 7, 168
"""Limits of the length of a phase, in days: a week to 24 weeks."""
FEWEST_PAIRS, MOST_PAIRS = 4, 12
"""Limits of the number of pairs of phases in a rigorous trial, without the spare pair [docs/domain.md 6]."""
PROPOSED_PAIRS = 6
"""Pairs of a rigorous trial unless the person chooses another number."""
SPARES = 1
"""Most pairs that stand by to replace a pair that was not recorded."""
OUTCOMES = tuple(
    name for name, (kind, measure) in MEASURES.items() if kind.trial_outcome and measure.better != "neither"
)
"""Measures that may be the outcome of a trial: those that can be better or worse."""


class Reaction(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A reaction on a day of a trial; `words` is the person's description."""

    day: Day
    severity: Severity
    words: Text = ""


class Ending(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The last day of a trial that has ended, and why it ended; `words` is the person's explanation."""

    day: Day
    reason: EndReason
    words: Text = ""


class Trial(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A trial of a label (`what` is "dairy") or of something named ("food:oat latte", "treatment:zinc paste").

    The `outcome` is a measure. `tried` is the side that is new to the person and expected to be better: days without
    it, or with it. `phase_days` is the length of each phase. A quick trial has three phases: as before, as tried, as
    before. A rigorous trial has `pairs` pairs of phases, and `order` is the randomised arm of the first phase of each
    pair. The last `spare` pairs of `order` take place only to replace pairs of which too little was recorded;
    `spare_used` of them do, as of when the trial was read (`trials.spare`).
    `smallest_change` is the smallest change that matters to the person, in the unit of the outcome. `frozen` is when
    the plan was fixed. `corrections` override, by day, whether the meals followed the plan. `edits` are
    as those of an entry. Construction raises ValueError with a sentence.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=ID_PATTERN)]
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
    order: Annotated[tuple[Arm, ...], Meta(max_length=MOST_PAIRS + SPARES)] = ()
    spare: Annotated[int, Meta(ge=0, le=SPARES)] = 0
    spare_used: Annotated[int, Meta(ge=0, le=SPARES)] = 0
    stop_rules: Text = ""
    corrections: dict[Day, Correction] = {}
    reactions: Annotated[tuple[Reaction, ...], Meta(max_length=1000)] = ()
    ended: Ending | None = None
    tried: Arm = "without"
    edits: dict[str, Instant] = {}

    def __post_init__(self) -> None:
        """Raise ValueError for a plan or days that are inconsistent."""
        kind, colon, rest = self.what.partition(":")
        if (colon and (kind not in SUBJECTS or not rest.strip())) or "," in self.what:
            raise ValueError('a trial is of one label such as dairy, or of one thing such as "food:oat latte"')
        if self.tried == "with" and kind not in ADDABLE:
            raise ValueError(f"only a {alternatives(ADDABLE)} can be tested by use; leave this out instead")
        if self.outcome not in OUTCOMES:
            raise ValueError(f"the outcome is one of {', '.join(OUTCOMES)}")
        if self.design == "quick" and (self.order or self.spare):
            raise ValueError("a quick trial has no order of pairs")
        if self.spare_used > self.spare:
            raise ValueError("spare_used is at most spare")
        if self.design == "rigorous" and not FEWEST_PAIRS <= self.pairs <= MOST_PAIRS:
            raise ValueError(f"a rigorous trial has {FEWEST_PAIRS} to {MOST_PAIRS} pairs")
        if not _exist((self.created, self.updated, self.frozen), ()):
            raise ValueError("created, updated and frozen are dates that exist")
        days = [self.start, *self.corrections, *(reaction.day for reaction in self.reactions)]
        if not _exist((), [*days, self.ended.day] if self.ended else days):
            raise ValueError("the days of a trial are dates that exist")
        if not YEARS[0] <= self.start[:4] < YEARS[1]:
            raise ValueError(f"start is not between the years {YEARS[0]} and {YEARS[1]}")
        last = self.last + timedelta(days=2 * self.phase_days * (self.spare - self.spare_used))
        if any(not self.first <= date.fromisoformat(day) <= last for day in days):
            raise ValueError("corrections and reactions are of days of the trial")
        if self.ended and date.fromisoformat(self.ended.day) > last:
            raise ValueError("a trial cannot end after its last day")

    @property
    def first(self) -> date:
        """The first journal day."""
        return date.fromisoformat(self.start)

    @property
    def pairs(self) -> int:
        """The number of pairs that the test is planned with, 0 for a quick trial."""
        return len(self.order) - self.spare

    @property
    def days(self) -> int:
        """The length of the plan in days, with the spare pair only once that is used."""
        return self.phase_days * (2 * (self.pairs + self.spare_used) or 3)

    @property
    def last(self) -> date:
        """The last journal day of the plan, even if the trial ended earlier."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def ended_on(self) -> date | None:
        """The last day of a trial that has ended, None if it has not."""
        return date.fromisoformat(self.ended.day) if self.ended else None


def _exist(instants: Iterable[str], days: Iterable[str]) -> bool:
    """Whether all instants and days, in ISO 8601, exist."""
    try:
        for instant in instants:
            datetime.fromisoformat(instant)
        for day in days:
            date.fromisoformat(day)
    except ValueError:
        return False
    return True
