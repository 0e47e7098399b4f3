"""Clue's export: measurements.json, or the older file with a record a day. Bleeding is the cycle, all else a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.cycle_entries import FLOWS, cycle_contents, words_of
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, Draft, EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json
from gutskin_tui.exchange.input.source import Member, Source

BLEEDING = ("period", "spotting", "bleeding")
FILE = "measurements.json"
_NEW = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{[^{}]*"(?:type|date|id)"\s*:')
_OLD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{.{0,2000}?"data"\s*:\s*\[\s*\{[^{}]*"day"\s*:', re.DOTALL)


class _Measurement(Struct):
    type: str
    date: str
    id: str | int | None = None
    value: Any = None


def _member(source: Source) -> Member | None:
    """Return the file with the measurements, None if there is none."""
    if source.packed:
        return next(iter(source.named(FILE)), None)
    head = source.only().head
    is_new = _NEW.match(head) and b'"value"' in head and b'"option"' in head
    return source.only() if is_new or _OLD.match(head) else None


def recognises(source: Source) -> bool:
    """Whether there is a list of measurements with options, or records of days."""
    return _member(source) is not None


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of an export, each on its calendar date."""
    member = _member(source)
    if member is None:
        raise ExchangeError(f"holds no {FILE}.")
    builder = EntryBuilder("clue", options.clock)
    dates = DateColumn("date", (), "ymd")
    data = member.read()
    for number, measurement in options.track(list(enumerate(_measurements(data), 1))):
        builder.report.rows += 1
        try:
            day = dates.parse(measurement.date[:10]) if measurement else None
        except ValueError:
            day = None
        if measurement is None or day is None:
            builder.report.skip(NO_MOMENT, number)
        else:
            builder.add(number, _draft(measurement, day))
    return cycle_contents(builder)


def _measurements(data: bytes) -> Iterator[_Measurement | None]:
    """Yield the measurements, None for what is not one. Raises ExchangeError."""
    document = decode_json(data, object, "is not a complete export of Clue.")
    records = document.get("data") if isinstance(document, dict) else document
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict) and "day" in record:
            day = str(record["day"])
            yield from (_Measurement(name, day, f"{day[:10]} {name}", record[name]) for name in record if name != "day")
            continue
        try:
            yield msgspec.convert(record, _Measurement)
        except msgspec.ValidationError:
            yield None


def _draft(measurement: _Measurement, day: date) -> Draft:
    """Return the entry of a measurement: the flow of a bleeding, else a note with its words."""
    name, values = measurement.type, list(_values(measurement.value))
    number = measurement.id
    key = (str(number),) if number is not None else (name,)
    if name in BLEEDING:
        flows = [FLOWS[word] for word in map(str, values) if word in FLOWS]
        if name == "spotting" and values:
            flows = flows or [FLOWS["spotting"]]
        if flows:
            return Draft("cycle", {"flow": max(flows)}, day, key, has_id=number is not None)
    return Draft("note", {"text": words_of(name, values)}, day, key, has_id=number is not None)


def _values(value: Any) -> Iterator[object]:
    """Yield the options of a value; of numbers with a name, both."""
    if isinstance(value, list):
        for part in value:
            yield from _values(part)
    elif isinstance(value, dict):
        if "option" in value:
            yield value["option"]
        else:
            yield from (f"{name} {part}" for name, part in value.items() if isinstance(part, str | int | float))
    elif value is not None and value is not False:
        yield value


IMPORTER = Importer("Clue's export", recognises, read)
