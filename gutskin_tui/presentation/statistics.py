"""How the last seven days compare with the seven before, in a few characters."""

from __future__ import annotations

from datetime import timedelta

from rich.text import Text

from gutskin_tui.charts.trend import trend
from gutskin_tui.tui.state import Session

WEEK = 7


def week_trend(session: Session, name: str, worth: float = 1, *, words: bool = True, than: str = "") -> Text:
    """Say the 7-day mean of a series and which way it went; `worth` is what one unit shown is worth.

    Too few days for a mean: says how many more it needs.
    """
    series = session.series(name, session.today - timedelta(days=2 * WEEK)).scaled(worth)
    means = series.change(WEEK)
    if means.current is None:
        needed = series.needs_days(WEEK)
        return Text(f"{'needs ' if words else ''}{needed} more day{'s' if needed > 1 else ''}", "dim")
    better = "neutral" if series.measure.better == "neither" else series.measure.better
    return trend(means.current, means.previous, better=better, words=words, than=than, palette=session.palette)
