"""Check the food tables beside this file and build what the program reads: `make lexicon`.

The tables are for people: one food a line, tab between the columns, `#` begins a comment.

    name    aliases, | between    labels    plants, | between

A label or plant with `?` cannot be told from the words, `-label` is a no. Labels that a row does not decide come from
its section (`# -- soups: dairy? gluten?`), from words in its name (`unsure.tsv`) and from what it has (FOLLOWS).
`plants.tsv` has name, Latin species, share of a plant (herbs and spices 0.25) and group. `modifiers.tsv` has words
that change the food beside them; there `-label` takes a label away. A plant that an alias names ("blueberry scone" of
"scone") is in that food, listed or not. docs/foods.md says how labels are decided.
The built file, gutskin_tui/foods/data/lexicon.tsv, has every way of writing a food in the form that
`foods.normalize.key` gives it, so that loading needs no more than splitting lines. The other, ordinary_words.txt, has
the words of `common_words.txt` and `more_words.txt` that would be corrected to a food and are none.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from gutskin_tui.foods.food import LABELS
from gutskin_tui.foods.lexicon import LETTERS, Lexicon
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.spelling import SHORTEST, Speller

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "gutskin_tui" / "foods" / "data"
BUILT = DATA / "lexicon.tsv"
ORDINARY = DATA / "ordinary_words.txt"
FOODS = (
    "animal",
    "produce",
    "drinks",
    "grains",
    "sweet",
    "dishes",
    "german",
    "west_african",
    "east_asian",
    "south_east_asian",
    "modifiers",
)
NO_PLANT_BEFORE = frozenset({
    "oil", "extract", "starch", "syrup", "flavor", "flavored", "pekoe", "garden", "capsule", "supplement", "sugar",
    "spice",
})  # fmt: skip
"""Words after a plant's name that say the plant itself is not eaten: "olive oil", "corn syrup"."""
NO_PLANT = frozenset({
    "dr pepper", "circus peanut", "reeses pumpkin", "lotus biscuit", "lotus biscoff cookie butter", "barley wine",
    "orange wine", "rocket lolly", "apple jacks", "grape nuts", "grape nuts cereal", "foam banana", "plum organics",
    "saffron road", "lemon sole", "orange roughy", "papa johns", "laughing cow wedge", "cheese wedge",
    "poutine curd", "satsuma age", "moreton bay bug", "sea cucumber", "cheddar bay biscuit", "old bay",
    "wedge salad", "gooseberry fool", "tofutti cutie", "bay breeze", "butterfly pea tea", "mint imperial",
    "imperial mint", "polo mint", "murray mint", "tamarind candy", "peach ring", "kendal mint cake", "melon pan",
    "mandarin pancake", "sport bean", "jelly bean", "candy corn", "sorrel drink", "salt and pepper squid",
    "salt and pepper calamari", "bottled water", "lotus foods ramen", "chipotle bowl", "chocolate orange",
    "terrys chocolate orange", "pepper jack", "pepper jack cheese", "corn beef", "fish tofu",
    "lemon lime and bitters", "tom yam", "cauliflower rice", "cauli rice", "cauliflower fried rice", "broccoli rice",
    "konjac rice", "shirataki rice", "miracle rice", "wild rice", "heart of palm rice", "hearts of palm rice",
    "palmini rice", "rice vinegar", "rice wine vinegar", "rice wine", "botan rice candy", "apple cider vinegar",
    "apple cider vinegar gummy", "turnip cake", "lemon verbena tea", "lemon balm tea", "orange blossom water",
    "hazelnut creamer", "raspberry leaf tea", "red raspberry leaf tea", "rye whiskey", "barley water",
    "robinsons barley water", "robinsons fruit and barley", "lemon barley", "barley grass", "brown rice protein",
    "rice and peas", "rice protein",
})  # fmt: skip
"""Names that only sound like a plant."""
SOUNDS_ALIKE = frozenset({
    "chip", "fry", "crisp", "ripple", "teddy", "lotus", "miso", "chipotle", "pickle", "moringa", "savory", "rose",
    "vanilla", "clove", "soy", "soya",
})  # fmt: skip
"""One-word names of plant foods that mean another thing inside a name: lime pickle, raspberry ripple."""
LABELS_OF_GROUP = {
    "nut": ("nuts", "nuts_seeds"),
    "legume": ("legume",),
    "vegetable": ("vegetable",),
    "fruit": ("fruit?",),
}
"""Group of a plant that a name says -> the labels that the food of this name has."""
FEW_OF_THEM = frozenset({
    "potato", "cassava", "yam", "taro", "sweet potato", "onion", "garlic", "chilli", "lemon", "lime", "soy", "olive",
    "chestnut", "coconut", "ginger",
})  # fmt: skip
"""Plants whose name in that of a food says nothing of its labels."""
FOLLOWS = (
    ("oats", "gluten?"),
    ("avocado", "omega3"),
    ("soy", "legume?"),
    ("nuts", "nuts_seeds"),
    ("nuts?", "nuts_seeds?"),
)
"""A label or plant of a food -> the label that follows unless its row decides (oats are milled beside wheat)."""


