"""What the panel of factors writes: a row for each factor, what stands above and below them, and the days of one.

Imported late: what it speaks of brings in numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isnan

from rich.text import Text

from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.time_axis import WEEKDAYS, day_month, long_day
from gutskin_tui.insights import wording
from gutskin_tui.insights.associations import MIN_PAIRS, MIN_PAIRS_LABELLED, AtLag, Finding, Label
from gutskin_tui.insights.factors import Factor
from gutskin_tui.insights.insights import Insights
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.tui.insights_worker import Answer

SURE: dict[Label, tuple[str, str]] = {
    "not_enough_data": ("···", "..."), "no_clear_pattern": ("○○○", "---"), "possible": ("●●○", "**-"),
    "consistent": ("●●●", "***"),
}  # fmt: skip
"""How sure a label is, without colour; and in ASCII."""
FLAGGED = "!"
NUMBERS = 33
"""Columns of a row that are not the factor's name."""
MOST_LAGS = 4
"""Lags that are all named in the title; more are told as a span."""
LATER_DAY = 48
"""Columns of a row of days that has room for the later day."""
FOOT = "An association is no proof. Not medical advice."


def title(found: Insights, lag: int | None) -> str:
    """Say the outcome and which lag is shown; None is each factor's own."""
    what = f"Before {wording.outcome_words(found.outcome)} ({wording.unit_of(found.outcome)})"
    chosen = "best" if lag is None else f"{lag}d"
    if len(found.lags) > MOST_LAGS:
        return f"{what}   Tab lag [{chosen}]"
    names = ["best", *(f"{one}d" for one in found.lags)]
    return f"{what}   Tab " + " ".join(f"[{one}]" if one == chosen else one for one in names)


def head(found: Insights, width: int, ink: Palette) -> Text:
    """Say how much was looked at, and name the columns; on one line where there is room."""
    looked = wording.looked_at(found)
    columns = f"{'lag':>4}{'with':>5}{'w/o':>5}{'diff':>6}{'days':>8} sure"
    room = width - NUMBERS
    if len(looked) <= room:
        return Text(f"{looked:<{room}}{columns}", ink.label, no_wrap=True)
    return Text(f"{looked}\n{' ' * room}{columns}", ink.label)


def at_lag(finding: Finding, lag: int | None) -> AtLag:
    """Return a finding's numbers at a lag, or at its own."""
    wanted = finding.lag if lag is None else lag
    return next(one for one in finding.profile if one.lag == wanted)


def needs(found: Insights, finding: Finding, here: AtLag) -> str:
    """Say what the factor lacks at that lag, "" if nothing."""
    there = replace(finding, lag=here.lag, n_exposed=here.n_exposed, n_unexposed=here.n_unexposed)
    return found.needs(there)


def row(found: Insights, index: int, lag: int | None, width: int, ink: Palette) -> Text:
    """Write a factor as a row of the table; one without enough days says what it needs instead of numbers."""
    finding, factor = found.findings[index], found.factors[index]
    here = at_lag(finding, lag)
    room = max(8, width - NUMBERS)
    line = Text(fit(factor.words, room, ink.glyphs).ljust(room), no_wrap=True)
    if isnan(here.effect):
        line.append(
            " " + fit(f"needs {needs(found, finding, here)}", NUMBERS - 6, ink.glyphs).ljust(NUMBERS - 5), ink.muted
        )
        return line.append_text(sureness(finding, here, ink))
    decimals = wording.decimals_of(found.outcome)
    line.append(f"{f'{here.lag}d':>4}", ink.label)
    line.append(f"{wording.decimal(here.mean_exposed, decimals):>5}{wording.decimal(here.mean_unexposed, decimals):>5}")
    line.append(f"{signed(here.effect, decimals):>6}", "bold" if wording.is_pattern(finding) else "")
    line.append(f"{f'{here.n_exposed}/{here.n_unexposed}':>8} ", ink.label)
    return line.append_text(sureness(finding, here, ink))


def sureness(finding: Finding, here: AtLag, ink: Palette) -> Text:
    """Return the signs of a finding's label and of its flags; at a lag that is not its own there is no label."""
    if here.lag != finding.lag:
        return Text("    ")
    style = ink.mean if wording.is_pattern(finding) else ink.muted
    return Text(SURE[finding.label][ink.glyphs.plain], style).append(FLAGGED if finding.flags else " ", ink.text)


def signed(value: float, decimals: int) -> str:
    """Write a difference with its sign; none on a zero."""
    text = wording.decimal(value, decimals)
    return f"+{text}" if float(text) > 0 else text


