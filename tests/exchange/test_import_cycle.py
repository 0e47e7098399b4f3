"""The menstrual cycle: Clue, Flo and drip."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from import_helpers import imported, listed, stream

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers import recognised

CLUE = [
    {"type": "period", "date": "2026-10-01", "id": "a", "value": {"option": "medium"}},
    {"type": "period", "date": "2026-10-02", "id": "b", "value": {"option": "unusual"}},
    {"type": "skin", "date": "2026-10-02", "id": "c", "value": [{"option": "acne"}, {"option": "oily_skin"}]},
    {"type": "spotting", "date": "2026-10-05", "id": "d", "value": {"option": "red"}},
    {"type": "bbt", "date": "2026-10-05", "id": "e", "value": {"celsius": 36.5}},
    {"type": "pain", "date": "never", "id": "f", "value": {"option": "cramps"}},
    {"type": 7},
]


def test_bleeding_of_clue_is_the_cycle_and_all_else_a_note() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("export/measurements.json", json.dumps(CLUE))
    for content in (out.getvalue(), json.dumps(CLUE), "\ufeff" + json.dumps(CLUE, indent=1)):
        entries, report = imported(content)
        assert sorted(listed(entries), key=str) == [
            ("2026-10-01 12:00", "cycle", {"flow": 2}),
            ("2026-10-02 12:00", "note", {"text": "period: unusual"}),
            ("2026-10-02 12:00", "note", {"text": "skin: acne, oily skin"}),
            ("2026-10-05 12:00", "cycle", {"flow": 0}),
            ("2026-10-05 12:00", "note", {"text": "bbt: celsius 36.5"}),
        ]
        assert list(report.skipped.values()) == [[6, 7]]
        assert "The cycle is offered on the screen once the setting cycle is on." in report.remarks


def test_the_older_file_of_clue_has_a_record_for_each_day() -> None:
    text = json.dumps({"data": [{"day": "2026-10-01T00:00:00Z", "period": "heavy", "mood": ["calm", "sad"]}]})
    assert sorted(listed(imported(text)[0]), key=str) == [
        ("2026-10-01 12:00", "cycle", {"flow": 3}),
        ("2026-10-01 12:00", "note", {"text": "mood: calm, sad"}),
    ]


def test_the_intensity_of_flo_is_the_flow_of_the_days_that_have_it() -> None:
    cycles = [
        {"period_start_date": "2026-10-01 00:00:00.000", "period_end_date": "2026-10-03 00:00:00.000",
         "period_intensity": '{"0":3,"1":1,"9":7}'},
        {"period_start_date": None},
    ]  # fmt: skip
    events = [
        {"date": "2026-10-02 22:30:00.000", "local_date": "2026-10-03 00:30:00.000", "category": "Symptom",
         "subcategory": "Acne"},
        {"date": "2026-10-04 08:00:00.000", "category": "Mood", "subcategory": "Calm"},
    ]  # fmt: skip
    document = {"operationalData": {"cycles": cycles, "point_events_manual_v2": events}}
    entries, report = imported(json.dumps(document))
    assert listed(entries) == [
        ("2026-10-01 12:00", "cycle", {"flow": 3}),
        ("2026-10-01 12:00", "note", {"text": "Period from 2026-10-01 to 2026-10-03"}),
        ("2026-10-02 00:30", "note", {"text": "Symptom: Acne"}),
        ("2026-10-02 12:00", "cycle", {"flow": 1}),
        ("2026-10-04 10:00", "note", {"text": "Mood: Calm"}),
    ]
    assert list(report.skipped.values()) == [[2]]
    assert any("not documented" in remark for remark in report.remarks)


DRIP = (
    "date,temperature.value,temperature.exclude,temperature.time,bleeding.value,bleeding.exclude,note.value,pain.cramps\n"
    '2026-10-01,36.5,,07:00,2,,say ""hi"" to the doctor,true\n2026-10-02,,,,1,true,"oats, ""old""",false\n'
    "2026-10-03,,,,0,,,\n2026-10-04,,,,5,,,\n2026-10-05,,,,,,,\n"
)


@pytest.mark.parametrize("text", [DRIP, "\ufeff" + DRIP.replace("\n", "\r\n")])
def test_rows_of_drip_are_the_flow_and_a_note_of_a_day(text: str) -> None:
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-10-01 12:00", "cycle", {"flow": 2}),
        ("2026-10-01 12:00", "note", {"text": 'say "hi" to the doctor\ntemperature: 36.5\npain: cramps'}),
        ("2026-10-02 12:00", "note", {"text": 'oats, "old"\nbleeding: 1, excluded from the cycle'}),
        ("2026-10-03 12:00", "cycle", {"flow": 0}),
    ]
    assert report.skipped == {"the bleeding is not 0 to 3": [5]}


@pytest.mark.parametrize(
    ("text", "name"),
    [('[{"type": "period", "date": "x", "value": {"option": "a"}}, {"ty', "clue"), ('{"operationalData": {"cy', "flo")],
)
def test_an_incomplete_file_is_refused(text: str, name: str) -> None:
    assert recognised(stream(text)) == name
    with pytest.raises(ExchangeError, match="not a complete export"):
        imported(text)
