"""Words and numbers that name a day, a week, a month or a year; and days written out. English, whatever the locale."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gutskin_tui.journal.inert import one_line

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
