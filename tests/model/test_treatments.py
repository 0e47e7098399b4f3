"""The days on a treatment: used that day, or within a course; and these days as exposures."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.treatments import courses, treatment_days, treatment_uses
from tests.conftest import LONDON

TODAY = date(2026, 11, 21)
CLOCK = fixed_clock(datetime(2026, 11, 21, 23, 0, tzinfo=LONDON), "Europe/London")
EVENTS = ("used", "started", "stopped")


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def entry(kind: str, back: int, hour: int = 12, **values: object) -> AnyEntry:
    at = datetime(2026, 11, 21, hour, tzinfo=LONDON) - timedelta(days=back)
    return make(kind, values, CLOCK, at)


def treatment(event: str, back: int, hour: int = 12, what: str = "zinc paste") -> AnyEntry:
    return entry("treatment", back, hour, what=what, event=event)


def days_on(entries: list[AnyEntry]) -> dict[str, set[date]]:
    return treatment_days(treatment_uses(entries), courses(entries), TODAY)


def days_back(entries: list[AnyEntry], name: str = "zinc paste") -> list[int]:
    """Return the days on the treatment, as days before today, the latest first."""
    return sorted((TODAY - on).days for on in days_on(entries).get(name, set()))


def test_a_use_counts_for_its_day_alone() -> None:
    assert days_back([treatment("used", 3), treatment("used", 3, 20), treatment("used", 1)]) == [1, 3]


def test_a_course_runs_from_start_to_stop_and_without_a_stop_to_today() -> None:
    assert days_back([treatment("started", 9), treatment("stopped", 7)]) == [7, 8, 9]
    assert days_back([treatment("started", 9), treatment("stopped", 7), treatment("started", 2)]) == [0, 1, 2, 7, 8, 9]


def test_a_second_start_neither_ends_nor_shortens_a_course() -> None:
    assert days_back([treatment("started", 5), treatment("started", 3), treatment("stopped", 2)]) == [2, 3, 4, 5]


def test_a_stop_without_a_start_has_no_effect() -> None:
    assert days_on([treatment("stopped", 3)]) == {}


def test_the_order_within_a_day_is_that_of_the_clock() -> None:
    assert days_back([treatment("started", 3, 18), treatment("stopped", 3, 9)]) == [0, 1, 2, 3]
    assert days_back([treatment("started", 3, 9), treatment("stopped", 3, 18)]) == [3]


def test_products_of_skin_check_ins_count_and_names_are_compared_folded() -> None:
    entries = [entry("skin", 4, products=["Steroid-Cream", "sunscreen"]), treatment("used", 1, what="steroid  CREAM")]
    assert days_on(entries) == {"steroid cream": {day(4), day(1)}, "sunscreen": {day(4)}}


def test_courses_of_two_treatments_are_apart() -> None:
    entries = [treatment("started", 4), treatment("started", 2, what="tablets"), treatment("stopped", 1)]
    assert days_back(entries) == [1, 2, 3, 4]
    assert days_back(entries, "tablets") == [0, 1, 2]


@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 12)), max_size=8, unique_by=lambda event: event[1]))
def test_a_day_is_on_a_treatment_as_defined(events: list[tuple[str, int]]) -> None:
    entries = [treatment(event, back) for event, back in events]
    expected = []
    for back in range(13):
        before = sorted((other for other in events if other[1] > back), key=lambda other: -other[1])
        courses = [event for event, _ in before if event != "used"]
        course = bool(courses) and courses[-1] == "started"
        own = next((event for event, other in events if other == back), "")
        if course or own in ("used", "started"):
            expected.append(back)
    assert days_back(entries) == expected
    assert days_back(entries[::-1]) == expected
