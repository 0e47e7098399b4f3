"""Print what the food tables hold: `make lexicon` runs this after build.py."""

from __future__ import annotations

from collections import Counter

import build

from gutskin_tui.foods.food import LABELS
from gutskin_tui.foods.parser import parse


def spellings(columns: list[str]) -> list[str]:
    """Return the name and the aliases of a row."""
    return [columns[0], *filter(None, columns[1].split("|"))]


def sizes() -> list[str]:
    """Return a line a table: its foods, names and kilobytes; and one for the built file."""
    lines = [f"{'table':<18}{'foods':>7}{'names':>8}{'kB':>7}"]
    foods = names = 0
    for table in build.FOODS:
        rows = [columns for _, columns in build.rows(table)]
        count = sum(len(spellings(columns)) for columns in rows)
        size = (build.HERE / f"{table}.tsv").stat().st_size
        lines.append(f"{table:<18}{len(rows):>7}{count:>8}{size / 1000:>7.0f}")
        foods, names = foods + len(rows), names + count
    return [*lines, f"{'built':<18}{foods:>7}{names:>8}{build.BUILT.stat().st_size / 1000:>7.0f}"]


def coverage() -> list[str]:
    """Return a line a label: the foods that surely have it, and those whose words leave it open."""
    certain: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for table in build.FOODS[:-1]:
        for _, (name, _, own, plants), section in build.sections(table):
            for label in build.full_labels(name, own, section, plants):
                (unsure if label[-1] == "?" else certain)[label.rstrip("?")] += 1
    lines = [f"{'label':<18}{'yes':>7}{'maybe':>8}"]
    return lines + [f"{label:<18}{certain[label]:>7}{unsure[label]:>8}" for label in LABELS]


def clashes() -> list[str]:
    """Return the names that alone are not read as one food of the lexicon, and the plants that no food has."""
    unread, used = [], set()
    for table in build.FOODS[:-1]:
        for _, columns in build.rows(table):
            used.update(plant.rstrip("?") for plant in columns[3].split("|"))
            for spelling in spellings(columns):
                foods = parse(spelling)
                if len(foods) != 1 or not foods[0].known:
                    unread.append(spelling)
    unused = [columns[0] for _, columns in build.rows("plants") if columns[0] not in used]
    return [
        f"{len(unread)} names are not read as one food alone (several foods, or a word that needs an amount):",
        "  " + ", ".join(unread),
        f"{len(unused)} plants are in no food: {', '.join(unused) or 'none'}",
    ]


if __name__ == "__main__":
    print("\n".join([*sizes(), "", *coverage(), "", *clashes()]))
