"""How a trial is drawn: on Today, as a line of a list, its page's words and chart, and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import DaySpan, LineChart
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.time_axis import day_month
from gutskin_tui.dates import show_day, show_short
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import grid
from gutskin_tui.text import one_line

if TYPE_CHECKING:
    from gutskin_tui.trials.report import TrialReport
    from gutskin_tui.trials.schedule import Phase


from collections.abc import Iterable

from gutskin_tui.model.trial import Trial
from gutskin_tui.trials import wording
from gutskin_tui.trials.schedule import phases
from gutskin_tui.tui.state import Session

BAR = 21
"""Boxes of the bar of days at most."""
FOOTER = "Not medical advice."
STANDS = {
    "kept": ("kept", "dim"), "slipped": ("slip", "bold"), "ask": ("maybe ?", "italic"), "unknown": ("no meal", "dim"),
}  # fmt: skip
"""How a day stands to the plan, in words."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a trial so far: `stand` is None on days with the food, of which none is asked."""

    date: date
    phase: Phase
    value: float | None
    stand: str | None
    corrected: bool


def today_text(one: TrialReport, width: int, ink: Palette, *, brief: bool) -> Text:
    """Say the trial under way: the day, what to do, how it went, what it shows; three lines if `brief`, else four."""
    from gutskin_tui.trials import wording

    trial = one.trial
    where = Text.assemble((wording.progress(trial, one.today), "bold"))
    if one.number > 0:
        room = max(5, min(BAR, width - where.cell_len - (30 if brief else 18)))
        where.append("  ").append_text(meter(one.number, trial.days, room, ink=ink))
    todo = Text.assemble((one.advice, "bold"))
    if one.washout:
        todo.append(" (washout: today does not count)", "dim")
    if brief:
        heads = [where.append("  ").append_text(todo)]
    else:
        phase = f"  {f'pair {one.phase.pair}' if one.phase.pair else one.phase.name}" if one.phase else ""
        heads = [where.append(phase), todo]
    said = Text(wording.so_far(trial, one.result, why=False)).append(f". {FOOTER}", "dim")
    lines = [*heads, _went(one), said]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines)


def _went(one: TrialReport) -> Text:
    """Say in few words how the plan was kept so far."""
    from gutskin_tui.trials.wording import percent

    went = one.result.adherence
    text = Text.assemble((f"slips {len(went.slips)}", "bold" if went.slips else ""))
    if went.uncertain:
        text.append(f"   to answer {len(went.uncertain)}")
    if went.unknown:
        text.append(f"   no meal {len(went.unknown)}")
    return text.append(f"   adherence {'not known yet' if went.share is None else percent(went.share)}")


def list_line(one: TrialReport, width: int, ink: Palette) -> Text:
    """Write a trial in a line of `width` cells: what, where it stands, slips, and of what it shows as much as fits."""
    from gutskin_tui.trials import wording

    line = Text.assemble((wording.name(one.trial), "bold"), no_wrap=True)
    line.append(f"  {wording.progress(one.trial, one.today)}")
    if not one.over and one.number > 0 and width >= 70:
        line.append("  ").append_text(meter(one.number, one.trial.days, 10, ink=ink))
    slips = len(one.result.adherence.slips)
    line.append(f"  {slips} {'slip' if slips == 1 else 'slips'}  ", "dim")
    said = [wording.so_far(one.trial, one.result, why=why) for why in ([True, False] if one.over else [False])]
    fits = (each for each in said if line.cell_len + len(each) <= width)
    return line.append(next(fits, one.result.verdict))


def page_text(one: TrialReport) -> Text:
    """Say all of a trial but its chart and days: where it stands, what to do, the result in full sentences."""
    from gutskin_tui.trials import wording

    trial, today = one.trial, one.today
    text = Text.assemble((wording.progress(trial, today), "bold"))
    if one.phase:
        text.append(f", {wording.phase_words(trial, one.phase)}")
    if one.advice:
        text.append(": ").append(one.advice, "bold")
        if one.washout:
            text.append(" (washout: today does not count)", "dim")
    text.append(f"\n{wording.thing(trial)} is {one.status}", "")
    text.append(f"; the plan was frozen on {show_day(date.fromisoformat(trial.frozen[:10]))}\n", "dim")
    for each in trial.reactions:
        came = show_short(date.fromisoformat(each.day), today)
        text.append(f"{each.severity} reaction, {came}: {one_line(each.words, 200)}\n", "bold")
    if trial.ended and trial.ended.words:
        text.append(f"ended on {show_short(date.fromisoformat(trial.ended.day), today)}: ")
        text.append(f"{one_line(trial.ended.words, 200)}\n")
    if trial.stop_rules:
        text.append(f"stop if: {one_line(trial.stop_rules, 200)}\n", "dim")
    for said in one.sentences:
        text.append(f"{said}\n")
    return text


