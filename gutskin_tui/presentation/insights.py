"""The table of factors: title, headings, a row for each factor, and the legend.

It imports numpy through `gutskin_tui.insights`, so the screen imports it only when insights are displayed.
"""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import Palette
from gutskin_tui.insights import wording
from gutskin_tui.insights.finding import MIN_PAIRS, MIN_PAIRS_LABELLED, AtLag, Finding, Label
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
LABEL_ORDER: tuple[Label, ...] = ("consistent", "possible", "no_clear_pattern", "not_enough_data")
"""The labels from the strongest evidence to the weakest."""
COLUMNS = (("delay", 5), ("with", 5), ("without", 8), ("difference", 11))
"""The headings of the columns of numbers, with their widths."""
DAYS, CERTAINTY = 9, 10
"""Widths of the columns of days and of certainty."""
DAYS_FROM = 72
"""Width in cells from which a row also has the number of days."""
MOST_LAGS = 4
"""The title lists every lag up to this number of lags, else only the chosen one."""
FOOT = "An association is not proof. Not medical advice."


def strongest_first(insights: Insights) -> Insights:
    """Return the insights with the factors in order of evidence; those without enough data last, by the days so far."""
    order = sorted(range(len(insights.findings)), key=lambda index: _weakness(insights.findings[index]))
    return replace(
        insights,
        factors=tuple(insights.factors[index] for index in order),
        findings=tuple(insights.findings[index] for index in order),
        assessments=tuple(insights.assessments[index] for index in order),
        unknown_days=tuple(insights.unknown_days[index] for index in order),
    )


def _weakness(finding: Finding) -> tuple[int, bool, float, int]:
    p = 1.0 if finding.p is None else finding.p
    return LABEL_ORDER.index(finding.label), finding.effect is None, p, -finding.pairs


def strongest_line(insights: Insights) -> str:
    """Return a sentence on the factor with the strongest evidence; without any, on the first that will be judged."""
    ordered = strongest_first(insights)
    if not ordered.findings:
        return ""
    if ordered.findings[0].is_pattern:
        return f"{wording.sentences(ordered, ordered.findings[0])[0]} {FOOT}"
    waiting = [finding for finding in ordered.findings if finding.label == "not_enough_data"]
    if not waiting:
        return "No clear pattern in what has been compared."
    nearest = min(waiting, key=wording.days_to_difference)
    index = ordered.findings.index(nearest)
    return needs_sentence(ordered, index, at_lag(nearest, None))


def title(insights: Insights) -> str:
    """Return the panel's title: the outcome with its scale or unit."""
    measure = MEASURES[insights.outcome][1]
    scale = "" if measure.unit or measure.high is None else f"{measure.low or 0:g}-{measure.high:g}"
    name = "worse skin" if insights.outcome == "severity" else wording.outcome_words(insights.outcome)
    return f"Before {name} ({scale or wording.unit_of(insights.outcome)})"


def lag_choices(insights: Insights, chosen: int | None) -> list[tuple[int | None, str]]:
    """Return the lags with their names, `chosen` (None: each factor's own) in brackets; of too many only that."""
    if len(insights.lags) > MOST_LAGS:
        return [(chosen, f"[{'best' if chosen is None else counted(chosen, 'day')}]")]
    names = [(None, "best"), *((lag, str(lag)) for lag in insights.lags)]
    return [(lag, f"[{name}]" if lag == chosen else name) for lag, name in names]


def head(width: int, palette: Palette) -> Text:
    """Return the headings of the columns of rows that are `width` cells wide."""
    columns = "".join(f"{name:>{cells}}" for name, cells in COLUMNS)
    if width >= DAYS_FROM:
        columns += f"{'days':>{DAYS}}"
    return Text(f"{columns} certainty".rjust(width), palette.label, no_wrap=True)


