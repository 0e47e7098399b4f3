"""Ranges of days as people type them, lists of days, and the formats in which days are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.date_words import DateError
from gutskin_tui.dates import (
    day_month,
    day_range,
    days_until,
    full_day,
    parse_day,
    parse_range,
    short_day,
    show_day,
    show_moment,
    show_short,
)


def at(wall: str) -> Clock:
    """Return a clock in UTC that stands at a wall time."""
    return fixed_clock(datetime.fromisoformat(f"{wall}+00:00"))


@given(st.dates(date(1900, 1, 1), date(2026, 11, 21)))
def test_a_formatted_day_parses_to_itself(day: date) -> None:
    assert parse_day(show_day(day), at("2026-11-21T14:15")) == day


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("oct", "2026-10-01", "2026-10-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("dec", "2025-12-01", "2025-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("2025-10", "2025-10-01", "2025-10-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("yesterday", "2026-11-20", "2026-11-20"),
        ("-2h", "2026-11-21", "2026-11-21"),
        ("fri 20:00", "2026-11-20", "2026-11-20"),
        ("2026-11-20T02:00", "2026-11-19", "2026-11-19"),
    ],
)
def test_a_range_has_a_first_and_a_last_day(typed: str, first: str, last: str, clock: Clock) -> None:
    assert parse_range(typed, clock) == (date.fromisoformat(first), date.fromisoformat(last))
    assert parse_day(typed, clock) == date.fromisoformat(first)


@pytest.mark.parametrize("first_weekday", [0, 6])
@pytest.mark.parametrize("days", range(8))
def test_a_week_begins_on_the_clocks_first_weekday(first_weekday: int, days: int) -> None:
    clock = at(f"2026-11-{22 + days}T12:00")
    clock.first_weekday = first_weekday
    first, last = parse_range("this week", clock)
    assert first.weekday() == first_weekday
    assert first <= clock.today() <= last == first + timedelta(days=6)
    week = timedelta(days=7)
    assert parse_range("last week", clock) == (first - week, last - week)


@pytest.mark.parametrize("typed", ["2027", "dec 2026", "2025-13", "0000", "oct 0000", "1899", "soup", "", "31 feb"])
def test_a_range_that_has_not_begun_or_does_not_exist_is_refused(typed: str, clock: Clock) -> None:
    with pytest.raises(DateError):
        parse_range(typed, clock)


def test_days_are_formatted_without_regard_to_the_locale() -> None:
    today = date(2026, 11, 21)
    early = date(2026, 11, 7)
    assert show_day(today) == "Sat 21 Nov 2026"
    assert [show_day(early, pad=pad) for pad in ("", " ", "0")] == [
        "Sat 7 Nov 2026",
        "Sat  7 Nov 2026",
        "Sat 07 Nov 2026",
    ]
    assert show_day(early, year=False) == show_short(early, today) == "Sat 7 Nov"
    assert show_short(early, today, pad="0") == short_day(early) == "Sat 07 Nov"
    assert show_short(today - timedelta(days=365), today) == "Fri 21 Nov 2025"
    assert [day_month(early), day_month(early, pad="0", year=True)] == ["7 Nov", "07 Nov 2026"]
    assert full_day(early) == "Saturday 7 November 2026"
    assert show_moment(datetime(2026, 11, 7, 8, 5, tzinfo=UTC)) == "Sat 07 Nov 2026 08:05"


@given(st.dates(date(1900, 1, 1), date(2026, 11, 21)))
def test_every_form_of_a_day_reads_back(day: date) -> None:
    clock = at("2026-11-21T14:15")
    forms = [show_day(day, pad=pad) for pad in ("", " ", "0")]
    forms += [
        full_day(day),
        day_month(day, year=True),
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        show_short(day, clock.today()),
    ]
    assert {parse_day(form, clock) for form in forms} == {day}


@pytest.mark.parametrize("first_weekday", range(7))
@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)))
def test_a_period_contains_today_and_follows_the_last(first_weekday: int, today: date) -> None:
    clock = at(f"{today}T12:00")
    clock.first_weekday = first_weekday
    for unit, lengths in (("week", {7}), ("month", {28, 29, 30, 31}), ("year", {365, 366})):
        first, last = parse_range(f"this {unit}", clock)
        earlier, end = parse_range(f"last {unit}", clock)
        assert first <= today <= last
        assert end == first - timedelta(days=1)
        assert {len(day_range(first, last)), len(day_range(earlier, end))} <= lengths
        assert unit != "week" or first.weekday() == first_weekday
        assert unit == "week" or first.day == earlier.day == 1


@given(st.dates(), st.integers(-400, 4000))
def test_a_range_of_days_contains_each_day_from_the_first_to_the_last(first: date, length: int) -> None:
    last = date.fromordinal(min(max(1, first.toordinal() + length - 1), date.max.toordinal()))
    days = day_range(first, last)
    assert len(days) == max(0, (last - first).days + 1)
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert not days or (days[0], days[-1]) == (first, last)
    assert days_until(last, len(days)) == days


def test_days_until_a_day_end_on_it() -> None:
    assert days_until(date(2026, 3, 1), 2) == [date(2026, 2, 28), date(2026, 3, 1)]
    assert days_until(date(2026, 3, 1), 0) == days_until(date(2026, 3, 1), -1) == []
