"""Dates and times as people type them.

A word for a day (today, yesterday, fri) or a bare date names a journal day, which runs from `day_start`
to `day_start`: "fri 1am" is the small hours after Friday evening. A date written out with a time is the
calendar's: "20 nov 1am" is the night before that morning. pendulum is imported when it is first
needed, as it would slow down the start.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from gutskin_tui.clock import Clock
from gutskin_tui.journal.datewords import (
    DateError,
    ago,
    check_year,
    named_day,
    show_day,
    show_short,
    span_of,
    written_day,
)
from gutskin_tui.journal.inert import one_line

_EXAMPLES = '"yesterday 8pm", "fri", "20 nov 2025", "2026-11-20 08:30", "20:00" or "-2h"'

_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm)|(?P<hour24>\d{1,2})[:.](?P<minute24>\d{2})"
_TIME_LAST = re.compile(rf"(?P<rest>.*?)(?:^| (?:at )?)(?:{_TIME})", re.ASCII)
_TIME_FIRST = re.compile(rf"(?:{_TIME})(?: on)? (?P<rest>.+)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(z|[+-]\d{2}:?\d{2})?", re.ASCII)

__all__ = ["DateError", "parse_day", "parse_moment", "parse_range", "show_day", "show_short"]


def parse_moment(typed: str, clock: Clock, day: date | None = None) -> datetime:
    """Return the instant that was typed, aware, in the zone in force, to the second.

    - A bare weekday is the latest one, today if today is that day; a date without a year is the
      latest such date that is not in the future; numbers are read day first (20/11/2026).
    - A day without a time takes the present time of day; a time without a day belongs to the
      journal day `day`, the current one if None.
    - -2h and -30m count elapsed time, -3d and -1w whole journal days.
    - Times that a change of clocks skips or repeats are settled by `Clock.localise`.

    Raises DateError for anything else, for days that do not exist, before 1900 or in the future, and
    for words that name several days ("oct", "last week").
    """
    text = _normal(typed)
    now = clock.now().replace(microsecond=0)
    if text == "now":
        return now
    moment = _elapsed(text, now) or _iso(text, clock)
    if moment is not None:
        return _not_future(moment, now)
    found = _split_time(text)
    if found is None:
        return _at_this_hour(_day(text, typed, clock), clock)
    rest, wanted = found
    if not rest:
        return _not_future(
            _in_day(day or clock.today(), wanted, clock), now, f'for the day before, type "yesterday {text}"'
        )
    if named_day(rest, clock.today()):
        return _not_future(_in_day(_day(rest, typed, clock), wanted, clock), now)
    written = _day(rest, typed, clock, latest=now.date())
    return _not_future(clock.localise(datetime.combine(written, wanted)), now)


def parse_day(typed: str, clock: Clock) -> date:
    """Return the journal day that was typed; of several days ("oct") the first. Raises DateError."""
    return parse_range(typed, clock)[0]


def parse_range(typed: str, clock: Clock) -> tuple[date, date]:
    """Return the first and last journal day of what was typed; the last may lie ahead.

    Besides every single day and moment of `parse_moment`: this or last week (from `clock.first_weekday`),
    month or year, a month ("oct" is the latest October begun, "oct 2025", "2025-10") and a year.
    Raises DateError as `parse_moment` does.
    """
    text = _normal(typed)
    span = span_of(text, clock.today(), clock.first_weekday)
    if span is not None:
        if span[0] > clock.today():
            raise DateError(f"{show_day(span[0])} is in the future.")
        check_year(span[0])
        return span
    if text != "now" and _split_time(text) is None and _elapsed(text, clock.now()) is None and not _ISO.fullmatch(text):
        day = _day(text, typed, clock)
    else:
        day = clock.day_of(parse_moment(typed, clock))
    return day, day


def _normal(typed: str) -> str:
    return " ".join(typed.casefold().split())


def _elapsed(text: str, now: datetime) -> datetime | None:
    """Return the instant some hours or minutes ago."""
    back = ago(text)
    if back is None or back[1] not in ("hours", "minutes"):
        return None
    return (now.astimezone(UTC) - timedelta(**{back[1]: back[0]})).astimezone(now.tzinfo)


def _iso(text: str, clock: Clock) -> datetime | None:
    """Return an ISO 8601 date and time, with or without its offset, in the zone in force."""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    import pendulum

    try:
        parsed = pendulum.parse(text.upper(), exact=True)
    except ValueError:
        parsed = None
    if not isinstance(parsed, pendulum.DateTime):
        raise DateError(f'"{one_line(text, 40)}" is not a date and time that exists.')
    now = clock.now()
    check_year(parsed)
    if parsed.year > now.year + 1:  # before a conversion that the end of all years would break
        raise DateError(f"{show_day(parsed)} is in the future.")
    plain = datetime.fromisoformat(parsed.isoformat()).replace(microsecond=0)
    return plain.astimezone(now.tzinfo) if found[3] else clock.localise(plain.replace(tzinfo=None))


def _split_time(text: str) -> tuple[str, time] | None:
    """Return (the words beside the time, the time) where the text ends or begins with a time of day."""
    found = _TIME_LAST.fullmatch(text) or _TIME_FIRST.fullmatch(text)
    if not found:
        return None
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        hour = -1 if not 1 <= hour <= 12 else hour % 12 + 12 * (found["half"] == "pm")
    try:
        return found["rest"] if "rest" in found.groupdict() else "", time(hour, minute)
    except ValueError:
        shown = text.removeprefix(found["rest"]).removesuffix(found["rest"]).strip()
        raise DateError(f'"{one_line(shown, 40)}" is not a time of day.') from None


def _in_day(day: date, wanted: time, clock: Clock) -> datetime:
    """Return the instant at which the clock shows `wanted` within a journal day."""
    naive = datetime.combine(day + timedelta(days=wanted < clock.day_start), wanted)
    moment = clock.localise(naive)
    if clock.day_of(moment) > day:  # the hour that summer time skips ends where the day does
        return clock.localise(naive - timedelta(hours=1))
    return moment


def _at_this_hour(day: date, clock: Clock) -> datetime:
    now = clock.now().replace(microsecond=0)
    return now if day == clock.today() else _in_day(day, now.time(), clock)


def _day(text: str, typed: str, clock: Clock, latest: date | None = None) -> date:
    """Return a single day by name or date, not after `latest` (the current journal day); raises DateError."""
    latest = latest or clock.today()
    named = named_day(text, clock.today())
    day = named or written_day(text, latest)
    if day is None:
        if span_of(text, clock.today(), clock.first_weekday):
            raise DateError(f'"{one_line(text, 40)}" is several days; name one, such as "fri 8pm".')
        if not text:
            raise DateError(f"Type a date or a time, such as {_EXAMPLES}.", understood=False)
        shown = one_line(typed.strip(), 40)
        raise DateError(f'"{shown}" is not a date or time; try {_EXAMPLES}.', understood=False)
    if day > latest:
        raise DateError(f"{show_day(day)} is in the future.")
    check_year(day)
    return day


def _not_future(moment: datetime, now: datetime, advice: str = "") -> datetime:
    """Return the moment if it has come; `advice` is added to the refusal if it has not."""
    if moment > now:
        said = f"{show_day(moment)} {moment:%H:%M} is in the future"
        raise DateError(f"{said}; {advice}." if advice else f"{said}.")
    check_year(moment)
    return moment
