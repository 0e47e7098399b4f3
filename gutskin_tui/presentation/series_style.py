"""How a series is displayed: unit, decimals, goal, and the values that count as good."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from gutskin_tui.charts.trend import Better
from gutskin_tui.model.kinds import MEASURES, Measure
from gutskin_tui.model.series import daily_goal, least_change
from gutskin_tui.settings import Settings

CALM_SHARE = 0.3
"""The share of a scale up to which a value is welcome: 3 of 10, the top of "mild" [docs/domain.md 2]."""
_SHADE_SHARES = (0.1, CALM_SHARE, 0.5, 0.7)
"""The shares of a scale from which the second to the fifth shade is drawn."""
GLASSES = "glasses"


class SeriesStyle(Struct, frozen=True):
    """How a series is displayed: a displayed value is the recorded value divided by `divisor`.

    `goal` is in displayed units, None if the settings have no daily goal. `axis` holds the ends of a chart's axis,
    None where they follow the values.
    """

    measure: Measure
    label: str
    unit: str
    divisor: float
    decimals: int
    goal: float | None
    axis: tuple[float | None, float | None]

    @property
    def better(self) -> Better:
        """Which direction is an improvement, as the charts name it."""
        return "neutral" if self.measure.better == "neither" else self.measure.better

    @property
    def name(self) -> str:
        """The label with its unit: "Water (glasses)"."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @property
    def mean_decimals(self) -> int:
        """The decimals of a mean: one, but none of an amount in whole units, such as minutes."""
        return 0 if self.unit and not self.decimals else 1

    def write_mean(self, mean: float) -> str:
        """Return a mean of daily values as text: "3.2", "42"."""
        return f"{mean:.{self.mean_decimals}f}"

    def least(self, before: float) -> float:
        """Return the smallest difference from `before`, in displayed units, that counts as a change."""
        return least_change(before, self.decimals, self.measure.high)

    def write(self, value: float) -> str:
        """Return a daily value as text: "3", "7.5"."""
        return f"{value:.{self.decimals}f}".removesuffix(".0")

    def amount(self, value: float) -> str:
        """Return a daily value with its unit: "7.5 glasses", "1 glass", "3"."""
        written = self.write(value)
        unit = "glass" if self.unit == GLASSES and written == "1" else self.unit
        return f"{written} {unit}".rstrip()

    def good_limit(self) -> float | None:
        """Return the value from which (or up to which, if lower is better) a day counts as good.

        The goal if there is a goal, else the lower end of the scale, 3 of 10; None without scale or goal.
        """
        low, high = self.measure.low, self.measure.high
        if self.goal is not None or self.measure.better != "lower" or low is None or high is None:
            return self.goal
        return float(round(low + CALM_SHARE * (high - low)))

    def bounds(self, values: Collection[float]) -> tuple[float, ...]:
        """Return the least values of the second to the fifth shade of a heatmap, rising.

        Quarters of the goal if there is a goal; else of the scale (1, 3, 5 and 7 of 10, whole steps of a scale of five
        or less); else where the upper four fifths of `values`, in displayed units, begin.
        """
        low, high = self.measure.low, self.measure.high
        if self.goal is not None:
            return tuple(round(share * self.goal, 2) for share in (0.25, 0.5, 0.75, 1))
        if low is not None and high is not None:
            if high - low <= len(_SHADE_SHARES):
                return tuple(low + step for step in range(1, len(_SHADE_SHARES) + 1))
            return tuple(float(round(low + share * (high - low))) for share in _SHADE_SHARES)
        ordered = sorted(values)
        step = 10.0**-self.decimals
        bounds: list[float] = []
        for fifth in range(1, 5):
            bound = round(ordered[fifth * len(ordered) // 5], self.decimals) if ordered else step
            bounds.append(max(bound, round(bounds[-1] + step, self.decimals)) if bounds else bound)
        return tuple(bounds)


def series_style(name: str, settings: Settings) -> SeriesStyle:
    """Return how the series `name` is displayed: water in glasses, all drinks in litres, the rest as recorded."""
    measure = MEASURES[name][1]
    unit, divisor, decimals = measure.unit, 1.0, measure.decimals
    if name == "water":
        unit, divisor, decimals = GLASSES, float(settings.glass_ml), 1
    elif name == "fluids":
        unit, divisor, decimals = "L", 1000.0, 1
    daily = daily_goal(name, settings)
    goal = None if daily is None else daily / divisor
    return SeriesStyle(measure, measure.label, unit, divisor, decimals, goal, (measure.low, measure.high))
