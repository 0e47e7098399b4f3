"""The keys that a person chose in the settings: checked, so that every action has a key and quitting is possible."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, REPLACED_KEYS, Keys

from gutskin_tui.text import one_line
from gutskin_tui.tui.actions import ACTIONS, BY_ID, Action

ALWAYS = {"quit": "ctrl+q", "help": "f1"}
"""Keys that no setting takes from an action: without it nobody could leave, or look up how."""

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_NAMED = {key.value.rpartition("+")[2] for key in Keys if key.value[0] != "<" and key is not Keys.ControlSpace}


class Keymap(NamedTuple):
    """`chosen` are the keys in force by action, where they are not the usual ones; `faults` says what was left out."""

    chosen: dict[str, str]
    faults: tuple[str, ...]

    def bindings(self) -> dict[str, str]:
        """Return the keys to give to Textual: also those of every action that shares a usual key with a chosen one.

        Textual takes a key away from all its actions if it takes it from one.
        """
        wanted = dict(self.chosen)
        while sharing := [action for action in ACTIONS if action.id not in wanted and _shares_key(action, wanted)]:
            wanted |= {action.id: action.keys for action in sharing}
        return wanted


def keymap(keys: Mapping[str, str]) -> Keymap:
    """Check the keys of the settings, by action with commas between; faulty ones leave the action its usual keys."""
    return _checked(tuple(keys.items()))


@lru_cache(maxsize=4)
def _checked(keys: tuple[tuple[str, str], ...]) -> Keymap:
    chosen: dict[str, list[str]] = {}
    faults = []
    for action, typed in keys:
        if action not in BY_ID:
            faults.append(f'keys: There is no action called "{one_line(action, 30)}".')
            continue
        names = [_name(part) for part in typed.split(",") if part.strip()]
        unknown = next((part for part in names if not _is_key(part)), None)
        if unknown is not None or not names:
            text = one_line(unknown or typed, 30)
            faults.append(f'keys: "{text}" for {action} is not the name of a key.')
        elif set(names) != _usual_keys(BY_ID[action]):
            always = [ALWAYS[action]] if action in ALWAYS else []
            chosen[action] = list(dict.fromkeys([*names, *always]))
    while clash := next(_clashes(chosen), None):
        key, *actions = clash
        for action in actions:
            chosen.pop(action, None)
        faults.append(f"keys: {key} cannot be both {' and '.join(actions)}; usual keys serve.")
    return Keymap({action: ",".join(names) for action, names in chosen.items()}, tuple(faults))


def _clashes(chosen: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield a key and two actions that it would have on one tab, at least one of them by choice."""
    for first, second in combinations(ACTIONS, 2):
        if (first.id in chosen or second.id in chosen) and _share_a_tab(first, second):
            usual = _usual_keys(first), _usual_keys(second)
            keys, others = (chosen.get(first.id) or sorted(usual[0])), (chosen.get(second.id) or usual[1])
            shared = usual[0] & usual[1]  # on purpose: on its tab the tab's own action comes first
            yield from ((key, first.id, second.id) for key in keys if key in others and key not in shared)


def _share_a_tab(first: Action, second: Action) -> bool:
    return not first.tabs or not second.tabs or bool(set(first.tabs) & set(second.tabs))


def _usual_keys(action: Action) -> set[str]:
    return set(action.keys.split(","))


def _shares_key(action: Action, others: Iterable[str]) -> bool:
    return any(_usual_keys(action) & _usual_keys(BY_ID[other]) for other in others)


def _name(typed: str) -> str:
    """Return a key as Textual names it: "question_mark" for "?", "f5" for " F5 "."""
    typed = typed.strip()
    if len(typed) > 1:
        return typed.lower()
    if typed.isalnum():
        return typed
    name = unicodedata.name(typed, typed).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_key(name: str) -> bool:
    """Whether a key can come from a terminal under this name."""
    *modifiers, base = name.split("+")
    printable = (len(base) == 1 and base.isalnum()) or _is_printable(base)
    if not set(modifiers) <= _MODIFIERS or not (printable or base in _NAMED):
        return False
    return not (printable and modifiers == ["shift"])  # it comes as the character that shift makes of it


def _is_printable(name: str) -> bool:
    original = REPLACED_KEYS.get(name, name)
    try:
        character = unicodedata.lookup(KEY_TO_UNICODE_NAME.get(original, original.replace("_", " ")))
    except KeyError:
        return False
    return character.isprintable() and not character.isalnum()