def rows(table: str) -> Iterator[tuple[str, list[str]]]:
    """Yield where a row stands and its four columns."""
    for where, columns, _ in sections(table):
        yield where, columns


def sections(table: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield where a row stands, its four columns, and the labels of the section it stands in."""
    labels: list[str] = []
    for number, line in enumerate((HERE / f"{table}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# -- "):
            labels = line.partition(":")[2].split()
        elif line and not line.startswith("#"):
            yield f"{table}.tsv:{number}", [*line.split("\t"), "", "", ""][:4], labels


@functools.cache
def unsure() -> dict[tuple[str, ...], list[str]]:
    """Return the labels that words in a name leave open, by the look-up key of the words."""
    return {key(words): labels.split() for _, (words, labels, _, _) in rows("unsure")}


def full_labels(name: str, own: str, section: Iterable[str], plants: str) -> list[str]:
    """Return the labels of a food: its own, then those of its section, its name and what follows from them."""
    labels = {label.strip("?-"): label for label in own.split()}
    words = key(name)
    spans = (words[at:end] for at in range(len(words)) for end in range(at + 1, len(words) + 1))
    for label in (*section, *(label for span in spans for label in unsure().get(span, ()))):
        labels.setdefault(label.rstrip("?"), label)
    for cause, label in FOLLOWS:
        if cause in labels.values() or cause in plants.split("|"):
            labels.setdefault(label.rstrip("?"), label)
    return [label for label in labels.values() if label[0] != "-"]


def with_named_labels(labels: list[str], plants: str, found: str) -> list[str]:
    """Return the labels of a food with those of the plants `found` that an alias adds: beans in a "bean burrito"."""
    own, groups = {label.rstrip("?"): label for label in labels}, plant_groups()
    for plant in sorted(set(found.split("|")) - set(plants.split("|")) - FEW_OF_THEM):
        for label in LABELS_OF_GROUP.get(groups.get(plant, ""), ()):
            if own.get(label.rstrip("?")) != label.rstrip("?"):
                own[label.rstrip("?")] = label
    return list(own.values())


def encoded(labels: Iterable[str]) -> str:
    """Return labels as the built file has them: a letter each, a capital for a sure one, `-` before one taken away."""
    return "".join(
        f"-{LETTERS[label[1:]]}" if label[0] == "-" else LETTERS[label[:-1]] if label[-1] == "?" else
        LETTERS[label].upper()
        for label in labels
    )  # fmt: skip


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
    for where, (words, labels, _, _) in rows("unsure"):
        for label in labels.split():
            if label.rstrip("?") not in LABELS:
                yield f"{where}: {words} has an unknown label {label}"
    taken: dict[tuple[str, ...], str] = {}
    for table in FOODS:
        for where, (name, aliases, labels, found), section in sections(table):
            for label in (*labels.split(), *section):
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


@functools.cache
def plant_groups() -> dict[str, str]:
    """Return the group of every plant."""
    return {name: group for _, (name, _, _, group) in rows("plants")}


def named_plants() -> dict[tuple[str, ...], str]:
    """Return the plant that each name of a single plant stands for, by look-up key."""
    found = {}
    for _, (plant, _, _, group) in rows("plants"):
        if group in ("herb", "spice") or plant in ("rye", "spelt", "buckwheat", "sorghum", "teff", "amaranth"):
            found[key(plant)] = plant
    for table in ("produce", "grains"):
        for _, (name, aliases, _, plants) in rows(table):
            sure = [plant for plant in plants.split("|") if plant and plant[-1] != "?"]
            if len(sure) == 1 and (table == "produce" or [name] == sure):
                for spelling in (name, *filter(None, aliases.split("|"))):
                    found[key(spelling)] = sure[0]
    unlike = {key(word) for word in SOUNDS_ALIKE} | {key("red bean")}
    return {
        words: plant for words, plant in found.items() if words not in unlike and words[-1] not in ("pepper", "wedge")
    }


def with_named(words: tuple[str, ...], plants: str, names: dict[tuple[str, ...], str], flavour: bool) -> str:
    """Return a food's plants with those that its name says: surely, or maybe if a `flavour` ("cherry cola")."""
    groups = plant_groups()
    own = {plant.rstrip("?"): plant for plant in plants.split("|") if plant}
    at = 0
    while at < len(words):
        for size in range(len(words) - at, 0, -1):
            plant = names.get(words[at : at + size])
            if plant and size < len(words):
                following = words[at + size] if at + size < len(words) else ""
                real = {"herb", "spice"} if words[-1] in ("tea", "shot") else {"grain"}
                sure = not flavour or groups.get(plant or "") in real
                bean = plant == "bean" and (own or words[at - 1] in ("coffee", "espresso", "vanilla"))
                if following not in NO_PLANT_BEFORE and not bean and not (plant == "squash" and not sure):
                    if plant.endswith(" bean"):
                        own.pop("bean", None)
                    own[plant] = plant if sure or own.get(plant) == plant else f"{plant}?"
                at += size - 1
                break
        at += 1
    return "|".join(own.values())


def built() -> str:
    """Return the text of the built file."""
    lines: list[str] = []
    keys: dict[str, dict[str, int]] = {}  # first word -> the other words -> number of the food
    names = named_plants()
    unnamed = {key(name) for name in NO_PLANT}
    for _, columns in rows("plants"):
        lines.append("\t".join(columns))
    lines.append("")
    number = 0
    for table in FOODS:
        for _, (name, aliases, own, plants), section in sections(table):
            kind = "~" if table == "modifiers" else ""
            labels = own.split() if kind else full_labels(name, own, section, plants)
            flavour = table == "drinks" or (table == "sweet" and "ultra_processed" in own.split())
            numbers: dict[str, int] = {}
            for one in (name, *filter(None, aliases.split("|"))):
                words, found = key(one), plants
                if table not in ("produce", "modifiers") and words not in unnamed:
                    found = with_named(words, plants, names, flavour and words[-1] not in ("smoothy", "juice"))
                if found not in numbers:
                    named = labels if one == name else with_named_labels(labels, plants, found)
                    lines.append(f"{kind}{name}\t{encoded(named)}\t{found}")
                    numbers[found] = number
                    number += 1
                keys.setdefault(words[0], {})[" ".join(words[1:])] = numbers[found]
    lines.append("")
    for first in sorted(keys, key=lambda first: (max(len(rest.split()) for rest in keys[first]), first)):
        foods = "".join(f"|{rest}={keys[first][rest]}" for rest in sorted(keys[first]))
        lines.append(f"{first}\t{foods}|")
    return "\n".join(lines) + "\n"


def ordinary_words(text: str) -> str:
    """Return the common words that are no food of the built `text` but that the spelling would be corrected to one."""
    table = Lexicon(text.splitlines(keepends=True))
    speller = Speller(table)
    words: set[str] = set()
    for source in ("common_words", "more_words"):
        lines = (HERE / f"{source}.txt").read_text(encoding="utf-8").splitlines()
        words.update(line for line in lines if line and line[0] != "#")
    words |= {f"{word}s" for word in words if word[-1] != "s"}
    resembling = (word for word in words if len(word) >= SHORTEST and speller.nearest(word))
    return "\n".join(sorted(word for word in resembling if table.find(" ".join(key(word))) is None)) + "\n"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found), file=sys.stderr)
    if found:
        sys.exit(1)
    text = built()
    BUILT.write_text(text, encoding="utf-8")
    ORDINARY.write_text(ordinary_words(text), encoding="utf-8")
