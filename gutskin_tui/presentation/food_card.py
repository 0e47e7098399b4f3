"""The card of a food: how often it was eaten, its plants, its trials, and its labels with the reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_month
from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.nutrition.food_profile import FoodProfile, LabelEvidence
from gutskin_tui.presentation.trials import food_status
from gutskin_tui.text import clean, counted, one_line

if TYPE_CHECKING:  # the report imports numpy
    from gutskin_tui.trials.report import TrialReport

NAME_WIDTH = 18
"""Cells of a label's name."""


def card_summary(
    profile: FoodProfile, is_counted: bool, latest_trial: Callable[[str], TrialReport | None], palette: Palette
) -> list[Text]:
    """Return how often the food was eaten, its plants, and the person's own data and trials of it, a line each.

    `is_counted` is whether the meals of `profile` have been counted; `latest_trial` returns the latest trial of a label
    or `food_key`.
    """
    if not is_counted:
        eaten = f"loading {palette.glyphs.ellipsis}"
    elif profile.last is None or profile.first is None:
        eaten = "not in your meals yet"
    else:
        first, last = (day_month(day, pad="0", year=True) for day in (profile.first, profile.last))
        eaten = f"logged {counted(profile.times, 'time')}: first {first}, last {last}"
    lines = [Text(eaten)]
    quarter = "1/4" if palette.glyphs.plain else "¼"
    plants = [name if share == 1 else f"{name} {quarter}" for name, share in profile.plants.items()]
    record = profile.record
    if record and record.is_food is False:
        lines.append(Text("marked by you as no food"))
    elif profile.known:
        lines.append(Text(f"plants: {', '.join(plants) or 'none'}"))
    else:
        lines.append(Text("unknown food: set its labels yourself"))
    if record and record.made_of:
        lines.append(Text(f"made of: {one_line(', '.join(record.made_of), 300)}"))
    if record and record.starred:
        lines.append(Text(f"{palette.glyphs.star} starred as a suspect", "bold"))
    certain = [evidence.label for evidence in profile.labels if evidence.certainty == Certainty.YES]
    lines.append(Text(f"your trials: {clean(food_status(latest_trial, profile.name, certain))}", "dim"))
    return lines


def label_line(label: str, evidence: LabelEvidence | None, width: int | None = None) -> Text:
    """Return the line of a label: its certainty and the reason, cut to `width` cells; without evidence it is no."""
    line = Text(f"{LABELS[label]:<{NAME_WIDTH}}")
    if evidence is None:
        return line.append("no", "dim")
    line.append(f"{certainty_word(evidence.certainty):<8}", "bold" if evidence.certainty == Certainty.YES else "")
    why = Text(clean(evidence.why), "dim")
    if width is not None:
        why.truncate(max(1, width - line.cell_len), overflow="ellipsis")
    return line.append_text(why)


def certainty_word(certainty: Certainty) -> str:
    """Return "yes", "maybe ?" or "no"."""
    return ("no", "maybe ?", "yes")[certainty]
