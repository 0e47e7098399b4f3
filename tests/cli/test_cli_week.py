"""week, and today --quiet."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.presentation.week import WeekFoods, _next_step

Good = Callable[..., str]
Run = Callable[..., Result]
BEFORE = ("2026-11-07", "2026-11-09", "2026-11-11")
LATER = ("2026-11-14", "2026-11-16", "2026-11-20")
"""Three days of each week before 21 November."""


def log(good: Good) -> None:
    for days, meal, hours in ((BEFORE, "toast with butter", "6"), (LATER, "lentils, kimchi, carrots", "7.5")):
        for day in days:
            good("add", "meal", meal, "--at", f"{day} 12:00")
            good("add", "sleep", hours, "--at", f"{day} 08:00")


def test_the_week_is_compared_with_the_week_before(good: Good) -> None:
    log(good)
    lines = good("week").splitlines()
    assert lines[0].startswith("Sat 14 Nov to Fri 20 Nov, against the 7 days before")
    assert "Meals      logged on 3 of 7 days (before 3)" in lines
    assert "Sleep      7.5 h on average, 3 of 7 days (before 6 h, 3 of 7 days, better)" in lines
    assert "Fermented  3 (before 0)" in lines
    assert "Water      no average: 0 of 7 days logged, at least 3 needed" in lines
    assert lines[-1] == "Next: log water on 3 more days for a weekly average."


def test_today_is_in_neither_week(good: Good) -> None:
    log(good)
    before = good("week")
    good("add", "meal", "yoghurt, cheese")
    good("add", "sleep", "2")
    assert good("week") == before


def test_an_empty_week_claims_nothing(good: Good) -> None:
    output = good("week")
    assert "Plants" not in output
    assert "better" not in output
    assert output.endswith("Next: log your meals; none is logged in these 7 days.\n")


def test_the_week_as_json(good: Good) -> None:
    log(good)
    summary = json.loads(good("week", "--json"))
    assert (summary["first"], summary["last"], summary["plants_goal"]) == ("2026-11-14", "2026-11-20", 30)
    assert (summary["foods"]["fermented"], summary["foods_before"]["fermented"]) == (3, 0)
    sleep = next(measure for measure in summary["measures"] if measure["name"] == "sleep")
    assert (sleep["current"], sleep["previous"], sleep["days"], sleep["verdict"]) == (7.5, 6.0, 3, "better")
    water = next(measure for measure in summary["measures"] if measure["name"] == "water")
    assert (water["current"], water["verdict"]) == (None, "")


def test_quiet_ends_with_1_while_something_is_missing(good: Good, clock: Clock) -> None:
    def status(*words: str) -> int:
        result = CliRunner().invoke(gutskin, ["today", "--quiet", *words], obj=Session(clock))
        assert (result.stdout, result.stderr) == ("", "")
        return result.exit_code

    assert status("--missing", "skin,water") == 1
    good("add", "skin", "--severity", "3")
    assert status("--missing", "skin") == 0
    assert status("--missing", "skin, water") == 1
    assert status() == status("--missing", "meal") == 1
    good("add", "drink", "2000")
    assert status("--missing", "skin,water") == 0


def test_a_name_that_cannot_be_missing_is_refused(run: Run) -> None:
    result = run("today", "--quiet", "--missing", "skni")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'gutskin: --missing: unknown name "skni"; did you mean skin?\n'


@pytest.mark.parametrize("name", ["breakfast", "lunch", "dinner", "water", "skin", "stress", "sleep"])
def test_every_need_can_be_named(good: Good, name: str) -> None:
    assert name in good("today", "--missing", name).splitlines()[-1]


@pytest.mark.parametrize(("points", "words"), [(17.25, "13 more plants"), (29.5, "1 more plant"), (12.0, "18 more")])
def test_the_plants_that_are_missing_are_whole(points: float, words: str) -> None:
    step = _next_step(WeekFoods(meal_days=7, plants=points, fermented=0, triggers={}), (), 30)
    assert step.startswith(words)
    assert step.endswith("in a week to reach your goal of 30.")
