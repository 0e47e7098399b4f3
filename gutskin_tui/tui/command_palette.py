"""The commands of the command list: every action available on the open tab, and a few that have no key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gutskin_tui.model.kinds import Kind
from gutskin_tui.tui.actions import ACTIONS, all_keys, available

THEME_NAMES = ("dark", "light", "mono")


@dataclass(frozen=True, slots=True)
class Command:
    """`id` is an action's id, or "form KIND", "look NAME", "ascii on", "ascii off", "files"."""

    id: str
    name: str
    help: str
    keys: str = ""


def commands(tab: str, kinds: Iterable[Kind], remapped: Mapping[str, str], plain_ascii: bool) -> list[Command]:
    """Return the commands for `tab`, in the order of the table of actions, with the forms of `kinds`."""
    by_help: dict[str, Command] = {}
    for action in ACTIONS:
        if available(action, tab) and action.id not in ("leave", "palette"):
            name = action.label.rstrip("…") if action.id != "table" else "chart as table"
            key = all_keys(action, remapped, plain_ascii)
            by_help.setdefault(action.help, Command(action.id, name, action.help, key))
    return [
        *by_help.values(),
        *(
            Command(
                f"form {kind.name}",
                f"add {kind.label.lower()}",
                f"The form for {kind.label.lower()}.",
                f"a {kind.letter}",
            )
            for kind in kinds
        ),
        *(Command(f"look {theme}", f"look: {theme}", f"Use the {theme} colours.") for theme in THEME_NAMES),
        Command("ascii on", "ascii: on", "Plain letters instead of lines and blocks."),
        Command("ascii off", "ascii: off", "Lines and blocks."),
        Command("files", "where are my files", "The journal, the settings and the drafts."),
    ]


def matching(typed: str, offered: Sequence[Command]) -> list[Command]:
    """Return the commands that fit what was typed, best first.

    Each typed word must begin a word of the command's name or help. Commands whose name begins with the text
    come first, then those whose name has the words, then the rest. If nothing fits, commands whose name holds
    the letters in that order.
    """
    words = typed.casefold().split()
    text = " ".join(words)
    ranked = []
    for place, command in enumerate(offered):
        name = command.name.casefold()
        if _begin(words, name):
            ranked.append((0 if name.startswith(text) else 1, place, command))
        elif _begin(words, f"{name} {command.help.casefold()}"):
            ranked.append((2, place, command))
    if not ranked:
        letters = "".join(words)
        return [command for command in offered if _in_order(letters, command.name.casefold())]
    return [command for _, _, command in sorted(ranked, key=lambda match: match[:2])]


def _begin(words: list[str], text: str) -> bool:
    starts = text.replace(":", " ").replace(",", " ").replace(".", " ").replace("-", " ").split() + text.split()
    return all(any(start.startswith(word) for start in starts) for word in words)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
