"""What trials show: exact tests, NAP, and a verdict that never says more than its design can carry."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from trial_people import after, reading, trial

from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.trial import Ending, Reaction
from gutskin_tui.trials.adherence import Reading
from gutskin_tui.trials.randomization_test import nap, randomization_test
from gutskin_tui.trials.report import status
from gutskin_tui.trials.results import SUPPORTED, result
from gutskin_tui.trials.schedule import phases
from tests.calibrate.trials import FALSE_SUPPORT, share, trial_rows

SCORES = st.integers(0, 10).map(float)
DIFFERENCES = st.lists(st.floats(-10, 10), min_size=1, max_size=9)
BAD, CALM = [6.0, 7, 6, 7, 6, 7, 6], [2.0, 3, 2, 3, 2, 3, 2]


@given(DIFFERENCES.filter(lambda test: len(test) > 1))
def test_the_randomisation_test_is_that_of_scipy(differences: list[float]) -> None:
    test = randomization_test(differences)
    y = np.array(differences)

    def p(alternative: Any) -> float:
        return float(
            stats.permutation_test(
                (y,),
                lambda x, axis: np.sum(x, axis=axis),
                permutation_type="samples",
                n_resamples=np.inf,
                alternative=alternative,
                vectorized=True,
            ).pvalue
        )

    brute = [
        sum(s * value for s, value in zip(signs, differences, strict=True))
        for signs in itertools.product((1, -1), repeat=len(differences))
    ]
    near = 1e-9 * max(1.0, sum(map(abs, differences)))
    assert test.p == pytest.approx(sum(value >= sum(differences) - near for value in brute) / len(brute), abs=1e-9)
    if len({round(value, 6) for value in brute}) == len(brute):  # near ties are judged by each in its own way
        assert test.p == pytest.approx(p("greater"), abs=1e-9)
        assert test.p_two_sided == pytest.approx(p("two-sided"), abs=1e-9)


@given(DIFFERENCES)
def test_the_interval_is_the_test_turned_round(differences: list[float]) -> None:
    test = randomization_test(differences)
    assert test.low <= test.high
    assert 0.0 <= test.level <= 1.0
    for just_outside in (test.low - 1e-3, test.high + 1e-3):
        p = min(randomization_test([sign * (value - just_outside) for value in differences]).p for sign in (1, -1))
        assert p <= (1 - test.level) / 2 + 1e-12


def test_the_coverage_of_an_interval_is_its_level() -> None:
    rng = np.random.default_rng(1)
    for pairs in (4, 6):
        tests = [randomization_test(list(rng.normal(0.7, 1, pairs))) for _ in range(1500)]
        assert tests[0].level == {4: 0.875, 6: 0.96875}[pairs]  # as much of 95 % as the pairs allow
        covered = np.mean([test.low <= 0.7 <= test.high for test in tests])
        assert abs(covered - tests[0].level) < 0.025


@given(st.lists(SCORES, min_size=1, max_size=20), st.lists(SCORES, min_size=1, max_size=20))
def test_nap_is_mann_whitney(before: list[float], after_: list[float]) -> None:
    u = stats.mannwhitneyu(before, after_).statistic
    assert nap(before, after_) == pytest.approx(u / (len(before) * len(after_)), abs=1e-9)


def test_four_pairs_can_reach_the_limit_and_no_fewer() -> None:
    assert randomization_test([1.0] * 4).p == SUPPORTED == 0.0625
    assert randomization_test([1.0] * 3).p > SUPPORTED
    with pytest.raises(ValueError):
        randomization_test([])


def test_a_clear_rigorous_trial_is_supported() -> None:
    plan = trial(design="rigorous")
    outcome = result(plan, reading(plan, CALM, BAD), after(plan))
    assert (outcome.verdict, outcome.why, outcome.caps) == ("supported by your own test", "", ())
    assert outcome.test is not None
    assert (outcome.test.p, outcome.test.p_two_sided) == (0.0625, 0.125)
    assert outcome.change == pytest.approx(np.mean(CALM[2:]) - np.mean(BAD[2:]))
    assert outcome.eaten.change == pytest.approx(outcome.change)
    assert (outcome.eaten.n_with, outcome.eaten.n_without) == (20, 20)
    assert status(plan, outcome, after(plan)) == "supported by your own test"


def test_washout_days_are_left_out() -> None:
    plan = trial(design="rigorous")
    clear = result(plan, reading(plan, CALM, BAD), after(plan))
    odd = result(plan, reading(plan, [10.0, 10, *CALM[2:]], [0.0, 0, *BAD[2:]]), after(plan))
    assert (odd.differences, odd.verdict) == (clear.differences, clear.verdict)


def test_where_higher_is_better_the_test_turns() -> None:
    plan = trial(design="rigorous", outcome="mood")
    assert result(plan, reading(plan, BAD, CALM), after(plan)).verdict == "supported by your own test"
    assert result(plan, reading(plan, CALM, BAD), after(plan)).verdict == "no clear change"
    quick = trial(outcome="mood")
    assert result(quick, reading(quick, BAD, CALM), after(quick)).verdict == "hint"
    assert result(quick, reading(quick, CALM, BAD), after(quick)).nap == 0.0


@pytest.mark.parametrize("design", ["quick", "rigorous"])
@pytest.mark.parametrize(
    ("fields", "slips", "why"),
    [
        ({"condition": "acne"}, 0, "shorter than the 28"),
        ({"ended": Ending(day="2026-01-20", reason="stopped")}, 0, "stopped early"),
        ({"ended": Ending(day="2026-01-20", reason="severe_reaction")}, 0, "severe reaction"),
        ({"smallest_change": 9.0}, 0, ""),
    ],
)
def test_what_rules_a_verdict_out(design: Any, fields: dict[str, Any], slips: int, why: str) -> None:
    plan = trial(design=design, **fields)
    outcome = result(plan, reading(plan, CALM, BAD, slips), after(plan))
    assert outcome.verdict == ("no verdict" if why else "no clear change")
    assert why in outcome.why


def test_too_early_until_the_last_day_is_over() -> None:
    for design in ("quick", "rigorous"):
        plan = trial(design=design)
        data = reading(plan, CALM, BAD)
        for day in (plan.first, plan.first + timedelta(days=13), plan.last):
            outcome = result(plan, data, day)
            assert outcome.verdict == "too early to call"
            assert f"day {plan.days}" in outcome.why
        assert result(plan, data, after(plan)).verdict != "too early to call"
        ended = trial(design=design, ended=Ending(day=plan.last.isoformat(), reason="finished"))
        assert result(ended, data, plan.last).verdict == result(plan, data, after(plan)).verdict


def test_adherence_of_four_fifths_is_needed() -> None:
    plan = trial(design="rigorous", phase_days=10)  # 40 days without it
    assert (
        result(plan, reading(plan, [3.0] * 10, [6.0] * 10, slips=8), after(plan)).verdict
        == "supported by your own test"
    )
    outcome = result(plan, reading(plan, [3.0] * 10, [6.0] * 10, slips=9), after(plan))
    assert (outcome.verdict, outcome.why) == ("no verdict", "adherence 77 %, 80 % is needed")


def test_maybes_that_would_matter_are_settled_first() -> None:
    plan = trial(phase_days=10)
    data = reading(plan, [3.0] * 10, [6.0] * 10)
    out = phases(plan)[1]
    for maybes, verdict in ((2, "hint"), (3, "no verdict")):
        eaten = data.eaten | {out.start + timedelta(days=back): Certainty.MAYBE for back in range(maybes)}
        outcome = result(plan, Reading(data.values, eaten), after(plan))
        assert outcome.verdict == verdict
        assert ("possibly had it" in outcome.why) == (verdict == "no verdict")


def test_days_without_meals_do_not_count_as_followed() -> None:
    plan = trial(phase_days=10)
    data = reading(plan, [3.0] * 10, [6.0] * 10)
    out = phases(plan)[1]
    eaten = {
        day: certainty for day, certainty in data.eaten.items() if not out.start <= day < out.start + timedelta(days=3)
    }
    assert result(plan, Reading(data.values, eaten), after(plan)).why == "3 of 10 days without it have no meal recorded"


def test_too_few_recorded_days() -> None:
    quick, rigorous = trial(), trial(design="rigorous")
    assert "3 of 7 days of the elimination" in result(quick, reading(quick, CALM[:3], BAD), after(quick)).why
    assert "only 0 pairs" in result(rigorous, reading(rigorous, CALM[:4], BAD), after(rigorous)).why


def test_food_that_was_never_eaten_cannot_be_tested() -> None:
    plan = trial(design="rigorous")
    data = reading(plan, CALM, BAD)
    outcome = result(plan, Reading(data.values, dict.fromkeys(data.eaten, Certainty.NO)), after(plan))
    assert (outcome.verdict, outcome.why) == (
        "no verdict",
        "it was eaten on only 0 of the 28 known days planned with it",
    )
    out = {day for phase in phases(plan) if phase.leaves_out for day in data.eaten if phase.holds(day)}
    unsure = {day: Certainty.NO if day in out else Certainty.MAYBE for day in data.eaten}
    assert result(plan, Reading(data.values, unsure), after(plan)).verdict == "supported by your own test"
    silent = {day: certainty for day, certainty in data.eaten.items() if day in out}
    assert result(plan, Reading(data.values, silent), after(plan)).why == "no meal was recorded on the days with it"


@settings(max_examples=200)
@given(
    st.lists(SCORES, max_size=14),
    st.lists(SCORES, max_size=14),
    st.integers(0, 14),
    st.sampled_from([7, 14]),
    st.sampled_from(["rosacea", "eczema", "acne"]),
    st.booleans(),
    st.integers(-3, 50),
)
def test_a_quick_trial_gives_a_hint_at_most(
    without: list[float], with_: list[float], slips: int, days: int, condition: Any, early: bool, at: int
) -> None:
    ended = Ending(day="2026-01-12", reason="stopped") if early else None
    plan = trial(phase_days=days, condition=condition, ended=ended, smallest_change=0.1)
    outcome = result(plan, reading(plan, without, with_, slips), plan.first + timedelta(days=at))
    assert outcome.verdict in ("too early to call", "no verdict", "no clear change", "hint")
    assert outcome.test is None


def test_a_hint_needs_the_way_back_too() -> None:
    plan = trial()
    data = reading(plan, CALM, BAD)
    assert result(plan, data, after(plan)).verdict == "hint"
    back = phases(plan)[2]
    stays = {day: 2.0 if back.holds(day) else value for day, value in data.values.items()}
    assert result(plan, Reading(stays, data.eaten), after(plan)).verdict == "no clear change"


def test_the_share_of_false_verdicts() -> None:
    assert share(400, 1, "supported by your own test", "rigorous", 0.0) <= FALSE_SUPPORT
    assert share(60, 1, "supported by your own test", "rigorous", 3.0) > 0.9  # the same people with an effect
    assert all(row.met for row in trial_rows(20, 3) if row.goal == "0")


def test_the_status_of_a_food() -> None:
    plan = trial()
    data = reading(plan, CALM, BAD)
    flat = reading(plan, BAD, BAD)
    days = [plan.first + timedelta(days=back) for back in (-1, 0, 7, 14, 21)]
    assert [status(plan, result(plan, data, day), day) for day in days] == [
        "testing",
        "testing",
        "eliminated",
        "testing",
        "possible pattern",
    ]
    assert status(plan, result(plan, flat, after(plan)), after(plan)) == "tested, no clear change"
    came = trial(reactions=(Reaction(day="2026-01-20", severity="mild"),))
    assert status(came, result(came, flat, after(came)), after(came)) == "reaction recorded"
    out = trial(reactions=(Reaction(day="2026-01-13", severity="mild"),))  # a day without it
    assert status(out, result(out, flat, after(out)), after(out)) == "tested, no clear change"
    stopped = trial(ended=Ending(day="2026-01-12", reason="stopped"))
    assert status(stopped, result(stopped, data, after(plan)), after(plan)) == "untested"
