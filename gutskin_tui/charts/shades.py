"""The five shades of a day in heatmaps, strips and calendars: which level a value has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from gutskin_tui.charts.series import checked

LEVELS = 5


def level_of(value: float, bounds: Sequence[float]) -> int:
    """Return the level of `value`, from 0 to 4: how many of `bounds` it has reached."""
    return bisect_right(bounds, value)


def checked_bounds(bounds: Sequence[float]) -> None:
    """Raise ValueError unless `bounds`, the least values of the levels 1 to 4, are four numbers that rise."""
    checked(bounds, "bounds")
    if len(bounds) != LEVELS - 1 or any(low >= high for low, high in pairwise(bounds)):
        raise ValueError(f"bounds {tuple(bounds)} must be four numbers that rise")
