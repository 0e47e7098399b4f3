"""Bearable's CSV export: a row for each fact of a part of a day.

The parts of a day stand in for hours, and the day stays that of the file. The rows of a part make one entry of skin,
gut and stress each. Scales of mood, energy and sleep quality, 5 or 10, are not in the file: a value above 5 shows it,
else the mapping says it under [scales].
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from gutskin_tui.exchange.input.csv_table import Row, header_of, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock, parse_duration
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, EntryBuilder
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.facts import Facts
from gutskin_tui.exchange.input.food_log import meal_slot
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.model.fields import FieldError
from gutskin_tui.text import fold

COLUMNS = ("date", "weekday", "time of day", "category", "rating/amount", "detail", "notes")
PARTS = {"pre": time(3), "am": time(9), "mid": time(15), "pm": time(21), "all day": time(12), "": time(12)}
"""Parts of a day, and the hours that stand in for them."""
SEVERITY = {1: 3, 2: 5, 3: 8, 4: 10}
SEVERITY_WORDS = {"mild": 1, "moderate": 2, "severe": 3, "unbearable": 4}
SCALED = {"mood": ("stress", "mood"), "energy": ("stress", "energy"), "sleep quality": ("sleep", "quality")}
"""Categories with a scale, and their fields."""
NOT_IMPORTED = "Health measurements, such as weight, are not imported."
_NAME = re.compile(r"(?P<name>.*?)(?:\s+\((?P<inside>[^()]*)\))?", re.DOTALL)
_ASLEEP = re.compile(
    r"(?P<which>Asleep|In bed)\s+(?P<bed>\d{1,2}:\d{2}[^-–.]*?)\s*[-–]\s*(?P<up>\d{1,2}:\d{2}(?:\s*[ap]m)?)",
    re.IGNORECASE,
)


def recognises(source: Source) -> bool:
    """Whether the file has the columns of every version of the export."""
    return not source.packed and set(COLUMNS) <= header_of(source.only().head)


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of an export; the rows of a part of a day make entries together."""
    table = read_table(source.only().read(), COLUMNS)
    builder = EntryBuilder("bearable", options.clock)
    builder.report.remark(table.warning)
    dates = DateColumn("date", map(_day_of, table.rows), options.dates)
    scales = {name: _scale(name, table.rows, options) for name in SCALED}
    parts: dict[tuple[date, str], _Part] = {}
    for row in options.track(table.rows):
        builder.report.rows += 1
        try:
            day, part = dates.parse(_day_of(row)), row["time of day"].casefold()
            clock = PARTS[part] if part in PARTS else parse_clock(part)
        except ValueError:
            builder.report.skip(NO_MOMENT, row.line)
            continue
        if fold(row["category"]) in ("sleep", "sleep quality"):
            part = "sleep"
        collected = parts.setdefault((day, part), _Part(Facts(builder.report, options.mapping), clock, row.line))
        try:
            _add(row, collected, scales, builder, options)
        except (ValueError, FieldError):
            builder.report.skip("the value is not one of its category", row.line)
    for (day, part), collected in parts.items():
        collected.finish_night()
        whole_day = part in PARTS or part == "sleep"
        for draft in collected.facts.drafts(
            datetime.combine(day, collected.clock), day if whole_day else None, key=(part,)
        ):
            builder.add(collected.line, draft)
    return builder.contents()


class _Part:
    """A part of a day: its facts, its time, and the line of its first row."""

    def __init__(self, facts: Facts, clock: time, line: int) -> None:
        self.facts = facts
        self.clock = clock
        self.line = line
        self.quality: tuple[int | None, str] | None = None
        self.has_night = False

    def finish_night(self) -> None:
        """Add the quality to the night; without a night it is a note."""
        if self.quality is not None:
            score, words = self.quality
            if self.has_night and score is not None:
                self.facts.add("sleep", quality=score)
            else:
                self.facts.add_note(f"Sleep quality: {words}")


