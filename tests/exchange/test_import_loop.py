"""Loop Habit Tracker's CSV export and backup."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from import_helpers import imported, listed

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers.loop import NO_DAYS
from gutskin_tui.exchange.input.source import source_at

HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
    "Target Value,Archived?\n"
)
MARKS = "Date,Value,Notes\n"
MAPPING = """
[words]
"Zinc 💊" = "supplement"
Sit = { to = "practice.minutes", value = 15 }
Walk = "exercise"
"Water, glasses" = { to = "drink.ml", unit = "glass" }
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(MAPPING)
    return path


def exported(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_days_that_were_done_and_numbers_times_1000(mapping: Path) -> None:
    data = exported(
        {
            "Habits.csv": HABITS
            + "001,Sit,YES_NO,,,1,1,#1,,,,false\n"
            + '002,"Water, glasses",NUMERICAL,,,1,1,#2,glasses,AT_LEAST,6.0,false\n'
            + "003,Zinc 💊,YES_NO,,,3,7,#3,,,,true\n"
            + "004,Oil,NUMERICAL,,,1,1,#2,ml,AT_LEAST,6.0,false\n",
            "Checkmarks.csv": "Date,Sit,Water, glasses,Zinc,\n2026-05-04,YES_MANUAL,5500,NO,\n",
            "001 Sit/Checkmarks.csv": MARKS + "2026-05-04,YES_MANUAL,\n2026-05-03,YES_AUTO,\n2026-05-02,SKIP,ill\n",
            "002 Water glasses/Checkmarks.csv": MARKS + "2026-05-04,5500,hot\n2026-05-03,UNKNOWN,\n2026-05-02,0,\n",
            "003 /Checkmarks.csv": "2026-05-04,2\n2026-05-03,1\n2026-05-02,x\n2026-99-99,2\n",
            "004 Oil/Checkmarks.csv": "Date,Value,Notes\n2026-05-04,5000,\n",
        }
    )
    entries, report = imported(data, mapping)
    assert listed(entries) == [
        ("2026-05-04 12:00", "drink", {"ml": 1375, "note": "hot"}),
        ("2026-05-04 12:00", "practice", {"what": "Sit", "minutes": 15}),
        ("2026-05-04 12:00", "supplement", {"what": "Zinc 💊"}),
    ]
    assert report.unknown == {"habit": {"Oil": 1}}
    assert report.skipped == {"the value is not one of a habit": [3], "the date is not one that exists": [4]}


def backup(path: Path) -> Path:
    """Write a backup of two habits, whose times are midnight in UTC."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE Habits(id integer, name text, position integer, type integer, unit text, uuid text);"
        "INSERT INTO Habits VALUES(1, 'Walk', 0, 0, '', 'a'), (2, 'Water', 1, 1, 'ml', 'b');"
        "CREATE TABLE Repetitions(id integer, habit integer, timestamp integer, value integer, notes text);"
        "INSERT INTO Repetitions VALUES(1, 1, 1777852800000, 2, ''), (2, 1, 1777766400000, 1, ''),"
        " (3, 2, 1777852800000, 750000, ''), (4, 2, 1777766400000, 3, '');"
    )
    connection.commit()
    connection.close()
    return path


def test_a_backup_and_a_word_that_lacks_its_amount(tmp_path: Path, mapping: Path) -> None:
    entries, report = imported(source_at(backup(tmp_path / "a.db")), mapping)
    assert listed(entries) == [
        ("2026-05-04 12:00", "drink", {"ml": 750}),
        ("2026-05-04 12:00", "note", {"text": "Walk", "tags": ["Walk"]}),
    ]
    assert "practice.minutes" in next(iter(report.remarks))
    assert report.rows == 4


def test_the_file_of_a_backup_is_not_changed_and_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = backup(tmp_path / "a.db")
    before = path.read_bytes()
    assert imported(source_at(path))[1].unknown == {"habit": {"Walk": 1}}
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
    for damaged in (before[:4000], before.replace(b"CREATE TABLE", b"CREATE \xff\x84\xff\x84\xff")):
        path.write_bytes(damaged)
        with pytest.raises(ExchangeError):
            imported(source_at(path))


def test_a_habit_without_days_and_a_time_that_does_not_exist_are_reported(tmp_path: Path, mapping: Path) -> None:
    sit = HABITS + "001,Sit,YES_NO,,,1,1,#1,,,,false\n"
    entries, report = imported(exported({"Habits.csv": sit, "Checkmarks.csv": "Date,Sit,\n2026-05-04,2,\n"}), mapping)
    assert (entries, list(report.remarks)) == ([], [NO_DAYS])
    file = backup(tmp_path / "loop.db")
    connection = sqlite3.connect(file)
    connection.execute("UPDATE Repetitions SET timestamp = 1e300 WHERE rowid = 1")
    connection.commit()
    connection.close()
    assert sum(map(len, imported(source_at(file), mapping)[1].skipped.values())) == 1
