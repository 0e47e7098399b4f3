"""The export formats by name, the default first. A new format is one module here and one row below."""

from __future__ import annotations

from gutskin_tui.exchange.exporters import csv, json, json_lines, markdown, tidy
from gutskin_tui.exchange.exporters.exporter import Exporter

EXPORTERS: dict[str, Exporter] = {
    "json": json.EXPORTER,
    "tidy": tidy.EXPORTER,  # before csv, whose suffix its own ends in
    "csv": csv.EXPORTER,
    "jsonl": json_lines.EXPORTER,
    "markdown": markdown.EXPORTER,
}
DEFAULT = "json"


def exporter_for(file_name: str) -> Exporter:
    """Return the exporter for the ending of a file name, upper or lower case; the default for any other ending."""
    matches = (exporter for exporter in EXPORTERS.values() if file_name.lower().endswith(exporter.suffix))
    return next(matches, EXPORTERS[DEFAULT])
