"""The written forms of days and times, as numbers: names of weekdays and months, "-3d", "20/11/2026", "8pm".

The functions take text in lower case without white space at its ends. They know neither the time zone nor the current
time; `dates.py` makes days and instants of their results.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from gutskin_tui.errors import InputError
from gutskin_tui.text import one_line

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

FIRST_YEAR = 1900
"""The first year that a journal accepts."""

# Compiled by `re` when first used: that takes 2 ms, which a start does not need.
_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm)|(?P<hour24>\d{1,2})[:.](?P<minute24>\d{2})"
_TIME_LAST = rf"(?P<rest>.*?)(?:^| (?:at )?)(?:{_TIME})"
_TIME_FIRST = rf"(?:{_TIME})(?: on)? (?P<rest>.+)"
_AGO = r"(?:-(\d{1,5}) ?|(\d{1,5}) ?)([a-z]+)( ago)?"
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
    **dict.fromkeys(("h", "hour", "hours"), "hours"),
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "week", "weeks"), "weeks"),
}
_DATE_FORMS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})([/.])(?P<month>\d{1,2})(?:\2(?P<year>\d{4}))?",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+)\.?(?:,? (?P<year>\d{4}))?",
    r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?",
)


class DateError(InputError):
    """A text cannot be parsed as a date or time, or an entry cannot have that date. The message is a sentence.

    `understood` is true if the text has the form of a date but the day does not exist, is in the future or is
    before 1900; a parser that tries several readings should then stop.
    """

    def __init__(self, message: str, understood: bool = True) -> None:
        super().__init__(message)
        self.understood = understood


def weekday_number(word: str) -> int | None:
    """Return the number, 0 (Monday) to 6, of a weekday's name or abbreviation; None for other words."""
    return _index(word, WEEKDAYS)


def month_number(word: str) -> int | None:
    """Return the number, 1 to 12, of a month's name or abbreviation; None for other words."""
    index = _index(word, MONTHS)
    return None if index is None else index + 1


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Return the index of the first name that starts with `word`, which needs at least three letters; else None."""
    if len(word) < 3:
        return None
    return next((index for index, name in enumerate(names) if name.casefold().startswith(word)), None)


def ago(text: str) -> tuple[int, str] | None:
    """Parse "-2h", "2h ago" and the like into (number, "minutes" | "hours" | "days" | "weeks"); None otherwise."""
    match = re.fullmatch(_AGO, text, re.ASCII)
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
    weekday = weekday_number(text)
    return None if weekday is None else today - timedelta(days=(today.weekday() - weekday) % 7)


def split_time(text: str) -> tuple[str, time] | None:
    """Split (the rest of the text, time) off a text that ends or begins with a time of day; None if none does."""
    match = re.fullmatch(_TIME_LAST, text, re.ASCII) or re.fullmatch(_TIME_FIRST, text, re.ASCII)
    if not match:
        return None
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    if match["half"]:
        hour = -1 if not 1 <= hour <= 12 else hour % 12 + 12 * (match["half"] == "pm")
    try:
        return match["rest"], time(hour, minute)
    except ValueError:
        invalid = text.removeprefix(match["rest"]).removesuffix(match["rest"]).strip()
        raise DateError(f'"{one_line(invalid, 40)}" is not a time of day.') from None


def calendar_date(text: str, latest: date) -> date | None:
    """Parse a date without a weekday; without a year it is the latest such date up to `latest`.

    None if the text does not have the form of a date. Raises DateError for a date that does not exist.
    """
    match = next(filter(None, (re.fullmatch(form, text, re.ASCII) for form in _DATE_FORMS)), None)
    if not match:
        return None
    month = int(match["month"]) if match["month"].isdigit() else month_number(match["month"])
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


def check_year(day: date) -> None:
    """Raise DateError for a day before 1900, the first year that a journal accepts."""
    if day.year < FIRST_YEAR:
        raise DateError(f"Days before {FIRST_YEAR} are too far back.")
