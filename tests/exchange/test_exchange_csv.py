"""CSV: one row an entry, readable again, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

import pytest
from any_entries import journals
from hypothesis import given

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.exporters.csv import columns, write_csv
from gutskin_tui.exchange.exporters.exporter import sort_entries
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import KINDS, LISTED, AnyEntry

RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


def table(entries: list[AnyEntry], kind: str | None = None) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_csv(entries, out, KINDS[kind] if kind else None)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


@given(journals())
def test_a_row_for_each_entry_and_no_cell_that_runs(entries: list[AnyEntry]) -> None:
    rows = table(entries)
    assert [(row["kind"], row["day"], row["at"]) for row in rows] == [
        (entry.kind, entry.day, entry.at) for entry in sort_entries(entries)
    ]
    assert not [cell for row in rows for cell in row.values() if RUNS.match(cell)]


@given(journals())
def test_what_was_recorded_can_be_read_back_from_the_cells(entries: list[AnyEntry]) -> None:
    for row, entry in zip(table(entries), sort_entries(entries), strict=True):
        for field in KINDS[entry.kind].fields:
            written = field.format(getattr(entry, field.name))
            assert row[field.name] in (written, f"'{written}")


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_a_formula_is_made_text(clock: Clock, typed: str) -> None:
    entry = make("supplement", {"what": typed, "dose": typed, "note": typed}, clock)
    row = table([entry])[0]
    assert row["what"] == row["dose"] == row["note"] == f"'{typed}"


def test_a_single_kind_has_its_own_columns_only(clock: Clock) -> None:
    rows = table(
        [make("drink", {"ml": 250}, clock), make("drink", {"ml": 330, "what": "beer", "abv": 5.0}, clock)], "drink"
    )
    assert list(rows[0]) == ["kind", "day", "at", "ml", "what", "abv", "tags", "note"]
    assert sorted((row["ml"], row["what"], row["abv"]) for row in rows) == [("250", "water", "0"), ("330", "beer", "5")]


def test_the_columns_of_everything_are_those_of_every_kind() -> None:
    names = columns()
    assert names[:3] == ["kind", "day", "at"]
    assert names[-1] == "note"
    assert len(set(names)) == len(names)
    assert set(names) == {"kind", "day", "at"} | {field.name for kind in KINDS.values() for field in kind.fields}
    assert all(set(columns(kind)) <= set(names) for kind in LISTED.values())


def test_an_empty_journal_is_a_heading() -> None:
    out = io.BytesIO()
    write_csv([], out)
    assert out.getvalue().decode().strip().split(",") == columns()
    assert not out.closed
