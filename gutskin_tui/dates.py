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
from gutskin_tui.text import one_line

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


class DateError(ValueError):
    """What was typed names no day or moment that an entry can have; the message is one plain sentence.

    `understood` is true where the words were clear but the day does not exist, is in the future or is
    too far back; such words are a date, so no reader should take them for anything else.
    """

    def __init__(self, message: str, understood: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.understood = understood


def show_day(day: date) -> str:
    """Write a day in full, whatever the locale: "Sat 21 Nov 2026". `parse_day` reads it."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def show_short(day: date, today: date) -> str:
    """Write a day without its year where that is this year's: "Sat 21 Nov"."""
    return show_day(day) if day.year != today.year else show_day(day)[:-5]


def ago(text: str) -> tuple[int, str] | None:
    """Return (how many, minutes | hours | days | weeks) for "-2h", "2h ago" and the like."""
    found = _AGO.fullmatch(text)
    if not found or (found[1] is None) == (found[4] is None):  # a minus or the word "ago", not both
        return None
    unit = _UNITS.get(found[3])
    return (int(found[1] or found[2]), unit) if unit else None


def named_day(text: str, today: date) -> date | None:
    """Return the journal day that a word names, counted from the current journal day."""
    if text in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[text])
    back = ago(text)
    if back is not None and back[1] in ("days", "weeks"):
        return today - timedelta(**{back[1]: back[0]})
    weekday = _index(text, WEEKDAYS)
    return None if weekday is None else today - timedelta(days=(today.weekday() - weekday) % 7)


def written_day(text: str, latest: date) -> date | None:
    """Return a date written out, with or without its weekday; without a year the latest one up to `latest`.

    None if the text is no date; raises DateError if there is no such date.
    """
    named = _WEEKDAY_DATE.fullmatch(text)
    weekday = _index(named["weekday"], WEEKDAYS) if named else None
    if not named or weekday is None:
        return _date(text, latest)
    day = _date(named["rest"], latest)
    if day is not None and day.weekday() != weekday:
        raise DateError(f"{show_day(day)} is not a {WEEKDAYS[weekday]}.")
    return day


def _date(text: str, latest: date) -> date | None:
    found = next((one for form in _DATE_FORMS if (one := form.fullmatch(text))), None)
    if not found:
        return None
    month = int(found["month"]) if found["month"].isdigit() else _month(found["month"])
    if month is None:
        return None
    years = [int(found["year"])] if found["year"] else range(latest.year, latest.year - 9, -1)
    for year in years:  # nine years always hold a 29 February
        try:
            day = date(year, month, int(found["day"]))
        except ValueError:
            continue
        if found["year"] or day <= latest:
            return day
    raise DateError(f'"{one_line(text, 40)}" is not a date that exists.')


def span_of(text: str, today: date, first_weekday: int) -> tuple[date, date] | None:
    """Return the first and last day of a week, a month or a year; None if the text is none of them.

    Raises DateError if there is no such month or year.
    """
    import pendulum

    anchor = pendulum.date(today.year, today.month, today.day)
    if found := _THIS_LAST.fullmatch(text):
        unit = found["unit"]
        if unit == "week":
            week = (today.weekday() - first_weekday) % 7 + 7 * (found["which"] == "last")
            return today - timedelta(days=week), today - timedelta(days=week - 6)
        if found["which"] == "last":
            anchor = anchor.subtract(**{f"{unit}s": 1})
    elif found := _YEAR_MONTH.fullmatch(text):
        unit = "month" if found["month"] else "year"
        try:
            anchor = pendulum.date(int(found["year"]), int(found["month"] or 1), 1)
        except ValueError:
            raise DateError(f'"{text}" is not a month or year that exists.') from None
    elif (found := _MONTH_YEAR.fullmatch(text)) and (month := _month(found["month"])):
        unit = "month"
        year = int(found["year"]) if found["year"] else today.year - (month > today.month)
        if not year:
            raise DateError(f'"{text}" is not a month or year that exists.')
        anchor = pendulum.date(year, month, 1)
    else:
        return None
    return date.fromisoformat(str(anchor.start_of(unit))), date.fromisoformat(str(anchor.end_of(unit)))


def _month(word: str) -> int | None:
    place = _index(word, MONTHS)
    return None if place is None else place + 1


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the one name that begins with `word`, given at least three letters of it."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.casefold().startswith(word)), None)


def check_year(day: date) -> None:
    """Raise DateError for a day before the first year a journal takes."""
    if day.year < FIRST_YEAR:
        raise DateError(f"Days before {FIRST_YEAR} are too far back.")
