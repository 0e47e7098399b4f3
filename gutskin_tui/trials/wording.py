"""The sentences about trials: counts, units, intervals, what was tested, limits of a verdict, and the next step."""

from __future__ import annotations

from datetime import date, timedelta

from gutskin_tui.dates import show_short
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import counted, lower_case, ordinal, range_words, with_article
from gutskin_tui.trials.adherence import ENOUGH, Adherence
from gutskin_tui.trials.phase_results import PhaseResult
from gutskin_tui.trials.power import could_miss
from gutskin_tui.trials.randomization_test import RandomizationTest
from gutskin_tui.trials.results import SUPPORTED, Eaten, Result, better_sign
from gutskin_tui.trials.schedule import NEEDS, Phase, day_number, long_enough, over, phase_of, phases
from gutskin_tui.trials.subject import FOODS, kind_of, subject_name, words_of

FOOTER = "Not medical advice."
EXPECTATION = "You knew which days were without it: expecting a change can change what you record too."
LUCK = "A quick trial gives a hint at most: about 1 in 8 does so by chance alone."
"""Measured by tests/calibrate: 5 to 13 % of trials without an effect, increasing with autocorrelation."""
SEEN_BEFORE = "The baseline began before the plan was locked: skin at its worst tends to improve by itself."
SPARE_USED = "The spare pair is in use: of an earlier pair fewer than half of the days that count were recorded."


def name(trial: Trial) -> str:
    """Return the name of a trial: "no dairy", "with zinc paste"."""
    return f"{'with' if trial.tried == 'with' else 'no'} {subject_name(trial.what)}"


def progress(trial: Trial, today: date) -> str:
    """Return the progress of a trial: "day 9 of 21", "starts Mon 30 Nov", "ended 2 Oct"."""
    if trial.ended_on is not None or today > trial.last:
        return f"ended {_day(trial.ended_on or trial.last, today)}"
    number = day_number(trial, today)
    return f"day {number} of {trial.days}" if number > 0 else f"starts {show_short(trial.first, today)}"


def advice(trial: Trial, today: date) -> str:
    """Describe what to do today, and the day on which that changes: "no dairy until 4 Dec"; "" after the end."""
    if over(trial, today):
        return ""
    phase = phase_of(trial, today)
    if phase is None:
        usual = "carry on as usual" if trial.tried == "with" else advice_in(trial, leaves_out=False)
        return f"{usual}; the trial starts {_day(trial.first, today)}"
    return f"{advice_in(trial, leaves_out=phase.leaves_out)} until {_day(_next_change(trial, phase), today)}"


def advice_in(trial: Trial, *, leaves_out: bool) -> str:
    """Return what to do in a phase: "no dairy", "eat dairy as usual", "use zinc paste every day"."""
    subject = subject_name(trial.what)
    if leaves_out:
        return f"no {subject}"
    if kind_of(trial.what) == "tag":
        return f"{subject} as usual, tagged +{subject}"
    return f"{words_of(trial).verb} {subject} {'every day' if trial.tried == 'with' else 'as usual'}"


def phase_words(trial: Trial, phase: Phase) -> str:
    """Name a phase: "baseline", "with zinc paste", "pair 2, without dairy"."""
    if phase.name not in ("with", "without"):
        return phase.name
    words = f"{phase.name} {subject_name(trial.what)}"
    return f"pair {phase.pair}, {words}" if phase.pair else words


def adherence_words(trial: Trial, adherence: Adherence) -> str:
    """Describe the adherence: "adherence 93 % (14 days, 1 slip, 2 to answer)"."""
    if adherence.share is None:
        return f"adherence not known, {counted(adherence.days, 'day')}" if adherence.days else "adherence not known yet"
    parts = [counted(adherence.days, "day"), counted(len(adherence.slips), "slip")]
    if adherence.uncertain:
        parts.append(f"{len(adherence.uncertain)} to answer: {percent(adherence.least or 0.0)} at least")
    if adherence.unknown:
        parts.append(f"{len(adherence.unknown)} without {with_article(words_of(trial).entry)}")
    return f"adherence {percent(adherence.share)} ({', '.join(parts)})"


def line(trial: Trial, result: Result, today: date) -> str:
    """Return a trial as a line of a list: its name, progress, the numbers so far, the verdict."""
    return f"{name(trial)}  {trial.design}  {progress(trial, today)}  {so_far(trial, result)}"


def so_far(trial: Trial, result: Result, *, why: bool = True) -> str:
    """Return the numbers so far and the verdict: "skin 3.9 → 3.2; too early to call (a verdict needs day 21)"."""
    numbers, conclusion = _numbers_so_far(trial, result), verdict(result, why=why)
    return f"{numbers}; {conclusion}" if numbers else conclusion


def percent(share: float) -> str:
    """Return a share, 0 to 1, in whole per cent, rounded down so that 79.9 % does not look like 80 %."""
    return f"{int(100 * share + 1e-9)} %"


