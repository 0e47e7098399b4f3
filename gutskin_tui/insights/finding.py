"""A finding: what is known of a factor and the outcome. With the limits of [docs/domain.md 6]."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from gutskin_tui.insights.intervals import Interval

Label = Literal["not_enough_data", "no_clear_pattern", "possible", "consistent"]

MIN_PAIRS, MIN_PAIRS_LABELLED = 30, 60
"""Least number of paired days for a difference, and for a label [docs/domain.md 6.3]."""
EACH = 10
"""Least number of exposed days, and of unexposed days, for a difference [docs/domain.md 6.3]."""
POSSIBLE, CONSISTENT = 0.035, 0.02
"""Greatest p of the two labels at a look [docs/domain.md 6.9]."""
LEAST_DELTA = 0.33
"""Least absolute value of Cliff's delta of a consistent pattern [docs/domain.md 6.9; Romano et al. 2006]."""


class AtLag(Struct, frozen=True):
    """A factor at one lag: numbers of paired days, means of the outcome, their difference, studentised score and p.

    A paired day has both an outcome and a known exposure `lag` days before. The numbers are NaN with too few days.
    """

    lag: int
    n_exposed: int
    n_unexposed: int
    mean_exposed: float
    mean_unexposed: float
    effect: float
    score: float
    p: float

    @property
    def pairs(self) -> int:
        """The paired days."""
        return self.n_exposed + self.n_unexposed


class Finding(Struct, frozen=True):
    """A factor at the lag with the greatest absolute score. Numbers are None where there are too few days.

    `effect`, the interval and `hodges_lehmann` are in the unit of the outcome; positive is a higher outcome after
    exposed days. `interval` holds for all lags together [docs/domain.md 6.11]. `p` is that of the last step in which
    the factor was tested, `p_smallest` the least that these days can give. `flags` are skin_first, sign_flips,
    sign_differs, explained_by:<covariate>, goes_with:<factor>, inseparable:<factor> and mostly_unknown. `profile` holds
    every lag.
    """

    factor: str
    lag: int
    n_exposed: int
    n_unexposed: int
    mean_exposed: float | None
    mean_unexposed: float | None
    effect: float | None
    interval: Interval | None
    hodges_lehmann: float | None
    cliffs_delta: float | None
    p: float | None
    p_smallest: float | None
    label: Label
    flags: tuple[str, ...]
    profile: tuple[AtLag, ...]

    @property
    def pairs(self) -> int:
        """The paired days."""
        return self.n_exposed + self.n_unexposed

    @property
    def could_hide(self) -> float | None:
        """The greatest difference that these days could still hide; None where there are too few days."""
        return None if self.interval is None else max(abs(self.interval.low), abs(self.interval.high))

    @property
    def is_pattern(self) -> bool:
        """Whether the label is possible or consistent."""
        return self.label in ("possible", "consistent")


def enough(exposed: int, unexposed: int) -> bool:
    """Whether these numbers of days suffice for a difference [docs/domain.md 6.3]."""
    return exposed >= EACH and unexposed >= EACH and exposed + unexposed >= MIN_PAIRS
