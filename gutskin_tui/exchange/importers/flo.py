"""Flo's export as JSON: the days of periods, whose intensity is the cycle, and other events as notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec import Struct, field

from gutskin_tui.exchange.input.cycle_entries import cycle_contents, words_of
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json, decode_object
from gutskin_tui.exchange.input.source import Member, Source

SCALE = "The scale of Flo's intensity is not documented; 1, 2 and 3 were read as light, medium and heavy."
HIGHEST = 3
LONGEST_PERIOD = 60
"""Days of a period beyond which its end is not believed."""


class _Cycle(Struct):
    start: str | None = field(name="period_start_date", default=None)
    end: str | None = field(name="period_end_date", default=None)
    intensity: Any = field(name="period_intensity", default=None)


class _Event(Struct):
    local: str | None = field(name="local_date", default=None)
    utc: str | None = field(name="date", default=None)
    category: str | None = None
    subcategory: str | None = None
    value: Any = None


class _Data(Struct):
    cycles: list[msgspec.Raw] = []
    events: list[msgspec.Raw] = field(name="point_events_manual_v2", default=[])


class _Export(Struct):
    data: _Data = field(name="operationalData")


def _member(source: Source) -> Member | None:
    members = source.candidates(".json")
    return next((member for member in members if b'"operationalData"' in member.head), None)


def recognises(source: Source) -> bool:
    """Whether there is a JSON text with the key of Flo's data."""
    return _member(source) is not None


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the flow of days with an intensity, and notes of periods and events."""
    member = _member(source)
    export = decode_json(member.read() if member else b"", _Export, "is not a complete export of Flo.")
    builder = EntryBuilder("flo", options.clock)
    dates = DateColumn("date", (), "ymd")
    cycles, events = options.track(export.data.cycles), options.track(export.data.events)
    for number, _, drafts in builder.dated_objects(cycles, _Cycle, lambda cycle: list(_period(cycle, dates))):
        if any(draft.kind == "cycle" for draft in drafts):
            builder.report.remark(SCALE)
        for draft in drafts:
            builder.add(number, draft)
    for number, event, at in builder.dated_objects(
        events, _Event, lambda event: dates.moment(event.local or f"{event.utc or ''}Z")
    ):
        value = event.value if isinstance(event.value, str | int | float) else None
        text = words_of(event.category or "Event", (event.subcategory, value))
        builder.add(number, Draft("note", {"text": text}, at, (event.category, event.subcategory)))
    return cycle_contents(builder)


def _period(cycle: _Cycle, dates: DateColumn) -> Iterator[Draft]:
    """Yield the flow of each day with an intensity; a note if days of the period have none. Raises ValueError."""
    start = dates.parse((cycle.start or "")[:10])
    end = dates.parse(cycle.end[:10]) if cycle.end else start
    intensities = dict(_intensities(cycle.intensity))
    for shift, flow in sorted(intensities.items()):
        yield Draft("cycle", {"flow": flow}, start + timedelta(days=shift), ("intensity",))
    length = (end - start).days + 1
    if 0 < length <= LONGEST_PERIOD and len(intensities) < length:
        yield Draft("note", {"text": _span(start, end)}, start, ("period",))


def _span(start: date, end: date) -> str:
    return f"Period from {start} to {end}" if end > start else f"Period on {start}"


def _intensities(value: Any) -> Iterator[tuple[int, int]]:
    """Yield the day of the period, counted from 0, and the flow; the value is JSON inside a text."""
    if isinstance(value, str) and value.strip():
        value = decode_object(value.encode("utf-8", "replace"), dict[str, Any])
    for day, flow in value.items() if isinstance(value, dict) else ():
        if str(day).isdecimal() and int(day) < LONGEST_PERIOD and isinstance(flow, int) and 0 <= flow <= HIGHEST:
            yield int(day), flow


IMPORTER = Importer("Flo's export as JSON", recognises, read)
