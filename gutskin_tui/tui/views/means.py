"""How the last seven days compare with the seven before, in a few characters."""

from __future__ import annotations

from datetime import timedelta

from rich.text import Text

from gutskin_tui.charts.trend import trend
from gutskin_tui.journal.kinds import MEASURES
from gutskin_tui.journal.series import change, grid, needs_days
from gutskin_tui.tui.session import Session

WEEK = 7


def week_trend(session: Session, name: str, worth: float = 1, *, words: bool = True, than: str = "") -> Text:
    """Say the 7-day mean of a series and which way it went; `worth` is what one unit shown is worth.

    Too few days for a mean: says how many more it needs.
    """
    last = session.today
    measure = MEASURES[name][1]
    values = session.values(name, last - timedelta(days=2 * WEEK), last)
    shown = {day: value / worth for day, value in values.items()}
    means = change(shown, last, WEEK)
    if means.current is None:
        needed = needs_days(grid(shown, last - timedelta(days=WEEK - 1), last), WEEK)
        return Text(f"{'needs ' if words else ''}{needed} more day{'s' if needed > 1 else ''}", "dim")
    better = "neutral" if measure.better == "neither" else measure.better
    return trend(means.current, means.previous, better=better, words=words, than=than, ink=session.ink)