def _add(row: Row, part: _Part, scales: dict[str, float | None], builder: EntryBuilder, options: ImportOptions) -> None:
    """Add a row to its part of the day. Raises ValueError for a rating that cannot be parsed."""
    facts = part.facts
    category, rating, detail = fold(row["category"]).strip(), row["rating/amount"], row["detail"]
    if row["notes"] not in ("", "."):
        facts.add_note(row["notes"])
    if category in SCALED:
        _add_scaled(category, rating, detail, part, scales[category], builder)
    elif category == "symptom":
        name, severity = _split_brackets(detail)
        level = parse_number(rating) or SEVERITY_WORDS.get(fold(severity).strip())
        facts.add_symptom(name, SEVERITY.get(int(level)) if level else None, severity or rating)
    elif category.endswith("factors"):
        for factor in detail.split(" | "):
            facts.add_word(factor, "factor")
    elif category == "food diary":
        _add_meal(detail, part)
    elif category == "meds/supplements":
        name, unit = _split_brackets(detail)
        facts.add_entry("supplement", what=name, dose=f"{rating} {unit}".strip() if rating else None)
    elif category == "sleep":
        _add_night(rating, detail, part)
    elif category == "bowel movements":
        _add_stool(rating or detail, part, options)
    elif category == "gratitudes":
        facts.add_note(detail or rating)
    elif category == "health measurements":
        builder.report.remark(NOT_IMPORTED)
    else:
        _add_own(row["category"], rating, detail, part, builder, options)


def _add_scaled(
    category: str, rating: str, detail: str, part: _Part, scale: float | None, builder: EntryBuilder
) -> None:
    number = parse_number(rating)
    words = f"{rating} ({detail})" if detail else rating
    score = None if number is None or scale is None else rounded(number * 10 / scale)
    if category == "sleep quality":
        part.quality = score, words
    elif score is not None:
        part.facts.add(SCALED[category][0], **{SCALED[category][1]: score})
        for word in detail.split(" | ") if category == "mood" else ():
            part.facts.add_tag(word)
    elif number is not None:
        part.facts.add_note(f"{category.capitalize()}: {words}")
    if number is not None and scale is None:
        builder.report.remark(
            f"The file does not say whether {category} is from 1 to 5 or to 10; it became a note. In a mapping: "
            f'[scales] "{category}" = 5'
        )


def _split_brackets(detail: str) -> tuple[str, str]:
    """Return the name in a detail such as "Headache (Mild)", and what is in the brackets behind it, "" without any."""
    match = _NAME.fullmatch(detail)
    return (match["name"], match["inside"] or "") if match else (detail, "")


def _add_meal(detail: str, part: _Part) -> None:
    """Add a meal such as "Lunch: rice | peas", with or without its slot."""
    slot, colon, foods = detail.partition(":")
    known = meal_slot(slot) if colon else None
    text, original = joined_foods((foods if known else detail).split(" | "))
    if text:
        part.facts.add_entry("meal", text=text, slot=known, note=original or None)


def _add_night(rating: str, detail: str, part: _Part) -> None:
    """Add a night: its hours and times. 0:00 is nothing."""
    hours = parse_duration(rating) if rating else 0.0
    spans = {match["which"].casefold(): match for match in _ASLEEP.finditer(detail)}
    span = spans.get("asleep") or spans.get("in bed")
    if not hours and not span:
        return
    bed, up = (parse_clock(span["bed"]), parse_clock(span["up"])) if span else (None, None)
    part.facts.add("sleep", hours=hours or None, bed=bed and f"{bed:%H:%M}", up=up and f"{up:%H:%M}")
    part.has_night = True
    if up:
        part.clock = up


def _add_stool(word: str, part: _Part, options: ImportOptions) -> None:
    """Add a bowel movement: a word, whose stool form the mapping may give."""
    target = options.mapping.word(word)
    values = target.values(word) if target and target.kind == "gut" else {}
    part.facts.add_entry("gut", note=f"Bowel movement: {word}", **values)


def _add_own(name: str, rating: str, detail: str, part: _Part, builder: EntryBuilder, options: ImportOptions) -> None:
    """Add a category of the person's own, by the mapping, else as a note."""
    target = options.mapping.word(name)
    if target and (values := target.values(rating)):
        part.facts.add(target.kind, **values)
        return
    builder.report.add_unknown("category", name)
    part.facts.add_note(": ".join(filter(None, (name, rating, detail))))


def _scale(name: str, rows: Iterable[Row], options: ImportOptions) -> float | None:
    """Return the highest value of a category's scale, None if neither the file nor the mapping shows it."""
    if name in options.mapping.scales:
        return options.mapping.scales[name]
    for row in rows:
        if fold(row["category"]).strip() == name:
            try:
                if (parse_number(row["rating/amount"]) or 0) > 5:
                    return 10
            except ValueError:
                continue
    return None


def _day_of(row: Row) -> str:
    return row["date formatted"] or row["date"]


IMPORTER = Importer("Bearable's CSV export", recognises, read)
