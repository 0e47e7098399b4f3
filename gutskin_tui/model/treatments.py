"""The days on a treatment, from its uses, its courses and the products of skin check-ins [docs/domain.md 2]."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import AnyEntry, DayMark, Skin, Treatment
from gutskin_tui.text import match_key


def treatment_days(entries: Iterable[AnyEntry], today: date) -> dict[str, set[date]]:
    """Return the days on each treatment, by the `match_key` of its name.

    A day is on a treatment if it was used that day, as an entry or as a product of a skin check-in, or if the day lies
    within a course: from the day of a start to that of the next stop, both included, or to `today` if there is none.
    A stop without a start before it has no effect. Entries may be in any order.
    """
    days: dict[str, set[date]] = {}
    courses: dict[str, date] = {}
    for entry in sorted(entries, key=lambda entry: (entry.date, entry.when, entry.id)):
        if isinstance(entry, Skin):
            for product in entry.products:
                days.setdefault(match_key(product), set()).add(entry.date)
        elif isinstance(entry, Treatment):
            name = match_key(entry.what)
            on = days.setdefault(name, set())
            if entry.event == "used":
                on.add(entry.date)
            elif entry.event == "started":
                on.add(entry.date)
                courses.setdefault(name, entry.date)
            elif start := courses.pop(name, None):
                on.update(day_range(start, entry.date))
    for name, start in courses.items():
        days[name].update(day_range(start, today))
    return {name: on for name, on in days.items() if on}


def treatment_exposure(entries: Iterable[AnyEntry], what: str, today: date) -> dict[date, int]:
    """Return 1 for each day on the treatment `what`, and 0 for each other day with an entry; other days are absent.

    A day with only marks such as a day off counts as a day without an entry.
    """
    entries = list(entries)
    on = treatment_days(entries, today).get(match_key(what), set())
    recorded = {entry.date for entry in entries if not isinstance(entry, DayMark)}
    return {day: int(day in on) for day in sorted(on | recorded)}
