"""Reading a small invented file with an importer, as `gutskin import` does."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.exchange.import_file import read_source
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import ImportOptions
from gutskin_tui.exchange.input.mapping import ImportMapping, read_mapping
from gutskin_tui.exchange.input.source import Source, source_of_stream
from gutskin_tui.model.entries import to_document
from gutskin_tui.model.kinds import AnyEntry

COMMON = {"kind", "id", "at", "zone", "day", "created", "updated", "source"}
BERLIN = "Europe/Berlin"


def berlin_clock() -> Clock:
    """Saturday 21 November 2026, 14:15 in Berlin."""
    return fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo(BERLIN)), BERLIN)


def imported(
    content: bytes | str | Source, mapping: ImportMapping | Path | None = None, dates: str | None = None
) -> tuple[list[AnyEntry], ImportReport]:
    """Return the entries of a file, in order of time, and its report. It is read twice, with equal results."""
    source = content if isinstance(content, Source) else stream(content)
    chosen = read_mapping(mapping) if isinstance(mapping, Path) else mapping or ImportMapping()
    options = ImportOptions(berlin_clock(), dates or chosen.dates, chosen)
    contents = read_source(source, options)
    assert read_source(source, options).entries == contents.entries
    assert contents.report is not None
    return sorted(contents.entries, key=lambda entry: (entry.day, entry.when, entry.id)), contents.report


def stream(content: bytes | str) -> Source:
    """Return a source of these bytes, or of this text in UTF-8."""
    return source_of_stream(io.BytesIO(content.encode() if isinstance(content, str) else content))


def listed(entries: list[AnyEntry]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the journal day and local time, the kind, and the values of entries, in order of time and kind."""
    rows = []
    for entry in entries:
        values = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in to_document(entry).items()
            if name not in COMMON
        }
        rows.append((f"{entry.day} {entry.when:%H:%M}", entry.kind, values))
    return sorted(rows, key=lambda row: row[:2])
