"""The table of factors: title, header, a row for each factor, legend, and the days compared for a factor.

It imports numpy through `gutskin_tui.insights`, so the screen imports it only when insights are displayed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isnan

from rich.text import Text

from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_month, show_day, weekday_name
from gutskin_tui.insights import wording
from gutskin_tui.insights.associations import MIN_PAIRS, MIN_PAIRS_LABELLED, AtLag, Finding, Label
from gutskin_tui.insights.factors import Factor
from gutskin_tui.insights.insights import Insights
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.text import counted

CERTAINTY_SIGNS: dict[Label, tuple[str, str]] = {
    "not_enough_data": ("···", "..."),
    "no_clear_pattern": ("○○○", "---"),
    "possible": ("●●○", "**-"),
    "consistent": ("●●●", "***"),
}
"""The signs of each label's certainty, readable without colour: in Unicode and in ASCII."""
FLAGGED = "!"
NUMBERS = 33
"""Columns of a row that are not the factor's name."""
MOST_LAGS = 4
"""The title lists every lag up to this number of lags, else only the chosen one."""
LATER_DAY = 48
"""Width in cells from which a row of days also names the later day."""
FOOT = "An association is not proof. Not medical advice."


def title(insights: Insights, lag: int | None) -> str:
    """Return the panel's title: the outcome with its unit, and the chosen lag (None: each factor's own)."""
    what = f"Before {wording.outcome_words(insights.outcome)} ({wording.unit_of(insights.outcome)})"
    chosen = "best" if lag is None else f"{lag}d"
    if len(insights.lags) > MOST_LAGS:
        return f"{what}   D delay [{chosen}]"
    names = ["best", *(f"{name}d" for name in insights.lags)]
    return f"{what}   D delay " + " ".join(f"[{name}]" if name == chosen else name for name in names)


def head(insights: Insights, width: int, palette: Palette) -> Text:
    """Return how many factors and lags were analyzed, and the column headers; on one line if they fit in `width`."""
    scope = wording.looked_at(insights)
    columns = f"{'lag':>4}{'with':>5}{'w/o':>5}{'diff':>6}{'days':>8} sure"
    room = width - NUMBERS
    if len(scope) <= room:
        return Text(f"{scope:<{room}}{columns}", palette.label, no_wrap=True)
    return Text(f"{scope}\n{' ' * room}{columns}", palette.label)


def at_lag(finding: Finding, lag: int | None) -> AtLag:
    """Return a finding's numbers at `lag`, or at its own lag if None."""
    wanted = finding.lag if lag is None else lag
    return next(numbers for numbers in finding.profile if numbers.lag == wanted)


def numbers_of(insights: Insights, numbers: AtLag) -> tuple[str, str, str, str, str]:
    """Return lag, means with and without the factor, difference and days as text; "" where there are too few days."""
    decimals, there = wording.decimals_of(insights.outcome), not isnan(numbers.effect)
    return (
        f"{numbers.lag}d",
        wording.decimal(numbers.mean_exposed, decimals) if there else "",
        wording.decimal(numbers.mean_unexposed, decimals) if there else "",
        signed(numbers.effect, decimals) if there else "",
        f"{numbers.n_exposed}/{numbers.n_unexposed}",
    )


def label_word(label: Label) -> str:
    """Return a label for a table or a legend: "not enough data", "no clear", "possible", "consistent"."""
    return wording.LABELS[label].lower().removesuffix(" pattern")


def needs_sentence(insights: Insights, index: int, numbers: AtLag) -> str:
    """Return the sentence on the days that a factor still needs at the lag of `numbers`, "" if none."""
    missing = needs(insights, insights.findings[index], numbers)
    name = insights.factors[index].words
    return f"{name[:1].upper()}{name[1:]} needs {missing}." if missing else ""


def needs(insights: Insights, finding: Finding, numbers: AtLag) -> str:
    """Return which days are missing for a label at the lag of `numbers`, "" if none."""
    at_that_lag = replace(finding, lag=numbers.lag, n_exposed=numbers.n_exposed, n_unexposed=numbers.n_unexposed)
    return wording.needs(insights, at_that_lag)


