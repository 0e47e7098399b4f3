"""Days, instants and periods: parsed from typed text, converted, formatted, and listed day by day.

A relative day (today, yesterday, fri) or a date without a time is a journal day, which runs from `day_start`
to the next `day_start`: "fri 1am" is 01:00 on Saturday. A written date with a time is a calendar date: "20 nov 1am"
is 01:00 on 20 November.

pendulum parses ISO 8601 and computes the ends of weeks, months and years. It is used in this module only, after a
regular expression has fixed the form of the text: alone it accepts "now", "2026" and "12:30" too. All values that the
functions return are plain `date` and `datetime`. Elapsed time is computed in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import ModuleType

from gutskin_tui.clock import Clock
from gutskin_tui.date_words import (
    MONTHS,
    WEEKDAYS,
    DateError,
    ago,
    calendar_date,
    check_year,
    month_number,
    named_day,
    split_time,
    weekday_number,
)
from gutskin_tui.text import one_line

_EXAMPLES = '"yesterday 8pm", "fri", "20 nov 2025", "2026-11-20 08:30", "20:00" or "-2h"'

# Compiled by `re` when first used, as those of date_words.
_ISO = r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(?P<offset>z|[+-]\d{2}:?(?P<minutes>\d{2}))?"
_WEEKDAY_DATE = r"(?P<weekday>[a-z]+),? (?P<rest>.*\d.*)"
_MONTH_YEAR = r"(?P<month>[a-z]+)(?: (?P<year>\d{4}))?"
_YEAR_MONTH = r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?"
_THIS_LAST = r"(?P<which>this|last) (?P<unit>week|month|year)"


def parse_moment(typed: str, clock: Clock, day: date | None = None) -> datetime:
    """Parse a date and time; return an aware datetime in the clock's zone, without fractions of a second.

    - A weekday is its latest occurrence, today included; a date without a year is the latest such date
      that is not in the future; numeric dates are day first (20/11/2026).
    - A day without a time gets the current time of day; a time without a day belongs to the
      journal day `day`, the current journal day if None.
    - -2h and -30m are elapsed time, -3d and -1w whole journal days.
    - Times that a change of clocks skips or repeats are resolved by `Clock.localise`.

    Raises DateError for any other text, for a day that does not exist, is before 1900 or is in the future, and
    for a range of days ("oct", "last week").
    """
    text = _normal(typed)
    now = clock.now().replace(microsecond=0)
    if text == "now":
        return now
    moment = _elapsed(text, now) or _iso(text, clock)
    if moment is not None:
        return _not_future(moment, now)
    parts = split_time(text)
    if parts is None:
        return _at_current_time(_day(text, typed, clock), clock)
    rest, time_of_day = parts
    if not rest:
        advice = f'for the day before, type "yesterday {text}"'
        return _not_future(moment_in_day(day or clock.today(), time_of_day, clock), now, advice)
    if named_day(rest, clock.today()):
        return _not_future(moment_in_day(_day(rest, typed, clock), time_of_day, clock), now)
    calendar_day = _day(rest, typed, clock, latest=now.date())
    return _not_future(clock.localise(datetime.combine(calendar_day, time_of_day)), now)


def parse_day(typed: str, clock: Clock) -> date:
    """Parse a journal day; the first day of a range ("oct"). Raises DateError as `parse_range` does."""
    return parse_range(typed, clock)[0]


def parse_range(typed: str, clock: Clock) -> tuple[date, date]:
    """Parse a range of journal days; return its first and last day, of which the last may be in the future.

    Accepts everything that `parse_moment` does, and in addition: this or last week (weeks start on
    `clock.first_weekday`), month or year; a month ("oct 2025", "2025-10"; "oct" is the latest October that has begun);
    a year. Raises DateError as `parse_moment` does.
    """
    text = _normal(typed)
    span = _parse_period(text, clock.today(), clock.first_weekday)
    if span is not None:
        if span[0] > clock.today():
            raise DateError(f"{show_day(span[0])} is in the future.")
        check_year(span[0])
        return span
    has_time = text == "now" or split_time(text) is not None or _elapsed(text, clock.now()) is not None
    if not (has_time or re.fullmatch(_ISO, text, re.ASCII)):
        day = _day(text, typed, clock)
    else:
        day = clock.day_of(parse_moment(typed, clock))
    return day, day


def moment_in_day(day: date, time_of_day: time, clock: Clock) -> datetime:
    """Return the instant of a time of day within a journal day; before `day_start` it is on the next calendar date.

    A time that a change of clocks skips is moved forward, or back by an hour if it would leave the journal day.
    """
    naive = datetime.combine(day + timedelta(days=time_of_day < clock.day_start), time_of_day)
    moment = clock.localise(naive)
    return clock.localise(naive - timedelta(hours=1)) if clock.day_of(moment) > day else moment


def show_day(day: date, *, pad: str = "", year: bool = True) -> str:
    """Format a day independently of the locale: "Sat 7 Nov 2026". `parse_day` reads the format.

    `pad`, " " or "0", makes the day of the month two characters wide. Without `year` the year is left out.
    """
    return f"{weekday_name(day)} {day_month(day, pad=pad, year=year)}"


def show_short(day: date, today: date, *, pad: str = "") -> str:
    """Format a day as `show_day` does, without the year if it is that of `today`: "Sat 7 Nov"."""
    return show_day(day, pad=pad, year=day.year != today.year)


def short_day(day: date) -> str:
    """Format a day without its year, always in ten characters: "Sat 07 Nov"."""
    return show_day(day, pad="0", year=False)


def show_moment(at: datetime) -> str:
    """Format an instant in its own zone: "Sat 07 Nov 2026 14:15"."""
    return f"{show_day(at, pad='0')} {at:%H:%M}"


def day_month(day: date, *, pad: str = "", year: bool = False) -> str:
    """Format a day without its weekday, and without the year unless asked to: "7 Nov". `pad` is as in `show_day`."""
    number = str(day.day).rjust(2, pad) if pad else str(day.day)
    return f"{number} {month_name(day)} {day.year}" if year else f"{number} {month_name(day)}"


def full_day(day: date) -> str:
    """Format a day with whole names: "Saturday 7 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: date) -> str:
    """Return the abbreviated weekday of a day: "Sat"."""
    return WEEKDAYS[day.weekday()][:3]