def chart(one: TrialReport, height: int, ink: Palette) -> Group:
    """Draw the outcome by day under the names of its phases, each with its centre; days to come are left empty."""
    trial = one.trial
    measure = MEASURES[trial.outcome][1]
    days = [trial.first + timedelta(days=back) for back in range(trial.days)]
    picture = LineChart(
        days, grid(one.reading.values, trial.first, trial.last), _centres(one),
        spans=[DaySpan(phase.start, phase.end, phase.short) for phase in one.phases],
        lo=measure.low, hi=measure.high, height=height, empty="nothing recorded yet", ink=ink,
    )  # fmt: skip
    centre = "median of the phase" if trial.design == "quick" else "mean of the phase, without its first days"
    return Group(picture, line_legend(measure.label.lower(), centre, ink=ink))


def _centres(one: TrialReport) -> list[float | None]:
    """Return the median of each phase (the mean in a rigorous trial) on its days so far, with a gap between phases."""
    last = min(one.today, one.trial.ended_on or one.today)
    found: list[float | None] = []
    for stretch in one.result.stretches:
        centre = stretch.median if one.trial.design == "quick" else stretch.mean
        found += [
            centre if 0 < back < stretch.phase.days - 1 and stretch.phase.start + timedelta(days=back) <= last else None
            for back in range(stretch.phase.days)
        ]
    return found


def days_of(one: TrialReport) -> list[Day]:
    """Return the days of a trial so far, newest first."""
    from gutskin_tui.trials.adherence import plan_status

    trial, reading = one.trial, one.reading
    last = min(trial.last, one.today, trial.ended_on or one.today)
    found = []
    for phase in one.phases:
        for back in range(phase.days):
            day = phase.start + timedelta(days=back)
            if day > last:
                break
            stands = plan_status(phase, reading.eaten.get(day))
            open_yet = day == one.today and stands == "unknown"
            how = stands if (phase.leaves_out and not open_yet) or day in reading.corrected else None
            found.append(Day(day, phase, reading.values.get(day), how, day in reading.corrected))
    return found[::-1]


def day_line(day: Day, width: int, ink: Palette) -> Text:
    """Write a day: date, outcome, phase, how it stands to the plan."""
    value = ink.glyphs.none if day.value is None else f"{day.value:g}"
    line = Text(f"{day.date:%a} {day_month(day.date):<6} {value:>4}  ", no_wrap=True)
    line.append(f"{day.phase.short:<15}" if not day.phase.pair else f"{day.phase.pair} {day.phase.short:<8}")
    if day.stand is not None:
        words, style = STANDS[day.stand]
        line.append(words, style)
    if day.corrected:
        line.append(", you said" if width >= 40 else " *", "dim")
    return line


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


def food_status(session: Session, name: str, labels: Iterable[str]) -> str:
    """Say the status of a food by its latest trial, and those of its labels: "untested; dairy eliminated"."""
    own = session.latest_trial(f"food:{' '.join(name.casefold().split())}")
    said = [own.status if own else "untested", *label_statuses(session, labels)]
    return "; ".join(said)


def label_statuses(session: Session, labels: Iterable[str]) -> list[str]:
    """Return the status of each label that was in a trial: ["dairy eliminated"]."""
    found = [(label, session.latest_trial(label)) for label in labels]
    tested = [(label, one) for label, one in found if one]
    if not tested:
        return []
    from gutskin_tui.foods.food import LABELS

    return [f"{LABELS[label]} {one.status}" for label, one in tested]


def meal_statuses(session: Session, names: Iterable[str], labels: Iterable[str]) -> list[str]:
    """Return the statuses of a meal's labels and of those of its foods that were in a trial of their own."""
    found = [(name, session.latest_trial(f"food:{' '.join(name.casefold().split())}")) for name in names]
    foods = [f"{name} {one.status}" for name, one in found if one]
    return [*foods, *label_statuses(session, labels)]
