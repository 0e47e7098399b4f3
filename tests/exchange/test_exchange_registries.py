"""The registries of formats: exporters and importers by name and by suffix."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.exchange import exporters, importers
from gutskin_tui.exchange.exporters import EXPORTERS, exporter_for
from gutskin_tui.exchange.exporters.exporter import ExportContents
from gutskin_tui.exchange.importers import IMPORTERS, recognised
from gutskin_tui.exchange.input.importer import ImportContents, ImportOptions
from gutskin_tui.exchange.input.source import source_of_stream
from gutskin_tui.exchange.packed_entries import PackedEntries

NOTHING = ExportContents((), datetime(2026, 11, 21, 14, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("a.json", "json"),
        ("a.csv", "csv"),
        ("A.CSV", "csv"),
        ("a.tidy.csv", "tidy"),
        ("a.jsonl", "jsonl"),
        ("a.md", "markdown"),
        ("a.txt", "json"),
        ("csv", "json"),
        ("", "json"),
    ],
)
def test_the_format_follows_from_the_suffix_of_the_file(file_name: str, name: str) -> None:
    assert exporter_for(file_name) is EXPORTERS[name]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_exporter_writes_an_empty_journal_and_leaves_the_stream_open(name: str) -> None:
    out = BytesIO()
    EXPORTERS[name].write(NOTHING, out)
    assert out.getvalue().endswith(b"\n") or (name, out.getvalue()) == ("jsonl", b"")


def test_no_two_exporters_share_a_suffix() -> None:
    assert len({exporter.suffix for exporter in EXPORTERS.values()}) == len(EXPORTERS)


def test_the_default_importer_recognises_and_reads_what_the_default_exporter_writes() -> None:
    out = BytesIO()
    EXPORTERS[exporters.DEFAULT].write(NOTHING, out)
    source = source_of_stream(BytesIO(out.getvalue()))
    assert recognised(source) == importers.DEFAULT
    contents = IMPORTERS[importers.DEFAULT].read(source, ImportOptions(Clock()))
    assert contents == ImportContents(PackedEntries(), {"trials": (), "foods": (), "factors": ()})


def test_the_documentation_names_every_import_format() -> None:
    text = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
    assert [name for name in IMPORTERS if name != importers.DEFAULT and f"`{name}`" not in text] == []
