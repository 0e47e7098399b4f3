"""The exports to read and to calculate with: a row per value, an entry per line, a heading per day."""

from __future__ import annotations

import csv
import io
import json
import re

from any_entries import journals
from hypothesis import given

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.exporters import EXPORTERS
from gutskin_tui.exchange.exporters.exporter import ExportContents, sort_entries
from gutskin_tui.model.entries import encode, make
from gutskin_tui.model.kinds import AnyEntry

RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")

NUMBER = re.compile(r"\s*[-+]?[\d._]+(e[-+]?\d+)?\s*")


def exported(name: str, entries: list[AnyEntry], clock: Clock) -> str:
    out = io.BytesIO()
    EXPORTERS[name].write(ExportContents(entries, clock.now()), out)
    return out.getvalue().decode()


def table(entries: list[AnyEntry], clock: Clock) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("tidy", entries, clock), newline="")))


def test_a_row_for_each_value(clock: Clock) -> None:
    skin = make("skin", {"severity": 4, "regions": {"nose": 2, "chin": 3, "neck": None}, "note": "=SUM(1)"}, clock)
    rows = {(row["field"], row["value"], row["unit"]) for row in table([skin], clock)}
    assert {("severity", "4", ""), ("regions.nose", "2", ""), ("regions.chin", "3", "")} <= rows
    assert ("regions.neck", "", "") in rows
    assert ("note", "'=SUM(1)", "") in rows
    assert ("ml", "250", "ml") in {
        (row["field"], row["value"], row["unit"]) for row in table([make("drink", {"ml": 250}, clock)], clock)
    }


@given(entries=journals())
def test_no_cell_of_text_runs_in_a_spreadsheet(entries: list[AnyEntry]) -> None:
    clock = Clock()
    cells = [cell for row in table(entries, clock) for cell in row.values()]
    assert not [
        cell for cell in cells if RUNS.match(cell) and not re.fullmatch(r"\s*[-+]?[\d._]+(e[-+]?\d+)?\s*", cell)
    ]


@given(entries=journals())
def test_each_line_is_an_entry_of_the_json_export(entries: list[AnyEntry]) -> None:
    lines = exported("jsonl", entries, Clock()).split("\n")[:-1]
    assert [json.loads(line) for line in lines] == [json.loads(encode(entry)) for entry in sort_entries(entries)]


def test_a_day_is_a_heading_and_text_is_inert(clock: Clock) -> None:
    text = exported("markdown", [make("note", {"text": "# <b>[x](y)</b> *a*"}, clock)], clock)
    assert "## Sat 21 Nov 2026" in text
    assert r"\# \<b\>\[x\](y)\</b\> \*a\*" in text
