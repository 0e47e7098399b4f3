"""Cronometer's exports."""

from __future__ import annotations

import io
import zipfile

import pytest
from import_helpers import imported, listed

from gutskin_tui.exchange.errors import ExchangeError

HEADER = "Day,Time,Group,Food Name,Amount,Energy (kcal),Alcohol (g),Water (g),Category\n"


def test_foods_of_a_day_time_and_group_are_a_meal() -> None:
    text = HEADER + (
        '2026-05-04,8:05 AM,Breakfast,"Oats, Rolled, Dry",58.00 g,219,0,6,"Cereals"\n'
        "2026-05-04,8:05 AM,Breakfast,Oat Drink,200.00 ml,118,,,Beverages\n"
        "2026-05-04,12:10 PM,Uncategorized,Coffee Cake,1.00 slice,300,,,Baked\n"
        "2026-05-04,,Dinner,Lentil Soup,1.00 full recipe,412,,,Custom\n"
    )
    entries, report = imported(text)
    assert listed(entries) == [
        (
            "2026-05-04 08:05",
            "meal",
            {"text": "Oats – Rolled – Dry, Oat Drink", "slot": "breakfast", "note": "Oats, Rolled, Dry"},
        ),
        ("2026-05-04 12:10", "meal", {"text": "Coffee Cake"}),
        ("2026-05-04 19:00", "meal", {"text": "Lentil Soup", "slot": "dinner"}),
    ]
    assert report.rows == 4


def test_drinks_have_a_volume_and_the_report_names_them() -> None:
    text = HEADER + (
        "2026-05-04,08:20 ,Breakfast,Tap Water,8.00 fl oz,0,0,236,Beverages\n"
        "2026-05-04,21:00 ,Dinner,Red Wine,150.00 ml,127,15.6,129,Beverages\n"
        "2026-05-04,21:00 ,Dinner,Red Wine,150.00 ml,127,15.6,129,Beverages\n"
        "2026-05-04,10:00 ,Snacks,Green Tea,240.00 g,1,0,239,Beverages\n"
        "2026-05-04,10:00 ,Snacks,Apple Juice,1.00 serving,1,0,239,Beverages\n"
    )
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-05-04 08:20", "drink", {"ml": 237}),
        ("2026-05-04 10:00", "drink", {"ml": 240, "what": "Green Tea"}),
        ("2026-05-04 10:00", "meal", {"text": "Apple Juice", "slot": "snack"}),
        ("2026-05-04 21:00", "drink", {"ml": 150, "what": "Red Wine", "abv": 13.2}),
        ("2026-05-04 21:00", "drink", {"ml": 150, "what": "Red Wine", "abv": 13.2}),
    ]
    assert report.remarks == {"Read as drinks: Tap Water; Red Wine; Green Tea.": 1}


def test_a_zip_of_all_files_and_rows_that_cannot_be_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "servings.csv", HEADER + '2026-05-04,,Supplements,"Zinc, 22 mg",1.00 capsule,0,,,Supplements\n'
        )
        archive.writestr(
            "exercises.csv",
            "Day,Time,Group,Exercise,Minutes,Calories Burned\n2026-05-04,6:15 PM,Uncategorized,Yoga,45.00,-131.20\n"
            "2026-05-04,6:15 PM,Uncategorized,Lift,0.00,0\n2026-05-04,25:15,Uncategorized,Run,5,0\n",
        )
        archive.writestr("notes.csv", 'Day,Time,Group,Note\n2026-05-04,10:30 PM,Uncategorized,"Bloated,\nskin fine"\n')
        archive.writestr("biometrics.csv", "Day,Time,Group,Metric,Unit,Amount\n2026-05-04,,,Weight,kg,70\n")
    entries, report = imported(out.getvalue())
    assert listed(entries) == [
        ("2026-05-04 12:00", "supplement", {"what": "Zinc, 22 mg", "dose": "1.00 capsule"}),
        ("2026-05-04 18:15", "exercise", {"minutes": 45, "what": "Yoga"}),
        ("2026-05-04 22:30", "note", {"text": "Bloated,\nskin fine"}),
    ]
    assert report.skipped == {
        "Minutes should be a whole number, 1 to 1440 min": [3],
        "the date or time is not one that exists": [4],
    }


def test_totals_alone_are_refused_with_what_to_export() -> None:
    with pytest.raises(ExchangeError, match="export Servings"):
        imported("Date,Energy (kcal),Completed\n2026-05-04,1900,true\n")


def test_the_unit_of_an_amount_may_have_a_column_of_its_own() -> None:
    rows = "2026-05-04,8:05 AM,Breakfast,Tap Water,250,ml,0\n2026-05-04,8:05 AM,Breakfast,Oats,80,g,300\n"
    entries, _ = imported(f"Day,Time,Group,Food Name,Amount,Unit,Energy (kcal)\n{rows}")
    assert [values for *_, values in listed(entries)] == [{"ml": 250}, {"text": "Oats", "slot": "breakfast"}]
