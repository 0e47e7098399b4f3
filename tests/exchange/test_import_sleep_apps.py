"""Samsung Health and Fitbit."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from import_helpers import imported, listed, stream

from gutskin_tui.clock import fixed_clock
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.import_file import read_source
from gutskin_tui.exchange.input.importer import ImportOptions


def packed(files: dict[str, str]) -> bytes:
    """Return a zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


WATER = (
    "\ufeffcom.samsung.health.water_intake,6,3\namount,start_time,time_offset,comment,datauuid\n"
    "250.0,2026-10-04 06:00:00.000,UTC+0200,,a1,\n500.0,2026-10-04 22:30:00.000,UTC+0200,\"late, hot\",a2,\n"
    ",2026-10-04 23:30:00.000,UTC+0200,,a3,\n"
)  # fmt: skip
SLEEP = (
    "com.samsung.shealth.sleep,9,12\nsleep_duration,com.samsung.health.sleep.end_time,"
    "com.samsung.health.sleep.start_time,com.samsung.health.sleep.time_offset,com.samsung.health.sleep.datauuid\n"
    "450,2026-10-04 04:55:00.000,2026-10-03 21:10:00.000,UTC+0200,n1,\n"
    "50,2026-10-04 12:50:00.000,2026-10-04 12:00:00.000,UTC+0200,n2,\n"
)
STAGES = (
    "com.samsung.health.sleep_stage,1,2\nstart_time,sleep_id,stage,time_offset\n"
    "2026-10-03 23:10:00.000,n1,40002,UTC+0200,\n2026-10-04 00:10:00.000,n1,40001,UTC+0200,\n"
)
EXERCISE = (
    "com.samsung.shealth.exercise,1,2\ncom.samsung.health.exercise.start_time,com.samsung.health.exercise.time_offset,"
    "com.samsung.health.exercise.duration,com.samsung.health.exercise.exercise_type\n"
    "2026-10-04 16:00:00.000,UTC+0200,1500000,1002,\n"
)
FOOD = (
    "com.samsung.health.food_intake,1,2\nstart_time,time_offset,name,meal_type,datauuid\n"
    '2026-10-04 10:30:00.000,UTC+0200,"Soup, red",100002,f1,\n'
)


def test_times_of_samsung_health_are_in_utc_with_an_offset_beside_them() -> None:
    goal = SLEEP.replace("shealth.sleep,", "shealth.goal.sleep,")
    files = {"water": WATER, "sleep": SLEEP, "goal": goal, "stages": STAGES, "exercise": EXERCISE, "food": FOOD}
    folder = "samsunghealth_x_20261005090000"
    entries, report = imported(packed({f"{folder}/com.{name}.2026.csv": text for name, text in files.items()}))
    assert listed(entries) == [
        ("2026-10-04 00:30", "drink", {"ml": 500, "note": "late, hot"}),
        ("2026-10-04 06:55", "sleep", {"hours": 7.5, "bed": "23:10", "up": "06:55", "woke": 1}),
        ("2026-10-04 08:00", "drink", {"ml": 250}),
        ("2026-10-04 12:30", "meal", {"text": "Soup – red", "slot": "lunch", "note": "Soup, red"}),
        ("2026-10-04 18:00", "exercise", {"minutes": 25, "what": "running"}),
    ]
    assert report.skipped == {"it has no amount or duration": [5]}
    assert "Naps of less than three hours by day, not imported: 1." in report.remarks
    assert len(imported(WATER.replace("\n", "\r\n"))[0]) == 2


def night(log_id: int, start: str, hours: float, **others: Any) -> dict[str, Any]:
    """Return a session of Fitbit that ends on 25 October 2026, when the clocks go back."""
    return {
        "logId": log_id, "dateOfSleep": "2026-10-25", "startTime": start, "endTime": "", "mainSleep": True,
        "duration": hours * 3_600_000, "minutesAsleep": hours * 54, "levels": {"summary": {}},
    } | others  # fmt: skip


def test_a_night_of_fitbit_over_a_change_of_clocks_ends_after_its_duration() -> None:
    long_night = night(1, "2026-10-24T23:30:00.000", 8)
    counted = long_night | {"levels": {"summary": {"wake": {"count": 3}}}}
    nap = night(2, "2026-10-25T14:00:00.000", 1, mainSleep=False)
    folder = "Takeout/Fitbit/Global Export Data"
    files = {f"{folder}/sleep-2026-10-01.json": json.dumps([long_night, nap, {"dateOfSleep": "x", "minutesAsleep": 1}])}
    entries, report = imported(packed(files | {f"{folder}/sleep-2026-10-25.json": json.dumps([counted])}))
    assert listed(entries) == [("2026-10-25 06:30", "sleep", {"hours": 7.2, "bed": "23:30", "up": "06:30", "woke": 3})]
    assert report.skipped == {"it has no time asleep": [3]}
    assert "Naps of less than three hours by day, not imported: 1." in report.remarks
    profile = {"Takeout/Fitbit/Your Profile/Profile.csv": "id,timezone\n1,America/New_York\n"}
    entries, _ = imported(packed(files | profile))
    assert [entry.zone for entry in entries] == ["America/New_York"]


def test_the_zone_of_the_import_does_not_change_the_ids_of_fitbit() -> None:
    text = json.dumps([night(1, "2026-10-20T23:30:00.000", 8, dateOfSleep="2026-10-21")])
    ids = []
    for zone in ("Europe/Berlin", "Asia/Tokyo"):
        clock = fixed_clock(datetime(2026, 11, 21, 14, tzinfo=ZoneInfo(zone)), zone)
        ids.append([entry.id for entry in read_source(stream(text), ImportOptions(clock)).entries])
    assert ids[0] == ids[1] != []


CSV = (
    'Sleep\n"Start Time","End Time","Minutes Asleep","Minutes Awake","Number of Awakenings","Time in Bed"\n'
    '"13-10-2026 11:12PM","14-10-2026 7:00 am","420","48","12","1,468"\n'
    '"14-10-2026 1:00 pm","14-10-2026 2:00 pm","55","5","1","60"\n"14-10-2026 11:00 pm","15-10-2026 6:00 am","N/A"\n'
    "\nActivities\nDate,Steps\n14-10-2026,9\n"
)


@pytest.mark.parametrize("text", [CSV, "\ufeff" + CSV.replace("\n", "\r\n")])
def test_the_csv_of_fitbit_has_a_title_above_its_header(text: str) -> None:
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-10-14 07:00", "sleep", {"hours": 7.0, "bed": "23:12", "up": "07:00", "woke": 12})
    ]  # fmt: skip
    assert report.skipped == {"it has no time asleep": [5]}
    assert "Naps of less than three hours by day, not imported: 1." in report.remarks


def test_a_csv_of_fitbit_whose_dates_could_be_two_is_refused() -> None:
    with pytest.raises(ExchangeError, match="--dates"):
        imported(CSV.replace("13-10", "03-10").replace("14-10", "04-10").replace("15-10", "05-10"))
