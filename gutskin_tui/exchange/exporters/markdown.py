"""The Markdown export: a heading for each day and a line for each entry, to read or to keep with other notes."""

from __future__ import annotations

from itertools import groupby
from typing import BinaryIO

from gutskin_tui.dates import show_day
from gutskin_tui.exchange.exporters.exporter import ExportContents, Exporter, sort_entries
from gutskin_tui.model.entries import summary, title
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.text import clean, markdown_text


def line_of(entry: AnyEntry) -> str:
    """Return an entry as an item of a list: time, kind, summary, and its note in italics. Text is inert."""
    words = markdown_text(clean(summary(entry)))
    note = f"_{markdown_text(clean(entry.note))}_" if entry.note else ""
    return " ".join(filter(None, (f"- {entry.clock_time} **{title(entry)}**", words, note)))


def _export(contents: ExportContents, out: BinaryIO) -> None:
    lines = ["# Journal"]
    for _, entries in groupby(sort_entries(contents.entries), key=lambda entry: entry.day):
        of_day = list(entries)
        lines += ["", f"## {show_day(of_day[0].date)}", "", *map(line_of, of_day)]
    out.write(("\n".join(lines) + "\n").encode())


EXPORTER = Exporter("is a page to read, by day", ".md", with_records=False, write=_export)
