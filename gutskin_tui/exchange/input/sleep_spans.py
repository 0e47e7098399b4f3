"""Nights from overlapping spans of several devices and apps.

Spans of being asleep with at most three hours between them are one sleep, and its hours are the union of the spans,
not their sum. Wakefulness is that of the source that tells most stages apart. A sleep of less than three hours by day
is a nap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

GAP = timedelta(hours=3)
"""The longest gap within a sleep."""
NAP = timedelta(hours=3)
DAYTIME = (8, 21)
"""The hours of the day between which a nap begins."""


class Span(NamedTuple):
    """A span of a stage of sleep, or of being "awake"; "asleep" is a span without stages. The times are aware."""

    start: datetime
    end: datetime
    stage: str
    source: str


class Night(NamedTuple):
    """A sleep: its beginning and end, the hours asleep, how often the person woke (None: not known), whether a nap."""

    start: datetime
    end: datetime
    hours: float
    woke: int | None
    is_nap: bool


def nights(spans: Iterable[Span]) -> Iterator[Night]:
    """Yield the sleeps in order of time."""
    ordered = sorted(span for span in spans if span.end > span.start)
    asleep = [span for span in ordered if span.stage != "awake"]
    awake = [span for span in ordered if span.stage == "awake"]
    group: list[Span] = []
    end: datetime | None = None
    for span in asleep:
        if end is not None and span.start - end > GAP:
            yield _night(group, awake)
            group = []
            end = None
        group.append(span)
        end = max(end, span.end) if end else span.end
    if group:
        yield _night(group, awake)


def is_nap(start: datetime, length: timedelta) -> bool:
    """Whether a sleep is short and begins by day."""
    return length < NAP and DAYTIME[0] <= start.hour < DAYTIME[1]


def _night(asleep: list[Span], awake: list[Span]) -> Night:
    start, end = asleep[0].start, max(span.end for span in asleep)
    stages: dict[str, set[str]] = {}
    for span in asleep:
        stages.setdefault(span.source, set()).add(span.stage)
    chosen = max(stages, key=lambda source: (len(stages[source]), source))
    inside = [span for span in awake if span.source == chosen and start < span.start and span.end < end]
    waking = [(span.start, span.end) for span in inside]  # between spans of sleep, or within them
    total = _length([(span.start, span.end) for span in asleep] + waking) - _length(waking)
    has_stages = bool(inside) or len(stages[chosen]) > 1
    return Night(
        start, end, round(total / timedelta(hours=1), 2), len(inside) if has_stages else None, is_nap(start, total)
    )


def _length(spans: list[tuple[datetime, datetime]]) -> timedelta:
    """Return the length of the union of spans."""
    total = timedelta()
    last: datetime | None = None
    for start, end in sorted(spans):
        begin = start if last is None or start > last else last
        if end > begin:
            total += end - begin
            last = end
    return total
