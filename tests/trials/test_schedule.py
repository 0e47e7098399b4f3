"""The schedule of a trial: phases, days, advice by day, and which plans are valid."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_people import STAMP, trial

from gutskin_tui.model.trial import OUTCOMES, Ending, Trial
from gutskin_tui.trials import wording
from gutskin_tui.trials.plan_wording import warnings
from gutskin_tui.trials.schedule import counts, day_number, flip, long_enough, over, phase_of, phases

DAYS = st.dates(date(1990, 1, 1), date(2190, 1, 1))


@given(DAYS, st.integers(7, 168), st.lists(st.sampled_from(["without", "with"]), min_size=4, max_size=12) | st.none())
def test_phases_cover_the_plan_day_by_day(start: date, days: int, order: list[Any] | None) -> None:
    more: dict[str, Any] = {"design": "rigorous", "order": tuple(order)} if order else {}
    plan = trial(start=start.isoformat(), phase_days=days, **more)
    schedule = phases(plan)
    covered = [phase.start + timedelta(days=back) for phase in schedule for back in range(phase.days)]
    assert covered == [start + timedelta(days=back) for back in range(plan.days)]
    assert all(phase.days == days for phase in schedule)
    if order:
        assert [phase.name for phase in schedule[::2]] == order
        assert all({a.name, b.name} == {"with", "without"} for a, b in zip(schedule[::2], schedule[1::2], strict=True))
    else:
        assert [phase.leaves_out for phase in schedule] == [False, True, False]
    assert phase_of(plan, start - timedelta(days=1)) is phase_of(plan, plan.last + timedelta(days=1)) is None


def test_a_leap_day_is_a_day() -> None:
    plan = trial(start="2028-02-20")
    assert [(phase.start.isoformat(), phase.end.isoformat()) for phase in phases(plan)] == [
        ("2028-02-20", "2028-02-26"),
        ("2028-02-27", "2028-03-04"),
        ("2028-03-05", "2028-03-11"),
    ]
    assert day_number(plan, date(2028, 2, 29)) == 10
    assert wording.advice(plan, date(2028, 2, 29)) == "no dairy until 5 Mar"


def test_what_to_do_each_day_of_a_quick_trial() -> None:
    plan = trial(start="2026-11-13", phase_days=7)
    advice = {
        day: wording.advice(plan, date(2026, 11, 13) + timedelta(days=day)) for day in (-1, 0, 6, 7, 13, 14, 20, 21)
    }
    assert advice == {
        -1: "eat dairy as usual; the trial starts 13 Nov",
        0: "eat dairy as usual until 20 Nov",
        6: "eat dairy as usual until 20 Nov",
        7: "no dairy until 27 Nov",
        13: "no dairy until 27 Nov",
        14: "eat dairy as usual until 4 Dec",
        20: "eat dairy as usual until 4 Dec",
        21: "",
    }
    assert wording.progress(plan, date(2026, 11, 21)) == "day 9 of 21"
    assert wording.progress(plan, date(2026, 11, 12)) == "starts Fri 13 Nov"
    assert wording.progress(plan, date(2026, 12, 9)) == "ended 3 Dec"


def test_two_weeks_without_in_a_row_are_a_single_stretch() -> None:
    plan = trial(design="rigorous", order=("with", "without", "with", "with"))
    assert [phase.name for phase in phases(plan)][1:3] == ["without", "without"]
    assert wording.advice(plan, date(2026, 1, 12)) == "no dairy until 26 Jan"  # weeks 2 and 3


def test_the_first_two_days_of_a_rigorous_phase_and_days_after_an_end_do_not_count() -> None:
    plan = trial(design="rigorous")
    for phase in phases(plan):
        days = [phase.start + timedelta(days=back) for back in range(7)]
        assert [counts(plan, phase, day) for day in days] == [False, False, True, True, True, True, True]
    ended = trial(ended=Ending(day="2026-01-06", reason="stopped"))
    first = phases(ended)[0]
    assert [counts(ended, first, date(2026, 1, day)) for day in (5, 6, 7)] == [True, True, False]
    assert over(ended, date(2026, 1, 6))


def test_over_only_after_the_last_day() -> None:
    plan = trial()
    assert not over(plan, plan.last)
    assert over(plan, plan.last + timedelta(days=1))


@pytest.mark.parametrize(
    ("condition", "needs"), [("rosacea", 7), ("rash", 7), ("eczema", 14), ("acne", 28), ("psoriasis", 84)]
)
def test_a_week_is_always_allowed_with_a_warning_when_it_is_short(condition: Any, needs: int) -> None:
    assert long_enough(trial(condition=condition, phase_days=needs))
    assert not any("no verdict" in warning for warning in warnings(trial(condition=condition, phase_days=needs), 1.4))
    if needs > 7:
        short = trial(condition=condition, phase_days=needs - 1)
        assert not long_enough(short)
        assert f"shorter than the {needs} days" in warnings(trial(condition=condition), 1.4)[0]


def test_every_order_is_equally_likely() -> None:
    coin = Random(1)
    orders = Counter(flip(4, coin) for _ in range(1600))
    assert len(orders) == 16
    assert all(60 < count < 145 for count in orders.values())
    assert len({flip(12) for _ in range(20)}) > 15  # drawn anew each time


@pytest.mark.parametrize(
    "fields",
    [
        {"phase_days": 6}, {"phase_days": 169}, {"what": ""}, {"what": "dairy, gluten"}, {"what": "food: "},
        {"what": "mood:bad"}, {"tried": "with"}, {"outcome": "water"}, {"outcome": "stool"}, {"condition": "hives"},
        {"design": "rigorous"}, {"design": "rigorous", "order": ["with"] * 3}, {"order": ["with"] * 4},
        {"design": "rigorous", "order": ["with"] * 13}, {"smallest_change": 0}, {"smallest_change": -1},
        {"start": "2026-02-30"}, {"start": "0202-01-01"}, {"frozen": "2026-02-30T08:00:00+00:00"}, {"other": 1},
        {"corrections": {"2027-01-01": "kept"}}, {"corrections": {"2026-01-05": "perhaps"}},
        {"corrections": {"today": "kept"}}, {"reactions": [{"day": "2027-01-01", "severity": "mild"}]},
        {"reactions": [{"day": "2026-01-05", "severity": "awful"}]},
        {"ended": {"day": "2027-01-01", "reason": "finished"}},
        {"ended": {"day": "2026-01-05", "reason": "bored"}}, {"stop_rules": "x" * 20_001},
    ],
)  # fmt: skip
def test_invalid_trials_are_refused(fields: dict[str, Any]) -> None:
    good = msgspec.to_builtins(trial())
    assert msgspec.convert(good, Trial) == trial()
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good | fields, Trial)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_the_smallest_change_is_a_number(value: float) -> None:
    document = msgspec.to_builtins(trial()) | {"smallest_change": value}
    try:
        assert 0 < msgspec.convert(document, Trial).smallest_change <= 10_000
    except msgspec.ValidationError:
        assert not 0 < value <= 10_000


def test_a_trial_goes_through_json_and_cannot_be_changed_in_place() -> None:
    plan = trial(design="rigorous", corrections={"2026-01-06": "kept"}, stop_rules="pain")
    assert msgspec.json.decode(msgspec.json.encode(plan), type=Trial) == plan
    with pytest.raises(AttributeError):
        plan.phase_days = 8  # type: ignore[misc]
    assert "severity" in OUTCOMES
    assert plan.frozen == STAMP
