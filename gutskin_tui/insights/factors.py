"""The names of factors that may be associated with the skin, which of them are analysed, and their words.

The name of a factor is a label (dairy), a kind and a name ("food:oat latte", "drink:coffee", "practice:yoga",
"supplement:zinc", "treatment:steroid cream"), a tag ("tag:pollen"), or a daily series (stress, sleep, water, itch ...),
which is split in two. short_sleep and low_water are days below the person's goal; plants is the number of different
plants of a day; premenstrual are the 7 days before a cycle starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gutskin_tui.errors import InputError
from gutskin_tui.foods.food import LABELS
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, Skin, Treatment
from gutskin_tui.model.kinds.drink import WATER
from gutskin_tui.model.trial import SUBJECTS
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.settings import Settings
from gutskin_tui.text import alternatives, lower_case, one_line, with_suggestion

DEFAULTS = (
    "dairy",
    "gluten",
    "added_sugar",
    "ultra_processed",
    "alcohol",
    "stress",
    "short_sleep",
    "low_water",
    "fermented",
    "plants",
)
"""Factors that are analysed unless a person chooses others [docs/domain.md 6.2]."""
DAYS_BACK = 365
"""Days that are analysed by default, up to the newest entry."""
MOST = 10
"""Most factors analysed together; each factor more makes chance findings likelier."""
NAMED = ("food", *(kind.name for kind in KINDS.values() if kind.factor), "treatment", "tag")
"""What can precede the colon in the name of a factor."""
BELOW_GOAL = {"short_sleep": "sleep", "low_water": "water"}
"""Factors that are days below a goal -> their series."""
DERIVED = {"plants": "plants", "premenstrual": "premenstrual week"}
"""Factors that are computed from several entries -> their words."""


class FactorError(InputError):
    """A text is not the name of a factor."""


def check(name: str) -> str:
    """Return a factor's name in its stored form. Raises FactorError."""
    wanted = " ".join(name.casefold().split())
    kind, colon, rest = wanted.partition(":")
    if colon and kind.strip() in NAMED and key(rest):
        return f"{kind.strip()}:{rest.strip()}"
    wanted = wanted.replace(" ", "_").replace("-", "_")
    known = (*LABELS, *BELOW_GOAL, *DERIVED, *MEASURES)
    if wanted in known:
        return wanted
    prefixes = alternatives(f"{kind}:" for kind in NAMED)
    advice = f"use a label such as dairy, a measure such as stress, or {prefixes} and a name"
    message = f'"{one_line(name, 40)}" is not a factor'
    raise FactorError(with_suggestion(message, wanted, () if colon else known, advice))


def chosen(
    settings: Settings, analyzer: MealAnalyzer, outcome: str, choices: Iterable[FactorChoice] = ()
) -> tuple[str, ...]:
    """Return the names of the factors to analyse, ten at most: foods starred as suspects, then those of the journal.

    `choices` are the records of the journal; without any the settings count, and without those the default factors.
    Invalid names are left out (see `unknown`), and so is the outcome itself.
    """
    foods = [f"food:{food.name.casefold()}" for food in analyzer.own if food.starred]
    of_journal = [choice.name for choice in choices if choice.role == "factor" and choice.until is None]
    known = [check(name) for name in of_journal if is_factor(name)] or selected(settings)
    return tuple(dict.fromkeys(name for name in (*foods, *known) if series_of(name) != outcome))[:MOST]


def selected(settings: Settings) -> tuple[str, ...]:
    """Return the factors of the settings, the default ones if there are none."""
    return tuple(check(name) for name in settings.factors if is_factor(name)) or DEFAULTS


def unknown(settings: Settings) -> tuple[str, ...]:
    """Return the names in the settings that are not factors, as the settings file can be edited by hand."""
    return tuple(name for name in settings.factors if not is_factor(name))


def is_factor(name: str) -> bool:
    """Whether a text is the name of a factor."""
    try:
        check(name)
    except FactorError:
        return False
    return True


def series_of(name: str) -> str:
    """Return the daily series that a factor splits in two, "" if it is none."""
    series = BELOW_GOAL.get(name, name)
    return series if series in MEASURES and name not in LABELS else ""


def is_food(name: str) -> bool:
    """Whether a factor is read from the words of meals; alcohol is mostly logged as a drink."""
    return (name in LABELS and name != "alcohol") or name == "plants" or name.startswith("food:")


def words(name: str) -> str:
    """Return a factor's name in words, without a threshold: "added sugar", "oat latte", "the tag pollen"."""
    kind, colon, rest = name.partition(":")
    if colon:
        return f"the tag {one_line(rest, 40)}" if kind == "tag" else one_line(rest, 40)
    if name in LABELS:
        return LABELS[name]
    if name in MEASURES:
        return lower_case(MEASURES[name][1].label)
    return DERIVED.get(name, name.replace("_", " "))


def entry_factors(entry: AnyEntry) -> Iterator[str]:
    """Yield the names of the factors that an entry records with a name of its own: "drink:coffee", "tag:pollen"."""
    named: list[tuple[str, str]] = [("tag", tag) for tag in entry.tags]
    if isinstance(entry, Treatment):
        named.append(("treatment", entry.what))
    elif isinstance(entry, Skin):
        named += [("treatment", product) for product in entry.products]
    elif factor := KINDS[entry.kind].factor:
        named.append((entry.kind, factor(entry)[0]))
    for kind, what in named:
        if name := " ".join(what.casefold().split()):
            yield f"{kind}:{name}"


def is_water(name: str) -> bool:
    """Whether a factor is plain water, which nobody may leave out."""
    kind, _, rest = name.partition(":")
    return kind in ("food", "drink") and key(rest) == key(WATER)


def trial_subject(name: str) -> str:
    """Return what a trial of a factor is started with, "" if it cannot be left out for a week: stress, plants."""
    kind, colon, _ = name.partition(":")
    return name if name in LABELS or (colon and kind in SUBJECTS and not is_water(name)) else ""
