"""The values of a row by a mapping: which entries its columns make."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, get_args

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.date_cells import DateColumn, from_epoch, parse_clock
from gutskin_tui.exchange.input.entry_builder import Draft, natural_key
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import MappedRow
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.exchange.input.number_cells import NumberColumn
from gutskin_tui.exchange.input.target import Target, UnknownWord
from gutskin_tui.model.kinds.meal import Slot

ROUNDED = "Scores with a fraction were rounded to whole numbers."
SLOTS = frozenset(get_args(Slot))

ColumnCells = Callable[[str], Iterable[str]]
"""Returns the cells of a column by its name, none for a column that the file does not have."""


class MappedValues:
    """The entries that the cells of a row make: columns of one kind make one entry, a field given twice makes two."""

    def __init__(self, report: ImportReport) -> None:
        self._report = report
        self._entries: dict[str, list[dict[str, Any]]] = {}

    def add(self, column: str, cell: str, target: Target, numbers: NumberColumn | None = None) -> None:
        """Add the values of a cell. A word without a value goes to a note. Raises ValueError, FieldError."""
        try:
            values = target.values(cell, numbers)
        except UnknownWord as error:
            self._report.add_unknown(column, str(error))
            self._put("note", {"text": f"{column}: {error}"})
            return
        if not values:
            return
        if target.field.is_score and not target.scale and _has_fraction(cell, numbers):
            self._report.remark(ROUNDED)
        if target.to == "meal.text" and column.strip().casefold() in SLOTS:
            values["slot"] = column.strip().casefold()
        self._put(target.kind, values)

    def drafts(self, at: datetime | date) -> list[Draft]:
        """Return the entries at a time."""
        return [
            Draft(kind, values, at, natural_key(kind, values))
            for kind, entries in self._entries.items()
            for values in entries
        ]

    def _put(self, kind: str, values: dict[str, Any]) -> None:
        entries = self._entries.setdefault(kind, [])
        if kind == "note" and entries and "text" in values:
            entries[0]["text"] = f"{entries[0]['text']}\n{values['text']}" if "text" in entries[0] else values["text"]
        elif entries and not entries[-1].keys() & values.keys():
            entries[-1].update(values)
        else:
            entries.append(dict(values))


class WhenColumns:
    """The columns with the time of a row: `at` alone, or `day` with or without `time`."""

    def __init__(self, when: Mapping[str, str], names: Collection[str], column: ColumnCells, order: str | None) -> None:
        """`names` are those of the columns. Raises ExchangeError for a column that is missing."""
        self._when = when
        if not when.keys() & {"at", "day"}:
            raise ExchangeError("the mapping does not name the column of the date; write it under [when].")
        for name in when.values():
            if name not in names:
                raise ExchangeError(f'[when] names a column that the file does not have: "{name[:60]}".')
        self._day = when.get("at") or when["day"]
        self._dates = DateColumn(self._day, column(self._day), order)

    def moment(self, row: MappedRow) -> datetime | date:
        """Return the time of a row, a date if it has no time of day; raises ValueError."""
        cell = row[self._day].strip()
        if "at" in self._when:
            try:
                return from_epoch(float(cell))
            except (ValueError, OverflowError):
                return self._dates.moment(cell)
        day = self._dates.parse(cell)
        clock = row[self._when["time"]].strip() if "time" in self._when else ""
        return datetime.combine(day, parse_clock(clock)) if clock else day


def number_columns(
    mapping: ImportMapping, column: ColumnCells, targets: Iterable[tuple[str, Target]], default: str = ""
) -> dict[str, NumberColumn]:
    """Return the numbers of each column whose target is a number. Raises ExchangeError if they are ambiguous."""
    return {
        name: NumberColumn(name, column(name), mapping.decimal, default)
        for name, target in targets
        if target.value is None and target.field.type in ("int", "float")
    }


def _has_fraction(cell: str, numbers: NumberColumn | None) -> bool:
    try:
        number = numbers.parse(cell) if numbers else None
    except ValueError:
        return False
    return number is not None and number != int(number)
