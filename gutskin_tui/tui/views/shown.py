"""How a daily series is shown: its name, its unit on the screen, its goal, and where its shades begin."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gutskin_tui.charts.trend import Better
from gutskin_tui.model.kinds import MEASURES, Measure
from gutskin_tui.model.series import daily_goal
from gutskin_tui.settings import Settings

LEADING = ("severity", "itch", "water", "stress", "sleep", "exercise")
"""The series that lists begin with; the first is shown first, and offered before there is any data."""
CALM_SHARE = 0.3
"""The share of a scale up to which a value is welcome: 3 of 10, the top of "mild" [DOMAIN section 2]."""
HIGH_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A series as the screen writes it: a shown value is the measure's own divided by `worth`.

    `goal` is in shown units, None where the settings name none for a day. `axis` are the ends of a chart's
    axis, None where they follow the values.
    """

    measure: Measure
    label: str
    unit: str
    worth: float
    decimals: int
    goal: float | None
    axis: tuple[float | None, float | None]

    @property
    def better(self) -> Better:
        """Which way is welcome, in the charts' words."""
        return "neutral" if self.measure.better == "neither" else self.measure.better

    @property
    def name(self) -> str:
        """The label with its unit: "Water (glasses)"."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def least(self, before: float) -> float:
        """Return the smallest change from `before` that is called one; as `series.Change.verdict` has it."""
        return max(0.02 * abs(before), 0.5 * 10.0**-self.decimals)

    def write(self, value: float) -> str:
        """Write a day's own value: "3", "7.5"."""
        return f"{value:.{self.decimals}f}".removesuffix(".0")

    def good_limit(self) -> float | None:
        """Return the value from which (or up to which, where lower is better) a day is a good one.

        The goal where there is one; else the lower end of the scale, 3 of 10; None without scale or goal.
        """
        low, high = self.measure.low, self.measure.high
        if self.goal is not None or self.measure.better != "lower" or low is None or high is None:
            return self.goal
        return float(round(low + CALM_SHARE * (high - low)))

    def bounds(self, values: Collection[float]) -> tuple[float, float]:
        """Return where the middle and the top shade of a heatmap begin.

        From the goal (three quarters of it, all of it), else from the scale (3 and 5 of 10), else where the upper
        two thirds of `values`, in shown units, begin.
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


def shown(name: str, settings: Settings) -> Shown:
    """Return how the series `name` is shown: water in glasses, other drinks in litres, the rest as recorded."""
    measure = MEASURES[name][1]
    unit, worth, decimals = measure.unit, 1.0, measure.decimals
    if name == "water":
        unit, worth, decimals = "glasses", float(settings.glass_ml), 1
    elif name == "fluids":
        unit, worth, decimals = "L", 1000.0, 1
    daily = daily_goal(name, settings)
    goal = None if daily is None else daily / worth
    return Shown(measure, measure.label, unit, worth, decimals, goal, (measure.low, measure.high))


def offered(having: Collection[str]) -> list[str]:
    """Return the series to choose from, in order: severity, then every other one in `having`."""
    return [
        LEADING[0],
        *(name for name in dict.fromkeys((*LEADING[1:], *MEASURES)) if name in having and name != LEADING[0]),
    ]
