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
from gutskin_tui.trials.randomization_test import exact, nap
from gutskin_tui.trials.report import latest, status
from gutskin_tui.trials.results import SUPPORTED, result
from gutskin_tui.trials.schedule import phases
from tests.calibrate.trials import FALSE_SUPPORT, share, trial_rows

SCORES = st.integers(0, 10).map(float)
DIFFERENCES = st.lists(st.floats(-10, 10), min_size=1, max_size=9)
BAD, CALM = [6.0, 7, 6, 7, 6, 7, 6], [2.0, 3, 2, 3, 2, 3, 2]


@given(DIFFERENCES.filter(lambda found: len(found) > 1))
def test_the_randomisation_test_is_that_of_scipy(differences: list[float]) -> None:
    found = exact(differences)
    y = np.array(differences)

    def p(alternative: Any) -> float:
        return float(stats.permutation_test(
            (y,), lambda x, axis: np.sum(x, axis=axis), permutation_type="samples", n_resamples=np.inf,
            alternative=alternative, vectorized=True,
        ).pvalue)  # fmt: skip

    brute = [sum(s * one for s, one in zip(signs, differences, strict=True))
             for signs in itertools.product((1, -1), repeat=len(differences))]  # fmt: skip
    near = 1e-9 * max(1.0, sum(map(abs, differences)))
    assert found.p == pytest.approx(sum(one >= sum(differences) - near for one in brute) / len(brute), abs=1e-9)
    assert found.smallest_p == 1 / len(brute)
    if len({round(one, 6) for one in brute}) == len(brute):  # near ties are judged by each in its own way
        assert found.p == pytest.approx(p("greater"), abs=1e-9)
        assert found.p_two_sided == pytest.approx(p("two-sided"), abs=1e-9)


@given(DIFFERENCES)
def test_the_interval_is_the_test_turned_round(differences: list[float]) -> None:
    found = exact(differences)
    assert found.low <= found.high
    assert 0.0 <= found.level <= 1.0
    for just_outside in (found.low - 1e-3, found.high + 1e-3):
        p = min(exact([sign * (one - just_outside) for one in differences]).p for sign in (1, -1))
        assert p <= (1 - found.level) / 2 + 1e-12


def test_an_interval_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    for pairs in (4, 6):
        found = [exact(list(rng.normal(0.7, 1, pairs))) for _ in range(1500)]
        assert found[0].level == {4: 0.875, 6: 0.96875}[pairs]  # as much of 95 % as the pairs allow
        covered = np.mean([one.low <= 0.7 <= one.high for one in found])
        assert abs(covered - found[0].level) < 0.025


@given(st.lists(SCORES, min_size=1, max_size=20), st.lists(SCORES, min_size=1, max_size=20))
def test_nap_is_mann_whitney(before: list[float], after_: list[float]) -> None:
    u = stats.mannwhitneyu(before, after_).statistic
    assert nap(before, after_) == pytest.approx(u / (len(before) * len(after_)), abs=1e-9)


def test_four_pairs_can_reach_the_limit_and_no_fewer() -> None:
    assert exact([1.0] * 4).p == SUPPORTED == 0.0625
    assert exact([1.0] * 3).p > SUPPORTED
    with pytest.raises(ValueError):
        exact([])


def test_a_clear_rigorous_trial_is_supported() -> None:
    one = trial(design="rigorous")
    found = result(one, reading(one, CALM, BAD), after(one))
    assert (found.verdict, found.why, found.caps) == ("supported by your own test", "", ())
    assert found.test is not None
    assert (found.test.p, found.test.smallest_p, found.test.p_two_sided) == (0.0625, 0.0625, 0.125)
    assert found.change == pytest.approx(np.mean(CALM[2:]) - np.mean(BAD[2:]))
    assert found.eaten.change == pytest.approx(found.change)
    assert (found.eaten.n_with, found.eaten.n_without) == (20, 20)
    assert status(one, found, after(one)) == "reacted"


def test_washout_days_are_left_out() -> None:
    one = trial(design="rigorous")
    clear = result(one, reading(one, CALM, BAD), after(one))
    odd = result(one, reading(one, [10.0, 10, *CALM[2:]], [0.0, 0, *BAD[2:]]), after(one))
    assert (odd.differences, odd.verdict) == (clear.differences, clear.verdict)


def test_where_higher_is_better_the_test_turns() -> None:
    one = trial(design="rigorous", outcome="mood")
    assert result(one, reading(one, BAD, CALM), after(one)).verdict == "supported by your own test"
    assert result(one, reading(one, CALM, BAD), after(one)).verdict == "no clear change"
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
    one = trial(design=design, **fields)
    found = result(one, reading(one, CALM, BAD, slips), after(one))
    assert found.verdict == ("no verdict" if why else "no clear change")
    assert why in found.why


def test_too_early_until_the_last_day_is_over() -> None:
    for design in ("quick", "rigorous"):
        one = trial(design=design)
        data = reading(one, CALM, BAD)
        for day in (one.first, one.first + timedelta(days=13), one.last):
            found = result(one, data, day)
            assert found.verdict == "too early to call"
            assert f"day {one.days}" in found.why
        assert result(one, data, after(one)).verdict != "too early to call"
        ended = trial(design=design, ended=Ending(day=one.last.isoformat(), reason="finished"))
        assert result(ended, data, one.last).verdict == result(one, data, after(one)).verdict


