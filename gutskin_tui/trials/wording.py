"""How trials are said: counts, units, intervals, what was looked at, what holds a verdict back, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta

from gutskin_tui.dates import show_short
from gutskin_tui.insights import factors
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.adherence import ENOUGH, Adherence
from gutskin_tui.trials.randomization_test import Exact
from gutskin_tui.trials.results import Eaten, Result, Stretch
from gutskin_tui.trials.schedule import NEEDS, WASHOUT, Phase, day_number, long_enough, over, phase_of, phases

FOOTER = "Not medical advice."
LUCK = "A quick trial gives a hint at most: by luck alone about 1 in 8 ends in one."
"""Measured by tests/calibrate: 5 to 13 % of trials without an effect, the more the more days hang together."""
SEEN_BEFORE = "The baseline began before the plan was frozen: skin that is at its worst often gets better by itself."
_ADJECTIVES = ("spicy", "fermented", "prebiotic", "high_fibre", "high_glycaemic", "ultra_processed")


def thing(trial: Trial) -> str:
    """Return what a trial leaves out, in words: "dairy", "spicy food", "oat latte"."""
    return factors.words(trial.what) + (" food" if trial.what in _ADJECTIVES else "")


def name(trial: Trial) -> str:
    """Return the name of a trial: "no dairy"."""
    return f"no {thing(trial)}"


def progress(trial: Trial, today: date) -> str:
    """Say where a trial stands: "day 9 of 21", "starts Mon 30 Nov", "ended 2 Oct"."""
    if trial.ended_on is not None or today > trial.last:
        return f"ended {_day(trial.ended_on or trial.last, today)}"
    number = day_number(trial, today)
    return f"day {number} of {trial.days}" if number > 0 else f"starts {show_short(trial.first, today)}"


def advice(trial: Trial, today: date) -> str:
    """Say what to do today: "no dairy until 4 Dec", which is the day on which that changes; "" once it is over."""
    if over(trial, today):
        return ""
    phase = phase_of(trial, today)
    if phase is None:
        return f"eat {thing(trial)} as usual; the trial starts {_day(trial.first, today)}"
    until = _day(_until(trial, phase), today)
    return f"no {thing(trial)} until {until}" if phase.leaves_out else f"eat {thing(trial)} as usual until {until}"


def phase_words(trial: Trial, phase: Phase) -> str:
    """Name a phase: "baseline", "pair 2, without dairy"."""
    return f"pair {phase.pair}, {phase.name} {thing(trial)}" if phase.pair else phase.name


def adherence_words(went: Adherence) -> str:
    """Say how the days without the food went: "adherence 93 % (14 days, 1 slip, 2 to answer)"."""
    if went.share is None:
        return "adherence not known yet" if not went.days else f"adherence not known, {_count(went.days, 'day')}"
    parts = [_count(went.days, "day"), _count(len(went.slips), "slip")]
    if went.asks:
        parts.append(f"{len(went.asks)} to answer: {percent(went.least or 0.0)} at least")
    if went.unknown:
        parts.append(f"{len(went.unknown)} without a meal")
    return f"adherence {percent(went.share)} ({', '.join(parts)})"


def line(trial: Trial, found: Result, today: date) -> str:
    """Say a trial in a line of a list: what, where it stands, the numbers so far, the verdict."""
    return f"{name(trial)}  {trial.design}  {progress(trial, today)}  {so_far(trial, found)}"


def so_far(trial: Trial, found: Result, *, why: bool = True) -> str:
    """Say the numbers so far and the verdict: "skin 3.9 → 3.2; too early to call (a verdict needs day 21)"."""
    numbers, said = _ways(trial, found), verdict(found) if why else found.verdict
    return f"{numbers}; {said}" if numbers else said


def percent(share: float) -> str:
    """Write a share, 0 to 1, in whole per cent, rounded down: 79.9 % is not yet 80 %."""
    return f"{int(100 * share + 1e-9)} %"


def verdict(found: Result) -> str:
    """Say the verdict and what holds it back: "no verdict (stopped early)"."""
    return f"{found.verdict} ({found.why})" if found.why else found.verdict


def warnings(trial: Trial) -> list[str]:
    """Say before a trial starts what its plan rules out."""
    said = []
    if not long_enough(trial):
        said.append(
            f"A phase of {trial.phase_days} days is shorter than the {NEEDS[trial.condition]} days that "
            f"{trial.condition} needs: you can try it, and there will be no verdict."
        )
    if trial.design == "quick":
        said.append("A quick trial can give a hint at most; a rigorous one can support an answer.")
    else:
        pairs = len(trial.order)
        said.append(
            f"{pairs} pairs can reach a p of {0.5**pairs:.3g} at best; the first {WASHOUT} days of each phase do not "
            "count."
        )
    return said


def sentences(trial: Trial, found: Result) -> list[str]:
    """Say a result in full: verdict, numbers as planned and as eaten, adherence, limits, next step, footer."""
    said = [f"Verdict: {verdict(found)}."]
    said += _quick(trial, found) if trial.design == "quick" else _rigorous(trial, found)
    said += _eaten(trial, found.eaten)
    went = adherence_words(found.adherence)
    said.append(f"{went[0].upper()}{went[1:]}.")
    said += [f"There can be no verdict: {one}." for one in found.caps if one != found.why]
    said.append(f"One food was looked at. This does not prove that {thing(trial)} is behind it.")
    said.append(f"Next: {_next(trial, found)}.")
    return [*said, FOOTER]


def interval(trial: Trial, test: Exact) -> tuple[float, float]:
    """Return the interval of the change, without the food less with it, whichever way is better for the person."""
    if MEASURES[trial.outcome][1].better == "lower":
        return -test.high, -test.low
    return test.low, test.high


def _quick(trial: Trial, found: Result) -> list[str]:
    said = []
    shown = [_stretch(one) for one in found.stretches if one.values]
    if shown:
        said.append(f"Median {_outcome(trial)} in {_unit(trial)}: {', '.join(shown)}.")
    if found.nap is not None:
        said.append(
            f"Of all pairs of a day before and a day without {thing(trial)}, {percent(found.nap)} were better without "
            f"it (NAP {found.nap:.2f}; 0.50 is no difference)."
        )
    if found.nap_back is not None:
        said.append(
            f"Of all pairs of a day without it and a day once it was back, {percent(found.nap_back)} were better "
            f"without it (NAP {found.nap_back:.2f})."
        )
    if said:
        said.append(LUCK)
    if said and trial.frozen[:10] > trial.start:
        said.append(SEEN_BEFORE)
    return said


def _rigorous(trial: Trial, found: Result) -> list[str]:
    pairs, test = len(trial.order), found.test
    best = f"{pairs} pairs could not give a p under {0.5**pairs:.3g}"
    if test is None or found.change is None:
        return [f"No pair of phases is complete yet; {best}."]
    days = sum(len(one.values) for one in found.stretches)
    low, high = interval(trial, test)
    if found.change < 0:
        low, high = -high, -low
    said = [
        f"As planned: {_outcome(trial)} averaged {_apart(trial, found.change)} without {thing(trial)} than with it "
        f"({100 * test.level:.3g} % interval {low:.1f} to {high:.1f}; {_count(len(found.differences), 'pair')}, "
        f"{_count(days, 'day')}). By pair: {', '.join(f'{one:+.1f}' for one in found.differences)}."
    ]
    if found.verdict == "too early to call":  # a p that is watched until it is small means nothing
        return [*said, f"The test comes at the end; {best}."]
    said.append(
        f"Of all ways the coin could have fallen, {100 * test.p:.3g} % give a result at least as good "
        f"(p = {test.p:.3g}, both ways {test.p_two_sided:.3g}; {best})."
    )
    return said


def _eaten(trial: Trial, eaten: Eaten) -> list[str]:
    if eaten.change is None or eaten.mean_with is None or eaten.mean_without is None:
        return []
    return [
        f"As eaten: {_outcome(trial)} averaged {eaten.mean_without:.1f} {_unit(trial)} on "
        f"{_count(eaten.n_without, 'day')} without {thing(trial)}, {eaten.mean_with:.1f} on "
        f"{_count(eaten.n_with, 'day')} with it."
    ]


def _next(trial: Trial, found: Result) -> str:
    """Say the next step."""
    if any(one.severity == "severe" for one in trial.reactions):
        return f"speak to a clinician before you eat {thing(trial)} again"
    if found.verdict == "too early to call":
        if found.adherence.asks:
            return "answer the days that may have had it, then carry on as planned"
        return "carry on as planned, and record your skin and every meal"
    if found.verdict == "no verdict":
        return _after_none(trial, found)
    if found.verdict == "hint":
        return "a rigorous trial, which can tell luck from a pattern"
    if found.verdict == "supported by your own test":
        return "talk it over with a dermatologist or dietitian before you leave it out for good"
    return f"eat {thing(trial)} as you like, and look at something else"


def _after_none(trial: Trial, found: Result) -> str:
    """Say the next step where there is no verdict, by what could still be mended."""
    went = found.adherence
    if len(found.caps) == 1 and (went.least or 0.0) < ENOUGH <= (went.share or 0.0):
        return "say of those days whether you kept to it"
    if len(found.caps) == 1 and went.unknown and went.known < ENOUGH:
        return "say of the days without a meal whether you kept to it"
    if not long_enough(trial):
        return f"if it still matters to you, try again with phases of at least {NEEDS[trial.condition]} days"
    return "if it still matters to you, try again when you can keep to the plan to its end"


def _ways(trial: Trial, found: Result) -> str:
    """Say the numbers so far in few words: "skin 3.9 → 3.2"."""
    if trial.design == "quick":
        before, out = found.stretches[0].median, found.stretches[1].median
        if before is None or out is None:
            return ""
        return f"{_outcome(trial)} {before:.1f} → {out:.1f}"
    if found.change is None:
        return ""
    return f"{_outcome(trial)} {round(found.change, 1) + 0.0:+.1f} without, {_count(len(found.differences), 'pair')}"


def _stretch(one: Stretch) -> str:
    low, high = min(one.values), max(one.values)
    return f"{one.phase.name} {one.median:.1f} ({_count(len(one.values), 'day')}, range {low:g} to {high:g})"


def _apart(trial: Trial, change: float) -> str:
    return f"{abs(change):.1f} {_unit(trial)} {'lower' if change < 0 else 'higher'}"


def _until(trial: Trial, phase: Phase) -> date:
    """Return the first day on which something else is to be done than in a phase."""
    ends = phase.end
    for one in phases(trial):
        if one.start > ends and one.leaves_out == phase.leaves_out and one.start == ends + timedelta(days=1):
            ends = one.end
    return ends + timedelta(days=1)


def _outcome(trial: Trial) -> str:
    return MEASURES[trial.outcome][1].label.lower()


def _unit(trial: Trial) -> str:
    return MEASURES[trial.outcome][1].unit or "points"


def _day(day: date, today: date) -> str:
    """Write a day without its weekday: "4 Dec"."""
    return show_short(day, today).split(" ", 1)[1]


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
