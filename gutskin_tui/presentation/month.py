"""What the calendars of months mark: suspected foods, treatments and the phases of trials."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_range
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.schedule import Phase, phases

TREATMENT = "T"


def month_span(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def phase_days(trials: Iterable[Trial], first: date, last: date) -> dict[date, Phase]:
    """Return the days from `first` to `last` that are in a phase of a trial, as planned until the trial was ended."""
    days = {}
    for trial in trials:
        for phase in phases(trial):
            end = min(phase.end, last, trial.ended_on or last)
            days.update(dict.fromkeys(day_range(max(phase.start, first), end), phase))
    return days


def month_marks(
    days: Sequence[date],
    entries: EntryLookup,
    has_starred: Callable[[AnyEntry], bool],
    phase_by_day: dict[date, Phase],
    palette: Palette,
) -> dict[date, str]:
    """Return the glyphs of the days that have any: the letter of a trial's phase, suspected food, treatment."""
    marks = {}
    for day in days:
        logged = entries(day)
        letter = phase_by_day[day].short[0] if day in phase_by_day else ""
        suspected = palette.glyphs.star if any(map(has_starred, logged)) else ""
        treated = TREATMENT if any(entry.kind == "treatment" for entry in logged) else ""
        if glyphs := letter + suspected + treated:
            marks[day] = glyphs
    return marks


def month_legend(days: Iterable[Phase], palette: Palette, width: int) -> str:
    """Return the meaning of the marks: `★ suspected food  T treatment  e elimination`.

    `days` are the phases to name, each once; where they do not fit in `width` cells, they are letters only.
    """
    always = f"{palette.glyphs.star} suspected food  {TREATMENT} treatment"
    names = list(dict.fromkeys(phase.short for phase in days))
    whole = "  ".join([always, *(f"{name[0]} {name}" for name in names)])
    return whole if len(whole) <= width or not names else f"{always}  {' '.join(name[0] for name in names)} trial"
