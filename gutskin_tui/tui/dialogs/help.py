"""What `?` shows: help for the open tab, its keys, then all keys by group, as the table of actions has them."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gutskin_tui.tui.actions import ACTIONS, Action, all_keys

KEYS = 16
"""Columns of the keys."""

LISTS = (
    "Up, Down, k and j move; Home and End, g and G go to the ends; PageUp and PageDown turn pages. Tab and Shift+Tab "
    "go from list to list. A check-in takes answers once its key, Enter or a click has started it; until then digits "
    "open tabs. In a field letters are text; Esc leaves it."
)


def help_page(tab: str, words: str, remapped: Mapping[str, str], plain_ascii: bool) -> RenderableType:
    """Return the help for `tab`, whose own help is `words`."""
    own = [action for action in ACTIONS if tab in action.tabs and len(action.tabs) <= 2]
    groups: dict[str, list[Action]] = {}
    for action in ACTIONS:
        if action not in own:
            groups.setdefault(action.group, []).append(action)
    parts: list[RenderableType] = [Text(words.strip() or "The keys below work here.")]
    if own:
        parts += [_heading(f"On {tab.capitalize()}"), _keys(own, remapped, plain_ascii)]
    parts += [_heading("In lists and fields"), Text(LISTS)]
    for name, actions in sorted(groups.items(), key=lambda group: all(action.tabs for action in group[1])):
        parts += [_heading(name), _keys(actions, remapped, plain_ascii, where=True)]
    return Group(*parts)


def _heading(name: str) -> Text:
    return Text(f"\n{name}", style="bold")


def _keys(actions: list[Action], remapped: Mapping[str, str], plain_ascii: bool, *, where: bool = False) -> Table:
    """Return a table of keys and what they do; `where` adds the tabs of actions that not every tab has."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=KEYS, style="bold")
    table.add_column(ratio=1)
    for action in actions:
        tabs = ", ".join(tab.capitalize() for tab in action.tabs) if where and len(action.tabs) <= 2 else ""
        table.add_row(
            Text(all_keys(action, remapped, plain_ascii)), Text(f"{action.help} ({tabs})" if tabs else action.help)
        )
    return table
