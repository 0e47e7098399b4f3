"""Parsing and formatting of the dates and times that people type.

A relative day (today, yesterday, fri) or a date without a time is a journal day, which runs from `day_start`
to the next `day_start`: "fri 1am" is 01:00 on Saturday. A written date with a time is a calendar date: "20 nov 1am"
is 01:00 on 20 November. pendulum is imported inside functions because its import time would delay the start.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from gutskin_tui.clock import Clock
from gutskin_tui.errors import InputError
from gutskin_tui.text import one_line

_EXAMPLES = '"yesterday 8pm", "fri", "20 nov 2025", "2026-11-20 08:30", "20:00" or "-2h"'

_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm)|(?P<hour24>\d{1,2})[:.](?P<minute24>\d{2})"
_TIME_LAST = re.compile(rf"(?P<rest>.*?)(?:^| (?:at )?)(?:{_TIME})", re.ASCII)
_TIME_FIRST = re.compile(rf"(?:{_TIME})(?: on)? (?P<rest>.+)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(z|[+-]\d{2}:?\d{2})?", re.ASCII)

__all__ = [
    "DateError",
    "day_range",
    "days_until",
    "parse_day",
    "parse_moment",
    "parse_range",
    "show_day",
    "show_short",
]


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
    parts = _split_time(text)
    if parts is None:
        return _at_current_time(_day(text, typed, clock), clock)
    rest, time_of_day = parts
    if not rest:
        return _not_future(
            _in_day(day or clock.today(), time_of_day, clock), now, f'for the day before, type "yesterday {text}"'
        )
    if named_day(rest, clock.today()):
        return _not_future(_in_day(_day(rest, typed, clock), time_of_day, clock), now)
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
    match = _ISO.fullmatch(text)
    if not match:
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
    if parsed.year > now.year + 1:  # before astimezone, which overflows near year 9999
        raise DateError(f"{show_day(parsed)} is in the future.")
    plain = datetime.fromisoformat(parsed.isoformat()).replace(microsecond=0)
    return plain.astimezone(now.tzinfo) if match[3] else clock.localise(plain.replace(tzinfo=None))


def _split_time(text: str) -> tuple[str, time] | None:
    """Split (the rest of the text, time) off a text that ends or begins with a time of day; None if none does."""
    match = _TIME_LAST.fullmatch(text) or _TIME_FIRST.fullmatch(text)
    if not match:
        return None
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    if match["half"]:
        hour = -1 if not 1 <= hour <= 12 else hour % 12 + 12 * (match["half"] == "pm")
    try:
        return match["rest"] if "rest" in match.groupdict() else "", time(hour, minute)
    except ValueError:
        invalid = text.removeprefix(match["rest"]).removesuffix(match["rest"]).strip()
        raise DateError(f'"{one_line(invalid, 40)}" is not a time of day.') from None


def _in_day(day: date, time_of_day: time, clock: Clock) -> datetime:
    """Return the instant of a time of day within a journal day; before `day_start` it is on the next date."""
    naive = datetime.combine(day + timedelta(days=time_of_day < clock.day_start), time_of_day)
    moment = clock.localise(naive)
    if clock.day_of(moment) > day:  # moved out of the skipped hour into the next journal day
        return clock.localise(naive - timedelta(hours=1))
    return moment


def _at_current_time(day: date, clock: Clock) -> datetime:
    """Return the instant of the current time of day within a journal day."""
    now = clock.now().replace(microsecond=0)
    return now if day == clock.today() else _in_day(day, now.time(), clock)


def _day(text: str, typed: str, clock: Clock, latest: date | None = None) -> date:
    """Parse a single day, not after `latest` (the current journal day if None); raises DateError."""
    latest = latest or clock.today()
    named = named_day(text, clock.today())
    day = named or written_day(text, latest)
    if day is None:
        if span_of(text, clock.today(), clock.first_weekday):
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
    if moment > now:
        message = f"{show_day(moment)} {moment:%H:%M} is in the future"
        raise DateError(f"{message}; {advice}." if advice else f"{message}.")
    check_year(moment)
    return moment


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
FIRST_YEAR = 1900

_AGO = re.compile(r"(?:-(\d{1,5}) ?|(\d{1,5}) ?)([a-z]+)( ago)?", re.ASCII)
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
    **dict.fromkeys(("h", "hour", "hours"), "hours"),
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "week", "weeks"), "weeks"),
}
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})([/.])(?P<month>\d{1,2})(?:\2(?P<year>\d{4}))?", re.ASCII)
_DAY_NAME = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+)\.?(?:,? (?P<year>\d{4}))?", re.ASCII)
_NAME_DAY = re.compile(r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?", re.ASCII)
_WEEKDAY_DATE = re.compile(r"(?P<weekday>[a-z]+),? (?P<rest>.*\d.*)", re.ASCII)
_MONTH_YEAR = re.compile(r"(?P<month>[a-z]+)(?: (?P<year>\d{4}))?", re.ASCII)
_YEAR_MONTH = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?", re.ASCII)
_THIS_LAST = re.compile(r"(?P<which>this|last) (?P<unit>week|month|year)")
_DATE_FORMS = (_YEAR_FIRST, _DAY_FIRST, _DAY_NAME, _NAME_DAY)


class DateError(InputError):
    """A text cannot be parsed as a date or time, or an entry cannot have that date. The message is a sentence.

    `understood` is true if the text has the form of a date but the day does not exist, is in the future or is
    before 1900; a parser that tries several readings should then stop.
    """

    def __init__(self, message: str, understood: bool = True) -> None:
        super().__init__(message)
        self.understood = understood


def show_day(day: date) -> str:
    """Format a day independently of the locale: "Sat 21 Nov 2026". `parse_day` reads the format."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def show_short(day: date, today: date) -> str:
    """Format a day as `show_day` does, without the year if it is that of `today`: "Sat 21 Nov"."""
    return show_day(day) if day.year != today.year else show_day(day)[:-5]


