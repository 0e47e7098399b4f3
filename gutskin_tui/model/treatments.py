"""The days on a treatment, from its uses, its courses and the products of skin check-ins [docs/domain.md 2]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import AnyEntry, Skin, Treatment
from gutskin_tui.text import match_key


class Course(NamedTuple):
    """A course of a treatment; both ends are included. `end` is None while it has not been stopped."""

    what: str
    start: date
    end: date | None


def courses(entries: Iterable[AnyEntry]) -> list[Course]:
    """Return the courses of treatments by their start, each named as its start names it. Entries may be in any order.

    A second start within a course has no effect, nor has a stop without a start before it.
    """
    open_courses: dict[str, Course] = {}
    closed = []
    for entry in sorted(entries, key=lambda entry: (entry.date, entry.when, entry.id)):
        if not isinstance(entry, Treatment):
            continue
        key = match_key(entry.what)
        if entry.event == "started":
            open_courses.setdefault(key, Course(entry.what, entry.date, None))
        elif entry.event == "stopped" and (course := open_courses.pop(key, None)):
            closed.append(course._replace(end=entry.date))
    return sorted([*closed, *open_courses.values()], key=lambda course: course.start)


def treatment_names(entry: AnyEntry) -> tuple[str, ...]:
    """Return the treatments that an entry says were used or started on its day."""
    if isinstance(entry, Skin):
        return tuple(entry.products)
    return (entry.what,) if isinstance(entry, Treatment) and entry.event != "stopped" else ()


def treatment_uses(entries: Iterable[AnyEntry]) -> Iterator[tuple[date, str]]:
    """Yield the day and the name of each treatment that entries say was used or started."""
    return ((entry.date, name) for entry in entries for name in treatment_names(entry))


def treatment_days(uses: Iterable[tuple[date, str]], of_courses: Iterable[Course], today: date) -> dict[str, set[date]]:
    """Return the days on each treatment, by the `match_key` of its name.

    A day is on a treatment if it was used that day (`uses`), as an entry or as a product of a skin check-in, or if the
    day lies within a course, which lasts to `today` if it has not been stopped.
    """
    days: dict[str, set[date]] = {}
    for day, name in uses:
        days.setdefault(match_key(name), set()).add(day)
    for course in of_courses:
        days.setdefault(match_key(course.what), set()).update(day_range(course.start, course.end or today))
    return days
