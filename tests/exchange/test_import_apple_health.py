"""Apple Health's export: what is read, its traps, and XML that is hostile or damaged."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from import_helpers import imported, listed, stream

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers import recognised
from gutskin_tui.exchange.input import xml_stream

DOCTYPE = "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record>\n<!ATTLIST broken\n]>\n"
QUANTITY, CATEGORY = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"


def record(
    kind: str, start: str, value: str, end: str = "", inner: str = "", source: str = "Phone", unit: str = ""
) -> str:
    """Return a record of 4 May 2026 by the times of day of its start and end; "-1 " before them is the day before."""
    moments = [
        f"2026-05-0{3 if clock.startswith('-1 ') else 4} {clock.removeprefix('-1 ')}:00 +0200"
        for clock in (start, end or start)
    ]
    times = f'startDate="{moments[0]}" endDate="{moments[1]}"'
    attributes = f'type="{kind}" sourceName="{source}" unit="{unit}" {times} value="{value}"'
    return f" <Record {attributes}>{inner}</Record>\n" if inner else f" <Record {attributes}/>\n"


def export(*records: str, doctype: str = DOCTYPE) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}<HealthData locale="de">\n{"".join(records)}</HealthData>\n'
    )


def sleep(stage: str, start: str, end: str, source: str = "Watch") -> str:
    return record(f"{CATEGORY}SleepAnalysis", start, f"HKCategoryValueSleepAnalysis{stage}", end, source=source)


def test_water_in_its_units_and_equal_records_are_two_glasses() -> None:
    glass = record(f"{QUANTITY}DietaryWater", "08:00", "250", unit="mL")
    litre = record(f"{QUANTITY}DietaryWater", "09:00", "0.5", unit="L", source="App &amp; Co")
    ounces = record(f"{QUANTITY}DietaryWater", "10:00", "8", unit="fl_oz_us")
    steps = record(f"{QUANTITY}StepCount", "10:00", "812", unit="count")
    pulse = record(f"{QUANTITY}HeartRate", "10:00", "70", inner='<MetadataEntry key="a" value="b"/>')
    entries, report = imported(export(glass, glass, steps, pulse, litre, ounces))
    assert [(when, values["ml"]) for when, _, values in listed(entries)] == [
        ("2026-05-04 08:00", 250),
        ("2026-05-04 08:00", 250),
        ("2026-05-04 09:00", 500),
        ("2026-05-04 10:00", 237),
    ]
    assert report.rows == 4


def test_a_night_is_the_union_of_its_spans_and_a_nap_is_reported_apart() -> None:
    entries, report = imported(
        export(
            sleep("InBed", "-1 22:50", "07:05", "Phone"),
            sleep("AsleepCore", "-1 23:10", "02:00"),
            sleep("Awake", "02:00", "02:10"),
            sleep("AsleepDeep", "02:10", "06:55"),
            sleep("Asleep", "-1 23:00", "06:50", "Old app"),
            sleep("AsleepCore", "14:00", "14:40"),
        )
    )
    assert listed(entries) == [
        ("2026-05-04 06:55", "sleep", {"hours": 7.75, "bed": "23:00", "up": "06:55", "woke": 1}),
    ]
    assert report.remarks == {"Naps of less than three hours by day, not imported: 1.": 1}


def test_a_later_export_of_a_night_changes_it_and_adds_no_other() -> None:
    first, _ = imported(export(sleep("AsleepCore", "00:10", "05:00")))
    second, _ = imported(export(sleep("AsleepCore", "00:10", "05:00"), sleep("AsleepREM", "05:00", "06:30")))
    assert [entry.id for entry in first] == [entry.id for entry in second]
    assert first[0].recorded() != second[0].recorded()


def test_a_food_that_is_also_a_record_of_its_own_is_a_single_meal() -> None:
    moment = 'startDate="2026-05-04 08:05:00 +0200" endDate="2026-05-04 08:05:00 +0200"'
    energy = record(
        f"{QUANTITY}DietaryEnergyConsumed", "08:05", "220", inner='<MetadataEntry key="HKFoodType" value="Oats"/>'
    )
    water = record(f"{QUANTITY}DietaryWater", "08:05", "50", unit="mL")
    correlation = (
        f'<Correlation type="HKCorrelationTypeIdentifierFood" sourceName="App" {moment}>'
        f'<MetadataEntry key="HKFoodType" value="Oats, rolled"/><MetadataEntry key="HKFoodMeal" value="Breakfast"/>'
        f"{energy}{water}</Correlation>"
    )
    entries, _ = imported(export(energy, correlation))
    assert listed(entries) == [
        ("2026-05-04 08:05", "meal", {"text": "Oats – rolled", "slot": "breakfast", "note": "Oats, rolled"})
    ]


def test_symptoms_workouts_and_mindful_minutes(tmp_path: Path) -> None:
    severity = "HKCategoryValueSeverity"
    text = export(
        record(f"{CATEGORY}Acne", "09:00", f"{severity}Mild"),
        record(f"{CATEGORY}Bloating", "10:00", f"{severity}NotPresent"),
        record(f"{CATEGORY}Headache", "11:00", f"{severity}Severe"),
        record(f"{CATEGORY}Nausea", "12:00", f"{severity}NotPresent"),
        record(
            f"{CATEGORY}MindfulSession",
            "07:30",
            "x",
            "07:40",
            inner='<MetadataEntry key="HKTimeZone" value="Europe/Lisbon"/>',
        ),
        record(f"{QUANTITY}NumberOfAlcoholicBeverages", "20:00", "2", unit="count"),
        '<Workout workoutActivityType="HKWorkoutActivityTypeTraditionalStrengthTraining" duration="44.8"'
        ' durationUnit="min" startDate="2026-05-04 18:15:00 +0200" endDate="2026-05-04 19:00:00 +0200"/>',
    )
    entries, _ = imported(text)
    assert listed(entries) == [
        ("2026-05-04 06:30", "practice", {"what": "mindfulness"}),
        ("2026-05-04 09:00", "skin", {"severity": 3}),
        ("2026-05-04 10:00", "gut", {"bloating": 0}),
        ("2026-05-04 11:00", "note", {"text": "Headache: severe"}),
        ("2026-05-04 18:15", "exercise", {"minutes": 45, "what": "traditional strength training"}),
        ("2026-05-04 20:00", "note", {"text": "Alcoholic drinks: 2"}),
    ]
    assert {entry.zone for entry in entries if entry.kind == "practice"} == {"Europe/Lisbon"}
    mapping = tmp_path / "map.toml"
    mapping.write_text('[words]\nalcohol = { to = "drink.ml", value = 150 }\n')
    entries, _ = imported(text, mapping)
    assert ("2026-05-04 20:00", "drink", {"ml": 300, "what": "alcohol"}) in listed(entries)


def test_records_that_cannot_be_read_are_counted() -> None:
    entries, report = imported(
        export(
            record(f"{QUANTITY}DietaryWater", "08:00", "much", unit="mL"),
            record(f"{QUANTITY}DietaryWater", "08:00", "9000", unit="mL"),
            record(f"{QUANTITY}DietaryWater", "08:00", "1", unit="barrel"),
        )
    )
    assert entries == []
    assert sum(map(len, report.skipped.values())) == 3


def test_the_clinical_document_beside_it_is_never_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument><broken")
        archive.writestr(
            "apple_health_export/Exportación.xml",
            export(record(f"{CATEGORY}Acne", "09:00", "HKCategoryValueSeverityMild")),
        )
    assert recognised(stream(out.getvalue())) == "apple-health"
    assert len(imported(out.getvalue())[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        export()[:-15],
        export(doctype="<!DOCTYPE HealthData [\n"),
        export().replace("UTF-8", "TF-8"),
        export("<Record>&bomb;</Record>", doctype='<!DOCTYPE HealthData [<!ENTITY bomb "x">]>'),
        export('<!DOCTYPE x [<!ENTITY a "b">]>'),
    ],
)
def test_damaged_and_hostile_xml_is_refused_whole(text: str) -> None:
    with pytest.raises(ExchangeError):
        imported(text)


def test_control_characters_and_elements_across_parts_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "CHUNK", 50)
    glass = record(f"{QUANTITY}DietaryWater", "08:00", "250", unit="mL", source="a\x0bb &#11; c")
    pulse = record(f"{QUANTITY}HeartRate", "10:00", "70", inner='\n  <MetadataEntry key="a" value="b"/>\n ')
    assert len(imported(export(pulse, glass, pulse, glass, pulse))[0]) == 2
