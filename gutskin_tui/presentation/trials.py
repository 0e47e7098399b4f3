"""Trials as text and charts: the panel on Today, list lines, and the page with its chart and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.console import Group
from rich.text import Text

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import DaySpan, LineChart
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_month, day_range, show_day, show_short, weekday_name
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import grid
from gutskin_tui.model.trial import Correction, Reaction, Severity, Trial
from gutskin_tui.text import counted, lower_case, one_line
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import plan_status, wants_change
from gutskin_tui.trials.schedule import Phase, PhaseName
from gutskin_tui.trials.subject import subject_name, words_of

if TYPE_CHECKING:  # the report imports numpy
    from gutskin_tui.trials.report import TrialReport

BAR = 21
"""Greatest length of the progress bar, in cells."""
LONGEST = 200
"""Characters of a text of the person that a page displays."""
WASHOUT = " (washout: today does not count)"
STATUS_STYLES = {
    "kept": ("kept", "dim"),
    "slipped": ("slip", "bold"),
    "ask": ("maybe ?", "italic"),
    "unknown": ("no entry", "dim"),
}
"""The word and the Rich style of each plan status of a day."""


CHART_NAMES: dict[PhaseName, str] = {"reintroduction": "reintro"}
"""Shorter names of phases for charts: a third of a narrow one has no room for the whole word."""


class TrialDay(Struct, frozen=True):
    """A past day of a trial: `status` is None on days that go on as usual, which have no plan status."""

    date: date
    phase: Phase
    value: float | None
    status: str | None
    corrected: bool


def today_text(report: TrialReport, width: int, palette: Palette, *, brief: bool) -> Text:
    """Return the panel of the running trial: day, advice, adherence, result; three lines if `brief`, else four."""
    trial = report.trial
    progress = Text.assemble((wording.progress(trial, report.today), "bold"))
    if report.number > 0:
        beside = len(report.advice) + len(WASHOUT) * report.washout if brief else 14
        room = min(BAR, width - progress.cell_len - beside - 4)
        if room >= 5:
            progress.append("  ").append_text(meter(report.number, trial.days, room, palette=palette))
    advice = Text.assemble((report.advice, "bold"))
    if report.washout:
        advice.append(WASHOUT, "dim")
    if brief:
        first_lines = [progress.append("  ").append_text(advice)]
    else:
        phase = f"  {f'pair {report.phase.pair}' if report.phase.pair else report.phase.name}" if report.phase else ""
        first_lines = [progress.append(phase), advice]
    result = Text(wording.so_far(trial, report.result, why=False)).append(f". {wording.FOOTER}", "dim")
    lines = [*first_lines, _adherence_text(report), result]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines)


def _adherence_text(report: TrialReport) -> Text:
    """Return the counts of slips, open questions and days without a meal, and the adherence."""
    adherence = report.result.adherence
    text = Text.assemble((f"slips {len(adherence.slips)}", "bold" if adherence.slips else ""))
    if adherence.uncertain:
        days = len(adherence.uncertain)
        text.append(f"   {counted(days, 'day')} {'needs' if days == 1 else 'need'} your answer")
    if adherence.unknown:
        text.append(f"   no {words_of(report.trial).entry} {len(adherence.unknown)}")
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
    line.append(f"  {counted(slips, 'slip')}  ", "dim")
    texts = [
        wording.so_far(report.trial, report.result, why=why) for why in ([True, False] if report.over else [False])
    ]
    fits = (text for text in texts if line.cell_len + len(text) <= width)
    return line.append(next(fits, wording.verdict(report.result, why=False)))


def page_text(report: TrialReport) -> Text:
    """Return the text of a trial's page: progress, advice, status, reactions, and the result in full sentences."""
    trial = report.trial
    progress, status = status_lines(report)
    text = Text.assemble((f"{progress}\n", "bold")).append(f"{status}\n", "dim")
    for line in adherence_lines(report):
        text.append(f"{line}\n")
    for line in event_lines(report):
        text.append(f"{line}\n", "bold")
    if trial.stop_rules:
        text.append(f"stop if: {one_line(trial.stop_rules, LONGEST)}\n", "dim")
    for sentence in report.sentences:
        if sentence != wording.FOOTER:  # the dialog has it on its edge
            text.append(f"{sentence}\n")
    return text


def reaction_heading(reaction: Reaction, today: date) -> str:
    """Return the severity and the day of a reaction: "mild reaction, Sat 21 Nov"."""
    return f"{reaction.severity} reaction, {show_short(date.fromisoformat(reaction.day), today)}"


