"""How the last seven days compare with the seven before, in a few characters."""

from __future__ import annotations

from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.trend import trend
from gutskin_tui.model.series import Series
from gutskin_tui.text import counted

WEEK = 7


def more_days(count: int) -> str:
    """Return how many days are missing for a mean: "1 more day", "2 more days"."""
    return counted(count, "more day")


def week_trend(series: Series, palette: Palette, *, words: bool = True, than: str = "") -> Text:
    """Return the mean of the last seven days and its change from the seven days before.

    With too few days for a mean, return how many more it needs. `series` holds at least the last 14 days.
    """
    means = series.change(WEEK)
    if means.current is None:
        return Text(f"{'needs ' if words else ''}{more_days(series.needs_days(WEEK))}", "dim")
    better = "neutral" if series.measure.better == "neither" else series.measure.better
    return trend(means.current, means.previous, better=better, words=words, than=than, palette=palette)
