"""The value axis: round bounds, a few round ticks, and which row a value falls on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from gutskin_tui.charts.series import half_up

_ROUND = (1.0, 2.0, 5.0, 10.0)


def round_step(least: float, mantissas: Sequence[float] = _ROUND) -> float:
    """Return the smallest round number (by default 1, 2 or 5 times a power of ten) >= `least` > 0."""
    power = 10.0 ** floor(log10(least))
    for mantissa in mantissas:
        # The tolerance is for rounding errors such as 0.30000000000000004.
        if mantissa * power >= least * (1 - 1e-9):
            return mantissa * power
    return 10.0 * power


def number(value: float, step: float) -> str:
    """Return `value` with the decimals that ticks `step` apart need; long ones in powers of ten."""
    text = f"{value:.{max(0, -floor(log10(step) + 1e-9))}f}"
    if len(text) > 7:
        text = f"{value:.3g}"
    return text.removeprefix("-") if not text.strip("-0.") else text


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis from `lo` to `hi` over `rows` rows; row 0 is at the bottom. `ticks` are (row, label), rising."""

    lo: float
    hi: float
    rows: int
    ticks: tuple[tuple[int, str], ...]

    def row(self, value: float) -> int:
        """Return the row of `value`; -1 below the scale, `rows` above it."""
        # The tolerance is for rounding errors: a rounded bound may lie just inside the value it came from.
        tolerance = (self.hi - self.lo) * 1e-8
        if value < self.lo - tolerance:
            return -1
        if value > self.hi + tolerance:
            return self.rows
        return half_up((value - self.lo) / (self.hi - self.lo) * (self.rows - 1))

    @property
    def margin(self) -> int:
        """The width of the widest label in cells."""
        return max((len(label) for _, label in self.ticks), default=0)


def scale(values: Sequence[float], rows: int, lo: float | None = None, hi: float | None = None) -> Scale:
    """Return a scale for `values` over `rows` (>= 2) rows; a bound that is None is rounded outwards from the values.

    Without values and both bounds the scale has no labels.
    Raises ValueError if `lo` is not below `hi`.
    """
    if lo is not None and hi is not None and (lo >= hi or _flat(lo, hi)):
        raise ValueError(f"lo {lo} must be below hi {hi}")
    if not values and (lo is None or hi is None):
        return Scale(0.0, 1.0, rows, ())
    most = max(1, (rows - 1) // 2)
    low, high = _span(values, lo, hi)
    step = round_step((high - low) / most)
    while True:
        bottom = floor(low / step + 1e-9) * step if lo is None else low
        top = ceil(high / step - 1e-9) * step if hi is None else high
        # Bounds on both sides of zero are two steps apart at least.
        if top - bottom <= max(most, 2) * step * (1 + 1e-9):
            break
        # Rounding the bounds out added a step too many for the rows.
        step = round_step(step * 1.1)
    bare = Scale(bottom, top, rows, ())
    rounds = range(ceil(bottom / step - 1e-9), floor(top / step + 1e-9) + 1)
    ends = ((0, float(bottom)), (rows - 1, float(top)))
    if 2 <= len(rounds) <= most + 1:
        ticks = {bare.row(index * step): number(index * step, step) for index in rounds}
    else:
        ticks = {row: number(end, 1.0) if end.is_integer() else f"{end:.3g}" for row, end in ends}
    return Scale(bottom, top, rows, tuple(ticks.items()))


def _span(values: Sequence[float], lo: float | None, hi: float | None) -> tuple[float, float]:
    """Return the bounds before rounding: unequal, and the lower one not below 0 unless a value is."""
    low = min(values) if lo is None else lo
    high = max(values) if hi is None else hi
    if low < high and not _flat(low, high):
        return low, high
    # A constant series gets room above and below.
    pad = max(1.0, abs(low) / 10, abs(high) / 10)
    bottom = min(low, high) - pad if lo is None else lo
    top = max(low, high) + pad if hi is None else hi
    if lo is None and bottom < 0 <= low:
        bottom = 0.0
    return bottom, top


def _flat(low: float, high: float) -> bool:
    return high - low <= 1e-9 * max(1.0, abs(low), abs(high))