def verdict(result: Result, *, why: bool = True) -> str:
    """Return the verdict in words, with its reason unless `why` is false: "no verdict (stopped early)"."""
    words = f"tested, {result.verdict}" if result.verdict == "no clear change" else result.verdict
    return f"{words} ({result.why})" if why and result.why else words


def sentences(trial: Trial, result: Result, earlier: int) -> list[str]:
    """Describe a result in full: verdict, numbers as planned and as eaten, adherence, limits, next step, footer.

    `earlier` is the number of trials that were finished before.
    """
    lines = [f"Verdict: {verdict(result)}."]
    if (missed := could_miss(trial, result)) is not None:
        lines.append(f"A change smaller than {missed:.1f} {unit_words(trial)} could have been missed.")
    lines += _quick(trial, result) if trial.design == "quick" else _rigorous(trial, result)
    lines += _eaten(trial, result.eaten)
    adherence_text = adherence_words(trial, result.adherence)
    lines.append(f"{adherence_text[0].upper()}{adherence_text[1:]}.")
    if trial.spare_used:
        lines.append(SPARE_USED)
    lines += [f"There can be no verdict: {cap}." for cap in result.caps if cap != result.why]
    if result.verdict in ("hint", "supported by your own test", "no clear change"):
        lines.append(_false_answers(trial, earlier))
        lines.append(EXPECTATION)
    tested = f"{words_of(trial).noun} {'is being' if result.verdict == 'too early to call' else 'was'} tested"
    lines.append(f"One {tested}. This does not prove that {subject_name(trial.what)} is the reason.")
    lines.append(f"Next: {_next(trial, result)}.")
    return [*lines, FOOTER]


def _false_answers(trial: Trial, earlier: int) -> str:
    """Return the number of this trial among the finished ones, and how often one gives a false answer."""
    chance = f"up to 1 chance in {1 / SUPPORTED:.0f}" if trial.design == "rigorous" else "about 1 chance in 8"
    return f"This is your {ordinal(earlier + 1)} finished trial: each has {chance} of a false answer."


def interval(trial: Trial, test: RandomizationTest) -> tuple[float, float]:
    """Return the interval of the change, in the unit of the outcome: days without the subject minus days with it."""
    return (test.low, test.high) if better_sign(trial) > 0 else (-test.high, -test.low)


def _share_of_pairs(nap: float, more: str = "") -> str:
    """Return the share of pairs in which a day was better, as per cent and as NAP, both rounded down as one number."""
    hundredths = int(100 * nap + 1e-9)
    return f"{hundredths} % of the pairs (NAP {hundredths / 100:.2f}{more})"


def _quick(trial: Trial, result: Result) -> list[str]:
    lines = []
    medians = [_phase_sentence(trial, phase_result) for phase_result in result.phase_results if phase_result.values]
    if medians:
        lines.append(f"Median {outcome_words(trial)} in {unit_words(trial)}: {', '.join(medians)}.")
    after = "after it was stopped" if trial.tried == "with" else "once it was back"
    if result.nap is not None:
        lines.append(
            f"Each day of the baseline compared with each day {trial.tried} {subject_name(trial.what)}: better "
            f"{trial.tried} it in {_share_of_pairs(result.nap, '; 0.50 is no difference')}."
        )
    if result.nap_back is not None:
        lines.append(
            f"Each day {trial.tried} it compared with each day {after}: better {trial.tried} it in "
            f"{_share_of_pairs(result.nap_back)}."
        )
    if lines:
        lines.append(LUCK)
    if lines and trial.frozen[:10] > trial.start:
        lines.append(SEEN_BEFORE)
    return lines


def _rigorous(trial: Trial, result: Result) -> list[str]:
    pairs, test = trial.pairs, result.test
    best = f"{pairs} pairs could not give a p under {0.5**pairs:.3g}"
    if test is None or result.change is None:
        waiting = "is complete yet" if result.verdict == "too early to call" else "has enough days recorded"
        return [f"No pair of phases {waiting}; {best}."]
    days = sum(len(phase_result.values) for phase_result in result.phase_results)
    first, second = ("with", "without") if trial.tried == "with" else ("without", "with")
    sign = -1 if trial.tried == "with" else 1
    low, high = sorted(sign * end for end in interval(trial, test))
    lines = [
        f"As planned: {outcome_words(trial)} averaged "
        f"{_difference(trial, sign * result.change, first, second)} ({100 * test.level:.3g} % interval "
        f"{range_words(low, high, 1)}; {counted(len(result.differences), 'pair')}, {counted(days, 'day')}). "
        f"By pair: {', '.join(_signed(sign * difference) for difference in result.differences)}."
    ]
    if result.verdict == "too early to call":  # a p read before the end would not be valid
        return [*lines, f"The test comes at the end; {best}."]
    lines.append(
        f"If it made no difference, {100 * test.p:.3g} % of all possible orders would still give a result at least "
        f"this good (p = {test.p:.3g}, two-sided {test.p_two_sided:.3g}; {best})."
    )
    return lines