def row(insights: Insights, index: int, lag: int | None, width: int, palette: Palette) -> Text:
    """Return the row of a factor, `width` cells wide; without enough days it names those needed instead of numbers."""
    finding, factor = insights.findings[index], insights.factors[index]
    numbers = at_lag(finding, lag)
    room = max(8, width - NUMBERS)
    line = Text(fit(factor.words, room, palette.glyphs).ljust(room), no_wrap=True)
    if isnan(numbers.effect):
        line.append(
            " " + fit(f"needs {needs(insights, finding, numbers)}", NUMBERS - 6, palette.glyphs).ljust(NUMBERS - 5),
            palette.muted,
        )
        return line.append_text(sureness(finding, numbers, palette))
    own_lag, exposed, unexposed, difference, days = numbers_of(insights, numbers)
    line.append(f"{own_lag:>4}", palette.label).append(f"{exposed:>5}{unexposed:>5}")
    line.append(f"{difference:>6}", "bold" if wording.is_pattern(finding) else "")
    line.append(f"{days:>8} ", palette.label)
    return line.append_text(sureness(finding, numbers, palette))


def sureness(finding: Finding, numbers: AtLag, palette: Palette) -> Text:
    """Return the signs of a finding's label and flags; blank at another lag than its own, as only that has a label."""
    if numbers.lag != finding.lag:
        return Text("    ")
    style = palette.mean if wording.is_pattern(finding) else palette.muted
    return Text(CERTAINTY_SIGNS[finding.label][palette.glyphs.plain], style).append(
        FLAGGED if finding.flags else " ", palette.text
    )


def signed(value: float, decimals: int) -> str:
    """Return a difference with its sign; a zero has none."""
    text = wording.decimal(value, decimals)
    return f"+{text}" if float(text) > 0 else text


def row_details(insights: Insights, index: int, lag: int | None) -> str:
    """Return the line below the table for the selected factor: its interval and flags, or the days it still needs."""
    finding, factor = insights.findings[index], insights.factors[index]
    numbers = at_lag(finding, lag)
    missing = needs(insights, finding, numbers)
    name = f"{factor.words[:1].upper()}{factor.words[1:]}"
    if isnan(numbers.effect):
        return needs_sentence(insights, index, numbers)
    if numbers.lag != finding.lag:
        return f"{name}: sureness and interval are those of its own lag, {_when(finding.lag, 'before')}."
    assert finding.interval is not None  # as there is a difference
    decimals, unit = wording.decimals_of(insights.outcome), wording.unit_of(insights.outcome)
    low, high = (signed(end, decimals) for end in (finding.interval.low, finding.interval.high))
    parts = [
        f"{name}: {signed(numbers.effect, decimals)} {unit} (95 % interval {low} to {high}), "
        f"{_when(numbers.lag, 'before')}, {numbers.n_exposed} days with, {numbers.n_unexposed} without."
    ]
    if missing:
        parts.append(f"Needs {missing}.")
    return " ".join([*parts, *wording.flags(insights, finding)])


def foot(width: int, palette: Palette) -> Text:
    """Return the disclaimer and the legend of the certainty signs, wrapped to `width` cells."""
    plain = palette.glyphs.plain
    lines = [FOOT, ""]
    signs = [f"{signs[plain]} {label_word(label)}" for label, signs in CERTAINTY_SIGNS.items()]
    for part in (*signs, f"{FLAGGED} see Enter"):
        if lines[-1] and len(lines[-1]) + len(part) + 2 > width:
            lines.append("")
        lines[-1] += f"  {part}" if lines[-1] else part
    return Text("\n".join(lines), palette.label)


def teaching(insights: Insights, *, keys: bool) -> str:
    """Return what to record before factors can be compared, for a journal without any value of the outcome.

    `keys` names the keys of the screen.
    """
    outcome, meals, rest = wording.outcome_words(insights.outcome), "meals", "stress and sleep"
    if keys:
        outcome, meals, rest = f"{outcome} ({_key(insights.outcome)})", f"{meals} (m)", f"{rest} (c)"
    return (
        f"Nothing to compare yet. Each day record {outcome}, {meals}, {rest}. Differences show from {MIN_PAIRS} "
        f"days with both, and are judged from {MIN_PAIRS_LABELLED}.{' f chooses what is looked at.' if keys else ''}"
    )


