"""The sentences about a plan before a trial starts: what it can and cannot show, and the care it needs."""

from __future__ import annotations

from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.power import DAYS_BEFORE, FEWEST_DAYS, power
from gutskin_tui.trials.safety import PRESCRIBED
from gutskin_tui.trials.schedule import NEEDS, WASHOUT, long_enough
from gutskin_tui.trials.subject import PRODUCTS, kind_of
from gutskin_tui.trials.wording import outcome_words, unit_words


def warnings(trial: Trial, spread: float | None) -> list[str]:
    """Return the limits of a plan, as warnings before the trial starts.

    `spread` is that of the outcome from day to day before the start, None if it is not known.
    """
    lines = [PRESCRIBED] if kind_of(trial.what) in PRODUCTS else []
    if not long_enough(trial):
        lines.append(
            f"A phase of {trial.phase_days} days is shorter than the {NEEDS[trial.condition]} days that "
            f"{trial.condition} needs: you can try it, and there will be no verdict."
        )
    if trial.design == "quick":
        lines.append(_quick_power_words(trial, spread))
    else:
        pairs = trial.pairs
        lines.append(
            f"With {pairs} pairs the smallest possible p is {0.5**pairs:.3g}: by chance alone 1 trial in {2**pairs} "
            f"ends with the clearest result. The first {WASHOUT} days of each phase do not count."
        )
        lines.append(_power_words(trial, spread))
    if trial.spare:
        lines.append(
            f"A spare pair of {2 * trial.phase_days} days follows only if {outcome_words(trial)} is recorded on too "
            "few days of a pair."
        )
    return lines


def _quick_power_words(trial: Trial, spread: float | None) -> str:
    """Return what a quick trial can and cannot show, from the spread before its start."""
    outcome, unit = outcome_words(trial), unit_words(trial)
    if spread is None:
        finds = "A quick trial finds only a large change"
    else:
        can = power(trial, spread)
        finds = (
            f"Before the start {outcome} varied by {can.spread:.1f} {unit} from day to day: a quick trial finds a "
            f"change of {can.change:.1f} {unit} in about 8 of 10 people"
        )
    return (
        f"{finds}, and gives a hint at most: about 1 in 8 gives one where nothing changes, so only a rigorous trial "
        "can support an answer."
    )


def _power_words(trial: Trial, spread: float | None) -> str:
    """Return what a rigorous trial can find, from the spread before its start."""
    outcome, unit = outcome_words(trial), unit_words(trial)
    if spread is None:
        return (
            f"How small a change it can find is not known: that needs {outcome} on {FEWEST_DAYS} of the {DAYS_BEFORE} "
            "days before the start."
        )
    can = power(trial, spread)
    return (
        f"Before the start {outcome} varied by {can.spread:.1f} {unit} from day to day. With that, {trial.pairs} "
        f"pairs find a change of {can.change:.1f} {unit} in about 8 of 10 people, and one of "
        f"{trial.smallest_change:g}, the smallest that matters to you, in about "
        f"{10 * (can.share_smallest or 0.0):.0f} of 10."
    )