def day_range(first: date, last: date) -> list[date]:
    """Return the calendar days from `first` to `last`, both included; [] if `last` is before `first`."""
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def days_until(last: date, count: int) -> list[date]:
    """Return the `count` calendar days that end on `last`, oldest first; [] if `count` is not positive."""
    return [date.fromordinal(number) for number in range(last.toordinal() - count + 1, last.toordinal() + 1)]


def ago(text: str) -> tuple[int, str] | None:
    """Parse "-2h", "2h ago" and the like into (number, "minutes" | "hours" | "days" | "weeks"); None otherwise."""
    match = _AGO.fullmatch(text)
    if not match or (match[1] is None) == (match[4] is None):  # either a minus or "ago", not both
        return None
    unit = _UNITS.get(match[3])
    return (int(match[1] or match[2]), unit) if unit else None


def named_day(text: str, today: date) -> date | None:
    """Parse a relative day ("yesterday", "-3d", "fri") with respect to the journal day `today`; None otherwise."""
    if text in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[text])
    offset = ago(text)
    if offset is not None and offset[1] in ("days", "weeks"):
        return today - timedelta(**{offset[1]: offset[0]})
    weekday = _index(text, WEEKDAYS)
    return None if weekday is None else today - timedelta(days=(today.weekday() - weekday) % 7)


def written_day(text: str, latest: date) -> date | None:
    """Parse a written date, with or without a weekday; without a year it is the latest such date up to `latest`.

    None if the text is not a date. Raises DateError for a date that does not exist or a wrong weekday.
    """
    match = _WEEKDAY_DATE.fullmatch(text)
    weekday = _index(match["weekday"], WEEKDAYS) if match else None
    if not match or weekday is None:
        return _date(text, latest)
    day = _date(match["rest"], latest)
    if day is not None and day.weekday() != weekday:
        raise DateError(f"{show_day(day)} is not a {WEEKDAYS[weekday]}.")
    return day


def _date(text: str, latest: date) -> date | None:
    """Parse a date without a weekday, as `written_day` does."""
    match = next(filter(None, (form.fullmatch(text) for form in _DATE_FORMS)), None)
    if not match:
        return None
    month = int(match["month"]) if match["month"].isdigit() else _month(match["month"])
    if month is None:
        return None
    years = [int(match["year"])] if match["year"] else range(latest.year, latest.year - 9, -1)
    for year in years:  # any nine years contain a 29 February
        try:
            day = date(year, month, int(match["day"]))
        except ValueError:
            continue
        if match["year"] or day <= latest:
            return day
    raise DateError(f'"{one_line(text, 40)}" is not a date that exists.')


def span_of(text: str, today: date, first_weekday: int) -> tuple[date, date] | None:
    """Parse a week, month or year into its first and last day; None if the text is something else.

    Raises DateError for a month or year that does not exist.
    """
    import pendulum

    anchor = pendulum.date(today.year, today.month, today.day)
    if match := _THIS_LAST.fullmatch(text):
        unit = match["unit"]
        if unit == "week":
            week = (today.weekday() - first_weekday) % 7 + 7 * (match["which"] == "last")
            return today - timedelta(days=week), today - timedelta(days=week - 6)
        if match["which"] == "last":
            anchor = anchor.subtract(**{f"{unit}s": 1})
    elif match := _YEAR_MONTH.fullmatch(text):
        unit = "month" if match["month"] else "year"
        try:
            anchor = pendulum.date(int(match["year"]), int(match["month"] or 1), 1)
        except ValueError:
            raise DateError(f'"{text}" is not a month or year that exists.') from None
    elif (match := _MONTH_YEAR.fullmatch(text)) and (month := _month(match["month"])):
        unit = "month"
        year = int(match["year"]) if match["year"] else today.year - (month > today.month)
        if not year:
            raise DateError(f'"{text}" is not a month or year that exists.')
        anchor = pendulum.date(year, month, 1)
    else:
        return None
    return date.fromisoformat(str(anchor.start_of(unit))), date.fromisoformat(str(anchor.end_of(unit)))


def _month(word: str) -> int | None:
    """Return the number, 1 to 12, of a month's name or abbreviation; None for other words."""
    index = _index(word, MONTHS)
    return None if index is None else index + 1


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Return the index of the first name that starts with `word`, which needs at least three letters; else None."""
    if len(word) < 3:
        return None
    return next((index for index, name in enumerate(names) if name.casefold().startswith(word)), None)


def check_year(day: date) -> None:
    """Raise DateError for a day before 1900, the first year that a journal accepts."""
    if day.year < FIRST_YEAR:
        raise DateError(f"Days before {FIRST_YEAR} are too far back.")
