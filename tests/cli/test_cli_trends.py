"""gutskin trends and streaks: figures worked out by hand, words and width."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from written_entries import fill, scored

from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.sample.generator import sample_entries

Good = Callable[..., str]


def test_streaks_by_hand(good: Good, clock: Clock) -> None:
    assert json.loads(good("streaks", "--json")) == []
    assert "begins with the first entry" in good("streaks")
    fill(*scored(clock, {1: 4, 2: 4, 3: 4, 5: 4, 6: 4, 7: 4, 8: 4}))
    by_name = {row.pop("name"): row for row in json.loads(good("streaks", "--json"))}
    assert set(by_name) == {"any entry", "skin"}
    skin = by_name["skin"]
    assert (skin["current"], skin["longest"]) == (3, 4)
    assert (skin["last_chance"], skin["days_left"]) == ("2026-11-21", 0)
    keep = 0.5 ** (1 / 13)
    score = 0.0
    for value in (1, 1, 1, 1, 0, 1, 1, 1):
        score = score * keep + value * (1 - keep)
    assert skin["regularity"] == pytest.approx(score)
    output = good("streaks")
    assert "Log today to keep: any entry, skin\n" in output
    assert "\x1b" not in output
    assert all(len(line) <= 80 for line in output.splitlines())


def test_the_water_goal_has_a_streak_of_its_own(good: Good) -> None:
    for when, ml in (("today", 2000), ("yesterday", 2000), ("-2d", 1999)):
        good("add", "drink", str(ml), "--at", when)
    by_name = {row["name"]: row["current"] for row in json.loads(good("streaks", "--json"))}
    assert by_name == {"any entry": 3, "drink": 3, "water goal": 2}


def test_trends_by_hand(good: Good, clock: Clock) -> None:
    assert json.loads(good("trends", "--json")) == []
    assert "begin with the first entry" in good("trends")
    fill(*scored(clock, {0: 6, 1: 3, 3: 3}))
    (series,) = json.loads(good("trends", "--json"))
    assert (series["series"], series["label"], series["unit"]) == ("severity", "Skin", "")
    assert series["days"] == [
        {"day": "2026-11-18", "value": 3.0, "mean7": None, "mean28": None, "mean90": None},
        {"day": "2026-11-19", "value": None, "mean7": None, "mean28": None, "mean90": None},
        {"day": "2026-11-20", "value": 3.0, "mean7": None, "mean28": None, "mean90": None},
        {"day": "2026-11-21", "value": 6.0, "mean7": 4.0, "mean28": None, "mean90": None},
    ]


def test_today_is_in_no_mean_and_no_regularity_before_it_ends_or_reaches_its_goal(good: Good, clock: Clock) -> None:
    for back in range(1, 8):
        good("add", "drink", "2000", "--at", f"-{back}d")
        good("add", "exercise", "30", "--at", f"-{back}d")
    good("add", "drink", "500")
    good("add", "exercise", "10")

    def numbers() -> tuple[dict, float]:
        series = {row["series"]: row for row in json.loads(good("trends", "--json"))}
        names = {row["name"]: row for row in json.loads(good("streaks", "--json"))}
        return series, names["water goal"]["regularity"]

    series, regular = numbers()
    keep = 0.5 ** (1 / 13)
    assert regular == pytest.approx(1 - keep**7)
    for name, value, mean in (("water", 500, 2000), ("exercise", 10, 30)):
        today = series[name]["days"][-1]
        assert (series[name]["so_far"], today["value"], today["mean7"]) == (True, value, mean)
    output = good("trends")
    assert "Today so far, in no average yet: water 2 glasses" in output
    assert rows(output)["Water"].startswith("8.0 glasses")
    good("add", "drink", "1500")
    series, regular = numbers()
    assert regular == pytest.approx(1 - keep**8)
    assert (series["water"]["so_far"], series["water"]["days"][-1]["mean7"]) == (False, 2000)
    assert "water" not in good("trends").rpartition("Today so far")[2]


def rows(output: str) -> dict[str, str]:
    labels = sorted((measure.label for _, measure in MEASURES.values()), key=len, reverse=True)
    means: dict[str, str] = {}
    for line in output.splitlines():
        label = next((name for name in labels if line.startswith(f"{name}  ")), None)
        if label:
            means[label] = line.removeprefix(label).strip()
    return means


def test_trends_in_words(good: Good, clock: Clock) -> None:
    fill(*scored(clock, {back: 2 if back < 7 else 4 for back in range(14)}))
    output = good("trends")
    row = rows(output)["Skin"]
    assert "2.0" in row
    assert "better" in row
    assert output.startswith("Skin, 28 days\n")
    assert "\x1b" not in output


def test_trends_print_how_many_days_they_need(good: Good, clock: Clock) -> None:
    fill(*scored(clock, {0: 6}))
    assert rows(good("trends"))["Skin"].startswith("needs 2 more days")


def test_a_year_fits_80_columns(good: Good, clock: Clock) -> None:
    fill(*sample_entries(120, 1, clock))
    assert set(rows(good("trends"))) >= {"Water", "Skin", "Stress", "Sleep", "Exercise"}
    for words in (["trends"], ["streaks"]):
        output = good(*words)
        assert all(len(line) <= 80 for line in output.splitlines())


def test_the_strip_of_a_long_streak_has_today(good: Good, clock: Clock) -> None:
    fill(*scored(clock, dict.fromkeys(range(120), 4)))
    lines = good("streaks").splitlines()
    dates = lines.pop()
    assert dates.endswith(" today")
    assert {len(line) for line in lines} == {len(dates)}
    assert all(line.endswith("■■■■") for line in lines)


def test_the_ascii_setting_reaches_the_charts(good: Good, clock: Clock) -> None:
    fill(*sample_entries(60, 1, clock))
    good("settings", "set", "ascii", "true")
    assert good("trends").isascii()
    assert good("streaks").isascii()


@pytest.mark.parametrize(
    "words", [["streaks", "x"], ["trends", "--jason"], ["today", "x"], ["find"], ["find", "--json"]]
)
def test_bad_options_are_refused(run: Callable[..., Result], words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_frequency_is_of_a_kind_and_is_written_as_times_in_days(run: Callable[..., Result]) -> None:
    assert "did you mean exercise?" in run("settings", "set", "frequencies", "exercize=3/7").stderr
    assert "3 times in 7 days" in run("settings", "set", "frequencies", "exercise=often").stderr
