"""The subject of a trial: a label, food, drink, treatment, supplement, practice or tag, and the words for it."""

from __future__ import annotations

from typing import NamedTuple

from gutskin_tui.errors import InputError
from gutskin_tui.insights import factors
from gutskin_tui.model.trial import Trial
from gutskin_tui.text import one_line

FOODS = ("label", "food", "drink")
"""The kinds of what is eaten and drunk."""
PRODUCTS = ("treatment", "supplement")
"""The kinds of what somebody may have prescribed."""
_ADJECTIVES = ("spicy", "fermented", "prebiotic", "high_fibre", "high_glycaemic", "ultra_processed")


class SubjectError(InputError):
    """A text names nothing that can be tested."""


class Words(NamedTuple):
    """The words for a kind of subject: "food", "eat", "eaten", and the entry that records it."""

    noun: str
    verb: str
    participle: str
    entry: str


WORDS = {
    "label": Words("food", "eat", "eaten", "meal"),
    "food": Words("food", "eat", "eaten", "meal"),
    "drink": Words("drink", "drink", "drunk", "meal or drink"),
    "treatment": Words("treatment", "use", "used", "entry"),
    "supplement": Words("supplement", "take", "taken", "entry"),
    "practice": Words("practice", "do", "done", "entry"),
    "tag": Words("thing", "have", "tagged", "entry"),
}
"""The words by kind of subject; the name of a label has no colon."""


def subject(typed: str) -> str:
    """Return a typed subject in its stored form. Raises SubjectError if it cannot be tested, or is several things."""
    if "," in typed:
        raise SubjectError("A trial tests one thing: leave out one at a time.")
    try:
        name = factors.check(typed)
    except factors.FactorError:
        name = ""
    if stored := factors.trial_subject(name):
        return stored
    if factors.is_water(name):
        raise SubjectError("Water cannot be left out.")
    raise SubjectError(
        'Name one label such as dairy or added-sugar, or one thing as "food:oat latte", "drink:coffee", '
        '"treatment:zinc paste" or "tag:pollen".'
    )


def kind_of(what: str) -> str:
    """Return the kind of a subject as it is stored or typed, a key of `WORDS`."""
    kind, colon, _ = what.partition(":")
    kind = kind.strip().casefold()
    return kind if colon and kind in WORDS else "label"


def words_of(trial: Trial) -> Words:
    """Return the words for the subject of a trial; alcohol is a label, but is drunk."""
    return WORDS["drink" if trial.what == "alcohol" else kind_of(trial.what)]


def subject_name(what: str) -> str:
    """Return the name of a subject: "dairy", "spicy food", "oat latte", "pollen"."""
    kind, _, rest = what.partition(":")
    if kind == "tag":
        return one_line(rest, 40)
    return factors.words(what) + (" food" if what in _ADJECTIVES else "")
