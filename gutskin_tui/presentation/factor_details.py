"""The details of a factor: sentences, the difference at each delay, and the days that are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import isnan

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from gutskin_tui.charts.lag_profile import LagProfile
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_month, show_day, weekday_name
from gutskin_tui.insights import wording
from gutskin_tui.insights.exposures import Factor
from gutskin_tui.insights.finding import Finding
from gutskin_tui.insights.insights import Insights
from gutskin_tui.presentation.insights import at_lag, needs, needs_sentence, signed
from gutskin_tui.text import counted, range_words

LATER_DAY = 48
"""Width in cells from which a row of days also names the later day."""
CHART = 4
"""Least lines of the chart of delays."""
TALL, TALL_CHART = 16, 9
"""Lines from which a panel also has the newest of the compared days, and the lines of its chart."""


def delays_and_days(
    insights: Insights,
    outcome: Mapping[date, float],
    index: int,
    lag: int | None,
    size: tuple[int, int],
    palette: Palette,
) -> list[RenderableType]:
    """Return the difference at each delay as a chart, and the newest days compared, for `size`, width by height.

    Few lines have no days, or nothing at all. `outcome` holds the outcome's value by day.
    """
    width, height = size
    finding = insights.findings[index]
    chosen = at_lag(finding, lag).lag
    if height < CHART + 1:
        return []
    above = "\n" if height > CHART + 2 else ""
    rows = TALL_CHART if height >= TALL else height - 1 - len(above)
    parts: list[RenderableType] = [
        Text(f"{above}Difference ({wording.unit_of(insights.outcome)}) by days of delay", palette.label),
        LagProfile(insights.lags, effects(finding), chosen, height=rows, width=width, palette=palette),
    ]
    if height >= TALL:
        days = pairs(insights, outcome, insights.factors[index], chosen)
        parts.append(Text(f"\nDays compared: {pairs_title(insights, days, chosen)}", palette.label))
        parts += [pair_line(pair, insights, width, palette) for pair in days[: height - rows - 4]]
    return parts


def row_details(insights: Insights, index: int, lag: int | None) -> str:
    """Return the line below the table for the selected factor: its interval and flags, or the days it still needs."""
    finding, factor = insights.findings[index], insights.factors[index]
    numbers = at_lag(finding, lag)
    missing = needs(insights, finding, numbers)
    name = f"{factor.words[:1].upper()}{factor.words[1:]}"
    if isnan(numbers.effect):
        return needs_sentence(insights, index, numbers)
    if numbers.lag != finding.lag:
        return f"{name}: certainty and interval are for its best delay, {_when(finding.lag, 'before')}."
    assert finding.interval is not None  # as there is a difference
    decimals, unit = wording.decimals_of(insights.outcome), wording.unit_of(insights.outcome)
    size = wording.decimal(abs(numbers.effect), decimals)
    difference = f"{size} {unit} {wording.way(numbers.effect)}" if float(size) else "no difference"
    between = range_words(finding.interval.low, finding.interval.high, decimals)
    parts = [
        f"{name}: {difference} (95 % interval {between}), "
        f"{_when(numbers.lag, 'before')}, {numbers.n_exposed} days with, {numbers.n_unexposed} without."
    ]
    if missing:
        parts.append(f"Needs {missing}.")
    else:
        parts.append(wording.judged(insights, finding))
    parts += [*wording.flags(insights, finding), wording.hidden(insights, finding)]
    return " ".join(filter(None, [*parts, *wording.stronger(insights, finding)]))


class Pair(Struct, frozen=True):
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
    line = Text(f"{show_day(pair.day, pad='0')}  ", palette.label)
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
    """Return the title of a factor's details: "Dairy and your skin severity"."""
    words, outcome = insights.factors[index].words, wording.outcome_words(insights.outcome)
    return f"{words[:1].upper()}{words[1:]} and your {'skin severity' if outcome == 'severity' else outcome}"


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
            size = signed(numbers.effect, decimals)
            difference = f"the difference is {size} {unit}" if float(size) else "there is no difference"
            sentence = (
                f"With it {_when(lag, 'before')} {difference} "
                f"({numbers.n_exposed} days with, {numbers.n_unexposed} without); "
                "certainty and interval are for its best delay."
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
