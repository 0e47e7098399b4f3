"""Check the food tables beside this file and build what the program reads: `make lexicon`.

The tables are for people: one food a line, tab between the columns, `#` begins a comment.

    name    aliases, | between    labels    plants, | between

A label or plant with `?` cannot be told from the words. `plants.tsv` has name, Latin species, share of a plant
(herbs and spices 0.25) and group. `modifiers.tsv` has words that change the food beside them; there `-label` takes a
label away. The built file, gutskin_tui/foods/data/lexicon.tsv, has every way of writing a food in the form that
`foods.words.key` gives it, so that loading needs no more than splitting lines.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from gutskin_tui.foods.labels import LABELS
from gutskin_tui.foods.words import key

HERE = Path(__file__).parent
BUILT = HERE.parent.parent / "gutskin_tui" / "foods" / "data" / "lexicon.tsv"
FOODS = ("animal", "produce", "drinks", "grains", "sweet", "dishes", "modifiers")


def rows(table: str) -> Iterator[tuple[str, list[str]]]:
    """Yield where a row stands and its four columns."""
    for number, line in enumerate((HERE / f"{table}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield f"{table}.tsv:{number}", [*line.split("\t"), "", "", ""][:4]


def problems() -> Iterator[str]:
    """Say what is wrong with the tables: duplicates, unknown labels and plants, plants without a species."""
    plants = set()
    for where, (name, species, share, group) in rows("plants"):
        if name in plants:
            yield f"{where}: {name} is there twice"
        plants.add(name)
        if len(species.split()) < 2:
            yield f"{where}: {name} has no species"
        if share not in ("1", "0.25") or not group:
            yield f"{where}: {name} has no share of 1 or 0.25, or no group"
    taken: dict[tuple[str, ...], str] = {}
    for table in FOODS:
        for where, (name, aliases, labels, found) in rows(table):
            for label in labels.split():
                if label.strip("?-") not in LABELS:
                    yield f"{where}: {name} has an unknown label {label}"
            for plant in filter(None, found.split("|")):
                if plant.rstrip("?") not in plants:
                    yield f"{where}: {name} has a plant that plants.tsv lacks, {plant}"
            own = set()
            for spelling in (name, *filter(None, aliases.split("|"))):
                words = key(spelling)
                if not words:
                    yield f"{where}: {spelling!r} has no word"
                elif words in own:
                    yield f"{where}: {spelling!r} reads as another name of {name}"
                elif words in taken:
                    yield f"{where}: {spelling!r} is already {taken[words]}"
                own.add(words)
            taken.update(dict.fromkeys(own, name))


def built() -> str:
    """Return the text of the built file."""
    lines, keys = [], []
    for _, columns in rows("plants"):
        lines.append("\t".join(columns))
    lines.append("")
    number = 0
    for table in FOODS:
        for _, (name, aliases, labels, plants) in rows(table):
            kind = "~" if table == "modifiers" else ""
            lines.append(f"{kind}{name}\t{labels}\t{plants}")
            keys += [f"{' '.join(key(one))}\t{number}" for one in (name, *filter(None, aliases.split("|")))]
            number += 1
    return "\n".join([*lines, "", *sorted(set(keys))]) + "\n"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found), file=sys.stderr)
    if found:
        sys.exit(1)
    BUILT.write_text(built(), encoding="utf-8")
