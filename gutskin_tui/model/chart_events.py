"""What happened around the days of a chart: courses of treatment, trials, flares and days of bleeding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from gutskin_tui.model.cycle import BLEEDING
from gutskin_tui.model.kinds import AnyEntry, Cycle, Skin, Treatment
from gutskin_tui.model.treatments import Course, courses
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import match_key

FLARE = match_key("flare")
"""The tag by which a skin check-in records a flare [docs/domain.md 2]."""

_EVENT_STRUCTS = frozenset({Treatment, Cycle, Skin})


def is_event(entry: AnyEntry) -> bool:
    """Return whether an entry is needed for `ChartEvents`."""
    if type(entry) not in _EVENT_STRUCTS:  # most are not; `isinstance` with a struct takes ten times as long
        return False
    if isinstance(entry, Treatment):
        return entry.event != "used"
    if isinstance(entry, Cycle):
        return entry.flow >= BLEEDING
    return any(match_key(tag) == FLARE for tag in entry.tags)


class ChartEvents(Struct, frozen=True):
    """Courses by their start; the days with a flare and the days with bleeding, in order; trials in any order."""

    courses: Sequence[Course] = ()
    flares: Sequence[date] = ()
    period: Sequence[date] = ()
    trials: Sequence[Trial] = ()


NO_EVENTS = ChartEvents()


def chart_events(entries: Iterable[AnyEntry], trials: Sequence[Trial] = ()) -> ChartEvents:
    """Return the events that `entries`, in any order, record, and `trials`."""
    events = [entry for entry in entries if is_event(entry)]
    flares = {entry.date for entry in events if isinstance(entry, Skin)}
    period = {entry.date for entry in events if isinstance(entry, Cycle)}
    return ChartEvents(courses(events), sorted(flares), sorted(period), trials)
