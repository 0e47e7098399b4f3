"""Trials as text and charts: the panel on Today, list lines, the page with its chart and days, and the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from gutskin_tui.dates import day_range, show_day, show_short
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import grid
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import one_line
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import plan_status
from gutskin_tui.trials.schedule import Phase, phases

if TYPE_CHECKING:  # the report imports numpy
    from gutskin_tui.trials.report import TrialReport

BAR = 21
"""Boxes of the bar of days at most."""
FOOTER = "Not medical advice."
STATUS_STYLES = {
    "kept": ("kept", "dim"),
    "slipped": ("slip", "bold"),
    "ask": ("maybe ?", "italic"),
    "unknown": ("no meal", "dim"),
}
"""The word and the Rich style of each plan status of a day."""


@dataclass(frozen=True, slots=True)
class Day:
    """A past day of a trial: `status` is None on days with the food, which have no plan status."""

    date: date
    phase: Phase
    value: float | None
    status: str | None
    corrected: bool


def today_text(report: TrialReport, width: int, palette: Palette, *, brief: bool) -> Text:
    """Return the panel of the running trial: day, advice, adherence, result; three lines if `brief`, else four."""
    trial = report.trial
    where = Text.assemble((wording.progress(trial, report.today), "bold"))
    if report.number > 0:
        room = max(5, min(BAR, width - where.cell_len - (30 if brief else 18)))
        where.append("  ").append_text(meter(report.number, trial.days, room, palette=palette))
    todo = Text.assemble((report.advice, "bold"))
    if report.washout:
        todo.append(" (washout: today does not count)", "dim")
    if brief:
        heads = [where.append("  ").append_text(todo)]
    else:
        phase = f"  {f'pair {report.phase.pair}' if report.phase.pair else report.phase.name}" if report.phase else ""
        heads = [where.append(phase), todo]
    result = Text(wording.so_far(trial, report.result, why=False)).append(f". {FOOTER}", "dim")
    lines = [*heads, _went(report), result]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines)


def _went(report: TrialReport) -> Text:
    """Return the counts of slips, open questions and days without a meal, and the adherence."""
    adherence = report.result.adherence
    text = Text.assemble((f"slips {len(adherence.slips)}", "bold" if adherence.slips else ""))
    if adherence.uncertain:
        text.append(f"   to answer {len(adherence.uncertain)}")
    if adherence.unknown:
        text.append(f"   no meal {len(adherence.unknown)}")
    return text.append(
        f"   adherence {'not known yet' if adherence.share is None else wording.percent(adherence.share)}"
    )


def list_line(report: TrialReport, width: int, palette: Palette) -> Text:
    """Return a trial as a list line of `width` cells: name, progress, slips, and as much of the result as fits."""
    line = Text.assemble((wording.name(report.trial), "bold"), no_wrap=True)
    line.append(f"  {wording.progress(report.trial, report.today)}")
    if not report.over and report.number > 0 and width >= 70:
        line.append("  ").append_text(meter(report.number, report.trial.days, 10, palette=palette))
    slips = len(report.result.adherence.slips)
    line.append(f"  {slips} {'slip' if slips == 1 else 'slips'}  ", "dim")
    texts = [
        wording.so_far(report.trial, report.result, why=why) for why in ([True, False] if report.over else [False])
    ]
    fits = (text for text in texts if line.cell_len + len(text) <= width)
    return line.append(next(fits, report.result.verdict))


def page_text(report: TrialReport) -> Text:
    """Return the text of a trial's page: progress, advice, status, reactions, and the result in full sentences."""
    trial, today = report.trial, report.today
    text = Text.assemble((wording.progress(trial, today), "bold"))
    if report.phase:
        text.append(f", {wording.phase_words(trial, report.phase)}")
    if report.advice:
        text.append(": ").append(report.advice, "bold")
        if report.washout:
            text.append(" (washout: today does not count)", "dim")
    text.append(f"\n{wording.food_name(trial)} is {report.status}", "")
    text.append(f"; the plan was frozen on {show_day(date.fromisoformat(trial.frozen[:10]))}\n", "dim")
    for reaction in trial.reactions:
        came = show_short(date.fromisoformat(reaction.day), today)
        text.append(f"{reaction.severity} reaction, {came}: {one_line(reaction.words, 200)}\n", "bold")
    if trial.ended and trial.ended.words:
        text.append(f"ended on {show_short(date.fromisoformat(trial.ended.day), today)}: ")
        text.append(f"{one_line(trial.ended.words, 200)}\n")
    if trial.stop_rules:
        text.append(f"stop if: {one_line(trial.stop_rules, 200)}\n", "dim")
    for sentence in report.sentences:
        text.append(f"{sentence}\n")
    return text


def chart(report: TrialReport, height: int, palette: Palette) -> Group:
    """Return the chart of the outcome by day with phase names and centres; future days are empty."""
    trial = report.trial
    measure = MEASURES[trial.outcome][1]
    days = day_range(trial.first, trial.last)
    picture = LineChart(
        days,
        grid(report.reading.values, trial.first, trial.last),
        _centres(report),
        spans=[DaySpan(phase.start, phase.end, phase.short) for phase in report.phases],
        lo=measure.low,
        hi=measure.high,
        height=height,
        empty="nothing recorded yet",
        palette=palette,
    )
    centre = "median of the phase" if trial.design == "quick" else "mean of the phase, without its first days"
    return Group(picture, line_legend(measure.label.lower(), centre, palette=palette))


