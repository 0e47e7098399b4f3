"""What a check-in form asks, and the letters that stand for choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gutskin_tui.model.fields import Field


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the form. `key` names it to `save`; `field` parses and bounds it.

    `type`: `digit` (one digit, t for 10, then on to the next), `tens` (a digit times ten),
    `typed` (characters until Enter), `toggles` (a letter switches a choice). `hint` is shown while the item is blank.
    `last` is what the person recorded the last time and Enter takes again, None to offer nothing; `last_words` say it
    and where it comes from. A digit after a letter scores the choice where `digits` is "score", and gives its tens of
    minutes where it is "tens": there `last` holds minutes by choice, and a choice without any needs the digit.
    """

    key: str
    label: str
    field: Field
    type: Literal["digit", "tens", "typed", "toggles"] = "digit"
    hint: str = ""
    last: Any = None
    last_words: str = ""
    choices: tuple[tuple[str, str, str], ...] = ()
    digits: Literal["", "score", "tens"] = ""


SHORTER = {"elbows_knee_folds": "elbows, knees"}
"""Labels that would make the columns of a form too wide."""


def with_letters(names: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Give each name the first of its letters that is still free: (letter, name, label)."""
    taken: set[str] = set()
    choices = []
    for name in names:
        label = SHORTER.get(name, name.replace("_", " "))
        letter = next(
            (one for one in label.lower() + "abcdefghijklmnopqrsuvwxyz" if one.isalpha() and one not in taken), ""
        )
        taken.add(letter)
        choices.append((letter, name, label))
    return tuple(choices)
