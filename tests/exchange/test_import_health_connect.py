"""Health Connect's export, a zip with a database."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from import_helpers import imported, listed

from gutskin_tui.exchange.errors import ExchangeError

HOUR = 3_600_000
MORNING = 1_790_000_000_000 // (24 * HOUR) * 24 * HOUR + 6 * HOUR
"""06:00 UTC on 21 September 2026, 08:00 in Berlin, in milliseconds."""


def export(folder: Path, statements: list[str]) -> bytes:
    """Return a zip with a database made by some statements."""
    path = folder / "health_connect_export.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.write(path, path.name)
    return out.getvalue()


WATER = (
    "CREATE TABLE hydration_record_table(row_id integer, uuid blob, app_info_id integer, start_time integer,"
    " start_zone_offset integer, volume real)"
)


def test_drinks_meals_nights_and_sessions(tmp_path: Path) -> None:
    night = MORNING - 9 * HOUR
    data = export(
        tmp_path,
        [
            WATER,
            f"INSERT INTO hydration_record_table VALUES (1, x'01', 1, {MORNING}, 7200, 0.25)",
            f"INSERT INTO hydration_record_table VALUES (2, x'02', 1, {MORNING - 5 * HOUR}, 7200, 0.5)",
            f"INSERT INTO hydration_record_table VALUES (3, x'03', 1, {MORNING}, null, null)",
            f"INSERT INTO hydration_record_table VALUES (4, x'0a', 1, {MORNING}, 0, 9e999)",
            "CREATE TABLE nutrition_record_table(row_id integer, uuid blob, start_time integer,"
            " start_zone_offset integer, meal_type integer, meal_name text)",
            f"INSERT INTO nutrition_record_table VALUES (1, x'04', {MORNING + 4 * HOUR}, 3600, 2, 'Soup, bread')",
            "CREATE TABLE sleep_session_record_table(row_id integer, uuid blob, app_info_id integer,"
            " start_time integer, start_zone_offset integer, end_time integer)",
            f"INSERT INTO sleep_session_record_table VALUES (7, x'05', 2, {night}, 7200, {night + 8 * HOUR})",
            "CREATE TABLE sleep_stages_table(parent_key integer, stage_start_time integer, stage_end_time integer,"
            " stage_type integer)",
            f"INSERT INTO sleep_stages_table VALUES (7, {night}, {night + 4 * HOUR}, 4)",
            f"INSERT INTO sleep_stages_table VALUES (7, {night + 4 * HOUR}, {night + 5 * HOUR}, 7)",
            f"INSERT INTO sleep_stages_table VALUES (7, {night + 5 * HOUR}, {night + 8 * HOUR}, 5)",
            "CREATE TABLE exercise_session_record_table(row_id integer, uuid blob, start_time integer,"
            " start_zone_offset integer, end_time integer, title text)",
            f"INSERT INTO exercise_session_record_table VALUES (1, x'06', {MORNING}, 7200, {MORNING + HOUR}, 'Swim')",
        ],
    )
    entries, report = imported(data)
    assert listed(entries) == [
        ("2026-09-20 03:00", "drink", {"ml": 500}),
        ("2026-09-21 07:00", "sleep", {"hours": 7.0, "bed": "23:00", "up": "07:00", "woke": 1}),
        ("2026-09-21 08:00", "drink", {"ml": 250}),
        ("2026-09-21 08:00", "exercise", {"minutes": 60, "what": "Swim"}),
        ("2026-09-21 11:00", "meal", {"text": "Soup – bread", "slot": "lunch", "note": "Soup, bread"}),
    ]
    assert report.skipped == {"it has no amount": [3, 4]}


def test_the_drinks_of_a_day_are_those_of_a_single_app(tmp_path: Path) -> None:
    day = 24 * HOUR
    rows = [(1, 1, MORNING), (2, 1, MORNING + HOUR), (3, 2, MORNING), (4, 2, MORNING + day), (5, 1, MORNING + HOUR)]
    data = export(
        tmp_path,
        [WATER, "CREATE TABLE application_info_table(row_id integer, app_name text, package_name text)"]
        + ["INSERT INTO application_info_table VALUES (1, 'Sips', 'a'), (2, null, 'b')"]
        + [f"INSERT INTO hydration_record_table VALUES ({n}, x'0{n}', {app}, {at}, 7200, 0.3)" for n, app, at in rows],
    )
    entries, report = imported(data)
    assert [row[0] for row in listed(entries)] == [
        "2026-09-21 08:00",
        "2026-09-21 09:00",
        "2026-09-21 09:00",
        "2026-09-22 08:00",
    ]
    assert "Several apps wrote drinks: Sips, b." in next(iter(report.remarks))


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("health_connect_export.db", b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(ExchangeError, match="readable SQLite"):
        imported(out.getvalue())
