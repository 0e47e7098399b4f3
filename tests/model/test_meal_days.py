"""Which day a typed time belongs to while another day is looked at, and which meals are late."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.kinds.meal import is_late
from gutskin_tui.model.meal_syntax import parse_meal_line

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("soup @19:30", "2026-11-18T19:30"),
        ("soup @1am", "2026-11-19T01:00"),
        ("soup @yesterday 8pm", "2026-11-20T20:00"),
        ("soup @today", "2026-11-21T14:15"),
    ],
)
def test_a_bare_time_belongs_to_the_day_looked_at_and_nothing_else_does(typed: str, when: str, clock: Clock) -> None:
    at = parse_meal_line(typed, clock, date(2026, 11, 18)).at
    assert at is not None
    assert f"{at:%Y-%m-%dT%H:%M}" == when


@pytest.mark.parametrize(
    ("at", "late"),
    [("2026-11-20T20:59", 0), ("2026-11-20T21:00", 1), ("2026-11-21T00:30", 1), ("2026-11-21T04:00", 0)],
)
def test_late_is_from_nine_until_the_day_turns(at: str, late: bool) -> None:
    clock = fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=LONDON), "Europe/London")
    meal = make("meal", {"text": "toast"}, clock, at=clock.localise(datetime.fromisoformat(at)))
    assert isinstance(meal, Meal)
    assert is_late(meal) == late
