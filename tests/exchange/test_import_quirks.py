"""Quirks that files of several formats have: languages, dates without a time, rows that occur twice, torn zips."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers.mapped_jsonl import NOT_JSON
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT
from gutskin_tui.exchange.input.food_log import meal_slot
from tests.exchange.import_helpers import imported, listed


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "cell",
    [
        "4. Mai 2026",
        "4-May-2026",
        "lundi 4 mai 2026",
        "4 de mayo de 2026",
        "4 maggio 2026",
        "4 mei 2026",
    ],
)
def test_months_in_other_languages(cell: str) -> None:
    assert DateColumn("date", [cell]).parse(cell) == date(2026, 5, 4)


@pytest.mark.parametrize(("cell", "day"), [("1er août 2026", date(2026, 8, 1)), ("31. März 2026", date(2026, 3, 31))])
def test_months_with_accents(cell: str, day: date) -> None:
    assert DateColumn("date", [cell]).parse(cell) == day


def test_a_german_time_of_day() -> None:
    assert f"{parse_clock('9.15 Uhr'):%H:%M}" == "09:15"


@pytest.mark.parametrize(
    ("name", "slot"),
    [("Frühstück", "breakfast"), ("Petit-déjeuner", "breakfast"), ("Cena", "dinner"), ("SNACKS", "snack"), ("x", None)],
)
def test_names_of_meals_in_other_languages(name: str, slot: str | None) -> None:
    assert meal_slot(name) == slot


def test_midnight_of_opennutritracker_is_a_day_without_a_time() -> None:
    intake = {"unit": "g", "amount": 100, "type": "dinner", "dateTime": "2026-05-04T00:00:00.000", "id": "a"}
    activity = {"id": "b", "duration": 30, "date": "2026-05-04T00:00:00.000"}
    sport = {"physicalActivityDBO": {"specificActivity": "running"}}
    entries, _ = imported(
        zipped(
            {
                "user_intake.json": json.dumps([intake | {"meal": {"name": "Soup"}}]),
                "user_activity.json": json.dumps([activity | sport]),
            }
        )
    )
    assert listed(entries) == [
        ("2026-05-04 12:00", "exercise", {"minutes": 30, "what": "running"}),
        ("2026-05-04 19:00", "meal", {"text": "Soup", "slot": "dinner"}),
    ]


def test_a_repeated_id_is_a_single_drink() -> None:
    rows = "2026-05-04 06:00:00.000,UTC+0200,250,u1,\n2026-05-04 06:00:00.000,UTC+0200,250,u1,\n"
    table = f"com.samsung.health.water_intake,1,2\nstart_time,time_offset,amount,datauuid\n{rows}"
    entries, report = imported(table)
    assert listed(entries) == [("2026-05-04 08:00", "drink", {"ml": 250})]
    assert report.skipped == {"the same as another row": [4]}


@pytest.mark.parametrize("end", [-20, 40])
def test_a_torn_zip_is_named_as_such(end: int) -> None:
    with pytest.raises(ExchangeError, match="zip that is damaged"):
        imported(zipped({"table.csv": "a,b\n1,2\n"})[:end])


def test_a_file_with_a_byte_order_mark_alone_is_empty() -> None:
    with pytest.raises(ExchangeError, match=r"^is empty"):
        imported(b"\xef\xbb\xbf")


def test_a_row_without_anything_to_import_is_not_called_a_repetition() -> None:
    header = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    entries, report = imported(f"{header}2026-05-04,May 4,Monday,08:15,,,,\n")
    assert (entries, report.skipped) == ([], {"it has nothing that is imported": [2]})


def test_a_vault_with_german_names_of_notes() -> None:
    entries, _ = imported(zipped({"04.05.2026.md": "itch:: 3\n", "26.05.2026.md": "itch:: 4\n", "about.md": "x\n"}))
    assert [entry.day for entry in entries] == ["2026-05-04", "2026-05-26"]


def test_an_intensity_below_zero_of_mysymptoms_is_none() -> None:
    entries, _ = imported("05/26/2026, 22:10, Symptom, Bloating, Intensity: -1\n05/26/2026, 08:00, Snack, Nuts\n")
    assert ("2026-05-26 22:10", "note", {"text": "Bloating"}) in listed(entries)


ROWS_IN_JSON = {
    "fitbit": (
        b'[{"logId":1,"dateOfSleep":"2026-05-04","minutesAsleep":1},%b]',
        b'{"logId":2,"dateOfSleep":"2026-05-04","startTime":"2026-05-03T23:00:00.000","minutesAsleep":420,'
        b'"duration":25200000,"levels":{"x":BAD}}',
    ),
    "waistline": (
        b'{"foodList":[],"diary":[%b]}',
        b'{"dateTime":"2026-05-04T00:00:00.000Z","items":[{"id":"1","quantity":1,"description":BAD}]}',
    ),
    "flo": (
        b'{"operationalData":{"cycles":[],"point_events_manual_v2":[%b]}}',
        b'{"local_date":"2026-05-04","category":"x","value":BAD}',
    ),
    "jrnl": (
        b'{"tags":{},"entries":[{"title":"a","body":"","starred":false,"date":"2026-05-04","time":"08:00"},%b]}',
        b'{"title":"b","body":BAD,"date":"2026-05-04","time":"09:00"}',
    ),
}
"""A file with a place for a row, and a row with a place for a value, by format."""


@pytest.mark.parametrize(
    ("name", "texts", "skipped"),
    [
        ("fitbit", [], {"it has no time asleep": [1, 2]}),
        ("waistline", [], {"it is not an item of a diary": [1]}),
        ("flo", [], {"it is not as in an export": [1]}),
        ("jrnl", ["a", "b\n\xff"], {}),
    ],
)
def test_a_row_in_json_that_is_no_utf_8_is_skipped_or_read_as_latin_1(
    name: str, texts: list[str], skipped: dict[str, list[int]]
) -> None:
    file, row = ROWS_IN_JSON[name]
    entries, report = imported(file % row.replace(b"BAD", b'"\xff"'))
    assert [values["text"] for _, _, values in listed(entries)] == texts
    assert report.skipped == skipped


@pytest.mark.parametrize("name", ROWS_IN_JSON)
def test_a_row_in_json_that_is_nested_deeply_is_read_skipped_or_refused(name: str) -> None:
    """How deep is too deep depends on the version of Python."""
    file, row = ROWS_IN_JSON[name]
    with suppress(ExchangeError):  # any other error fails
        imported(file % row.replace(b"BAD", b"[" * 3000 + b"]" * 3000))


def test_lines_that_are_nested_too_deeply_are_skipped(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[when]\nday = "date"\n[fields]\na = "note.text"\n')
    deep = '{"date":"2026-05-05","a":' + "[" * 900 + "1" + "]" * 900 + "}\n"
    entries, report = imported('{"date":"2026-05-04","a":"b"}\n' + deep, mapping)
    assert [entry.day for entry in entries] == ["2026-05-04"]
    assert report.skipped == {NOT_JSON: [2]}


def test_a_number_in_other_signs_is_no_category_and_no_time() -> None:
    item = {"id": "1", "quantity": 1, "category": "\u00b2", "description": "Soup"}
    export = {"foodList": [], "diary": [{"dateTime": "2026-05-04T00:00:00.000Z", "items": [item]}]}
    entries, _ = imported(json.dumps(export))
    assert [values["text"] for _, _, values in listed(entries)] == ["Soup"]
    rows = "\u00b2,UTC+0200,250,u1,\n"
    _, report = imported(f"com.samsung.health.water_intake,1,2\nstart_time,time_offset,amount,datauuid\n{rows}")
    assert report.skipped == {NO_MOMENT: [3]}
