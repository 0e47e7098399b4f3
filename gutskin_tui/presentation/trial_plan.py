"""The plan of a trial as text: what is compared, its phases by date, and the warnings."""

from __future__ import annotations

from datetime import date, timedelta

from rich.text import Text

from gutskin_tui.dates import show_short
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import lower_case, one_line
from gutskin_tui.trials import plan_wording, wording
from gutskin_tui.trials.schedule import phases

START = "Start this trial?"
NAME = 16
"""Columns of a phase's name."""
LONGEST = 300
"""Characters of the stop rules that are displayed."""


def plan_text(trial: Trial, today: date, spread: float | None, width: int) -> Text:
    """Return the plan for `width` cells; `spread` is that of the outcome before the start.

    What to do in a phase is on a line of its own where there is no room beside its days.
    The order within the pairs is left out, so that it cannot be redrawn until it suits.
    """
    measure = MEASURES[trial.outcome][1]
    text = Text.assemble(
        (f"{plan_title(trial)}\n", "bold"),
        f"Compares {lower_case(measure.label)} with and without it; the smallest change that matters is "
        f"{amount(trial.smallest_change, trial.outcome)}.\n\n",
    )
    rows = [
        (name, f"{show_short(first, today)} to {show_short(last, today)}", todo)
        for name, first, last, todo in calendar(trial)
    ]
    room = max(len(when) for _, when, _ in rows)
    beside = all(NAME + room + 2 + len(todo) <= width for _, _, todo in rows)
    for name, when, todo in rows:
        text.append(f"{name:<{NAME}}", "bold").append(f"{when:<{room}}  " if beside else f"{when}\n{'':<{NAME}}")
        text.append(f"{todo}\n", "dim")
    if trial.design == "rigorous":
        text.append("A coin decides for each pair which comes first, once you start.\n")
    text.append("\n")
    for warning in plan_wording.warnings(trial, spread):
        text.append(f"{warning}\n")
    if trial.stop_rules:
        text.append(f"You would stop if: {one_line(trial.stop_rules, LONGEST)}\n")
    text.append("Once started, the plan cannot be changed. A severe reaction ends it. ")
    return text.append(wording.FOOTER, "dim")


def plan_title(trial: Trial) -> str:
    """Return the title of a plan: "Dairy: a quick trial for atopic, 28 days"."""
    return f"{wording.name(trial)}: a {trial.design} trial for {trial.condition}, {trial.days} days"


def phase_lines(trial: Trial, today: date) -> list[str]:
    """Return each phase with its first and last day, in their order: "without dairy  Sat 21 Nov to Fri 4 Dec"."""
    names = [wording.phase_words(trial, phase) for phase in phases(trial)]
    width = max(map(len, names))
    return [
        f"{name:{width}}  {show_short(phase.start, today)} to {show_short(phase.end, today)}"
        for name, phase in zip(names, phases(trial), strict=True)
    ]


def amount(change: float, outcome: str) -> str:
    """Return an amount of an outcome with its unit: "1 point", "4 h"."""
    unit = MEASURES[outcome][1].unit or ("point" if change == 1 else "points")
    return f"{change:g} {unit}"


def calendar(trial: Trial) -> list[tuple[str, date, date, str]]:
    """Return (name, first day, last day, what to do) of each phase, or of each pair of a rigorous trial."""
    trial_phases = phases(trial)
    if trial.design == "quick":
        return [
            (phase.name, phase.start, phase.end, wording.advice_in(trial, leaves_out=phase.leaves_out))
            for phase in trial_phases
        ]
    half = timedelta(days=trial.phase_days)
    return [
        (
            f"pair {first.pair}",
            first.start,
            first.end + half,
            f"{trial.phase_days} days with, {trial.phase_days} without",
        )
        for first in trial_phases[::2]
    ]
