"""The length of a night by its two times: a difference of instants, also in the nights when clocks change."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import EntryError, change, make
from gutskin_tui.model.kinds import Sleep
from gutskin_tui.zone import system_zone


def at(wall: str, zone: str = "Europe/Berlin") -> Clock:
    return fixed_clock(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)), zone)


def night(clock: Clock, bed: str, up: str, **more: object) -> Sleep:
    entry = make("sleep", {"bed": bed, "up": up, **more}, clock)
    assert isinstance(entry, Sleep)
    return entry


@pytest.mark.parametrize(
    ("bed", "up", "hours"),
    [("23:40", "07:10", 7.5), ("01:00", "09:00", 8), ("13:00", "13:30", 0.5), ("08:00", "08:00", 24)],
)
def test_on_any_other_night_it_is_what_the_clock_shows(clock: Clock, bed: str, up: str, hours: float) -> None:
    assert night(clock, bed, up).hours == hours


@pytest.mark.parametrize(
    ("logged", "bed", "up", "hours"),
    [
        ("2026-10-25T10:00", "23:00", "07:00", 9),  # clocks go back
        ("2026-10-25T22:00", "23:00", "07:00", 9),
        ("2026-10-26T00:30", "23:00", "07:00", 9),  # still the day before
        ("2026-10-25T06:50", "23:00", "07:00", 9),  # a few minutes ahead
        ("2026-10-25T10:00", "01:00", "01:30", 0.5),
        ("2026-10-25T10:00", "02:30", "07:00", 5.5),  # the first 02:30
        ("2026-10-25T10:00", "04:00", "07:00", 3),
        ("2026-10-25T03:40", "23:00", "03:30", 5.5),  # before the day begins
        ("2026-10-25T10:00", "23:00", "03:30", 5.5),
        ("2026-10-26T10:00", "23:00", "07:00", 8),
        ("2026-10-24T10:00", "23:00", "07:00", 8),
        ("2026-03-29T10:00", "23:00", "07:00", 7),  # clocks go forward
        ("2026-03-29T10:00", "02:30", "07:00", 3.5),  # 02:30 does not exist: 03:30
        ("2026-03-29T10:00", "02:30", "03:15", 0.75),
    ],
)
def test_when_clocks_change_it_is_what_passed(logged: str, bed: str, up: str, hours: float) -> None:
    assert night(at(logged), bed, up).hours == hours


def test_it_is_the_zone_of_the_day_it_ends_that_counts() -> None:
    here, there = at("2026-10-25T10:00"), at("2026-10-25T10:00", "Asia/Tokyo")
    assert (night(here, "23:00", "07:00").hours, night(there, "23:00", "07:00").hours) == (9, 8)
    rule = Clock(here.now, lambda: system_zone({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}))
    assert night(rule, "23:00", "07:00").hours == 9


def test_typed_hours_stay(clock: Clock) -> None:
    assert night(clock, "23:00", "07:00", hours=6.5).hours == 6.5
    assert change(night(clock, "23:00", "07:00", hours=6.5), {"up": "07:30"}, clock).recorded()["hours"] == 6.5


def test_hours_that_followed_from_the_times_follow_a_change_of_them() -> None:
    clock = at("2026-10-25T10:00")
    asleep = night(clock, "23:00", "07:00")
    later = at("2026-11-21T10:00", "Asia/Tokyo")  # changed elsewhere: the night stays one of Berlin
    assert change(asleep, {"up": "07:30"}, later).recorded()["hours"] == 9.5
    assert change(asleep, {"hours": None}, later).recorded()["hours"] == 9
    assert change(asleep, {"quality": 7}, later).recorded()["hours"] == 9
    moved = change(asleep, {}, clock, at=clock.now() - timedelta(days=1))
    assert moved.recorded()["hours"] == 8


@pytest.mark.parametrize("values", [{}, {"bed": "23:00"}, {"bed": "25:00", "up": "07:00"}, {"bed": 5, "up": None}])
def test_without_two_times_the_hours_are_needed(clock: Clock, values: dict[str, object]) -> None:
    with pytest.raises(EntryError):
        make("sleep", values, clock)
