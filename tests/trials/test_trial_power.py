"""What a trial can find: the tables against a simulation of their own, and the person's own spread."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from statistics import stdev

import numpy as np
import pytest
from trial_people import after, reading, trial

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.store import Journal
from gutskin_tui.text import ordinal
from gutskin_tui.trials.plan_wording import warnings
from gutskin_tui.trials.power import (
    AT_SMALLEST,
    DETECTED,
    LEAST_SPREAD,
    PHI,
    SMALLEST,
    could_miss,
    own_spread,
    power,
)
from gutskin_tui.trials.report import trial_report
from gutskin_tui.trials.results import result
from tests.calibrate.trial_power import supported
from tests.calibrate.trials import share

SIX = trial(design="rigorous", order=("with", "without") * 3, smallest_change=1.0)


@pytest.mark.parametrize(("pairs", "column"), [(4, 0), (6, 0), (6, 2), (8, 3), (10, 1)])
def test_the_tables_hold_with_other_chances(pairs: int, column: int) -> None:
    smallest = SMALLEST[column]
    assert supported(pairs, DETECTED[pairs][column], smallest, 4000, seed=5) == pytest.approx(0.8, abs=0.03)
    assert supported(pairs, smallest, smallest, 4000, seed=6) == pytest.approx(AT_SMALLEST[pairs][column], abs=0.03)


@pytest.mark.parametrize("days", [7, 14, 28])
def test_the_spread_of_a_pair_is_that_of_simulated_days(days: int) -> None:
    rng = np.random.default_rng(days)
    skin = np.empty((20_000, 2 * days))
    lasting = rng.normal(size=len(skin))
    for day in range(2 * days):
        lasting = PHI * lasting + np.sqrt(1 - PHI**2) * rng.normal(size=len(skin))
        skin[:, day] = lasting
    differences = skin[:, 2:days].mean(axis=1) - skin[:, days + 2 :].mean(axis=1)
    plan = trial(design="rigorous", phase_days=days, smallest_change=1e-6)
    assert power(plan, 1.0).change == pytest.approx(DETECTED[4][0] * differences.std(), rel=0.03)


def test_what_is_promised_before_the_start_is_detected_in_rounded_skin() -> None:
    plan = trial(design="rigorous", order=("with", "without") * 3, smallest_change=0.5)
    change = power(plan, 1.0).change
    assert share(400, 3, "supported by your own test", "rigorous", change, PHI, 6) == pytest.approx(0.8, abs=0.1)


def test_more_pairs_and_less_spread_find_smaller_changes() -> None:
    twelve = trial(design="rigorous", order=("with", "without") * 6)
    assert power(twelve, 1.4).change < power(SIX, 1.4).change < power(SIX, 2.8).change
    large = trial(design="rigorous", order=("with", "without") * 3, smallest_change=9.0)
    assert power(large, 1.0).change > 9.0


def test_the_spread_is_that_of_the_sixty_days_before(tmp_path: Path, clock: Clock) -> None:
    scores = {back: back % 5 for back in range(1, 90)}
    with Journal.open(tmp_path / "journal.json", clock=clock) as journal:
        for back in range(1, 14):
            journal.add(make("skin", {"severity": scores[back]}, clock, at=clock.now() - timedelta(days=back)))
        plan = trial(design="rigorous", start=clock.today().isoformat())
        assert own_spread(plan, journal.day) is None  # 13 days
        for back in range(14, 90):
            journal.add(make("skin", {"severity": scores[back]}, clock, at=clock.now() - timedelta(days=back)))
        assert own_spread(plan, journal.day) == pytest.approx(stdev(scores[back] for back in range(1, 61)))
        flat = trial(design="rigorous", start=clock.today().isoformat(), outcome="itch")
        assert own_spread(flat, journal.day) is None


def test_the_plan_tells_what_it_can_find() -> None:
    text = " ".join(warnings(SIX, 1.4))
    assert "varied by 1.4 points from day to day" in text
    assert (
        "6 pairs find a change of 1.7 points in about 8 of 10 people, and one of 1, the smallest that matters" in text
    )
    assert text.endswith("that matters to you, in about 4 of 10.")
    assert "needs skin on 14 of the 60 days" in " ".join(warnings(SIX, None))
    assert warnings(trial(), 1.4) == [
        "Before the start skin varied by 1.4 points from day to day: a quick trial finds a change of 2.1 points in "
        "about 8 of 10 people, and gives a hint at most: about 1 in 8 gives one where nothing changes, so only a "
        "rigorous trial can support an answer."
    ]
    assert "finds only a large change, and gives a hint at most" in warnings(trial(), None)[0]


def test_what_could_have_been_missed_is_the_end_of_the_interval() -> None:
    plan = trial(design="rigorous")
    unclear = result(plan, reading(plan, [4.0, 4, 2, 4, 6, 4, 4], [5.0, 3, 4, 5, 4, 4, 4]), after(plan))
    assert unclear.verdict == "no clear change"
    assert unclear.test is not None
    assert could_miss(plan, unclear) == max(unclear.test.high, plan.smallest_change)
    quick = trial()
    same = result(quick, reading(quick, [4.0] * 7, [4.0] * 7), after(quick))
    assert could_miss(quick, same) == max(LEAST_SPREAD * 1.5, 1.0)
    clear = result(plan, reading(plan, [2.0] * 7, [6.0] * 7), after(plan))
    assert could_miss(plan, clear) is None


def test_the_trials_finished_before_are_counted() -> None:
    plan = trial(start="2026-06-01")
    before = [trial(start="2026-01-05"), trial(start="2026-03-02"), trial(start="2026-05-25"), plan]
    report = trial_report(plan, lambda day: [], MealAnalyzer(), plan.first, before)
    assert report.earlier == 2  # the third was under way, and the trial itself is none
    ordinals = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 22: "22nd", 113: "113th"}
    assert {number: ordinal(number) for number in ordinals} == ordinals
