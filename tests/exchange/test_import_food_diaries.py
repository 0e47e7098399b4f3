"""Waistline and OpenNutriTracker."""

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


def item(number: int, category: int, **others: Any) -> dict[str, Any]:
    """Return an item of Waistline's diary."""
    return {"id": number, "type": "food", "portion": "100", "unit": "g", "quantity": 1, "category": category} | others


def waistline(*days: dict[str, Any]) -> str:
    """Return an export with two foods, a recipe with the number of one of them, and these days."""
    document = {
        "version": 34,
        "settings": {"diary": {"meal-names": ["Breakfast", "Lunch", "Late", ""]}},
        "foodList": [{"id": 1, "name": "Oats, fine"}, {"id": 2, "name": "Still water", "unit": "ml"}],
        "recipes": [{"id": 1, "name": "Lentil soup"}],
        "diary": list(days),
    }
    return json.dumps(document, indent=1)


def test_foods_of_a_meal_of_waistline_are_a_meal_on_the_day_that_is_written() -> None:
    items = [
        item(1, 0, dateTime="2026-10-04T06:05:00.000Z"),
        item(2, 0, portion="250", unit="ml", quantity="2", dateTime="2026-10-04T06:06:00.000Z"),
        item(1, 1, type="recipe", dateTime="2026-10-06T17:10:00.000Z"),
        item(99, 2, description="Biscuit, gift"),
        item(98, 2),
    ]
    entries, report = imported(waistline({"dateTime": "2026-10-04T00:00:00.000Z", "items": items}, {"dateTime": "x"}))
    assert listed(entries) == [
        ("2026-10-04 08:05", "meal", {"text": "Oats – fine", "slot": "breakfast", "note": "Oats, fine"}),
        ("2026-10-04 08:06", "drink", {"ml": 500}),
        ("2026-10-04 12:00", "meal", {"text": "Biscuit – gift, unknown food", "note": "Biscuit, gift"}),
        ("2026-10-04 13:00", "meal", {"text": "Lentil soup", "slot": "lunch"}),
    ]
    assert report.rows == 6
    assert report.skipped == {"the day is not a date": [6]}


def test_items_of_old_versions_of_waistline_are_records_of_their_own() -> None:
    old = {"dateTime": "2026-10-04T00:00:00.000Z", "foodId": 2, "portion": "250ml", "category": "1", "name": "Water"}
    entries, _ = imported(waistline(old, old | {"foodId": 77, "portion": "180g", "name": "Stew"}))
    assert listed(entries) == [
        ("2026-10-04 13:00", "drink", {"ml": 250}),
        ("2026-10-04 13:00", "meal", {"text": "Stew", "slot": "lunch"}),
    ]


def test_an_incomplete_export_of_waistline_is_refused() -> None:
    with pytest.raises(ExchangeError, match="not a complete export"):
        imported(waistline()[:-30])


def tracker(intake: list[dict[str, Any]], activity: list[dict[str, Any]]) -> bytes:
    """Return an export of OpenNutriTracker."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("user_intake.json", json.dumps(intake))
        archive.writestr("user_activity.json", json.dumps(activity))
        archive.writestr("user_tracked_day.json", "[]")
    return out.getvalue()


def eaten(clock: str, sort: str, **others: Any) -> dict[str, Any]:
    """Return a food of OpenNutriTracker on 4 October 2026."""
    meal = {"name": others.pop("name", None), "brands": others.pop("brands", None)}
    at = f"2026-10-04T{clock}:11.123456"
    return {"id": clock, "unit": "g", "amount": 58.0, "type": sort, "dateTime": at, "meal": meal} | others


def test_foods_of_a_type_and_day_are_a_meal_and_activities_exercise() -> None:
    intake = [
        eaten("08:05", "breakfast", name="Oats"),
        eaten("08:15", "breakfast", brands="Mill"),
        eaten("15:00", "snack", name="Water", unit="ml", amount=300.0),
        eaten("16:00", "snack"),
        {"id": "bad"},
    ]
    sport = {"specificActivity": "yoga", "description": "hatha"}
    activity = [{"id": "a", "duration": 45.0, "date": "2026-10-04T18:15:00.000", "physicalActivityDBO": sport}]
    entries, report = imported(tracker(intake, activity))
    assert listed(entries) == [
        ("2026-10-04 08:05", "meal", {"text": "Oats, Mill", "slot": "breakfast"}),
        ("2026-10-04 15:00", "drink", {"ml": 300}),
        ("2026-10-04 18:15", "exercise", {"minutes": 45, "what": "yoga", "note": "hatha"}),
    ]
    assert report.skipped == {"it is not as in an export": [5], "the food has no name": [4]}


def test_the_zone_of_the_import_does_not_change_the_ids_of_waistline() -> None:
    foods = [{"id": 1, "name": "Oats", "unit": "g"}, {"id": 2, "name": "Water", "unit": "ml"}]
    times = [f"2026-05-04T{clock}:00.000Z" for clock in ("02:05", "06:06", "20:30", "23:59")] + ["2026-05-05T00:30:00Z"]
    items = [
        {"id": number, "type": "food", "portion": "250", "unit": unit, "quantity": 1, "category": place, "dateTime": at}
        for place, at in enumerate(times)
        for number, unit in ((1, "g"), (2, "ml"))
    ]
    text = json.dumps({"foodList": foods, "diary": [{"dateTime": "2026-05-04T00:00:00.000Z", "items": items}]})
    ids = []
    for zone in ("Europe/Berlin", "America/New_York", "Pacific/Auckland"):
        clock = fixed_clock(datetime(2026, 11, 21, 14, tzinfo=ZoneInfo(zone)), zone)
        ids.append({entry.id for entry in read_source(stream(text), ImportOptions(clock)).entries})
    assert ids[0] == ids[1] == ids[2]
    assert len(ids[0]) == 10
