"""A folder or zip with several files of one format, such as the exports of each month: imported together."""

from __future__ import annotations

from collections import defaultdict

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers import DEFAULT, IMPORTERS
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import ImportContents, ImportOptions
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.packed_entries import PackedEntries
from gutskin_tui.text import one_line

LONGEST_NAME = 60
"""Cells of a file name in a message."""
MAPPED = ("jsonl", "markdown", "csv")
"""The formats that any table or text may have."""
NOT_READ = "Files of no format that gutskin recognises were not imported"


def files_by_format(source: Source, wanted: str | None = None) -> tuple[dict[str, list[Source]], int]:
    """Return the files of a source by their format, or those of the `wanted` format, and the number of other files.

    If any file has a format of its own program, tables and notes count as other files: they may be about the export.
    """
    names = [wanted] if wanted else [name for name in IMPORTERS if name != DEFAULT]
    files: dict[str, list[Source]] = defaultdict(list)
    for member in source.members:
        file = Source([member], packed=False)
        if name := next((name for name in names if member.size and IMPORTERS[name].recognises(file)), None):
            files[name].append(file)
    known = {name: sources for name, sources in files.items() if name not in MAPPED} or files
    return known, len(source.members) - sum(map(len, known.values()))


def read_files(source: Source, options: ImportOptions, wanted: str | None = None) -> ImportContents | None:
    """Return the contents of the files of a source, None if there are none of a known format.

    An entry that several files have, as those of overlapping exports do, is there once. Raises ExchangeError for files
    of several formats, and with the name of a file that cannot be read.
    """
    files, others = files_by_format(source, wanted)
    if not files:
        return None
    if len(files) > 1:
        raise ExchangeError(f"holds files of several formats ({', '.join(files)}); import them one after another.")
    entries, report, ids = PackedEntries(), ImportReport(), set[str]()
    for name, sources in files.items():
        for file in sources:
            base = one_line(file.only().base, LONGEST_NAME)
            try:
                contents = IMPORTERS[name].read(file, options)
            except ExchangeError as error:
                raise type(error)(f"{base}: {error}", error.field) from None
            for entry in contents.entries:
                if entry.id not in ids:
                    ids.add(entry.id)
                    entries.append(entry)
            if contents.report:
                report.include(contents.report, base if len(sources) > 1 else "")
    if others:
        report.remark(f"{NOT_READ}: {others}.")
    return ImportContents(entries, {}, report)
