"""Dates and times of day as other programs write them, independent of the locale of this machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone

from gutskin_tui.date_words import month_number
from gutskin_tui.exchange.errors import AmbiguousFile
from gutskin_tui.text import fold

ORDERS = ("dmy", "mdy", "ymd")
"""Orders of day, month and year."""

_PARTS = re.compile(r"(\d{1,4})([-/. ]\s?)(\d{1,2})\2(\d{1,4})\.?", re.ASCII)
_WORDS = (
    re.compile(
        r"(?:[^\W\d]+,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er)?(?:\s+|-)(?:de\s+)?"
        r"(?P<month>[^\W\d]+)\.?(?:,?\s+|-)(?:de\s+)?(?P<year>\d{4})"
    ),
    re.compile(r"(?:[^\W\d]+,?\s+)?(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?)?\s*(?:(?P<half>[ap]\.?\s?m\.?)|Uhr)?",
    re.ASCII | re.IGNORECASE,
)
_OFFSET = re.compile(r"\s*(?:(?P<utc>Z|UTC|GMT)|(?:UTC|GMT)?(?P<sign>[-+])(?P<hours>\d{2}):?(?P<minutes>\d{2})?)$")
_SPACES = re.compile(r"[\s\xa0\u202f]+")


_MONTHS = (
    "januar, janvier, enero, gennaio, janeiro, januari",
    "februar, fevrier, febrero, febbraio, fevereiro, februari",
    "marz, maerz, mars, marzo, marco, maart",
    "avril, abril, aprile",
    "mai, mayo, maggio, maio, mei",
    "juni, juin, junio, giugno, junho",
    "juli, juillet, julio, luglio, julho",
    "aout, agosto, augustus",
    "septembre, septiembre, settembre, setembro",
    "oktober, octobre, octubre, ottobre, outubro",
    "novembre, noviembre, novembro",
    "dezember, decembre, diciembre, dicembre, dezembro",
)
"""The months in German, French, Spanish, Italian, Portuguese and Dutch, where they differ from English; folded."""
_SHORTENED = {"jan": 1, "mrz": 3, "ene": 1, "fev": 2, "avr": 4, "abr": 4, "mag": 5, "giu": 6, "lug": 7, "ago": 8,
              "set": 9, "okt": 10, "out": 10, "ott": 10, "dez": 12, "dic": 12}  # fmt: skip
_OTHER_MONTHS = _SHORTENED | {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split(", ")}


class DateColumn:
    """The dates of a column, which all have the same order of day, month and year.

    The order is `order`, else the only one in which every cell is a date. Raises AmbiguousFile with the `name` of the
    column if several are possible and would mean different days.
    """

    def __init__(self, name: str, cells: Iterable[str], order: str | None = None) -> None:
        parts = {match for cell in cells if (match := _numeric(cell))}
        self.order = order or ""
        if order or not parts:
            return
        readings = {
            candidate: [_date_of(*cell, candidate) for cell in sorted(parts)]
            for candidate in ORDERS
            if candidate != "ymd" or any(cell[1] == "-" for cell in parts) or _year_first(parts)
        }
        readings = {
            candidate: days
            for candidate, days in readings.items()
            if all(day or not any(other[at] for other in readings.values()) for at, day in enumerate(days))
        }
        if not readings:
            raise AmbiguousFile(f'the dates in the column "{name}" have different orders; make them one.')
        if len({tuple(days) for days in readings.values()}) > 1:
            raise AmbiguousFile(
                f'it is not clear which number of the dates in the column "{name}" is the month; '
                f"add --dates {' or --dates '.join(readings)}.",
                "dates",
            )
        self.order = next(iter(readings))

    def parse(self, cell: str) -> date:
        """Return a cell as a date; raises ValueError if it is none."""
        text = _SPACES.sub(" ", cell).strip()
        if (parts := _numeric(text)) and (day := _date_of(*parts, self.order or "ymd")):
            return day
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return _worded(text)

    def moment(self, cell: str) -> datetime | date:
        """Return a cell with a date and a time as a datetime, aware if it has an offset, or a date if it has no time.

        Raises ValueError if it is neither.
        """
        text = _SPACES.sub(" ", cell).strip()
        offset = _OFFSET.search(text) if ":" in text else None
        if offset:
            text = text[: offset.start()]
        day, sign, clock = text.partition("T" if re.match(r"\d{4}-\d{2}-\d{2}T", text) else " ")
        while sign and clock and not _CLOCK.fullmatch(clock.strip()):  # a date with spaces in it
            more, sign, clock = clock.partition(" ")
            day = f"{day} {more}"
        if not clock:
            return self.parse(day)
        moment = datetime.combine(self.parse(day.rstrip(", ")), parse_clock(clock))
        return moment.replace(tzinfo=_zone(offset)) if offset else moment


def parse_clock(cell: str) -> time:
    """Return a time of day in 24 or 12 hours ("22:13", "1:49 PM"); raises ValueError if it is none."""
    match = _CLOCK.fullmatch(_SPACES.sub(" ", cell).strip())
    if not match or not (match["minute"] or match["half"]):
        raise ValueError("is not a time of day")
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("is not a time of day")
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    return time(hour, int(match["minute"] or 0), int(match["second"] or 0))


def parse_duration(cell: str) -> float:
    """Return "7:45" as hours, 7.75; raises ValueError for anything else."""
    match = re.fullmatch(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", cell.strip(), re.ASCII)
    if not match or int(match[2]) > 59:
        raise ValueError("is not a duration")
    return int(match[1]) + int(match[2]) / 60 + int(match[3] or 0) / 3600


def from_epoch(number: float) -> datetime:
    """Return an instant from seconds since 1970, or milliseconds if the number is too large for seconds.

    Raises ValueError if it is out of range.
    """
    try:
        return datetime.fromtimestamp(number / 1000 if abs(number) > 1e11 else number, UTC)
    except (OverflowError, OSError):
        raise ValueError("is not an instant") from None


def _zone(offset: re.Match[str]) -> timezone:
    if offset["utc"]:
        return UTC
    shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    return timezone(-shift if offset["sign"] == "-" else shift)


def _numeric(cell: str) -> tuple[str, str, str, str] | None:
    """Return the first part, the separator, and the other parts of a date in numbers; a time after it is ignored."""
    match = _PARTS.match(cell.strip())
    if not match or 3 in (len(match[1]), len(match[4])) or len(match[1]) == len(match[4]) == 4:
        return None
    return match[1], match[2].strip(), match[3], match[4]


def _year_first(parts: Iterable[tuple[str, str, str, str]]) -> bool:
    return any(len(first) == 4 or int(first) > 31 for first, *_ in parts)


def _date_of(first: str, _: str, second: str, third: str, order: str) -> date | None:
    """Return the date of three numbers in an order, None if there is none."""
    if len(first) == 4:
        order = "ymd"
    numbers = dict(zip(order, (first, second, third), strict=True))
    year = int(numbers["y"])
    if len(numbers["y"]) < 2 or (order == "ymd" and len(third) == 4):
        return None
    try:
        return date(year + (2000 if len(numbers["y"]) == 2 else 0), int(numbers["m"]), int(numbers["d"]))
    except ValueError:
        return None


def _worded(text: str) -> date:
    """Return a date with the name of a month, in English or another of the commonest languages; raises ValueError."""
    for pattern in _WORDS:
        if not (match := pattern.fullmatch(text)):
            continue
        name = match["month"].casefold()
        if month := month_number(name) or _OTHER_MONTHS.get(fold(name)):
            return date(int(match["year"]), month, int(match["day"]))
    raise ValueError("is not a date")
