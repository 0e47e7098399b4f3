"""Courses, flares and days of bleeding, from the entries of a journal."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest

from gutskin_tui.charts.line import DayMark, DaySpan
from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.chart_events import ChartEvents, chart_events
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.treatments import Course, courses
from gutskin_tui.model.trial import Ending, Trial
from gutskin_tui.presentation.chart_events import day_events, event_legend, event_marks, event_spans
from tests.conftest import LONDON

TODAY = date(2026, 11, 21)
CLOCK = fixed_clock(datetime(2026, 11, 21, 23, 0, tzinfo=LONDON), "Europe/London")


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def entry(kind: str, back: int, **values: object) -> AnyEntry:
    return make(kind, values, CLOCK, datetime(2026, 11, 21, 12, tzinfo=LONDON) - timedelta(days=back))


def treatment(event: str, back: int, what: str = "Zinc paste") -> AnyEntry:
    return entry("treatment", back, what=what, event=event)


def test_a_course_lasts_from_its_start_to_its_stop() -> None:
    entries = [treatment("stopped", 2, "zinc paste"), treatment("used", 4), treatment("started", 9)]
    assert courses(entries) == [Course("Zinc paste", day(9), day(2))]


def test_a_course_that_was_not_stopped_goes_on() -> None:
    assert courses([treatment("started", 9), treatment("started", 5)]) == [Course("Zinc paste", day(9), None)]


def test_a_stop_alone_is_no_course() -> None:
    assert courses([treatment("stopped", 3)]) == []


def test_courses_of_several_treatments_are_in_order_of_their_start() -> None:
    entries = [treatment("started", 4, "b"), treatment("started", 9, "a"), treatment("stopped", 1, "a")]
    assert [course.what for course in courses(entries)] == ["a", "b"]


@pytest.mark.parametrize("tag", ["flare", "Flare", "FLARE"])
def test_a_flare_is_a_check_in_with_that_tag_however_it_is_written(tag: str) -> None:
    entries = [entry("skin", 3, severity=7, tags=[tag]), entry("skin", 2, severity=7, tags=["pollen"])]
    assert chart_events(entries).flares == [day(3)]


def test_the_tag_on_another_kind_of_entry_is_no_flare() -> None:
    assert chart_events([entry("note", 3, text="itchy", tags=["flare"])]) == ChartEvents([], [], [])


def test_spotting_is_no_bleeding() -> None:
    assert chart_events([entry("cycle", 3, flow=0), entry("cycle", 2, flow=1)]).period == [day(2)]


def test_spans_letters_and_their_legend() -> None:
    events = ChartEvents([Course("zinc", day(9), None)], [day(3)], [day(3), day(2)])
    assert event_spans(events, TODAY) == [DaySpan(day(9), TODAY, "zinc")]
    assert event_marks(events) == [DayMark(day(3), "f"), DayMark(day(2), "p")]
    assert event_legend(events, day(28), TODAY) == "f flare  p period"
    assert event_legend(events, day(2), TODAY) == "p period"
    assert event_legend(events, day(1), TODAY) == ""


def test_the_phases_of_a_trial_without_the_food_are_spans_until_today_or_its_end() -> None:
    stamp = "2026-11-01T08:00:00.000+00:00"
    trial = Trial(
        id="t",
        created=stamp,
        updated=stamp,
        frozen=stamp,
        what="added_sugar",
        outcome="severity",
        condition="rosacea",
        design="rigorous",
        phase_days=7,
        start="2026-11-01",
        smallest_change=1.0,
        order=("without", "with", "with", "without"),
    )
    events = ChartEvents(trials=[trial])
    name = "no added sugar"
    assert event_spans(events, date(2026, 11, 30)) == [
        DaySpan(date(2026, 11, 1), date(2026, 11, 7), name),
        DaySpan(date(2026, 11, 22), date(2026, 11, 28), name),
    ]
    assert event_spans(events, date(2026, 11, 3)) == [DaySpan(date(2026, 11, 1), date(2026, 11, 3), name)]
    stopped = msgspec.structs.replace(trial, ended=Ending(day="2026-11-02", reason="stopped"), what="food:oat latte")
    assert event_spans(ChartEvents(trials=[stopped]), date(2026, 11, 30)) == [
        DaySpan(date(2026, 11, 1), date(2026, 11, 2), "no oat latte")
    ]
    assert day_events(events, date(2026, 11, 22)) == [name]
    assert day_events(events, date(2026, 11, 10)) == []
