"""Daylio's CSV export and backup."""

from __future__ import annotations

import base64
import io
import json
import textwrap
import zipfile
from typing import Any

import pytest
from import_helpers import imported, listed, stream

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers import recognised


def test_the_first_version_of_the_csv_has_the_year_in_a_column_of_its_own() -> None:
    text = 'year,date,weekday,time,mood,activities,note\n2018,29 January,Monday,10:05 PM,meh,tea,"two\nlines"\n'
    entries, report = imported(text)
    assert listed(entries) == [
        ("2018-01-29 22:05", "note", {"text": "two\nlines", "tags": ["tea"]}),
        ("2018-01-29 22:05", "stress", {"mood": 5}),
    ]
    assert report.unknown == {"activity": {"tea": 1}}


def test_scales_are_sleep_and_symptoms() -> None:
    text = (
        "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
        '2026-05-04,"May 4",Monday,"8:00 AM",good,"","Sleep Quality: 4/5 points | Sleep Time: 7:30 | Itch: 3/5 points'
        ' | Pollen: 2/10 points","","<b>Dry</b>"\n'
    )
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-05-04 08:00", "note", {"text": "Pollen: 2/10 points\nDry"}),
        ("2026-05-04 08:00", "skin", {"itch": 6}),
        ("2026-05-04 08:00", "sleep", {"hours": 7.5, "quality": 8}),
        ("2026-05-04 08:00", "stress", {"mood": 8}),
    ]
    assert report.unknown == {"symptom": {"Pollen": 1}}


def backup(entries: list[dict[str, Any]], **others: Any) -> bytes:
    """Return a backup with these entries and a few moods and tags."""
    document = {
        "version": 15,
        "pin": "1234",
        "customMoods": [
            {"id": 1, "custom_name": "", "mood_group_id": 1},
            {"id": 9, "custom_name": "lausig", "mood_group_id": 4},
        ],
        "tags": [{"id": 5, "name": "walk", "state": 1}],
        "dayEntries": entries,
    } | others
    text = base64.b64encode(json.dumps(document).encode()).decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("backup.daylio", "\n".join(textwrap.wrap(text, 76)))
        archive.writestr("assets/photo.jpg", b"x")
    return out.getvalue()


def entry(number: int, **others: Any) -> dict[str, Any]:
    """Return an entry of 4 May 2026, 08:05, in Berlin."""
    return {
        "id": number, "minute": 5, "hour": 8, "day": 4, "month": 4, "year": 2026, "datetime": 1777874700000 + number,
        "timeZoneOffset": 7_200_000, "mood": 9, "note": "", "note_title": "", "tags": [], "assets": [],
    } | others  # fmt: skip


def test_a_backup_has_the_level_of_every_mood_and_months_from_0() -> None:
    data = backup([entry(1, tags=[5, 6], note="a<br>b", assets=[{}]), entry(2, month=0, mood=1, timeZoneOffset=60)])
    entries, report = imported(data)
    assert listed(entries) == [
        ("2026-01-04 08:05", "stress", {"mood": 10}),
        ("2026-05-04 08:05", "note", {"text": "a\nb", "tags": ["walk"]}),
        ("2026-05-04 08:05", "stress", {"mood": 2}),
    ]
    assert {record.zone for record in entries} == {"Europe/Berlin"}
    assert sorted(report.remarks) == [
        "An activity that no longer has a name was left out.",
        "An entry has photos or recordings, which are not imported.",
    ]


def test_the_offset_of_the_file_stays_if_it_is_not_that_of_the_zone() -> None:
    entries, _ = imported(backup([entry(1, timeZoneOffset=-18_000_000)]))
    assert [(record.at, record.zone) for record in entries] == [("2026-05-04T08:05:00-05:00", "UTC-05:00")]


def test_an_entry_with_an_impossible_date_is_skipped_and_a_newer_version_is_mentioned() -> None:
    entries, report = imported(backup([entry(1, day=31, month=1), entry(2)], version=40))
    assert len(entries) == 1
    assert report.skipped == {"the date or time is not one that exists": [1]}
    assert "version 40" in next(iter(report.remarks))


def test_a_damaged_backup_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("backup.daylio", "no base 64!")
    assert recognised(stream(out.getvalue())) == "daylio"
    with pytest.raises(ExchangeError, match="not a complete backup"):
        imported(out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_file_alone_in_a_zip_in_any_unicode_is_recognised(encoding: str) -> None:
    text = "full_date,date,weekday,time,mood,activities,note_title,note\n2026-05-04,x,y,08:00,good,,,Über\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a/b.csv", text.encode(encoding))
    for content in (out.getvalue(), text.encode(encoding)):
        assert [values for *_, values in listed(imported(content)[0])] == [{"text": "Über"}, {"mood": 8}]
