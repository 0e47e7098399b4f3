"""Events on a chart: treatment courses and phases of trials as spans, flares and days of bleeding as letters above."""

from __future__ import annotations

from datetime import date

from gutskin_tui.charts.line import DayMark, DaySpan
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.chart_events import ChartEvents
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import clean
from gutskin_tui.trials.schedule import phases

FLARE = "f"
PERIOD = "p"


def event_spans(events: ChartEvents, today: date) -> list[DaySpan]:
    """Return the courses as spans named by the treatment, and the phases of trials that were tried: "no dairy".

    A course that goes on lasts to `today`, and so does a phase.
    """
    courses = [DaySpan(course.start, course.end or today, clean(course.what)) for course in events.courses]
    return [*courses, *(span for trial in events.trials for span in trial_spans(trial, today))]


def trial_spans(trial: Trial, today: date) -> list[DaySpan]:
    """Return the phases of a trial in which it is tried, up to its end or today, by its name: "no dairy"."""
    kind, colon, rest = trial.what.partition(":")
    name = f"{'with' if trial.tried == 'with' else 'no'} {clean(rest if colon else LABELS.get(kind, kind))}"
    last = min(today, trial.ended_on or today)
    return [
        DaySpan(phase.start, min(phase.end, last), name)
        for phase in phases(trial)
        if phase.leaves_out == (trial.tried == "without") and phase.start <= last
    ]


def event_marks(events: ChartEvents) -> list[DayMark]:
    """Return a letter for each day with bleeding or a flare; a flare takes precedence."""
    letters = {**dict.fromkeys(events.period, PERIOD), **dict.fromkeys(events.flares, FLARE)}
    return [DayMark(day, letter) for day, letter in letters.items()]


def event_legend(events: ChartEvents, first: date, last: date) -> str:
    """Return the meaning of the letters that days from `first` to `last` have: "f flare  p period", "" for none."""
    meanings = ((FLARE, "flare", events.flares), (PERIOD, "period", events.period))
    return "  ".join(f"{letter} {word}" for letter, word, days in meanings if any(first <= day <= last for day in days))


def day_events(events: ChartEvents, day: date) -> list[str]:
    """Return what happened on a day in words: treatments under way, "no dairy" in a trial, "flare", "period"."""
    spans = [span.label for span in event_spans(events, day) if span.start <= day <= span.end]
    return [*spans, *(word for word, days in (("flare", events.flares), ("period", events.period)) if day in days)]
