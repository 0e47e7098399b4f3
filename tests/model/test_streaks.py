"""Streaks and regularity against hand-computed values and a brute-force definition."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.streaks import Frequency, Streak, frequency, reached_days, regularity, streak

TODAY = date(2026, 11, 21)
OFFSETS = st.sets(st.integers(-40, 3))


def back(*days: int) -> set[date]:
    return {TODAY - timedelta(days=day) for day in days}


@pytest.mark.parametrize(
    ("done", "skipped", "expected", "left"),
    [
        (back(), back(), Streak(0, 0, None), None),
        (back(0), back(), Streak(1, 1, TODAY + timedelta(days=1)), 1),
        (back(1, 2, 3), back(), Streak(3, 3, TODAY), 0),
        (back(0, 1, 2), back(), Streak(3, 3, TODAY + timedelta(days=1)), 1),
        (back(2, 3), back(), Streak(0, 2, None), None),
        (back(2, 3), back(1), Streak(2, 2, TODAY), 0),
        (back(2, 3), back(0, 1), Streak(2, 2, TODAY + timedelta(days=1)), 1),
        (back(0, 1, 4, 5), back(2, 3), Streak(4, 4, TODAY + timedelta(days=1)), 1),
        (back(0, 1, 4, 5), back(2), Streak(2, 2, TODAY + timedelta(days=1)), 1),
        (back(0, 10, 11, 12), back(), Streak(1, 3, TODAY + timedelta(days=1)), 1),
        (back(0), back(-1, -2), Streak(1, 1, TODAY + timedelta(days=3)), 3),
        (back(0, 1), back(0, 1), Streak(2, 2, TODAY + timedelta(days=1)), 1),
        (back(0, -1), back(), Streak(1, 1, TODAY + timedelta(days=1)), 1),
        (back(), back(0, 1, 2), Streak(0, 0, None), None),
    ],
)
def test_streaks_by_hand(done: set[date], skipped: set[date], expected: Streak, left: int | None) -> None:
    assert streak(done, skipped, TODAY) == expected
    assert expected.days_left(TODAY) == left


def brute_force(done: set[date], skipped: set[date], today: date) -> tuple[int, int]:
    """Walk every day by the words of the definition."""
    run = longest = 0
    for offset in range(-60, 1):
        day = today + timedelta(days=offset)
        if day in done:
            run += 1
        elif day not in skipped and day != today:
            run = 0
        longest = max(longest, run)
    return run, longest


@given(OFFSETS, OFFSETS)
def test_streaks_follow_the_definition(done: set[int], skipped: set[int]) -> None:
    done_on = {TODAY + timedelta(days=day) for day in done}
    skipped_on = {TODAY + timedelta(days=day) for day in skipped}
    result = streak(done_on, skipped_on, TODAY)
    assert (result.current, result.longest) == brute_force(done_on, skipped_on, TODAY)


@given(OFFSETS, OFFSETS)
def test_the_last_chance_is_the_day_that_breaks_it(done: set[int], skipped: set[int]) -> None:
    past = {TODAY + timedelta(days=day) for day in done if day <= 0}
    skipped_on = {TODAY + timedelta(days=day) for day in skipped}
    result = streak(past, skipped_on, TODAY)
    assert (result.last_chance is None) == (result.current == 0)
    if result.last_chance is not None:
        assert streak(past, skipped_on, result.last_chance).current == result.current
        assert streak(past, skipped_on, result.last_chance + timedelta(days=1)).current == 0


def test_a_streak_runs_through_changes_of_clocks_and_a_leap_day() -> None:
    for last in (date(2026, 3, 31), date(2026, 10, 27), date(2028, 3, 2)):
        run = {last - timedelta(days=day) for day in range(10)}
        assert streak(run, set(), last).current == 10


def test_marks_count_for_their_kind_and_days_off_for_none(clock: Clock) -> None:
    def on(day: int, kind: str, **values: object) -> AnyEntry:
        return make(kind, values, clock, at=datetime.fromisoformat(f"2026-11-{day}T12:00:00+00:00"))

    entries = [
        on(17, "meal", text="oats"),
        on(18, "mark", what="nothing", of="meal"),
        on(19, "mark", what="skip"),
        on(20, "skin", severity=2),
    ]
    index = DayIndex()
    for entry in entries:
        index.update(entry.date, [entry])
    assert index.active_days("meal") == {date(2026, 11, 17), date(2026, 11, 18)}
    assert index.active_days("skin") == {date(2026, 11, 20)}
    assert index.skipped == {date(2026, 11, 19)}
    active = index.active_days("meal") | index.active_days("skin")
    assert streak(active, index.skipped, TODAY) == Streak(3, 3, TODAY)


def test_a_goal_is_reached_at_the_goal() -> None:
    assert reached_days({TODAY: 2000, TODAY - timedelta(days=1): 1999}, 2000) == {TODAY}


def test_regularity_by_hand() -> None:
    keep = 0.5 ** (1 / 13)
    first = TODAY - timedelta(days=2)
    assert regularity({}, TODAY) == 0
    assert regularity({TODAY: 1}, TODAY) == pytest.approx(1 - keep)
    # done, missed, today still open
    assert regularity({first: 1}, TODAY) == pytest.approx((1 - keep) * keep)
    # done, skipped, done
    assert regularity({first: 1, TODAY: 1}, TODAY, skipped=back(1)) == pytest.approx((1 - keep) * keep + (1 - keep))
    # half of the target counts half, twice the target counts once
    yesterday = TODAY - timedelta(days=1)
    assert regularity({yesterday: 1000}, TODAY, unit=2000) == pytest.approx((1 - keep) / 2)
    # below the target today is left out until it has ended, from the target on it counts
    assert regularity({yesterday: 2000, TODAY: 1000}, TODAY, unit=2000) == pytest.approx(1 - keep)
    assert regularity({yesterday: 2000, TODAY: 2000}, TODAY, unit=2000) == pytest.approx((1 - keep) * (1 + keep))
    assert regularity({TODAY: 4000}, TODAY, unit=2000) == pytest.approx(1 - keep)
    rare = 0.5 ** ((1 / 3) ** 0.5 / 13)
    assert regularity({TODAY: 1}, TODAY, wanted=Frequency(1, 3)) == pytest.approx(1 - rare)


def on_days(*back_and_times: tuple[int, float]) -> dict[date, float]:
    return {TODAY - timedelta(days=day): times for day, times in back_and_times}


THREE_OF_SEVEN = Frequency(3, 7)
M3 = 0.5 ** ((3 / 7) ** 0.5 / 13)
M2 = 0.5 ** (0.5**0.5 / 13)
M_MEALS = 0.5 ** (3**0.5 / 13)


@pytest.mark.parametrize("skipped", [(), range(100, 1200)])
def test_the_regularity_of_many_years_is_that_of_every_day(skipped: range | tuple[()]) -> None:
    amounts = {TODAY - timedelta(days=day): day % 3 / 2 for day in range(5000) if day not in skipped}
    score, keep = 0.0, 0.5 ** (1 / 13)
    for day in reversed(range(5000)):
        if day not in skipped and (day or amounts[TODAY] >= 1):
            score = score * keep + min(1.0, amounts[TODAY - timedelta(days=day)]) * (1 - keep)
    assert regularity(amounts, TODAY, skipped=back(*skipped)) == pytest.approx(score, rel=1e-12)


@pytest.mark.parametrize(
    ("amounts", "wanted", "skipped", "score"),
    [
        # 1 of 3 yesterday; today the window holds 1 of 3, so it is left out
        (on_days((1, 1)), THREE_OF_SEVEN, back(), (1 - M3) / 3),
        # a window of 1, 2, 3, and today with 3 of 3 counts although nothing was done today
        (on_days((3, 1), (2, 1), (1, 1)), THREE_OF_SEVEN, back(), ((M3**3 + 2 * M3**2) / 3 + M3 + 1) * (1 - M3)),
        # three times on one day are three times
        (on_days((1, 3)), THREE_OF_SEVEN, back(), (1 - M3) * (1 + M3)),
        # more than is wanted counts as all of it
        (on_days((0, 9)), THREE_OF_SEVEN, back(), 1 - M3),
        # seven days later the window has lost it: 7 days of v = 1/3, then v = 0 yesterday
        (on_days((8, 1)), THREE_OF_SEVEN, back(), (1 - M3**7) / 3 * M3),
        # a day off leaves the score alone, and the window goes on over it
        (on_days((2, 1), (0, 1)), Frequency(1, 2), back(1), (1 - M2) * (1 + M2)),
        # three meals a day: two of three yesterday, and today, with two so far, is not over
        (on_days((1, 2), (0, 2)), Frequency(3, 1), back(), (1 - M_MEALS) * 2 / 3),
        (on_days((1, 2), (0, 3)), Frequency(3, 1), back(), (1 - M_MEALS) * (2 / 3 * M_MEALS + 1)),
    ],
)
def test_regularity_of_a_wanted_frequency_by_hand(
    amounts: dict[date, float], wanted: Frequency, skipped: set[date], score: float
) -> None:
    assert regularity(amounts, TODAY, wanted=wanted, skipped=skipped) == pytest.approx(score, abs=1e-12)


def test_exercise_done_as_wanted_nears_the_whole() -> None:
    done = {day: 1.0 for back_ in range(400) if (day := TODAY - timedelta(days=back_)).weekday() in (0, 2, 4)}
    assert regularity(done, TODAY, wanted=frequency("3/7")) > 0.99
    assert regularity(done, TODAY) < 0.5


def test_thirteen_days_without_halve_a_daily_score() -> None:
    done = {TODAY - timedelta(days=day): 1.0 for day in range(14, 400)}
    before = regularity(done, TODAY - timedelta(days=14))
    assert regularity(done, TODAY) == pytest.approx(before / 2)  # 13 full days; today is still open
    assert before > 0.99


@given(st.dictionaries(st.integers(-30, 0), st.floats(0, 5)), OFFSETS)
def test_regularity_lies_between_none_and_all(amounts: dict[int, float], skipped: set[int]) -> None:
    by_day = {TODAY + timedelta(days=day): value for day, value in amounts.items()}
    off = {TODAY + timedelta(days=day) for day in skipped}
    score = regularity(by_day, TODAY, skipped=off)
    assert 0 <= score <= 1
    assert score <= regularity(dict.fromkeys(by_day, 5.0), TODAY, skipped=off)