def status_lines(report: TrialReport) -> tuple[str, str]:
    """Return the progress of a trial with today's advice, and the status of its subject with the start of the plan."""
    trial, today = report.trial, report.today
    phase = f", {wording.phase_words(trial, report.phase)}" if report.phase else ""
    advice = f": {report.advice}{WASHOUT if report.washout else ''}" if report.advice else ""
    locked = show_day(date.fromisoformat(trial.frozen[:10]))
    return (
        f"{wording.progress(trial, today)}{phase}{advice}",
        f"Evidence on {subject_name(trial.what)}: {report.status}. The plan was locked on {locked}.",
    )


def adherence_lines(report: TrialReport) -> list[str]:
    """Return the days with slips, with uncertain meals and without entries, a line for each of these that has any."""
    adherence = report.result.adherence
    words = words_of(report.trial)
    named = (
        ("slips", adherence.slips),
        (f"possibly {words.participle}", adherence.uncertain),
        (f"no {words.entry}", adherence.unknown),
    )
    return [f"{label}: {', '.join(show_short(day, report.today) for day in days)}" for label, days in named if days]


def event_lines(report: TrialReport) -> list[str]:
    """Return the reactions during a trial, and its early end with the reason."""
    trial, today = report.trial, report.today
    lines = [
        f"{reaction_heading(reaction, today)}: {one_line(reaction.words, LONGEST)}" for reaction in trial.reactions
    ]
    if trial.ended and trial.ended.words:
        day = show_short(date.fromisoformat(trial.ended.day), today)
        lines.append(f"ended on {day}: {one_line(trial.ended.words, LONGEST)}")
    return lines


def started(trial: Trial) -> str:
    """Return the message after the start of a trial."""
    return f"Started: {wording.name(trial)}"


def ended(trial: Trial) -> str:
    """Return the message after the end of a trial."""
    return f"Ended: {wording.name(trial)}"


def reaction_saved(severity: Severity) -> str:
    """Return the message after a reaction was saved."""
    return f"Saved: {severity} reaction"


def correction_saved(day: date, correction: Correction | None, today: date) -> str:
    """Return the message after a day was marked as kept or slipped, or (None) the mark was removed."""
    return f"{show_short(day, today)}: {correction or 'judged by its entries'}"


def chart(report: TrialReport, height: int, palette: Palette) -> Group:
    """Return the chart of the outcome with the centres of the phases, and its legend."""
    line_chart = outcome_chart(report, height, palette, _centres(report))
    centre = "median of the phase" if report.trial.design == "quick" else "average of the phase, without its first days"
    return Group(line_chart, line_legend(lower_case(MEASURES[report.trial.outcome][1].label), centre, palette=palette))


def outcome_chart(
    report: TrialReport,
    height: int,
    palette: Palette,
    centres: Sequence[float | None] = (),
    width: int | None = None,
) -> LineChart:
    """Return the chart of the outcome by day with the names of the phases; future days are empty.

    `centres` are the values of the line, a centre of the phase per day; empty for no line. `width` None uses all the
    width there is.
    """
    trial = report.trial
    measure = MEASURES[trial.outcome][1]
    return LineChart(
        day_range(trial.first, trial.last),
        grid(report.reading.values, trial.first, trial.last),
        centres,
        spans=[DaySpan(phase.start, phase.end, CHART_NAMES.get(phase.name, phase.short)) for phase in report.phases],
        lo=measure.low,
        hi=measure.high,
        height=height,
        width=width,
        empty="nothing recorded yet",
        palette=palette,
    )


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


def days_of(report: TrialReport) -> list[TrialDay]:
    """Return the days of a trial so far, newest first."""
    trial, reading = report.trial, report.reading
    last = min(trial.last, report.today, trial.ended_on or report.today)
    days = []
    for phase in report.phases:
        for day in day_range(phase.start, min(phase.end, last)):
            status = plan_status(phase, reading.eaten.get(day))
            undecided = day == report.today and status == "unknown"
            judged = wants_change(trial, phase) and not undecided
            visible_status = status if judged or day in reading.corrected else None
            days.append(TrialDay(day, phase, reading.values.get(day), visible_status, day in reading.corrected))
    return days[::-1]


def day_line(day: TrialDay, width: int, palette: Palette) -> Text:
    """Return a trial day's line: date, outcome, phase, plan status."""
    value = palette.glyphs.none if day.value is None else f"{day.value:g}"
    line = Text(f"{weekday_name(day.date)} {day_month(day.date):<6} {value:>4}  ", no_wrap=True)
    line.append(f"{day.phase.short:<15}" if not day.phase.pair else f"{day.phase.pair} {day.phase.short:<8}")
    if day.status is not None:
        words, style = STATUS_STYLES[day.status]
        line.append(words, style)
    if day.corrected:
        line.append(" (by you)" if width >= 45 else " *", "dim")
    return line


def food_key(name: str) -> str:
    """Return the value of a trial's `what` for a food: "food:oat latte" (labels have their own names)."""
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
