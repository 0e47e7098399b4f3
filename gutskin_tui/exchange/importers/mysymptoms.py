"""mySymptoms' diary as CSV: a row for each event, with a type and then its items, each followed by its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.csv_table import Row, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock, parse_duration
from gutskin_tui.exchange.input.drink_words import drink_name, drink_values
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, EntryBuilder
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.facts import Facts
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.number_cells import parse_number, split_amount
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import decode
from gutskin_tui.exchange.input.units import converted, millilitres
from gutskin_tui.text import fold

MEALS = ("breakfast", "lunch", "dinner", "snack")
TYPES = (
    *MEALS, "drinks", "medication", "supplements", "stress", "exercise", "symptom", "bowel movement", "sleep quality",
    "energy",
)  # fmt: skip
UNKNOWN_TYPE = "its type is not known"
BAD_VALUE = "an intensity, amount or duration is not one"
_BEGINNING = re.compile(
    r'\s*"?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"?(?P<sign>[,;\t])\s*"?\d{1,2}[:.]\d{2}[^,;\t]*(?P=sign)\s*"?(?P<type>[^",;\t]+)'
)
_NAMED = re.compile(r"\s*(Intensity|Duration)\s*:\s*(.*?)\s*", re.IGNORECASE)
_STOOL = re.compile(r"\btype\s*([1-7])\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\[\s*(.*?)\s*\]")


class _Item:
    """An item of a row: its name, amount, intensity from 0 to 10, and duration in hours."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.amount = ""
        self.intensity: float | None = None
        self.duration: float | None = None

    @property
    def score(self) -> int | None:
        """The intensity as a whole number, None without one."""
        return None if self.intensity is None else rounded(self.intensity)

    @property
    def of_ten(self) -> str:
        """The intensity in words, "" without one."""
        return "" if self.score is None else f"{self.score} of 10"

    @property
    def millilitres(self) -> int | None:
        """The amount as a volume, None if it is none."""
        number, unit = split_amount(self.amount)
        value = parse_number(number) if number else None
        return None if value is None else millilitres(value, unit)

    @property
    def minutes(self) -> int | None:
        """The duration, or an amount of time, in minutes."""
        if self.duration is not None:
            return rounded(self.duration * 60)
        number, unit = split_amount(self.amount)
        value = parse_number(number) if number else None
        try:
            return None if value is None else rounded(converted(value, unit, "min"))
        except (KeyError, ValueError):
            return None


def recognises(source: Source) -> bool:
    """Whether one of the first lines is a date, a time and one of the types, without names of columns."""
    return not source.packed and bool(_delimiter(source.only().head))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a diary, each row by its type."""
    data = source.only().read()
    table = read_table(data, delimiter=_delimiter(data) or ",", header=False, spaces=True)
    builder = EntryBuilder("mysymptoms", options.clock)
    builder.report.remark(table.warning)
    rows = table.rows[1:] if table.rows and fold(table.rows[0].cells[0]).strip() == "date" else table.rows
    dates = DateColumn("date", [row.cells[0] for row in rows], options.dates)
    for row in options.track(rows):
        builder.report.rows += 1
        cells = [cell.strip() for cell in row.cells]
        try:
            at = datetime.combine(dates.parse(cells[0]), parse_clock(cells[1]))
        except (ValueError, IndexError):
            builder.report.skip(NO_MOMENT, row.line)
            continue
        kind = fold(cells[2]).strip() if len(cells) > 2 else ""
        if kind not in TYPES:
            builder.report.skip(UNKNOWN_TYPE, row.line)
            builder.report.add_unknown("type", kind)
            continue
        facts = Facts(builder.report, options.mapping)
        try:
            _add(facts, kind, _items(cells[3:]), builder)
        except ValueError:
            builder.report.skip(BAD_VALUE, row.line)
            continue
        _save(builder, row, facts, at)
    return builder.contents()


def _save(builder: EntryBuilder, row: Row, facts: Facts, at: datetime) -> None:
    """Add the entries of a row; one without any is skipped."""
    if drafts := facts.drafts(at):
        builder.add(row.line, *drafts)
    else:
        builder.report.skip("it has no items", row.line)


def _items(cells: Iterable[str]) -> list[_Item]:
    """Return the items of a row. Raises ValueError for a number that cannot be parsed."""
    items: list[_Item] = []
    for cell in filter(None, cells):
        named, amount = _NAMED.fullmatch(cell), _AMOUNT.fullmatch(cell)
        if not (named or amount):
            items.append(_Item(cell))
            continue
        item = items[-1] if items else _Item("")
        items = items or [item]
        if amount:
            item.amount = amount[1]
        elif named and named[1].casefold() == "intensity":
            intensity = parse_number(named[2])
            item.intensity = None if intensity is None or intensity < 0 else intensity  # -1 is none
        elif named and named[2]:
            item.duration = parse_duration(named[2])
    return items


def _add(facts: Facts, kind: str, items: list[_Item], builder: EntryBuilder) -> None:
    """Add the items of a row to the facts of its time. Raises ValueError."""
    if kind in MEALS:
        _add_meal(facts, items, kind)
        return
    if kind == "drinks":
        for item in items:
            if item.millilitres is not None:
                name = drink_name(item.name) or item.name
                facts.add_entry("drink", **drink_values(name, item.millilitres, builder.report))
        _add_meal(facts, [item for item in items if item.millilitres is None], "snack")
        return
    for item in items:
        if not _add_item(facts, kind, item):
            words = ", ".join(filter(None, (item.name, item.amount, item.of_ten)))
            facts.add_note(f"{kind.capitalize()}: {words}" if words else kind.capitalize())


def _add_item(facts: Facts, kind: str, item: _Item) -> bool:
    """Add an item by the type of its row; return False if it lacks the value that the type needs."""
    if kind in ("medication", "supplements"):
        facts.add_entry("supplement", what=item.name, dose=item.amount or None)
    elif kind == "symptom":
        facts.add_symptom(item.name, item.score, item.of_ten)
        if item.duration is not None:
            facts.add_note(f"{item.name}: for {item.duration:.3g} h")
    elif kind in ("stress", "energy") and item.score is not None:
        facts.add("stress", **{"score" if kind == "stress" else "energy": item.score})
        facts.add_note(item.name)
    elif kind == "sleep quality" and item.duration:
        facts.add("sleep", hours=item.duration, quality=item.score)
    elif kind == "exercise" and item.minutes:
        facts.add_entry("exercise", minutes=item.minutes, what=item.name or None)
    elif kind == "bowel movement" and (form := _STOOL.search(item.name)):
        facts.add_entry("gut", stool=int(form[1]))
    else:
        return False
    return True


def _add_meal(facts: Facts, items: list[_Item], slot: str) -> None:
    """Add a meal of items; its note has their amounts, and the names that contain commas."""
    text, original = joined_foods(item.name for item in items)
    if text:
        amounts = [f"{item.name} {item.amount}" for item in items if item.amount]
        changed = [name for name in original.split("\n") if name not in "\n".join(amounts)]
        facts.add_entry("meal", text=text, slot=slot, note="\n".join((*amounts, *changed)) or None)


def _delimiter(head: bytes) -> str:
    """Return the sign between the cells of the first row, "" if no row begins as those of the format do."""
    try:
        lines = decode(head[:4000])[0].split("\n")[:5]
    except ExchangeError:
        return ""
    matches = (match for line in lines if (match := _BEGINNING.match(line)))
    return next((match["sign"] for match in matches if fold(match["type"]).strip() in TYPES), "")


IMPORTER = Importer("mySymptoms' diary as CSV", recognises, read)