def at_lag(finding: Finding, lag: int | None) -> AtLag:
    """Return a finding's numbers at `lag`, or at its own lag if None."""
    wanted = finding.lag if lag is None else lag
    return next(numbers for numbers in finding.profile if numbers.lag == wanted)


def numbers_of(insights: Insights, numbers: AtLag) -> tuple[str, str, str, str, str]:
    """Return lag, means with and without the factor, difference and days as text; "" where there are too few days."""
    decimals, there = wording.decimals_of(insights.outcome), not isnan(numbers.effect)
    return (
        f"{numbers.lag} d",
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
    return wording.needs(insights, finding_at(finding, numbers))


def finding_at(finding: Finding, numbers: AtLag) -> Finding:
    """Return the finding with the days of another lag."""
    return replace(finding, lag=numbers.lag, n_exposed=numbers.n_exposed, n_unexposed=numbers.n_unexposed)


def row(insights: Insights, index: int, lag: int | None, width: int, palette: Palette) -> Text:
    """Return the row of a factor, `width` cells wide; without enough days it counts those needed instead of numbers."""
    finding, factor = insights.findings[index], insights.factors[index]
    numbers = at_lag(finding, lag)
    cells = [cells for _, cells in COLUMNS] + [DAYS] * (width >= DAYS_FROM)
    room = max(8, width - sum(cells) - CERTAINTY)
    words = factor.words
    if len(words) > room:
        words = words.replace(" or more", "+").replace(" under ", " < ")
    line = Text(fit(words, room, palette.glyphs).ljust(room), no_wrap=True)
    if isnan(numbers.effect):
        more = wording.days_to_difference(finding_at(finding, numbers))
        return line.append(f" {counted(more, 'more day')} to a difference".rjust(sum(cells)), palette.muted)
    texts = numbers_of(insights, numbers)[: len(cells)]
    bold = "bold" if finding.is_pattern else ""
    styles: tuple[str | Style, ...] = (palette.label, "", "", bold, palette.label)
    for text, style, space in zip(texts, styles, cells, strict=False):
        line.append(text.rjust(space), style)
    return line.append(" ").append_text(certainty_signs(finding, numbers, palette))


def certainty_signs(finding: Finding, numbers: AtLag, palette: Palette) -> Text:
    """Return the signs of a finding's label and flags; blank at another lag than its own, as only that has a label."""
    if numbers.lag != finding.lag:
        return Text("    ")
    style = palette.mean if finding.is_pattern else palette.muted
    return Text(CERTAINTY_SIGNS[finding.label][palette.glyphs.plain], style).append(
        FLAGGED if finding.flags else " ", palette.text
    )


def signed(value: float, decimals: int) -> str:
    """Return a difference with its sign; a zero has none."""
    text = wording.decimal(value, decimals)
    return f"+{text}" if float(text) > 0 else text


def foot(insights: Insights, width: int, palette: Palette) -> Text:
    """Return what was compared, the disclaimer, and the legend of the certainty signs, wrapped to `width` cells."""
    plain = palette.glyphs.plain
    compared = f"{wording.compared(insights)}."
    lines = [f"{compared} {FOOT}"] if len(compared) + len(FOOT) < width else [compared, FOOT]
    lines.append("")
    signs = [f"{signs[plain]} {label_word(label)}" for label, signs in CERTAINTY_SIGNS.items()]
    for part in (*signs, f"{FLAGGED} caution: press Enter"):
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
        f"Nothing to compare yet. Log {outcome}, {meals}, {rest} every day. The first differences appear after "
        f"{MIN_PAIRS} days; after {MIN_PAIRS_LABELLED} gutskin shows how certain they are."
        f"{' f chooses the factors.' if keys else ''}"
    )


def _key(outcome: str) -> str:
    kind = MEASURES[outcome][0].name
    return {"skin": "s", "stress": "c", "sleep": "z", "exercise": "x", "meal": "m", "drink": "w"}.get(kind, "a")