def _centres(report: TrialReport) -> list[float | None]:
    """Return the median of each phase (the mean in a rigorous trial) on its days so far, with a gap between phases."""
    last = min(report.today, report.trial.ended_on or report.today)
    centres: list[float | None] = []
    for phase_result in report.result.phase_results:
        centre = phase_result.median if report.trial.design == "quick" else phase_result.mean
        centres += [
            centre if phase_result.phase.start < day < phase_result.phase.end and day <= last else None
            for day in day_range(phase_result.phase.start, phase_result.phase.end)
        ]
    return centres


def days_of(report: TrialReport) -> list[Day]:
    """Return the days of a trial so far, newest first."""
    trial, reading = report.trial, report.reading
    last = min(trial.last, report.today, trial.ended_on or report.today)
    days = []
    for phase in report.phases:
        for day in day_range(phase.start, min(phase.end, last)):
            status = plan_status(phase, reading.eaten.get(day))
            open_yet = day == report.today and status == "unknown"
            visible_status = status if (phase.leaves_out and not open_yet) or day in reading.corrected else None
            days.append(Day(day, phase, reading.values.get(day), visible_status, day in reading.corrected))
    return days[::-1]


def day_line(day: Day, width: int, palette: Palette) -> Text:
    """Return a trial day's line: date, outcome, phase, plan status."""
    value = palette.glyphs.none if day.value is None else f"{day.value:g}"
    line = Text(f"{day.date:%a} {day_month(day.date):<6} {value:>4}  ", no_wrap=True)
    line.append(f"{day.phase.short:<15}" if not day.phase.pair else f"{day.phase.pair} {day.phase.short:<8}")
    if day.status is not None:
        words, style = STATUS_STYLES[day.status]
        line.append(words, style)
    if day.corrected:
        line.append(", you said" if width >= 40 else " *", "dim")
    return line


NAME = 16
"""Columns of a phase's name."""
LONGEST = 300
"""Characters of the stop rules that are displayed."""


def plan_text(trial: Trial, today: date) -> Text:
    """Return the plan. The order within the pairs is left out, so that it cannot be redrawn until it suits."""
    measure = MEASURES[trial.outcome][1]
    text = Text.assemble(
        (f"{wording.name(trial)}: a {trial.design} trial for {trial.condition}, {trial.days} days\n", "bold"),
        f"Looks at {measure.label.lower()}; the smallest change that matters is "
        f"{amount(trial.smallest_change, trial.outcome)}.\n\n",
    )
    rows = [
        (name, f"{show_short(first, today)} to {show_short(last, today)}", todo)
        for name, first, last, todo in calendar(trial)
    ]
    room = max(len(when) for _, when, _ in rows)
    for name, when, todo in rows:
        text.append(f"{name:<{NAME}}", "bold").append(f"{when:<{room}}  ").append(f"{todo}\n", "dim")
    if trial.design == "rigorous":
        text.append("A coin decides for each pair which comes first, once you start.\n")
    text.append("\n")
    for warning in wording.warnings(trial):
        text.append(f"{warning}\n")
    if trial.stop_rules:
        text.append(f"You would stop if: {one_line(trial.stop_rules, LONGEST)}\n")
    text.append("Once started, the plan is frozen. A severe reaction ends it. ")
    return text.append(wording.FOOTER, "dim")


def amount(change: float, outcome: str) -> str:
    """Return an amount of an outcome with its unit: "1 point", "4 h"."""
    unit = MEASURES[outcome][1].unit or ("point" if change == 1 else "points")
    return f"{change:g} {unit}"


def calendar(trial: Trial) -> list[tuple[str, date, date, str]]:
    """Return (name, first day, last day, what to do) of each phase, or of each pair of a rigorous trial."""
    what, trial_phases = wording.food_name(trial), phases(trial)
    if trial.design == "quick":
        return [
            (phase.name, phase.start, phase.end, f"no {what}" if phase.leaves_out else f"{what} as usual")
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


def food_key(name: str) -> str:
    """Return the name under which the trials of a food are recorded."""
    return f"food:{' '.join(name.casefold().split())}"


def food_status(latest: Callable[[str], TrialReport | None], name: str, labels: Iterable[str]) -> str:
    """Return the status of a food by its latest trial, and those of its labels: "untested; dairy eliminated".

    `latest` returns the latest trial of a label or `food_key`, None if there is none.
    """
    trial = latest(food_key(name))
    return "; ".join([trial.status if trial else "untested", *label_statuses(latest, labels)])


def label_statuses(latest: Callable[[str], TrialReport | None], labels: Iterable[str]) -> list[str]:
    """Return the status of each label that was in a trial: ["dairy eliminated"]."""
    return [f"{LABELS[label]} {trial.status}" for label in labels if (trial := latest(label))]


def meal_statuses(
    latest: Callable[[str], TrialReport | None], names: Iterable[str], labels: Iterable[str]
) -> list[str]:
    """Return the statuses of a meal's labels and of those of its foods that were in a trial of their own."""
    foods = [f"{name} {trial.status}" for name in names if (trial := latest(food_key(name)))]
    return [*foods, *label_statuses(latest, labels)]
