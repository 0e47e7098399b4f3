"""The value axis: round ticks that lie exactly on rows, and where a value falls between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

from msgspec import Struct

from gutskin_tui.charts.canvas import DOT_ROWS, EIGHTHS
from gutskin_tui.charts.series import half_up

_ROUND = (1.0, 2.0, 5.0, 10.0)
_TOLERANCE = 1e-9
# Most ticks that can be read at a glance.
_TICKS = 6


def round_step(least: float, mantissas: Sequence[float] = _ROUND) -> float:
    """Return the smallest round number (by default 1, 2 or 5 times a power of ten) >= `least` > 0."""
    power = 10.0 ** floor(log10(least))
    for mantissa in mantissas:
        # The tolerance is for rounding errors such as 0.30000000000000004.
        if mantissa * power >= least * (1 - _TOLERANCE):
            return mantissa * power
    return 10.0 * power


def number(value: float, step: float) -> str:
    """Return `value` with the decimals that ticks `step` apart need; long ones in powers of ten."""
    text = f"{value:.{max(0, -floor(log10(step) + _TOLERANCE))}f}"
    if len(text) > 7:
        text = f"{value:.3g}"
    return text.removeprefix("-") if not text.strip("-0.") else text


class Scale(Struct, frozen=True):
    """A value axis over `rows` rows: `lo` is in the middle of the bottom row, `hi` in the middle of the top row.

    `ticks` are (row, label), rising; row 0 is at the bottom. A tick's value is in the middle of its row exactly.
    """

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
        return half_up(self._rows(value))

    def eighths(self, value: float) -> int:
        """Return the height of `value` above the lower edge of the bottom row in eighths of a row, at least 1."""
        height = half_up((self._rows(value) + 0.5) * EIGHTHS)
        return min(max(height, 1), self.rows * EIGHTHS)

    def third(self, value: float) -> int:
        """Return the third of its row that `value` is in: 0 the lowest, 1 the middle, 2 the highest."""
        position = self._rows(value) + 0.5
        return min(max(floor((position - self.row(value)) * 3), 0), 2)

    def dot_row(self, value: float) -> int:
        """Return the row of Braille dots of `value`, from 0 at the lower edge of the bottom row."""
        return min(max(floor((self._rows(value) + 0.5) * DOT_ROWS), 0), self.rows * DOT_ROWS - 1)

    def _rows(self, value: float) -> float:
        return (value - self.lo) / (self.hi - self.lo) * (self.rows - 1)

    @property
    def margin(self) -> int:
        """The width of the widest label in cells."""
        return max((len(label) for _, label in self.ticks), default=0)


def scale(
    values: Sequence[float], rows: int, lo: float | None = None, hi: float | None = None, *, whole: bool = False
) -> Scale:
    """Return a scale for `values` over `rows` (>= 2) rows, from round ticks that lie on rows.

    `lo` and `hi` are the ends of a fixed scale, and ticks; but thirds of it at either end without a value are cut.
    A bound that is None follows from the values. Without values and both bounds the scale has no labels.
    With `whole` the ticks are whole numbers, as for scores and counts.
    Raises ValueError if `lo` is not below `hi`.
    """
    if lo is not None and hi is not None and (lo >= hi or _flat(lo, hi)):
        raise ValueError(f"lo {lo} must be below hi {hi}")
    if not values and (lo is None or hi is None):
        return Scale(0.0, 1.0, rows, ())
    low, high = _span(values, lo, hi)
    if whole:
        low, high = _whole_span(values, low, high)
    least = 1.0 if whole else 0.0
    ends = (
        _Candidate(low, high, high - low, rows - 1)
        if low == lo and high == hi
        else _between_round_ends(low, high, rows, lo, hi, least)
    )
    candidates = [*_by_steps(low, high, rows, lo, hi, least), ends]
    best = max(candidates, key=lambda candidate: candidate.merit(low, high, rows))
    top = best.bottom + (rows - 1) / best.every * best.step
    count = (rows - 1) // best.every + 1
    most = top if hi is None else hi
    finest = _finest(best)
    ticks = [
        (index * best.every, number(value, finest))
        for index in range(count)
        if (value := best.bottom + index * best.step) <= most + _TOLERANCE * max(1.0, abs(most))
    ]
    return Scale(best.bottom, top, rows, tuple(ticks))


class _Candidate(Struct, frozen=True):
    """Ticks from `bottom` upwards, `step` apart in value and `every` apart in rows; `top` is what has to fit."""

    bottom: float
    top: float
    step: float
    every: int

    def merit(self, low: float, high: float, rows: int) -> float:
        """Return the share of the rows that the values take, less what is lost with few or crowded ticks."""
        used = (high - low) / (self.step / self.every * (rows - 1))
        ticks = (rows - 1) // self.every + 1
        few = 0.12 if ticks == 2 and rows > 4 else 0.0
        crowded = 0.04 * max(0, ticks - _TICKS) + (0.2 if self.every == 1 and rows > _TICKS else 0.0)
        return used - few - crowded


def _finest(ticks: _Candidate) -> float:
    """Return the largest power of ten, at most 1, that the ticks are multiples of; the step at worst."""
    for power in (1.0, 0.1, 0.01, 0.001):
        if all(abs(value / power - round(value / power)) < 1e-6 for value in (ticks.bottom, ticks.step)):
            return power
    return ticks.step


def _by_steps(
    low: float, high: float, rows: int, lo: float | None, hi: float | None, least: float
) -> Iterator[_Candidate]:
    exponent = floor(log10(high - low))
    for step in (mantissa * 10.0**power for power in range(exponent - 2, exponent + 2) for mantissa in _ROUND[:3]):
        bottom = low if low == lo else floor(low / step + _TOLERANCE) * step
        if step < least or (lo is not None and bottom < lo):
            continue
        steps = (high - bottom) / step
        if high == hi and abs(steps - round(steps)) > _TOLERANCE:
            continue  # the upper end would not be a tick
        every = floor((rows - 1) / steps + _TOLERANCE)
        if 1 <= every <= rows - 1:
            yield _Candidate(bottom, high, step, every)


def _between_round_ends(
    low: float, high: float, rows: int, lo: float | None, hi: float | None, least: float
) -> _Candidate:
    step = max(least, round_step((high - low) / 2))
    bottom = low if low == lo else floor(low / step + _TOLERANCE) * step
    top = high if high == hi else ceil(high / step - _TOLERANCE) * step
    bottom = bottom if lo is None else max(bottom, lo)
    top = top if hi is None else min(top, hi)
    return _Candidate(bottom, top, top - bottom, rows - 1)


def _span(values: Sequence[float], lo: float | None, hi: float | None) -> tuple[float, float]:
    """Return what the axis has to hold, as unequal bounds; the lower one is not below 0 unless a value is."""
    low = lo if not values or (lo is not None and hi is None) else min(values)
    high = hi if not values or (hi is not None and lo is None) else max(values)
    assert low is not None
    assert high is not None
    if lo is not None and hi is not None:
        third = (hi - lo) / 3
        bottom = lo + third * min(2, max(0, floor((low - lo) / third)))
        top = hi - third * min(2, max(0, floor((hi - high) / third)))
        return (bottom, top) if bottom < top else (lo, hi)
    if low < high and not _flat(low, high):
        return low, high
    # A constant series gets room above and below.
    pad = max(1.0, abs(low) / 10, abs(high) / 10)
    bottom = min(low, high) - pad if lo is None else lo
    top = max(low, high) + pad if hi is None else hi
    if lo is None and bottom < 0 <= low:
        bottom = 0.0
    return bottom, top


def _whole_span(values: Sequence[float], low: float, high: float) -> tuple[float, float]:
    """Return whole numbers as near to the bounds as the values allow, unequal."""
    bottom = min(floor(min(values, default=low)), ceil(low - _TOLERANCE))
    top = max(ceil(max(values, default=high)), floor(high + _TOLERANCE))
    return (bottom, top) if bottom < top else (floor(low), ceil(high))


def _flat(low: float, high: float) -> bool:
    return high - low <= 1e-9 * max(1.0, abs(low), abs(high))