def month_name(day: date) -> str:
    """Return the abbreviated month of a day: "Nov"."""
    return MONTHS[day.month - 1][:3]


def day_range(first: date, last: date) -> list[date]:
    """Return the calendar days from `first` to `last`, both included; [] if `last` is before `first`."""
    return list(_days(first.toordinal(), last.toordinal()))


def days_until(last: date, count: int) -> list[date]:
    """Return the `count` calendar days that end on `last`, oldest first; [] if `count` is not positive."""
    return list(_days(last.toordinal() - count + 1, last.toordinal()))


@lru_cache(maxsize=8)
def _days(first: int, last: int) -> tuple[date, ...]:
    """Return the days from one ordinal to another.

    The last ranges are cached: to make the days anew for each series took 6 ms of the first frame of Trends.
    """
    return tuple(map(date.fromordinal, range(first, last + 1)))


def _normal(typed: str) -> str:
    """Return text in lower case with runs of white space as single spaces."""
    return " ".join(typed.casefold().split())


def _elapsed(text: str, now: datetime) -> datetime | None:
    """Parse hours or minutes ago ("-2h"); None if the text is something else."""
    offset = ago(text)
    if offset is None or offset[1] not in ("hours", "minutes"):
        return None
    return (now.astimezone(UTC) - timedelta(**{offset[1]: offset[0]})).astimezone(now.tzinfo)


def _iso(text: str, clock: Clock) -> datetime | None:
    """Parse an ISO 8601 date and time, with or without an offset; None if the text is something else."""
    match = re.fullmatch(_ISO, text, re.ASCII)
    if not match:
        return None
    parsed = None
    try:
        if int(match["minutes"] or 0) < 60:  # pendulum accepts offsets such as +05:75
            parsed = datetime.fromisoformat(_pendulum().parse(text.upper(), exact=True).isoformat())
    except ValueError:
        pass  # the day, the time or the offset does not exist
    if parsed is None:
        raise DateError(f'"{one_line(text, 40)}" is not a date and time that exists.')
    now = clock.now()
    check_year(parsed)
    if parsed.year > now.year + 1:  # before astimezone, which overflows near year 9999
        raise DateError(f"{show_day(parsed)} is in the future.")
    plain = parsed.replace(microsecond=0)
    return plain.astimezone(now.tzinfo) if match["offset"] else clock.localise(plain.replace(tzinfo=None))


