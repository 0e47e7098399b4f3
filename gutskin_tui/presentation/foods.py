"""The foods of a week: plants, fermented and fibre-rich foods, triggers."""

from __future__ import annotations

from datetime import date

from rich.text import Text

from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import short_day
from gutskin_tui.foods.food import TRIGGERS
from gutskin_tui.nutrition.counts import FoodWeek
from gutskin_tui.text import counted

LISTED_PLANTS = 2
"""Lines of plants' names in the panel; `P` lists all."""


def brief_week(week: FoodWeek, plants_goal: int, palette: Palette) -> Text:
    """Return the counts in one line, the most frequent trigger first."""
    tally, gap = week.tally, f" {palette.glyphs.separator} "
    counts = sorted(tally.triggers.items(), key=lambda item: -item[1])
    parts = [_plants(week, plants_goal), f"fermented {tally.fermented}", f"fibre-rich {tally.fibre}"]
    return Text(gap.join([*parts, *(f"{TRIGGERS[label]} {count}" for label, count in counts)]))


def full_week(
    week: FoodWeek,
    day_name: str,
    today: date,
    plants_goal: int,
    width: int,
    palette: Palette,
    *,
    tall: bool,
    every: bool,
) -> Text:
    """Return all counts in `width` cells, with those of the day called `day_name` apart.

    If `tall` each trigger has a line of its own; `every` lists all plants, else they have `LISTED_PLANTS` lines.
    """
    tally = week.tally
    text = Text(f"{_plants(week, plants_goal)}  ")
    text.append_text(meter(tally.plants.points, plants_goal, max(5, min(15, width - 44)), palette=palette))
    text.append(f"  {day_name} {amount(week.of_day.plants.points)}")
    names = plant_names(week, palette.glyphs.plain)
    if names:
        text.append("\n").append_text(_wrapped(names, width, None if every else LISTED_PLANTS, palette))
    text.append(f"\nfermented {tally.fermented}").append(f" ({day_name} {week.of_day.fermented})", "dim")
    text.append(f"   fibre-rich {tally.fibre}").append(f" ({day_name} {week.of_day.fibre})", "dim")
    return text.append("\n").append_text(trigger_lines(week, today, width, tall=tall))


def trigger_lines(week: FoodWeek, today: date, width: int, *, tall: bool) -> Text:
    """Return each trigger's count and last day, those of the most foods first; then those without a day."""
    counts = week.tally.triggers
    eaten = sorted((label for label in TRIGGERS if label in week.last), key=lambda label: -counts.get(label, 0))
    lines = [Text()]
    for label in eaten:
        words, when = TRIGGERS[label], week.last[label]
        cell = Text(f"{words:<16}{counts.get(label, 0):>3}  " if tall else f"{words} {counts.get(label, 0)}, ")
        cell.append(f"last eaten {'today' if when == today else short_day(when)}", "dim")
        if lines[-1].plain and (tall or lines[-1].cell_len + 2 + cell.cell_len > width):
            lines.append(Text())
        lines[-1].append("  " if lines[-1].plain else "").append_text(cell)
    never = [words for label, words in TRIGGERS.items() if label not in week.last]
    if never:
        lines.append(Text(f"not logged in 90 days: {', '.join(never)}", "dim"))
    if maybes := week.tally.maybes:
        lines.append(Text(f"{counted(maybes, 'food')} with uncertain labels; M confirms a meal's", "dim"))
    return Text("\n").join(line for line in lines if line.plain)


def plant_names(week: FoodWeek, plain_ascii: bool) -> list[str]:
    """Return the plants by name; herbs and spices with the quarter that they count."""
    quarter = "1/4" if plain_ascii else "¼"
    return [name if share == 1 else f"{name} {quarter}" for name, share in sorted(week.tally.plants.shares.items())]


def amount(points: float) -> str:
    """Return points of plants with their unit: "1 plant", "2.25 plants"."""
    return f"{points:g} {'plant' if points == 1 else 'plants'}"


def _plants(week: FoodWeek, plants_goal: int) -> str:
    return f"plants {week.tally.plants.points:g}/{plants_goal}"


def _wrapped(names: list[str], width: int, lines: int | None, palette: Palette) -> Text:
    """Set names into at most `lines` lines of `width` cells, then the number of those left out; all if it is None."""
    rows = [""]
    for place, name in enumerate(names):
        more = ", " if rows[-1] else ""
        if rows[-1] and len(rows[-1]) + len(more) + len(name) >= width - (14 if len(rows) == lines else 0):
            if len(rows) == lines:
                rows[-1] += f", {palette.glyphs.ellipsis} {len(names) - place} more"
                break
            rows[-1] += ","
            rows.append("")
            more = ""
        rows[-1] += more + name
    return Text("\n".join(rows), "dim")
