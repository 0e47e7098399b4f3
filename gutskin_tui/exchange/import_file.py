"""An import as a whole: reading a file, comparing it with a journal, and saving it as one change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.import_plan import ImportPlan, compare, compare_rows
from gutskin_tui.exchange.importers import IMPORTERS, recognised, unwrapped
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import ImportContents, ImportOptions
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.packed_entries import PackedEntries
from gutskin_tui.exchange.records import Record
from gutskin_tui.exchange.schema import read_records
from gutskin_tui.exchange.several_files import read_files
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, UnknownEntry
from gutskin_tui.text import alternatives

LABEL = "Imported a file"
"""The label of the change that an import is."""


class ComparedImport(Struct, frozen=True):
    """What an import would change: a plan for the entries and one for the records of each table that the file has.

    `report` is None for a file of gutskin's own.
    """

    entries: ImportPlan[AnyEntry]
    records: dict[str, ImportPlan[Record]]
    report: ImportReport | None

    def save(self, journal: Journal, *, restore: bool) -> None:
        """Save new and changed entries and records, and with `restore` removed ones, as one change."""

        def accepted(plan: ImportPlan[Any]) -> Iterator[Any]:
            return chain(plan.new, plan.newer, plan.removed if restore else ())

        journal.change(
            put=accepted(self.entries),
            records={
                table: {record.id: msgspec.to_builtins(record) for record in accepted(plan)}
                for table, plan in self.records.items()
            },
            label=LABEL,
        )


def read_source(source: Source, options: ImportOptions, format_name: str | None = None) -> ImportContents:
    """Return the contents of a source, whose format is recognised unless it is named. Raises ExchangeError."""
    source = unwrapped(source)
    name = format_name or options.mapping.format
    if name and name not in IMPORTERS:
        raise ExchangeError(f"the mapping names a format that is not known; use {alternatives(IMPORTERS)}.")
    whole = any(IMPORTERS[each].recognises(source) for each in ([name] if name else IMPORTERS))
    if source.packed and not whole and (contents := read_files(source, options, name)) is not None:
        return contents
    return IMPORTERS[name or recognised(source)].read(source, options)


def compared(journal: Journal, contents: ImportContents) -> ComparedImport:
    """Compare the contents of a file with a journal. Raises ExchangeError."""
    removals: dict[str, dict[str, str]] = {}
    for (table, name), at in journal.removals().items():
        removals.setdefault(table, {})[name] = at

    def known(entry_id: str) -> AnyEntry | None:
        try:
            return journal.get(entry_id)
        except UnknownEntry:
            return None

    if contents.report is None:
        entries = compare(contents.entries, known, removals=removals.get(""), collection=PackedEntries)
    else:
        entries = compare_rows(contents.entries, known, removals.get("", {}))
    records = {
        table: compare(arrived, read_records(journal, table)[0].get, table, removals.get(table))
        for table, arrived in contents.records.items()
    }
    return ComparedImport(entries, records, contents.report)
