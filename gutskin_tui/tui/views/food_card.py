"""How a food's card is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.text import clean, one_line
from gutskin_tui.tui.session import Session
from gutskin_tui.tui.views.trial_status import food_status

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Certainty
    from gutskin_tui.nutrition.food_profile import Card, LabelEvidence

NAME = 18
"""Columns of a label's name."""


def about(session: Session, card: Card, counted: bool) -> Text:
    """Say how often the food was eaten, its plants, and what the person said about it, a line each."""
    if not counted:
        eaten = f"counting {session.sign('more')}"
    elif card.last is None or card.first is None:
        eaten = "not in your meals yet"
    else:
        meals = "meal" if card.times == 1 else "meals"
        eaten = f"in {card.times} {meals}, last {card.last:%a %d %b %Y}, first {card.first:%d %b %Y}"
    lines = [Text(eaten)]
    quarter = "1/4" if session.settings.ascii else "¼"
    plants = [name if share == 1 else f"{name} {quarter}" for name, share in card.plants.items()]
    lines.append(Text(f"plants: {', '.join(plants) or 'none'}" if card.known else "not in the lexicon: say what it is"))
    record = card.record
    if record and record.made_of:
        lines.append(Text(f"made of: {one_line(', '.join(record.made_of), 300)}"))
    if record and record.starred:
        lines.append(Text(f"{session.sign('star')} starred as a suspect", "bold"))
    sure = [told.label for told in card.labels if told.sure == 2]
    lines.append(Text(f"by your own trials: {clean(food_status(session, card.name, sure))}", "dim"))
    return Text("\n").join(lines)


def told_line(label: str, told: LabelEvidence | None, width: int) -> Text:
    """Draw a label: how sure, and which words or who says so. A plain no is quiet."""
    from gutskin_tui.foods.food import LABELS

    line = Text(f"{LABELS[label]:<{NAME}}")
    if told is None:
        return line.append("no", "dim")
    line.append(f"{sure_word(told.sure):<8}", "bold" if told.sure == 2 else "")
    why = Text(clean(told.why), "dim")
    why.truncate(max(1, width - line.cell_len), overflow="ellipsis")
    return line.append_text(why)


def sure_word(sure: Certainty) -> str:
    """Return "yes", "maybe ?" or "no"."""
    return ("no", "maybe ?", "yes")[sure]
