"""Bearable's CSV export."""

from __future__ import annotations

from pathlib import Path

from import_helpers import imported, listed

HEADER = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
DAY = '"4th May 2026","2026-05-04","Monday"'


def row(part: str, category: str, amount: str, detail: str, notes: str = "") -> str:
    return f'{DAY},"{part}","{category}","{amount}","{detail}","{notes}"\n'


def test_rows_of_a_part_of_the_day_make_an_entry_of_each_kind() -> None:
    text = HEADER + (
        row("am", "Symptom", "2", "Itchy skin (Moderate)", "bad night")
        + row("am", "Symptom", "1", "Acne (cystic) (Mild)", "bad night")
        + row("am", "Symptom", "3", "Bloating (Severe)", "bad night")
        + row("am", "Symptom", "1", "Headache (Mild)", "bad night")
        + row("pre", "Symptom", "4", "Eczema (Unbearable)")
    )
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-05-04 03:00", "skin", {"severity": 10}),
        ("2026-05-04 09:00", "gut", {"bloating": 8}),
        ("2026-05-04 09:00", "note", {"text": "bad night\nHeadache: Mild"}),
        ("2026-05-04 09:00", "skin", {"itch": 5, "severity": 3}),
    ]
    assert report.unknown == {"symptom": {"Headache": 1}}


def test_a_night_belongs_to_the_day_it_ends_on_and_0_hours_are_nothing() -> None:
    night = row("", "Sleep", "7:45", "Asleep 23:10 - 06:55. In bed 22:50 - 07:05", ". ")
    quality = row("", "Sleep quality", "7", "Good")
    assert listed(imported(HEADER + night + quality)[0]) == [
        ("2026-05-04 06:55", "sleep", {"hours": 7.75, "bed": "23:10", "up": "06:55", "quality": 7})
    ]
    assert listed(imported(HEADER + row("", "Sleep", "0:00", ""))[0]) == []
    assert listed(imported(HEADER + quality)[0]) == [("2026-05-04 12:00", "note", {"text": "Sleep quality: 7 (Good)"})]


def test_food_supplements_stool_and_factors() -> None:
    text = HEADER + (
        row("pm", "Food Diary", "", "Dinner: pizza, four cheese | salad")
        + row("am", "Meds/Supplements", "400", "Magnesium (mg)")
        + row("9:05", "Bowel Movements", "Normal", "")
        + row("all day", "Factors", "", "Dairy | Stress (work)")
        + row("pm", "Mood", "7", "Calm | Hopeful")
        + row("all day", "Health measurements", "71.5", "Weight")
    )
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-05-04 09:00", "supplement", {"what": "Magnesium", "dose": "400 mg"}),
        ("2026-05-04 09:05", "gut", {"note": "Bowel movement: Normal"}),
        ("2026-05-04 12:00", "note", {"text": "Dairy, Stress (work)", "tags": ["Dairy", "Stress (work)"]}),
        (
            "2026-05-04 21:00",
            "meal",
            {"text": "pizza – four cheese, salad", "slot": "dinner", "note": "pizza, four cheese"},
        ),
        ("2026-05-04 21:00", "stress", {"mood": 7, "tags": ["Calm", "Hopeful"]}),
    ]
    assert "Health measurements, such as weight, are not imported." in report.remarks


def test_a_scale_that_the_file_does_not_show_is_a_note_until_the_mapping_gives_it(tmp_path: Path) -> None:
    text = HEADER + row("pm", "Energy", "3", "OK")
    entries, report = imported(text)
    assert listed(entries) == [("2026-05-04 21:00", "note", {"text": "Energy: 3 (OK)"})]
    assert "[scales]" in next(iter(report.remarks))
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        "[scales]\nenergy = 5\n[words]\nNormal = { to = 'gut.stool', value = 4 }\nProductivity = 'stress.energy'\n"
    )
    entries, _ = imported(text + row("9:05", "Bowel Movements", "Normal", ""), mapping)
    assert listed(entries) == [
        ("2026-05-04 09:05", "gut", {"stool": 4, "note": "Bowel movement: Normal"}),
        ("2026-05-04 21:00", "stress", {"energy": 6}),
    ]
    own, _ = imported(HEADER + row("pm", "Productivity", "4", ""), mapping)
    assert listed(own) == [("2026-05-04 21:00", "stress", {"energy": 4})]


def test_the_old_header_has_dates_in_words_and_bad_rows_are_listed() -> None:
    text = (
        "date,weekday,time of day,category,rating/amount,detail,notes\n"
        '"8th Dec 2021","Wednesday","mid","Symptom","2","Rash (Moderate)",""\n'
        '"8th Dec 2021","Wednesday","later","Symptom","2","Rash (Moderate)",""\n'
        '"8th Dec 2021","Wednesday","mid","Sleep","long","",""\n'
    )
    entries, report = imported(text)
    assert listed(entries) == [("2021-12-08 15:00", "skin", {"severity": 5})]
    assert report.skipped == {
        "the date or time is not one that exists": [3],
        "the value is not one of its category": [4],
    }
