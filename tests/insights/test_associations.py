"""Gates, labels and flags."""

from __future__ import annotations

import numpy as np
import pytest

from gutskin_tui.insights import permutation_test
from gutskin_tui.insights.associations import findings
from gutskin_tui.insights.finding import Finding
from tests.calibrate.people import LAGS, World, person


def alternating(pairs: int, exposed: int, missing: int = 0) -> Finding:
    """Return the finding of one factor at lag 0 with so many paired days, so many of them exposed."""
    rng = np.random.default_rng(1)
    days = np.zeros(pairs)
    days[rng.permutation(pairs)[:exposed]] = 1
    outcome = np.round(4 + rng.standard_normal(pairs) + 3 * days)
    return findings(np.append(outcome, np.full(missing, np.nan)), {"x": np.append(days, np.ones(missing))}, (0,), {})[0]


@pytest.mark.parametrize(
    ("pairs", "exposed", "visible", "labelled"),
    [
        (29, 14, False, False),
        (30, 15, True, False),
        (30, 10, True, False),
        (30, 9, False, False),
        (30, 20, True, False),
        (30, 21, False, False),
        (59, 30, True, False),
        (60, 30, True, True),
        (60, 10, True, True),
        (60, 9, False, False),
        (60, 51, False, False),
    ],
)
def test_gates(pairs: int, exposed: int, visible: bool, labelled: bool) -> None:
    finding = alternating(pairs, exposed, missing=7)
    assert (finding.n_exposed, finding.n_unexposed) == (exposed, pairs - exposed)
    numbers = (
        finding.effect,
        finding.interval,
        finding.p,
        finding.hodges_lehmann,
        finding.cliffs_delta,
        finding.mean_exposed,
    )
    assert all((number is not None) == visible for number in numbers)
    assert finding.label == ("consistent" if labelled else "not_enough_data")


def test_no_day_at_all_and_a_factor_that_never_changes() -> None:
    nothing = np.full(50, np.nan)
    assert findings(nothing, {"x": nothing}, LAGS, {})[0].label == "not_enough_data"
    assert findings(np.full(90, 4.0), {"x": np.arange(90) % 2.0}, LAGS, {})[0].label == "no_clear_pattern"
    assert findings(np.arange(90) % 5.0, {"x": np.ones(90)}, LAGS, {})[0].label == "not_enough_data"
    assert findings(np.array([3.0]), {"x": np.array([1.0])}, LAGS, {})[0].label == "not_enough_data"
    assert findings(np.array([]), {"x": np.array([])}, LAGS, {})[0].n_exposed == 0
    assert findings(nothing, {}, LAGS, {}) == []
    with pytest.raises(ValueError, match="at most 10"):
        findings(nothing, {str(place): nothing for place in range(11)}, LAGS, {})


@pytest.mark.parametrize("seed", range(12))
def test_labels_follow_p_interval_delta_and_flags(seed: int) -> None:
    outcome, exposures = person(World(90, 0.6, 0.3, effect=0.8), np.random.default_rng(seed))
    for finding in findings(outcome, exposures, LAGS, {}):
        assert finding.p is not None
        assert finding.interval is not None
        apart = not finding.interval.low <= 0 <= finding.interval.high
        # The interval shown is wider than that at the fixed lag, by which a label is judged.
        assert finding.is_pattern or not (finding.p <= 0.035 and apart)
        assert finding.p <= 0.035 or not finding.is_pattern
        if finding.label == "consistent":
            assert finding.p <= 0.02
            assert abs(finding.cliffs_delta or 0) >= 0.33
            assert not {"skin_first", "sign_flips"} & set(finding.flags)


def test_the_skin_first() -> None:
    outcome, exposures = person(World(120, 0.6, 0.3, reverse=True), np.random.default_rng(1))
    results = findings(outcome, exposures, LAGS, {})
    assert "skin_first" in results[0].flags
    assert results[0].label != "consistent"
    outcome, exposures = person(World(120, 0.6, 0.3, effect=1.5), np.random.default_rng(1))
    assert "skin_first" not in findings(outcome, exposures, LAGS, {})[0].flags


def test_an_interval_is_wider_at_a_lag_that_was_chosen_from_many() -> None:
    outcome, exposures = person(World(150, 0.3, 0.3), np.random.default_rng(1))
    for finding in findings(outcome, exposures, tuple(range(1, 15)), {}):
        fixed = findings(outcome, {"x": exposures[finding.factor]}, (finding.lag,), {})[0]
        assert finding.interval is not None
        assert fixed.interval is not None
        assert finding.effect == fixed.effect
        chosen_from_many, alone = (interval.high - interval.low for interval in (finding.interval, fixed.interval))
        assert 1.1 < chosen_from_many / alone < 2


@pytest.mark.parametrize(("missing", "days"), [(0, 90), (1, 91), (3, 93), (10, 93)])
def test_three_days_after_the_last_outcome_are_compared_with_it(missing: int, days: int) -> None:
    assert alternating(90, 45, missing).p_smallest == pytest.approx(1 / days)


