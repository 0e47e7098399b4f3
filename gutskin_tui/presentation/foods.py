"""How a food's card is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.dates import days_until
from gutskin_tui.presentation.trials import food_status
from gutskin_tui.text import clean, one_line
from gutskin_tui.tui.state import Session

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Certainty
    from gutskin_tui.nutrition.food_profile import FoodProfile, LabelEvidence

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gutskin_tui.charts.meter import meter

if TYPE_CHECKING:
    from gutskin_tui.nutrition.counts import Tally

NAME = 18
"""Columns of a label's name."""


def about(session: Session, card: FoodProfile, counted: bool) -> Text:
    """Say how often the food was eaten, its plants, and what the person said about it, a line each."""
    if not counted:
        eaten = f"counting {session.palette.glyphs.ellipsis}"
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
        lines.append(Text(f"{session.palette.glyphs.star} starred as a suspect", "bold"))
    certain = [evidence.label for evidence in card.labels if evidence.certainty == 2]
    lines.append(Text(f"by your own trials: {clean(food_status(session.latest_trial, card.name, certain))}", "dim"))
    return Text("\n").join(lines)


def label_line(label: str, evidence: LabelEvidence | None, width: int) -> Text:
    """Draw a label: how sure, and which words or who says so. A plain no is quiet."""
    from gutskin_tui.foods.food import LABELS

    line = Text(f"{LABELS[label]:<{NAME}}")
    if evidence is None:
        return line.append("no", "dim")
    line.append(f"{certainty_word(evidence.certainty):<8}", "bold" if evidence.certainty == 2 else "")
    why = Text(clean(evidence.why), "dim")
    why.truncate(max(1, width - line.cell_len), overflow="ellipsis")
    return line.append_text(why)


def certainty_word(certainty: Certainty) -> str:
    """Return "yes", "maybe ?" or "no"."""
    return ("no", "maybe ?", "yes")[certainty]


WEEK = 7
LISTED_PLANTS = 2
"""Lines of plants' names in the panel; `P` lists all."""


@dataclass(frozen=True, slots=True)
class FoodWeek:
    """The seven days up to the shown one, that day alone, and the last day of each trigger by label."""

    tally: Tally
    of_day: Tally
    last: dict[str, date]


def food_week(session: Session) -> FoodWeek:
    """Return what the seven days up to the shown one held; worked out once for the journal as it is."""
    return session.cached(f"food week {session.day}", lambda: _read(session))


def _read(session: Session) -> FoodWeek:
    from gutskin_tui.nutrition.counts import last_days, tally

    day, analyzer = session.day, session.analyzer
    entries = [entry for past in reversed(days_until(day, WEEK)) for entry in session.entries(past)]
    return FoodWeek(
        tally(analyzer, entries), tally(analyzer, session.entries(day)), last_days(analyzer, session.entries, day)
    )


def brief_week(session: Session, week: FoodWeek) -> Text:
    """Say the counts in one line, the commonest trigger first."""
    from gutskin_tui.foods.food import TRIGGERS

    tally, gap = week.tally, f" {session.palette.glyphs.separator} "
    counts = sorted(tally.triggers.items(), key=lambda item: -item[1])
    parts = [_plants(session, week), f"fermented {tally.fermented}", f"fibre-rich {tally.fibre}"]
    return Text(gap.join([*parts, *(f"{TRIGGERS[label]} {count}" for label, count in counts)]))


def full_week(session: Session, week: FoodWeek, width: int, *, tall: bool, every: bool = False) -> Text:
    """Say all counts in `width` cells, each trigger on a line if `tall`; `every` lists all plants, else a few lines."""
    tally = week.tally
    text = Text(f"{_plants(session, week)}  ")
    text.append_text(
        meter(tally.plants.points, session.settings.plants_goal, max(5, min(15, width - 44)), palette=session.palette)
    )
    text.append(f"  {session.day_word()} {amount(week.of_day.plants.points)}")
    names = plant_names(week, session.settings.ascii)
    if names:
        text.append("\n").append_text(_wrapped(names, width, None if every else LISTED_PLANTS, session))
    text.append(f"\nfermented {tally.fermented}   fibre-rich {tally.fibre}")
    text.append(f"   {session.day_word()} {week.of_day.fermented} and {week.of_day.fibre}", "dim")
    return text.append("\n").append_text(trigger_lines(session, week, width, tall=tall))


def trigger_lines(session: Session, week: FoodWeek, width: int, *, tall: bool) -> Text:
    """Say each trigger's count and last day, those of the most foods first; then those not eaten for long."""
    from gutskin_tui.foods.food import TRIGGERS

    counts = week.tally.triggers
    met = sorted((label for label in TRIGGERS if label in week.last), key=lambda label: -counts.get(label, 0))
    lines = [Text()]
    for label in met:
        words, when = TRIGGERS[label], week.last[label]
        cell = Text(f"{words:<16}{counts.get(label, 0):>3}  " if tall else f"{words} {counts.get(label, 0)}, ")
        cell.append(f"last {'today' if when == session.today else f'{when:%a %d %b}'}", "dim")
        if lines[-1].plain and (tall or lines[-1].cell_len + 2 + cell.cell_len > width):
            lines.append(Text())
        lines[-1].append("  " if lines[-1].plain else "").append_text(cell)
    never = [words for label, words in TRIGGERS.items() if label not in week.last]
    if never:
        lines.append(Text(f"not in 90 days: {', '.join(never)}", "dim"))
    if maybes := week.tally.maybes:
        lines.append(Text(f"{maybes} {'food' if maybes == 1 else 'foods'} with a maybe; M settles a meal's", "dim"))
    return Text("\n").join(line for line in lines if line.plain)


def plant_names(week: FoodWeek, plain_ascii: bool) -> list[str]:
    """Return the plants by name; herbs and spices with the quarter that they count."""
    quarter = "1/4" if plain_ascii else "¼"
    return [name if share == 1 else f"{name} {quarter}" for name, share in sorted(week.tally.plants.shares.items())]


def amount(points: float) -> str:
    """Say plants that were added up: "1 plant", "2.25 plants"."""
    return f"{points:g} {'plant' if points == 1 else 'plants'}"


def _plants(session: Session, week: FoodWeek) -> str:
    return f"plants {week.tally.plants.points:g}/{session.settings.plants_goal}"


def _wrapped(names: list[str], width: int, lines: int | None, session: Session) -> Text:
    """Set names into lines of at most `width` cells; what has no room is a number."""
    rows = [""]
    for place, name in enumerate(names):
        more = ", " if rows[-1] else ""
        if rows[-1] and len(rows[-1]) + len(more) + len(name) > width - (14 if len(rows) == lines else 0):
            if len(rows) == lines:
                rows[-1] += f", {session.palette.glyphs.ellipsis} {len(names) - place} more"
                break
            rows[-1] += ","
            rows.append("")
            more = ""
        rows[-1] += more + name
    return Text("\n".join(rows), "dim")