def _key(outcome: str) -> str:
    kind = MEASURES[outcome][0].name
    return {"skin": "s", "stress": "c", "sleep": "z", "exercise": "x", "meal": "m", "drink": "w"}.get(kind, "a")


@dataclass(frozen=True, slots=True)
class Pair:
    """A compared day: whether the factor was present on it, and the outcome `lag` days later, on the day `after`."""

    day: date
    exposed: bool
    after: date
    value: float


def pairs(insights: Insights, outcome: Mapping[date, float], factor: Factor, lag: int) -> list[Pair]:
    """Return the days compared for a factor at a lag, newest first; `outcome` holds the outcome's value by day.

    A day counts if both the factor on it and the outcome `lag` days later are recorded.
    """
    later = timedelta(days=lag)
    return [
        Pair(day, bool(factor.days[day]), day + later, outcome[day + later])
        for day in sorted(factor.days, reverse=True)
        if insights.first <= day and day + later <= insights.last and day + later in outcome
    ]


def pair_line(pair: Pair, insights: Insights, width: int, palette: Palette) -> Text:
    """Return the line of a compared day: the day, with or without the factor, and the outcome of the later day."""
    decimals = wording.decimals_of(insights.outcome)
    mark = palette.glyphs.full if pair.exposed else palette.glyphs.empty
    line = Text(f"{show_day(pair.day, pad=' ')}  ", palette.label)
    line.append(f"{mark} {'with' if pair.exposed else 'without':<8}", "" if pair.exposed else palette.muted)
    line.append(f"{wording.decimal(pair.value, decimals).removesuffix('.0'):>6}")
    if pair.after != pair.day and width >= LATER_DAY:
        line.append(f"  on {weekday_name(pair.after)} {day_month(pair.after)}", palette.muted)
    return line


def pairs_title(insights: Insights, days: Sequence[Pair], lag: int) -> str:
    """Return the title of the compared days: how many with and without the factor, the outcome's unit, the lag."""
    exposed = sum(pair.exposed for pair in days)
    return f"{exposed} with, {len(days) - exposed} without   {wording.unit_of(insights.outcome)}, {_when(lag, 'later')}"


def name_of(insights: Insights, index: int) -> str:
    """Return the title of a factor's details: "dairy before skin severity"."""
    return f"{insights.factors[index].words} before {wording.outcome_words(insights.outcome)}"


def detail(insights: Insights, index: int, lag: int) -> Text:
    """Return the full sentences about a factor; numbers of another lag than its own are marked as such."""
    finding = insights.findings[index]
    text = Text(" ".join(wording.sentences(insights, finding)))
    if lag != finding.lag:
        numbers = at_lag(finding, lag)
        missing = needs(insights, finding, numbers)
        if isnan(numbers.effect):
            sentence = f"With it {_when(lag, 'before')} it needs {missing}."
        else:
            decimals, unit = wording.decimals_of(insights.outcome), wording.unit_of(insights.outcome)
            sentence = (
                f"With it {_when(lag, 'before')} the difference is {signed(numbers.effect, decimals)} {unit} "
                f"({numbers.n_exposed} days with, {numbers.n_unexposed} without); "
                "interval and sureness are those of its own lag."
            )
        text.append(f"\n{sentence}")
    return text.append(f" {wording.FOOTER}")


def unit(insights: Insights) -> str:
    """Return the unit of the outcome in words."""
    return wording.unit_of(insights.outcome)


def effects(finding: Finding) -> list[float | None]:
    """Return the difference at each lag, None where there are too few days."""
    return [None if isnan(numbers.effect) else numbers.effect for numbers in finding.profile]


def _when(lag: int, side: str) -> str:
    return "the same day" if lag == 0 else f"{counted(lag, 'day')} {side}"
