"""A folder with several files of one format: all of them are imported, what they share once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.source import source_at
from tests.exchange.import_helpers import imported

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
MAY = '"2026-05-04","May 4","Monday","08:15","good","","",""\n'
JUNE = (
    '"2026-06-04","June 4","Thursday","25:15","good","","",""\n"2026-06-05","June 5","Friday","08:15","bad","","",""\n'
)


def test_the_exports_of_two_months(tmp_path: Path) -> None:
    (tmp_path / "may.csv").write_text(HEADER + MAY)
    (tmp_path / "june.csv").write_text(HEADER + JUNE + MAY)
    (tmp_path / "about.txt").write_text("Exported, by me\n")
    entries, report = imported(source_at(tmp_path))
    assert [(entry.kind, entry.day) for entry in entries] == [("stress", "2026-05-04"), ("stress", "2026-06-05")]
    assert report.rows == 4
    assert report.skipped == {"the date or time is not one that exists, in june.csv": [2]}
    assert report.remarks == {"Files of no format that gutskin recognises were not imported: 1.": 1}


def test_files_of_two_formats_are_refused(tmp_path: Path) -> None:
    (tmp_path / "may.csv").write_text(HEADER + MAY)
    (tmp_path / "water.csv").write_text(
        "Drink Type,Cup Name,Hydration Value(ml),Water Value(ml),Date,Time\nWater,Cup,250,250,13/5/26,8:15\n"
    )
    with pytest.raises(ExchangeError, match=r"several formats \(daylio-csv, waterminder\)"):
        imported(source_at(tmp_path))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "may.csv").write_text(HEADER + MAY)
    (tmp_path / "torn.csv").write_text(HEADER + '"2026-05-04","May 4","Monday","08:15","go')
    with pytest.raises(ExchangeError, match=r"^torn\.csv: a quote that begins in line 2 is not closed\.$"):
        imported(source_at(tmp_path))