def said(found: Insights, index: int, lag: int | None) -> str:
    """Say of one factor what its row has no room for: the interval and each flag, or what it still needs."""
    finding, factor = found.findings[index], found.factors[index]
    here = at_lag(finding, lag)
    missing = needs(found, finding, here)
    name = f"{factor.words[:1].upper()}{factor.words[1:]}"
    if isnan(here.effect):
        return f"{name} needs {missing}."
    if here.lag != finding.lag:
        return f"{name}: sureness and interval are those of its own lag, {_when(finding.lag, 'before')}."
    assert finding.interval is not None  # as there is a difference
    decimals, unit = wording.decimals_of(found.outcome), wording.unit_of(found.outcome)
    low, high = (signed(end, decimals) for end in (finding.interval.low, finding.interval.high))
    parts = [
        f"{name}: {signed(here.effect, decimals)} {unit} (95 % interval {low} to {high}), {_when(here.lag, 'before')}, "
        f"{here.n_exposed} days with, {here.n_unexposed} without."
    ]
    if missing:
        parts.append(f"Needs {missing}.")
    return " ".join([*parts, *wording.flags(found, finding)])


def foot(width: int, ink: Palette) -> Text:
    """Say what it all is not, and what the signs of sureness stand for."""
    plain = ink.glyphs.plain
    lines = [FOOT, ""]
    signs = [f"{signs[plain]} {wording.LABELS[label].lower()}" for label, signs in SURE.items()]
    for part in (*(one.removesuffix(" pattern") for one in signs), f"{FLAGGED} see Enter"):
        if lines[-1] and len(lines[-1]) + len(part) + 2 > width:
            lines.append("")
        lines[-1] += f"  {part}" if lines[-1] else part
    return Text("\n".join(lines), ink.label)


def teaching(found: Insights) -> str:
    """Say what to record so that anything can be compared; for a journal without a day of the outcome."""
    outcome = wording.outcome_words(found.outcome)
    return (
        f"Nothing to compare yet. Each day record {outcome} ({_key(found.outcome)}), meals (m), stress and sleep (c). "
        f"Differences show from {MIN_PAIRS} days with both, and are judged from {MIN_PAIRS_LABELLED}. "
        "f chooses what is looked at."
    )


def _key(outcome: str) -> str:
    kind = MEASURES[outcome][0].name
    return {"skin": "s", "stress": "c", "sleep": "z", "exercise": "x", "meal": "m", "drink": "w"}.get(kind, "a")


@dataclass(frozen=True, slots=True)
class Pair:
    """A day, whether it was an exposed one, and the outcome so many days later."""

    day: date
    exposed: bool
    after: date
    value: float


def pairs(answer: Answer, factor: Factor, lag: int) -> list[Pair]:
    """Return the days behind a factor at a lag, newest first: those that have both."""
    found = answer.insights
    later = timedelta(days=lag)
    return [
        Pair(day, bool(factor.days[day]), day + later, answer.outcome[day + later])
        for day in sorted(factor.days, reverse=True)
        if found.first <= day and day + later <= found.last and day + later in answer.outcome
    ]


def pair_line(pair: Pair, found: Insights, width: int, ink: Palette) -> Text:
    """Write a day behind a row: the day, with or without, and the outcome on the day it may have reached."""
    decimals = wording.decimals_of(found.outcome)
    mark = ink.glyphs.full if pair.exposed else ink.glyphs.empty
    line = Text(f"{long_day(pair.day)}  ", ink.label)
    line.append(f"{mark} {'with' if pair.exposed else 'without':<8}", "" if pair.exposed else ink.muted)
    line.append(f"{wording.decimal(pair.value, decimals).removesuffix('.0'):>6}")
    if pair.after != pair.day and width >= LATER_DAY:
        line.append(f"  on {WEEKDAYS[pair.after.weekday()]} {day_month(pair.after)}", ink.muted)
    return line


def pairs_title(found: Insights, days: Sequence[Pair], lag: int) -> str:
    """Say how many days are listed, and what their number is."""
    exposed = sum(pair.exposed for pair in days)
    return f"{exposed} with, {len(days) - exposed} without   {wording.unit_of(found.outcome)}, {_when(lag, 'later')}"


def name_of(found: Insights, index: int) -> str:
    """Name a factor and the outcome that may follow it."""
    return f"{found.factors[index].words} before {wording.outcome_words(found.outcome)}"


def detail(found: Insights, index: int, lag: int) -> Text:
    """Say all there is to say about a factor; numbers of another lag than its own are told as such."""
    finding = found.findings[index]
    text = Text(" ".join(wording.sentences(found, finding)))
    if lag != finding.lag:
        here = at_lag(finding, lag)
        missing = needs(found, finding, here)
        if isnan(here.effect):
            said = f"With it {_when(lag, 'before')} it needs {missing}."
        else:
            decimals, unit = wording.decimals_of(found.outcome), wording.unit_of(found.outcome)
            said = (
                f"With it {_when(lag, 'before')} the difference is {signed(here.effect, decimals)} {unit} "
                f"({here.n_exposed} days with, {here.n_unexposed} without); "
                "interval and sureness are those of its own lag."
            )
        text.append(f"\n{said}")
    return text.append(f" {wording.FOOTER}")


def unit(found: Insights) -> str:
    """Return the unit of the outcome in words."""
    return wording.unit_of(found.outcome)


def effects(finding: Finding) -> list[float | None]:
    """Return the difference at each lag, None where there are too few days."""
    return [None if isnan(one.effect) else one.effect for one in finding.profile]


def _when(lag: int, side: str) -> str:
    return "the same day" if lag == 0 else f"{lag} {'day' if lag == 1 else 'days'} {side}"