def test_adherence_of_four_fifths_is_needed() -> None:
    one = trial(design="rigorous", phase_days=10)  # 40 days without it
    assert (
        result(one, reading(one, [3.0] * 10, [6.0] * 10, slips=8), after(one)).verdict == "supported by your own test"
    )
    found = result(one, reading(one, [3.0] * 10, [6.0] * 10, slips=9), after(one))
    assert (found.verdict, found.why) == ("no verdict", "adherence 77 %, 80 % is needed")


def test_maybes_that_would_matter_are_settled_first() -> None:
    one = trial(phase_days=10)
    data = reading(one, [3.0] * 10, [6.0] * 10)
    out = phases(one)[1]
    for asks, verdict in ((2, "hint"), (3, "no verdict")):
        eaten = data.eaten | {out.start + timedelta(days=back): Certainty.MAYBE for back in range(asks)}
        found = result(one, Reading(data.values, eaten), after(one))
        assert found.verdict == verdict
        assert ("may have had it" in found.why) == (verdict == "no verdict")


def test_days_without_meals_are_not_taken_for_kept() -> None:
    one = trial(phase_days=10)
    data = reading(one, [3.0] * 10, [6.0] * 10)
    out = phases(one)[1]
    eaten = {day: sure for day, sure in data.eaten.items() if not out.start <= day < out.start + timedelta(days=3)}
    assert result(one, Reading(data.values, eaten), after(one)).why == "3 of 10 days without it have no meal recorded"


def test_too_few_recorded_days() -> None:
    quick, rigorous = trial(), trial(design="rigorous")
    assert "3 of 7 days of the elimination" in result(quick, reading(quick, CALM[:3], BAD), after(quick)).why
    assert "only 0 pairs" in result(rigorous, reading(rigorous, CALM[:4], BAD), after(rigorous)).why


def test_food_that_was_never_eaten_cannot_be_tested() -> None:
    one = trial(design="rigorous")
    data = reading(one, CALM, BAD)
    found = result(one, Reading(data.values, dict.fromkeys(data.eaten, Certainty.NO)), after(one))
    assert (found.verdict, found.why) == ("no verdict", "it was eaten on only 0 of the 28 known days with it")
    out = {day for phase in phases(one) if phase.leaves_out for day in data.eaten if phase.holds(day)}
    unsure = {day: Certainty.NO if day in out else Certainty.MAYBE for day in data.eaten}
    assert result(one, Reading(data.values, unsure), after(one)).verdict == "supported by your own test"
    silent = {day: sure for day, sure in data.eaten.items() if day in out}
    assert result(one, Reading(data.values, silent), after(one)).why == "no meal was recorded on the days with it"


@settings(max_examples=200)
@given(
    st.lists(SCORES, max_size=14), st.lists(SCORES, max_size=14), st.integers(0, 14), st.sampled_from([7, 14]),
    st.sampled_from(["rosacea", "eczema", "acne"]), st.booleans(), st.integers(-3, 50),
)  # fmt: skip
def test_a_quick_trial_never_says_more_than_hint(
    without: list[float], with_: list[float], slips: int, days: int, condition: Any, early: bool, at: int
) -> None:
    ended = Ending(day="2026-01-12", reason="stopped") if early else None
    one = trial(phase_days=days, condition=condition, ended=ended, smallest_change=0.1)
    found = result(one, reading(one, without, with_, slips), one.first + timedelta(days=at))
    assert found.verdict in ("too early to call", "no verdict", "no clear change", "hint")
    assert found.test is None


def test_a_hint_needs_the_way_back_too() -> None:
    one = trial()
    data = reading(one, CALM, BAD)
    assert result(one, data, after(one)).verdict == "hint"
    back = phases(one)[2]
    stays = {day: 2.0 if back.holds(day) else value for day, value in data.values.items()}
    assert result(one, Reading(stays, data.eaten), after(one)).verdict == "no clear change"


def test_the_share_of_false_verdicts() -> None:
    assert share(400, 1, "supported by your own test", "rigorous", 0.0) <= FALSE_SUPPORT
    assert share(60, 1, "supported by your own test", "rigorous", 3.0) > 0.9  # the same people with an effect
    assert all(row.met for row in trial_rows(20, 3) if row.goal == "0")


def test_the_status_of_a_food() -> None:
    one = trial()
    data = reading(one, CALM, BAD)
    flat = reading(one, BAD, BAD)
    assert status(None, None, after(one)) == "untested"
    assert latest([one], "gluten") is None
    days = [one.first + timedelta(days=back) for back in (-1, 0, 7, 14, 21)]
    assert [status(one, result(one, data, day), day) for day in days] == [
        "testing", "testing", "eliminated", "testing", "reacted",
    ]  # fmt: skip
    assert status(one, result(one, flat, after(one)), after(one)) == "passed"
    came = trial(reactions=(Reaction(day="2026-01-20", severity="mild"),))
    assert status(came, result(came, flat, after(came)), after(came)) == "reacted"
    out = trial(reactions=(Reaction(day="2026-01-13", severity="mild"),))  # a day without it
    assert status(out, result(out, flat, after(out)), after(out)) == "passed"
    stopped = trial(ended=Ending(day="2026-01-12", reason="stopped"))
    assert status(stopped, result(stopped, data, after(one)), after(one)) == "untested"
    newer = trial(id="two", start="2026-03-01")
    assert latest([one, newer, trial(id="three", what="gluten", start="2026-06-01")], "dairy") is newer
