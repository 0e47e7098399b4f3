"""The journal day and the clock: day_start, changes of clocks, travel, leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock, journal_day

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-21T23:59:00+00:00", "2026-11-21"),
        ("2026-11-22T00:30:00+00:00", "2026-11-21"),
        ("2026-11-22T03:59:59+00:00", "2026-11-21"),
        ("2026-11-22T04:00:00+00:00", "2026-11-22"),
        ("2028-02-29T12:00:00+00:00", "2028-02-29"),
        ("2028-03-01T03:00:00+00:00", "2028-02-29"),
        ("2027-03-01T03:00:00+00:00", "2027-02-28"),
        ("2027-01-01T01:00:00+00:00", "2026-12-31"),
    ],
)
def test_the_day_changes_at_four(at: str, day: str) -> None:
    assert journal_day(datetime.fromisoformat(at)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day_start", "at", "day"),
    [
        ("00:00", "23:59", 21),
        ("00:00", "00:00", 21),
        ("06:30", "06:29", 20),
        ("06:30", "06:30", 21),
        ("11:59", "11:58", 20),
    ],
)
def test_the_day_changes_at_the_set_time(day_start: str, at: str, day: int) -> None:
    moment = datetime.combine(date(2026, 11, 21), time.fromisoformat(at), UTC)
    assert journal_day(moment, time.fromisoformat(day_start)) == date(2026, 11, day)


@given(st.datetimes(min_value=datetime.fromisoformat("1900-01-01")), st.integers(0, 11 * 60 + 59))
def test_a_journal_day_is_the_date_or_the_previous_date(naive: datetime, minutes: int) -> None:
    start = time(minutes // 60, minutes % 60)
    before = naive.time() < start
    assert journal_day(naive.replace(tzinfo=UTC), start) == naive.date() - timedelta(days=before)


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_on_days_of_23_and_25_hours_the_day_still_turns_at_four_by_the_wall(change: date) -> None:
    clock = fixed_clock(datetime(2026, 11, 21, tzinfo=UTC), "Europe/London")
    assert clock.day_of(clock.localise(datetime.combine(change, time(3, 59)))) == change - timedelta(days=1)
    assert clock.day_of(clock.localise(datetime.combine(change, time(4, 0)))) == change


def test_a_time_that_the_clocks_skip_moves_forward_by_the_gap() -> None:
    clock = fixed_clock(datetime(2026, 11, 21, tzinfo=UTC), "Europe/London")
    assert clock.localise(datetime.fromisoformat("2026-03-29T01:30")).isoformat() == "2026-03-29T02:30:00+01:00"


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    clock = fixed_clock(datetime(2026, 11, 21, tzinfo=UTC), "Europe/London")
    assert clock.localise(datetime.fromisoformat("2026-10-25T01:30")).isoformat() == "2026-10-25T01:30:00+01:00"
    assert clock.localise(datetime.fromisoformat("2026-10-25T02:30")).isoformat() == "2026-10-25T02:30:00+00:00"


def test_a_clock_reads_the_zone_each_time() -> None:
    zones = iter(["Europe/London", "Asia/Tokyo", "Asia/Tokyo"])
    clock = Clock(lambda: datetime(2026, 11, 21, 20, 0, tzinfo=UTC), lambda: ZoneInfo(next(zones)))
    assert clock.now().isoformat() == "2026-11-21T20:00:00+00:00"
    assert clock.now().isoformat() == "2026-11-22T05:00:00+09:00"
    assert clock.today() == date(2026, 11, 22)


def test_today_past_midnight_is_still_the_evening_before() -> None:
    clock = fixed_clock(datetime(2026, 11, 22, 0, 30, tzinfo=LONDON), "Europe/London")
    assert clock.today() == date(2026, 11, 21)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
@given(st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2037-12-31")))
def test_a_local_time_is_its_first_occurrence_or_moved_forward_by_the_gap(zone: str, wall: datetime) -> None:
    clock = fixed_clock(datetime(2026, 11, 21, tzinfo=UTC), zone)
    for naive in (wall, *_near_changes(ZoneInfo(zone), wall.year)):
        local = clock.localise(naive)
        early, late = (naive.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
        assert early is not None
        assert late is not None
        gap = max(late - early, timedelta(0))  # a fold has the greater offset first
        assert local.replace(tzinfo=None, fold=0) == naive + gap
        assert local.astimezone(UTC).replace(tzinfo=None) == naive - early
        expected = pendulum.instance(naive.replace(fold=int(bool(gap))), tz=pendulum.timezone(zone))
        assert local.timestamp() == expected.timestamp()


@cache
def _near_changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """Return wall-clock times in and at the edges of the gaps and folds of a year."""
    hours = (datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(24 * 366))
    changes = [
        at for at in hours if at.astimezone(zone).utcoffset() != (at + timedelta(hours=1)).astimezone(zone).utcoffset()
    ]
    walls = [at.astimezone(zone).replace(tzinfo=None) for at in changes]
    return [wall.replace(fold=0) + timedelta(minutes=minutes) for wall in walls for minutes in range(-90, 180, 15)]
