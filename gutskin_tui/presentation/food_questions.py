"""Texts of the questions about foods: unknown ones and uncertain labels."""

from __future__ import annotations

from gutskin_tui.nutrition.uncertain_labels import UncertainLabel
from gutskin_tui.text import counted


def resolved_days(label: UncertainLabel) -> str:
    """Return on how many days each answer makes the label certain; "" for none.

    "yes or no resolves 3 days", "yes resolves 5 days, no 2".
    """
    yes, no = label.yes_settles or 0, label.no_settles or 0
    if not yes and not no:
        return ""
    return f"yes or no resolves {counted(yes, 'day')}" if yes == no else f"yes resolves {counted(yes, 'day')}, no {no}"