def _eaten(trial: Trial, eaten: Eaten) -> list[str]:
    if eaten.change is None or eaten.mean_with is None or eaten.mean_without is None:
        return []
    without = f"{counted(eaten.n_without, 'day')} without {subject_name(trial.what)}"
    return [
        f"As {words_of(trial).participle}: {outcome_words(trial)} averaged {eaten.mean_without:.1f} "
        f"{unit_words(trial)} on {without}, {eaten.mean_with:.1f} on {counted(eaten.n_with, 'day')} with it."
    ]


def _next(trial: Trial, result: Result) -> str:
    """Return the next step."""
    if any(reaction.severity == "severe" for reaction in trial.reactions):
        return f"speak to a clinician before you {words_of(trial).verb} {subject_name(trial.what)} again"
    if result.verdict == "too early to call":
        if result.adherence.uncertain:
            return "answer the days that possibly had it, then carry on as planned"
        return f"carry on as planned, and record your skin and every {_to_record(trial)}"
    if result.verdict == "no verdict":
        return _next_without_verdict(trial, result)
    if result.verdict == "hint":
        return "a rigorous trial, which can separate chance from a pattern"
    if result.verdict == "supported by your own test":
        lasting = "go on with it" if trial.tried == "with" else "leave it out permanently"
        return f"talk it over with a dermatologist or dietitian before you {lasting}"
    return "nothing more follows from this trial; you can test something else"


def _next_without_verdict(trial: Trial, result: Result) -> str:
    """Return the next step after a trial without a verdict, which depends on whether days can still be corrected."""
    adherence = result.adherence
    if len(result.caps) == 1 and (adherence.least or 0.0) < ENOUGH <= (adherence.share or 0.0):
        return "mark for those days whether you kept to the plan"
    if len(result.caps) == 1 and adherence.unknown and adherence.known < ENOUGH:
        return f"mark for the days without {with_article(words_of(trial).entry)} whether you kept to the plan"
    if not long_enough(trial):
        return f"if it still matters to you, try again with phases of at least {NEEDS[trial.condition]} days"
    return "if it still matters to you, try again when you can keep to the plan to its end"


def _numbers_so_far(trial: Trial, result: Result) -> str:
    """Return the numbers so far in few words: "skin 3.9 → 3.2"."""
    if trial.design == "quick":
        before, out = result.phase_results[0].median, result.phase_results[1].median
        if before is None or out is None:
            return ""
        return f"{outcome_words(trial)} {before:.1f} → {out:.1f}"
    if result.change is None:
        return ""
    change = -result.change if trial.tried == "with" else result.change
    pairs = counted(len(result.differences), "pair")
    if not round(change, 1):
        return f"{outcome_words(trial)} no different {trial.tried}, {pairs}"
    return f"{outcome_words(trial)} {_signed(change)} {trial.tried}, {pairs}"


def _phase_sentence(trial: Trial, result: PhaseResult) -> str:
    """Return the median and the range of a phase: "baseline 3.9 (7 days, range 2 to 5)"."""
    low, high, days = min(result.values), max(result.values), counted(len(result.values), "day")
    return f"{phase_words(trial, result.phase)} {result.median:.1f} ({days}, range {low:g} to {high:g})"


def _difference(trial: Trial, change: float, first: str, second: str) -> str:
    """Return a change in words: "1.2 points lower without dairy than with it", "the same without dairy as with it"."""
    subject = subject_name(trial.what)
    if not round(change, 1):
        return f"the same {first} {subject} as {second} it"
    direction = "lower" if change < 0 else "higher"
    return f"{abs(change):.1f} {unit_words(trial)} {direction} {first} {subject} than {second} it"


def _signed(change: float) -> str:
    """Return a change with its sign; one that is rounded to zero has none."""
    return f"{round(change, 1):+.1f}" if round(change, 1) else "0.0"


def _next_change(trial: Trial, phase: Phase) -> date:
    """Return the first day after a phase, and after those that follow it with the same advice."""
    ends = phase.end
    for following in phases(trial):
        if following.start == ends + timedelta(days=1) and following.leaves_out == phase.leaves_out:
            ends = following.end
    return ends + timedelta(days=1)


def _to_record(trial: Trial) -> str:
    """Return what the adherence to a trial is read from: "meal", "use of zinc paste"."""
    kind = kind_of(trial.what)
    if kind in FOODS:
        return words_of(trial).entry
    return "day with the tag" if kind == "tag" else f"day on which it is {words_of(trial).participle}"


def outcome_words(trial: Trial) -> str:
    """Return the name of a trial's outcome as it is written within a sentence: "itch"."""
    return lower_case(MEASURES[trial.outcome][1].label)


def unit_words(trial: Trial) -> str:
    """Return the unit of a trial's outcome: "h", "points"."""
    return MEASURES[trial.outcome][1].unit or "points"


def _day(day: date, today: date) -> str:
    """Return a day without its weekday: "4 Dec"."""
    return show_short(day, today).split(" ", 1)[1]