def _at_current_time(day: date, clock: Clock) -> datetime:
    """Return the instant of the current time of day within a journal day."""
    now = clock.now().replace(microsecond=0)
    return now if day == clock.today() else moment_in_day(day, now.time(), clock)


def _day(text: str, typed: str, clock: Clock, latest: date | None = None) -> date:
    """Parse a single day, not after `latest` (the current journal day if None); raises DateError."""
    latest = latest or clock.today()
    named = named_day(text, clock.today())
    day = named or written_day(text, latest)
    if day is None:
        if _parse_period(text, clock.today(), clock.first_weekday):
            raise DateError(f'"{one_line(text, 40)}" is several days; name one, such as "fri 8pm".')
        if not text:
            raise DateError(f"Type a date or a time, such as {_EXAMPLES}.", understood=False)
        excerpt = one_line(typed.strip(), 40)
        raise DateError(f'"{excerpt}" is not a date or time; try {_EXAMPLES}.', understood=False)
    if day > latest:
        raise DateError(f"{show_day(day)} is in the future.")
    check_year(day)
    return day


def _not_future(moment: datetime, now: datetime, advice: str = "") -> datetime:
    """Return `moment`; raises DateError, with `advice` appended to its message, if it is in the future."""
    if moment.timestamp() > now.timestamp():  # times of one zone compare by the wall, also in an hour that is repeated
        message = f"{show_day(moment)} {moment:%H:%M} is in the future"
        raise DateError(f"{message}; {advice}." if advice else f"{message}.")
    check_year(moment)
    return moment


def written_day(text: str, latest: date) -> date | None:
    """Parse a written date, with or without a weekday; without a year it is the latest such date up to `latest`.

    None if the text is not a date. Raises DateError for a date that does not exist or a wrong weekday.
    """
    match = re.fullmatch(_WEEKDAY_DATE, text, re.ASCII)
    weekday = weekday_number(match["weekday"]) if match else None
    if not match or weekday is None:
        return calendar_date(text, latest)
    day = calendar_date(match["rest"], latest)
    if day is not None and day.weekday() != weekday:
        raise DateError(f"{show_day(day)} is not a {WEEKDAYS[weekday]}.")
    return day


def _parse_period(text: str, today: date, first_weekday: int) -> tuple[date, date] | None:
    """Parse a week, month or year into its first and last day; None if the text is something else.

    Raises DateError for a month or year that does not exist.
    """
    first, back = today, 0
    if match := re.fullmatch(_THIS_LAST, text, re.ASCII):
        unit, back = match["unit"], int(match["which"] == "last")
    elif match := re.fullmatch(_YEAR_MONTH, text, re.ASCII):
        unit = "month" if match["month"] else "year"
        try:
            first = date(int(match["year"]), int(match["month"] or 1), 1)
        except ValueError:
            raise DateError(f'"{text}" is not a month or year that exists.') from None
    elif (match := re.fullmatch(_MONTH_YEAR, text, re.ASCII)) and (month := month_number(match["month"])):
        unit = "month"
        year = int(match["year"]) if match["year"] else today.year - (month > today.month)
        if not year:
            raise DateError(f'"{text}" is not a month or year that exists.')
        first = date(year, month, 1)
    else:
        return None
    return _period(unit, first, back, first_weekday)


def _period(unit: str, day: date, back: int, first_weekday: int) -> tuple[date, date]:
    """Return the first and last day of a "week", "month" or "year": `back` units before the one that contains `day`."""
    shift = first_weekday if unit == "week" else 0  # pendulum's weeks start on Monday
    anchor = _pendulum().date(day.year, day.month, day.day).subtract(days=shift).subtract(**{f"{unit}s": back})
    first, last = (bound.add(days=shift) for bound in (anchor.start_of(unit), anchor.end_of(unit)))
    return date(first.year, first.month, first.day), date(last.year, last.month, last.day)


def _pendulum() -> ModuleType:
    """Import pendulum, here only: it takes 25 ms, and neither the first frame nor most commands need it."""
    import pendulum

    return pendulum
