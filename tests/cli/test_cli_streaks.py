"""`gutskin streaks` and the means of `gutskin trends` on small journals, worked out by hand rule by rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from gutskin_tui import paths
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal

Good = Callable[..., str]
Logged = tuple[float, str, dict[str, Any]]
"""How many days before today, at noon if it is a whole number, the kind of an entry, and its values."""

M = 0.5 ** (1 / 13)
M3 = 0.5 ** ((3 / 7) ** 0.5 / 13)
MEALS = 0.5 ** (3**0.5 / 13)
MEAL, SKIN, RUN = {"text": "oats"}, {"severity": 3}, {"what": "run", "minutes": 30}
DAY_OFF, NO_MEAL = {"what": "skip"}, {"what": "nothing", "of": "meal"}


def meals(*back: float) -> list[Logged]:
    return [(days, "meal", MEAL) for days in back]


def day_off(*back: float) -> list[Logged]:
    return [(days, "mark", DAY_OFF) for days in back]


def runs(*back: float) -> list[Logged]:
    return [(days, "exercise", RUN) for days in back]


def water(**ml_by_day: float) -> list[Logged]:
    return [(float(day.removeprefix("back_")), "drink", {"ml": ml}) for day, ml in ml_by_day.items()]


@pytest.fixture
def written(clock: Clock) -> Callable[[list[Logged]], None]:
    def write(logged: list[Logged]) -> None:
        noon = datetime.combine(clock.today(), time(12), clock.now().tzinfo)
        with Journal.open(paths.journal_path()) as journal:
            journal.add(*(make(kind, values, clock, noon - timedelta(days=back)) for back, kind, values in logged))

    return write


def streak_of(good: Good, name: str) -> tuple[int, int, int | None, float]:
    row = next(row for row in json.loads(good("streaks", "--json")) if row["name"] == name)
    return row["current"], row["longest"], row["days_left"], row["regularity"]


@pytest.mark.parametrize(
    ("logged", "name", "current", "longest", "days_left", "regularity"),
    [
        # today is done: the streak breaks if tomorrow ends without an entry
        (meals(0), "meal", 1, 1, 1, 1 - M),
        # today is still open, so it neither breaks the streak nor counts
        (meals(1, 2, 3), "meal", 3, 3, 0, (1 - M) * (1 + M + M * M)),
        # yesterday was missed: no streak; the score fell by the factor M
        (meals(2, 3), "meal", 0, 2, None, (1 - M) * (1 + M) * M),
        # several entries make one day
        (meals(0, 0.1, 0.2, 1), "meal", 2, 2, 1, (1 - M) * (1 + M)),
        # half past midnight is still the day before: days 1 and 2 before today
        (meals(2, 11.5 / 24), "meal", 2, 2, 0, (1 - M) * (1 + M)),
        # the longest run lies in the past
        (meals(0, 4, 5, 6), "meal", 1, 3, 1, ((1 - M) * (1 + M + M * M)) * M**3 * M + 1 - M),
        # a day off yesterday keeps the streak without making it longer, and leaves the score alone
        (meals(2, 3) + day_off(1), "meal", 2, 2, 0, (1 - M) * (1 + M)),
        # days off in the middle join two runs
        (meals(0, 1, 4) + day_off(2, 3), "meal", 3, 3, 1, (1 - M) * (1 + M + M * M)),
        # one of two days off is not enough
        (meals(0, 1, 4) + day_off(2), "meal", 2, 2, 1, (1 - M) * (M**3 + M + 1)),
        # a day off with a meal is a day with a meal
        (meals(0, 1, 2) + day_off(1), "meal", 3, 3, 1, (1 - M) * (1 + M + M * M)),
        # today off, yesterday done: tomorrow is the last chance
        (meals(1, 2) + day_off(0), "meal", 2, 2, 1, (1 - M) * (1 + M)),
        # nothing to record counts for its kind and for any entry
        ([*meals(0, 2), (1, "mark", NO_MEAL)], "meal", 3, 3, 1, (1 - M) * (1 + M + M * M)),
        ([*meals(0, 2), (1, "mark", NO_MEAL)], "any entry", 3, 3, 1, (1 - M) * (1 + M + M * M)),
        # entries of different kinds: each has its own streak, any entry has all days
        ([*meals(1, 3), (2, "skin", SKIN)], "meal", 1, 1, 0, (1 - M) * (M * M + 1)),
        ([*meals(1, 3), (2, "skin", SKIN)], "any entry", 3, 3, 0, (1 - M) * (1 + M + M * M)),
        # the water goal is reached at 2000 ml; a drink below it is a day for drinks, and half of it half a day
        (water(back_1=2000, back_2=2000, back_3=1000), "water goal", 2, 2, 0, (1 - M) * (M * M / 2 + M + 1)),
        (water(back_1=2000, back_2=2000, back_3=1000), "drink", 3, 3, 0, (1 - M) * (1 + M + M * M)),
        # today below the goal is not over; from the goal on it counts
        (water(back_0=1999, back_1=2000), "water goal", 1, 1, 0, 1 - M),
        (water(back_0=2000, back_1=2000), "water goal", 2, 2, 1, (1 - M) * (1 + M)),
        # twice the goal is one goal
        (water(back_0=4000, back_1=1000), "water goal", 1, 1, 1, (1 - M) * (M / 2 + 1)),
    ],
)
def test_streaks_and_regularity_by_hand(
    good: Good,
    written: Callable[[list[Logged]], None],
    logged: list[Logged],
    name: str,
    current: int,
    longest: int,
    days_left: int | None,
    regularity: float,
) -> None:
    written(logged)
    assert streak_of(good, name) == (current, longest, days_left, pytest.approx(regularity, abs=1e-12))


@pytest.mark.parametrize(
    ("frequencies", "logged", "name", "current", "regularity"),
    [
        # 3 times in 7 days; the windows that end 5 to 1 days ago hold 1, 1, 2, 2, 3 of 3, and today's 3 counts
        (
            "exercise=3/7",
            runs(1, 3, 5),
            "exercise",
            1,
            (1 - M3) * ((M3**5 + M3**4 + 2 * M3**3 + 2 * M3**2) / 3 + M3 + 1),
        ),
        # 2 of 3 by today: today is left out
        ("exercise=3/7", runs(0, 2), "exercise", 1, (1 - M3) * (M3 + 1) / 3),
        # two on one day are two of three
        ("exercise=3/7", runs(1, 1.1), "exercise", 1, (1 - M3) * 2 / 3),
        # without a wish every day counts
        ("", runs(1, 3), "exercise", 1, (1 - M) * (M * M + 1)),
        # three meals a day: one of three yesterday; today counts from the third on
        ("meal=3/1", meals(0, 0.1, 1), "meal", 2, (1 - MEALS) / 3),
        ("meal=3/1", meals(0, 0.1, 0.2, 1), "meal", 2, (1 - MEALS) * (MEALS / 3 + 1)),
        # a day off leaves the score alone, the window goes on: 1 of 3, off, and today 2 of 3, not yet over
        ("exercise=3/7", runs(0, 2) + day_off(1), "exercise", 2, (1 - M3) / 3),
    ],
)
def test_the_regularity_of_a_wanted_frequency_by_hand(
    good: Good,
    written: Callable[[list[Logged]], None],
    frequencies: str,
    logged: list[Logged],
    name: str,
    current: int,
    regularity: float,
) -> None:
    written(logged)
    good("settings", "set", "frequencies", frequencies)
    assert streak_of(good, name)[0] == current
    assert streak_of(good, name)[3] == pytest.approx(regularity, abs=1e-12)


def stress(**scores: int) -> list[Logged]:
    return [(float(day.removeprefix("back_")), "stress", {"score": score}) for day, score in scores.items()]


@pytest.mark.parametrize(
    ("logged", "series", "value", "mean7"),
    [
        # a missing day is no 0: (4 + 1 + 7) / 3
        (stress(back_0=4, back_3=1, back_6=7), "stress", 4, 4.0),
        # two days of seven are too few
        (stress(back_0=4, back_3=1), "stress", 4, None),
        # the eighth day is outside
        (stress(back_0=4, back_1=1, back_7=7), "stress", 4, None),
        # two scores of a day are one mean: ((2 + 7) / 2 + 3 + 6) / 3
        ([(0.1, "stress", {"score": 2}), *stress(back_0=7, back_1=3, back_2=6)], "stress", 4.5, 4.5),
        # 0 is an answer: (0 + 3 + 6) / 3
        ([(0, "skin", {"severity": 0}), (1, "skin", SKIN), (2, "skin", {"severity": 6})], "severity", 0, 3.0),
        # the later of two check-ins counts: (5 + 3 + 3) / 3
        (
            [(0.1, "skin", {"severity": 9}), (0, "skin", {"severity": 5}), *((day, "skin", SKIN) for day in (1, 2))],
            "severity",
            5,
            11 / 3,
        ),
        # a sum so far is in no mean: (30 + 60 + 30) / 3
        ([*runs(0, 1, 2, 2.1, 3)], "exercise", 30, 40.0),
    ],
)
def test_means_by_hand(
    good: Good,
    written: Callable[[list[Logged]], None],
    logged: list[Logged],
    series: str,
    value: float,
    mean7: float | None,
) -> None:
    written(logged)
    days = next(row["days"] for row in json.loads(good("trends", "--json")) if row["series"] == series)
    assert days[-1]["value"] == value
    assert days[-1]["mean7"] == (None if mean7 is None else pytest.approx(mean7, abs=1e-9))
    assert days[-1]["mean28"] is None


@pytest.mark.parametrize(
    ("count", "mean28", "mean90"), [(11, None, None), (12, 2.5, None), (38, 2.5, None), (39, 2.5, 98 / 39)]
)
def test_a_mean_of_28_days_needs_12_of_them_and_a_mean_of_90_needs_39(
    good: Good, written: Callable[[list[Logged]], None], count: int, mean28: float | None, mean90: float | None
) -> None:
    written([(day, "skin", {"severity": 2 if day % 2 else 3}) for day in range(count)])  # 3 today, 2 yesterday, 3 ...
    last = json.loads(good("trends", "--json"))[0]["days"][-1]
    assert last["mean28"] == mean28
    assert last["mean90"] == (None if mean90 is None else pytest.approx(mean90, abs=1e-9))
