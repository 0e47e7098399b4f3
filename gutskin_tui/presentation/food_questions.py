"""Texts of the questions about foods: unknown ones and uncertain labels."""

from __future__ import annotations

from gutskin_tui.nutrition.uncertain_labels import UncertainLabel
from gutskin_tui.text import counted


def settled_days(label: UncertainLabel) -> str:
    """Return how many days each answer settles: "yes or no settles 3 days", "yes settles 5 days, no 2"; "" for none."""
    yes, no = label.yes_settles or 0, label.no_settles or 0
    if not yes and not no:
        return ""
    return f"yes or no settles {counted(yes, 'day')}" if yes == no else f"yes settles {counted(yes, 'day')}, no {no}"
