"""What was recorded lately, as suggestions for what is being typed."""

from __future__ import annotations

from collections.abc import Iterator

from gutskin_tui.dates import days_until
from gutskin_tui.model.kinds import AnyEntry, Practice
from gutskin_tui.text import match_key
from gutskin_tui.tui.journal_view import JournalView

RECENT_DAYS = 60
"""Days whose exercises, tags and factors complete a typed word."""
PRACTICE_DAYS = 31
"""Days whose practices suggest their minutes."""


def recent_entries(view: JournalView) -> Iterator[AnyEntry]:
    """Yield the entries of the last `RECENT_DAYS` days, the latest first."""
    for day in reversed(days_until(view.today, RECENT_DAYS)):
        yield from reversed(view.entries(day))


def recent_tags(view: JournalView) -> Iterator[str]:
    """Yield the tags of the last `RECENT_DAYS` days, the latest first, each as it was last written."""
    known: set[str] = set()
    for entry in recent_entries(view):
        for tag in entry.tags:
            if match_key(tag) not in known:
                known.add(match_key(tag))
                yield tag


def last_minutes(view: JournalView) -> dict[str, int]:
    """Return the minutes of the latest practice of each name in the last `PRACTICE_DAYS` days."""
    counts = view.day_index.counts["practice"] if view.day_index else None
    minutes: dict[str, int] = {}
    for day in days_until(view.today, PRACTICE_DAYS):
        if counts is None or day in counts:
            for entry in view.entries(day):
                if isinstance(entry, Practice):
                    minutes[entry.what] = entry.minutes
    return minutes
