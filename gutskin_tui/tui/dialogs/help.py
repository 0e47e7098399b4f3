"""What `?` shows: help for the open tab, its keys, then all keys by group, as the table of actions has them."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from gutskin_tui.tui.keys import ACTIONS, Action, all_keys

KEYS = 18
"""Columns of the keys."""


def help_text(tab: str, words: str, remapped: Mapping[str, str], plain_ascii: bool) -> Text:
    """Return the help for `tab`, whose own help is `words`."""
    text = Text(words.strip() or "The keys below work here.")
    text.append("\n")
    own = [action for action in ACTIONS if tab in action.tabs and len(action.tabs) <= 2]
    if own:
        _group(text, f"On {tab.capitalize()} only", own, remapped, plain_ascii)
    lists = "Up, Down, k and j move; Home and End, g and G go to the ends; PageUp and PageDown turn pages."
    text.append("\nIn lists and fields\n", style="bold")
    text.append(f"{lists} Tab and Shift+Tab go from list to list. In a field letters are text; Esc leaves it.\n")
    groups: dict[str, list[Action]] = {}
    for action in ACTIONS:
        if action not in own:
            groups.setdefault(action.group, []).append(action)
    everywhere_first = sorted(groups.items(), key=lambda group: all(action.tabs for action in group[1]))
    for name, actions in everywhere_first:
        _group(text, name, actions, remapped, plain_ascii)
    return text


def _group(text: Text, name: str, actions: list[Action], remapped: Mapping[str, str], plain_ascii: bool) -> None:
    text.append(f"\n{name}\n", style="bold")
    for action in actions:
        keys = all_keys(action, remapped, plain_ascii)
        where = f" ({', '.join(tab.capitalize() for tab in action.tabs)})" if 0 < len(action.tabs) <= 2 else ""
        line = Text(f"{keys:<{KEYS}}", style="bold").append(action.help + where, style="not bold")
        text.append_text(line).append("\n")
