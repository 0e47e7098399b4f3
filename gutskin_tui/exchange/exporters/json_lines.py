"""The export as JSON Lines: an entry per line, in the form of an entry of the JSON export. It cannot be imported."""

from __future__ import annotations

from typing import BinaryIO

from gutskin_tui.exchange.exporters.exporter import ExportContents, Exporter, sort_entries
from gutskin_tui.model.entries import encode


def _export(contents: ExportContents, out: BinaryIO) -> None:
    documents = map(encode, sort_entries(contents.entries)) if contents.documents is None else contents.documents
    out.writelines(document + b"\n" for document in documents)  # line breaks inside text are escaped in JSON


EXPORTER = Exporter("has an entry on each line", ".jsonl", with_records=False, write=_export)
