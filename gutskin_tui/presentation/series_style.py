"""How a series is displayed: unit, decimals, goal, and the values that count as good."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gutskin_tui.charts.trend import Better
from gutskin_tui.model.kinds import MEASURES, Measure
from gutskin_tui.model.series import daily_goal, least_change
from gutskin_tui.settings import Settings

CALM_SHARE = 0.3
"""The share of a scale up to which a value is welcome: 3 of 10, the top of "mild" [docs/domain.md 2]."""
HIGH_SHARE = 0.5
GLASSES = "glasses"


@dataclass(frozen=True, slots=True)
class SeriesStyle:
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

    def least(self, before: float) -> float:
        """Return the smallest difference from `before`, in displayed units, that counts as a change."""
        return least_change(before, self.decimals)

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

    def bounds(self, values: Collection[float]) -> tuple[float, float]:
        """Return where the middle and the top shade of a heatmap begin.

        From the goal (three quarters of it, all of it), else from the scale (3 and 5 of 10), else where the upper
        two thirds of `values`, in displayed units, begin.
        """
        low, high = self.measure.low, self.measure.high
        if self.goal is not None:
            return round(0.75 * self.goal, 1), self.goal
        if low is not None and high is not None:
            return float(round(low + CALM_SHARE * (high - low))), float(round(low + HIGH_SHARE * (high - low)))
        ordered = sorted(values)
        step = 10.0**-self.decimals
        third = round(ordered[len(ordered) // 3], self.decimals) if ordered else step
        two_thirds = round(ordered[2 * len(ordered) // 3], self.decimals) if ordered else third
        return third, max(two_thirds, round(third + step, self.decimals))


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
