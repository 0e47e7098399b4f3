"""Today's sums stay out of means, changes and regularity until the day ends or reaches its goal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import Change, Series, series_of
from gutskin_tui.settings import Settings

TODAY = date(2026, 11, 21)
ADDED_UP = ("water", "fluids", "alcohol", "meals", "late", "exercise", "practice", "supplements", "treatment")


def back(*values: float | None) -> dict[date, float]:
    """Return values by day, the first of today and the others of the days before."""
    return {TODAY - timedelta(days=step): value for step, value in enumerate(values) if value is not None}


def series(name: str, *values: float | None) -> Series:
    return series_of(name, back(*values), TODAY, Settings(water_goal_ml=2000))


def test_which_measures_add_up_in_the_course_of_the_day() -> None:
    assert {name for name, (_, measure) in MEASURES.items() if measure.cumulative} == set(ADDED_UP)
    assert all(measure.combine == "sum" for _, measure in MEASURES.values() if measure.cumulative)


@pytest.mark.parametrize("name", ADDED_UP)
def test_a_sum_so_far_is_in_no_mean(name: str) -> None:
    days = series(name, 1.0, 4.0, 4.0, 4.0, None, 4.0)
    assert days.so_far == 1.0
    assert days.means(TODAY - timedelta(days=1), TODAY, 7) == [4.0, 4.0]
    assert days.change(7).current == 4.0
    assert days.values[TODAY] == 1.0


@pytest.mark.parametrize("name", [name for name in MEASURES if name not in ADDED_UP])
def test_a_score_and_a_night_count_at_once(name: str) -> None:
    days = series(name, 1.0, 4.0, 4.0)
    assert days.so_far is None
    assert days.means(TODAY, TODAY, 7) == [3.0]


@pytest.mark.parametrize(("ml", "mean"), [(1999.0, 1000.0), (2000.0, 1250.0), (2600.0, 1400.0)])
def test_water_counts_from_its_goal_on(ml: float, mean: float) -> None:
    days = series("water", ml, 1000, 1000, 1000)
    assert days.means(TODAY, TODAY, 7) == [mean]
    assert (days.so_far is None) == (ml >= 2000)


def test_the_day_counts_once_it_has_ended() -> None:
    values = back(500.0, 1000.0, 1500.0)
    assert series_of("water", values, TODAY, Settings()).change(7).current is None
    tomorrow = series_of("water", values, TODAY + timedelta(days=1), Settings())
    assert tomorrow.change(7) == Change(1000.0, None)


def test_today_counts_among_the_days_a_mean_still_needs() -> None:
    assert series("water", 500).needs_days(7) == 3
    assert series("water", 500, 1000, 1000).needs_days(7) == 1
    assert series("water", 2000, 1000).needs_days(7) == 1
    assert series("severity", 5, 4).needs_days(7) == 1


def test_another_unit_has_its_goal_in_that_unit() -> None:
    glasses = series("water", 1750, 2000).scaled(250)
    assert (glasses.goal, glasses.so_far) == (8, 7)
    assert series("water", 2000).scaled(250).so_far is None


def test_the_document_shows_the_value_of_today_and_leaves_it_out_of_the_means() -> None:
    document = series("water", 500, 1000, 1000, 1000).document(TODAY - timedelta(days=3), TODAY)
    assert document["so_far"] is True
    assert document["days"][-1] == {"day": TODAY, "value": 500, "mean7": 1000.0, "mean28": None, "mean90": None}
    assert series("severity", 5).document(TODAY, TODAY)["so_far"] is False
