"""How the plan of a trial is written before it starts: its calendar, and the most that it could say."""

from __future__ import annotations

from datetime import date, timedelta

from rich.text import Text

from gutskin_tui.dates import show_short
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import one_line
from gutskin_tui.trials import wording
from gutskin_tui.trials.schedule import phases

NAME = 16
"""Columns of a phase's name."""
LONGEST = 300
"""Characters of the stop rules that are shown."""


def plan_text(one: Trial, today: date) -> Text:
    """Say the plan. The order of the pairs is left out: nobody may draw it again until it suits."""
    measure = MEASURES[one.outcome][1]
    text = Text.assemble(
        (f"{wording.name(one)}: a {one.design} trial for {one.condition}, {one.days} days\n", "bold"),
        f"Looks at {measure.label.lower()}; the smallest change that matters is "
        f"{amount(one.smallest_change, one.outcome)}.\n\n",
    )
    rows = [
        (name, f"{show_short(first, today)} to {show_short(last, today)}", todo)
        for name, first, last, todo in calendar(one)
    ]
    room = max(len(when) for _, when, _ in rows)
    for name, when, todo in rows:
        text.append(f"{name:<{NAME}}", "bold").append(f"{when:<{room}}  ").append(f"{todo}\n", "dim")
    if one.design == "rigorous":
        text.append("A coin decides for each pair which comes first, once you start.\n")
    text.append("\n")
    for said in wording.warnings(one):
        text.append(f"{said}\n")
    if one.stop_rules:
        text.append(f"You would stop if: {one_line(one.stop_rules, LONGEST)}\n")
    text.append("Once started, the plan is frozen. A severe reaction ends it. ")
    return text.append(wording.FOOTER, "dim")


def amount(change: float, outcome: str) -> str:
    """Write an amount of an outcome with its unit: "1 point", "4 h"."""
    unit = MEASURES[outcome][1].unit or ("point" if change == 1 else "points")
    return f"{change:g} {unit}"


def calendar(one: Trial) -> list[tuple[str, date, date, str]]:
    """Return (name, first day, last day, what to do) of each phase, or of each pair of a rigorous trial."""
    what, found = wording.thing(one), phases(one)
    if one.design == "quick":
        return [
            (phase.name, phase.start, phase.end, f"no {what}" if phase.leaves_out else f"{what} as usual")
            for phase in found
        ]
    half = timedelta(days=one.phase_days)
    return [
        (f"pair {first.pair}", first.start, first.end + half, f"{one.phase_days} days with, {one.phase_days} without")
        for first in found[::2]
    ]