@pytest.mark.parametrize(("effect", "seed", "flagged"), [(0.0, 2, False), (1.0, 2, True), (1.0, 3, True)])
def test_a_difference_whose_sign_is_another_without_the_trend_is_flagged_unless_by_chance(
    effect: float, seed: int, flagged: bool
) -> None:
    rng = np.random.default_rng(seed)
    trend = np.arange(200) / 200
    exposed = (rng.random(200) < 0.15 + 0.7 * trend).astype(float)
    outcome = np.round(2 + 6 * trend - effect * exposed + rng.normal(0, 0.7, 200), 1)
    finding = findings(outcome, {"x": exposed}, (0,), {})[0]
    assert (finding.effect or 0) > 0 > finding.profile[0].score
    assert ("sign_differs" in finding.flags) == flagged
    assert "sign_flips" in finding.flags


def test_many_lags_in_few_days_show_few_false_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    def patterns() -> int:
        people = (person(World(90, 0.3, 0.3), np.random.default_rng(seed)) for seed in range(40))
        results = (findings(outcome, exposures, tuple(range(7, 29)), {}) for outcome, exposures in people)
        return sum(any(finding.is_pattern for finding in of_person) for of_person in results)

    assert patterns() <= 3
    # The shifts alone would let 22 of 90 pass: one of the 22 lags often has the greatest score of all days.
    monkeypatch.setattr(permutation_test, "chance", lambda sizes, scores: np.zeros_like(sizes))
    assert patterns() >= 6


def test_inseparable_factors_are_flagged() -> None:
    outcome, exposures = person(World(120, 0.3, 0.3, missing=0.0), np.random.default_rng(1))
    exposures["factor 1"] = exposures["factor 0"].copy()
    exposures["factor 1"][::20] = 1 - exposures["factor 1"][::20]
    exposures["factor 2"] = 1 - exposures["factor 0"]
    results = findings(outcome, exposures, LAGS, {})
    assert {"inseparable:factor 1", "inseparable:factor 2"} <= set(results[0].flags)
    assert "inseparable:factor 0" in results[1].flags
    assert not [flag for flag in results[5].flags if flag.startswith("inseparable")]


def test_a_difference_that_changes_sign_beside_stress() -> None:
    rng = np.random.default_rng(2)
    stress = np.round(rng.uniform(0, 10, 200))
    exposed = (stress + rng.normal(0, 2, 200) > 5).astype(float)
    outcome = np.round(stress - exposed)
    flagged = findings(outcome, {"dairy": exposed}, (0,), {"stress": stress})[0]
    assert (flagged.effect or 0) > 0
    assert "sign_flips" in flagged.flags
    assert "explained_by:stress" in flagged.flags
    assert flagged.label == "no_clear_pattern"
    assert "sign_flips" not in findings(outcome, {"dairy": exposed}, (0,), {})[0].flags


def test_a_factor_is_not_adjusted_for_the_series_it_splits() -> None:
    rng = np.random.default_rng(3)
    sleep = rng.normal(7, 1, 200)
    short = (sleep < 7).astype(float)
    outcome = np.round(8 - 2 * sleep - short * 0.8 + rng.normal(0, 0.3, 200), 2)
    both = [
        findings(outcome, {"short_sleep": short}, (0,), {"sleep": sleep}, 1, splits)[0]
        for splits in ({"short_sleep": "sleep"}, {})
    ]
    assert ["sign_flips" in finding.flags for finding in both] == [False, True]


def test_a_food_eaten_beside_the_food_behind_a_pattern_is_no_pattern() -> None:
    rng = np.random.default_rng(4)
    dairy = (rng.random(200) < 0.4).astype(float)
    sugar = np.where(rng.random(200) < 0.75, dairy, rng.random(200) < 0.4).astype(float)
    outcome = np.round(4 + 2 * dairy + rng.standard_normal(200))
    alone = findings(outcome, {"added_sugar": sugar}, (0, 1), {})[0]
    assert alone.is_pattern
    dairy_finding, sugar_finding = findings(outcome, {"dairy": dairy, "added_sugar": sugar}, (0, 1), {})
    assert dairy_finding.label == "consistent"
    assert (sugar_finding.label, sugar_finding.flags) == ("no_clear_pattern", ("inseparable:dairy", "goes_with:dairy"))
    assert (sugar_finding.p or 0) > 0.035


def test_two_effects_are_two_patterns() -> None:
    rng = np.random.default_rng(5)
    dairy, nuts = ((rng.random(200) < 0.4).astype(float) for _ in range(2))
    outcome = np.round(4 + 2 * dairy + 1.2 * nuts + rng.standard_normal(200))
    assert all(finding.is_pattern for finding in findings(outcome, {"dairy": dairy, "nuts": nuts}, (0, 1), {}))


def test_the_smallest_p_is_that_of_the_far_shifts() -> None:
    rng = np.random.default_rng(6)
    dairy = (rng.random(100) < 0.4).astype(float)
    finding = findings(np.round(4 + 4 * dairy + rng.standard_normal(100)), {"dairy": dairy}, (0, 1), {})[0]
    assert finding.p_smallest == finding.p
    assert finding.p_smallest == pytest.approx(1 / (1 + 100 - 3), abs=1e-9)
