"""Logs of food and drink as CSV: MyFitnessPal, MacroFactor, WaterMinder."""

from __future__ import annotations

import io
import zipfile

import pytest
from import_helpers import imported, listed

from gutskin_tui.exchange.errors import ExchangeError

EXERCISES = (
    "Date,Exercise,Type,Exercise Calories,Exercise Minutes,Sets,Reps Per Set,Pounds,Steps,Note\n"
    '2026-10-03,Swim,Cardio,"1,120",35,,,,,lake\n2026-10-03,Bench press,Strength,0,0,3,8,90,,\n'
    "2026-10-03,Row,Cardio,1,x\n"
)
NUTRITION = (
    "Date,Meal,Time,Calories,Fat (g),Protein (g),Note\n"
    '2026-10-03,Lunch,,"1,020.5",1,2,"out, late"\n2026-10-03,Snacks,,0,0,0,\n'
)


def test_summaries_of_myfitnesspal_are_exercises_and_notes_and_never_empty_meals() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Exercise-Summary.csv", EXERCISES)
        archive.writestr("Nutrition-Summary.csv", NUTRITION)
        archive.writestr("Measurement-Summary.csv", "Date,Weight\n2026-10-03,70\n")
    entries, report = imported(out.getvalue())
    assert listed(entries) == [
        ("2026-10-03 12:00", "exercise", {"minutes": 35, "what": "Swim", "note": "lake"}),
        ("2026-10-03 12:00", "note", {"text": "Lunch: out, late"}),
        ("2026-10-03 12:00", "note", {"text": "Bench press: 3 × 8, 90 pounds"}),
    ]
    assert report.skipped == {"the minutes are not a number": [4], "it has totals but no foods": [3]}
    assert "Measurements, such as weight, are not imported." in report.remarks
    assert len(imported(EXERCISES)[0]) == 2
    assert len(imported(NUTRITION)[0]) == 1


MACROFACTOR = (
    "Date,Time,Food Name,Serving Size,Serving Qty,Serving Weight (g),Calories (kcal),Fat (g)\n"
    '2026-10-04,08:05,Bread "rye", toasted,slice,2,80,152,2.6\n'
    '2026-10-04,08:05,"Jam, ""red""",tsp,1,10,30,0\n'
    "2026-10-04,08:05,Water,ml,300,300,0,0\n"
    "2026-10-04,09:00,Coffee,cup,1,250,0,0\n"
    "2026-10-04,19:00,Beer,bottle,1,330,140,0\n"
    "2026-10-04,short\n"
)


@pytest.mark.parametrize("text", [MACROFACTOR, MACROFACTOR.replace("2026-10-04", "10/4/26"), "\ufeff" + MACROFACTOR])
def test_names_of_macrofactor_hold_quotes_and_commas(text: str) -> None:
    entries, report = imported(text, dates=None if "2026" in text else "mdy")
    assert listed(entries) == [
        ("2026-10-04 08:05", "drink", {"ml": 300}),
        (
            "2026-10-04 08:05",
            "meal",
            {"text": 'Bread "rye" – toasted, Jam – "red"', "note": 'Bread "rye", toasted\nJam, "red"'},
        ),
        ("2026-10-04 09:00", "drink", {"ml": 240, "what": "Coffee"}),
        ("2026-10-04 19:00", "drink", {"ml": 330, "what": "Beer"}),
    ]
    assert report.skipped == {"it has fewer cells than the header": [7]}
    assert "Read as drinks: Beer; Coffee; Water." in report.remarks


WATER = (
    "Drink Type,Cup Name,Hydration Value(ml),Water Value(ml),Date,Time,Daily Goal Reached in %\n"
    'Water,Glass,"250","250",4/10/26,8:05,"10"\nWater,Glass,"250","250",4/10/26,8:05,"20"\n'
    'Kaffee,Becher,"300","270",4/10/26,9:30,"30"\nWater,Jug,"1.000","1.000",13/10/26,0:20,"38"\n'
    'Water,Sea,"6.000","6.000",13/10/26,9:20,"38"\nWater,None,"0","0",13/10/26,9:20,"38"\n'
)


@pytest.mark.parametrize("text", [WATER, "\ufeff" + WATER.replace("\n", "\r\n"), WATER.replace(".000", ",000")])
def test_equal_rows_of_waterminder_are_drinks_of_their_own(text: str) -> None:
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-10-04 08:05", "drink", {"ml": 250}),
        ("2026-10-04 08:05", "drink", {"ml": 250}),
        ("2026-10-04 09:30", "drink", {"ml": 300, "what": "Kaffee"}),
        ("2026-10-12 00:20", "drink", {"ml": 1000}),
    ]
    assert sorted(report.skipped.values()) == [[6], [7]]


def test_a_number_too_large_for_a_float_is_no_amount() -> None:
    text = WATER.replace('"1.000","1.000"', f'"{"9" * 400}","250"')
    assert [row[0] for row in listed(imported(text)[0])] == ["2026-10-04 08:05", "2026-10-04 08:05", "2026-10-04 09:30"]
    assert imported(MACROFACTOR.replace("ml,300,300", f"l,{'9' * 308},300"))[1].skipped == {
        "it has fewer cells than the header": [7]
    }


def test_ounces_of_waterminder_and_dates_that_could_be_two() -> None:
    text = "Drink Type,Cup Name,Hydration Value(oz),Water Value(oz),Date,Time\nWater,Glass,8.5,8.5,4/5/26,8:05 PM\n"
    with pytest.raises(ExchangeError, match="--dates"):
        imported(text)
    assert listed(imported(text, dates="mdy")[0]) == [("2026-04-05 20:05", "drink", {"ml": 251})]
