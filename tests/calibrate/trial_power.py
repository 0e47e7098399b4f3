"""The tables of gutskin_tui/trials/power.py, by simulation: python -m tests.calibrate.trial_power prints them."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from gutskin_tui.model.trial import FEWEST_PAIRS, MOST_PAIRS
from gutskin_tui.trials.power import PHI, QUICK_DETECTED, SMALLEST
from gutskin_tui.trials.results import HINT, SUPPORTED

SEED = 20261127
WANTED = 0.8
"""The share of people in whom a change is found."""
Floats = NDArray[np.float64]


def supported(pairs: int, change: float, smallest: float, people: int, seed: int = SEED) -> float:
    """Return the share of trials that are supported: `change` and `smallest` in SDs of the difference of a pair."""
    differences = np.random.default_rng(seed).normal(change, 1, (people, pairs))
    signs = np.array(list(itertools.product((1.0, -1.0), repeat=pairs)))
    sums = differences @ signs.T
    p = (sums >= sums[:, :1] - 1e-9).mean(axis=1)
    return float(((p <= SUPPORTED) & (differences.mean(axis=1) >= smallest)).mean())


def hint(days: int, change: float, people: int, seed: int = SEED) -> float:
    """Return the share of quick trials whose days improve as a hint needs: `change` in SDs of the days."""
    rng = np.random.default_rng(seed)
    skin = np.empty((people, 3 * days))
    lasting = rng.normal(size=people)
    for day in range(3 * days):
        lasting = PHI * lasting + np.sqrt(1 - PHI**2) * rng.normal(size=people)
        skin[:, day] = lasting
    before, out, back = skin[:, :days], skin[:, days : 2 * days] - change, skin[:, 2 * days :]
    improved = np.array(
        [[(b[:, None] > o[None, :]).mean() for b, o in zip(side, out, strict=True)] for side in (before, back)]
    )
    return float((improved >= HINT).all(axis=0).mean())


def least_change(share: list[float], changes: Floats) -> float:
    """Return the change from which on the wanted share of people is reached."""
    return float(next(change for change, reached in zip(changes, share, strict=True) if reached >= WANTED))


def main() -> None:
    """Print the tables."""
    print("pairs: DETECTED, AT_SMALLEST")
    for pairs in range(FEWEST_PAIRS, MOST_PAIRS + 1):
        row = []
        for smallest in SMALLEST:
            changes = np.arange(smallest, smallest + 3, 0.02)
            low, high = 0, len(changes) - 1
            while low < high:
                middle = (low + high) // 2
                if supported(pairs, changes[middle], smallest, 2000) >= WANTED:
                    high = middle
                else:
                    low = middle + 1
            row.append(round(float(changes[low]), 2))
        at_smallest = [round(supported(pairs, smallest, smallest, 2000), 2) for smallest in SMALLEST]
        print(f"    {pairs}: {tuple(row)},   at the smallest {tuple(at_smallest)},", flush=True)
    changes = np.arange(0.5, 3, 0.05)
    for days in QUICK_DETECTED:
        print(days, round(least_change([hint(days, float(change), 800) for change in changes], changes), 2), flush=True)


if __name__ == "__main__":
    main()
