"""The one table of actions: bindings, key bar, help, palette and the README's key table all come from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass

from textual.binding import Binding

from gutskin_tui.tui.tabs import registry

TABS = tuple(registry.TABS)

Handler = Callable[[], Awaitable[None] | None]
"""Performs an action. May raise UserError, whose message is then shown on the status line."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `id` names it in settings; `keys` are Textual's key names, comma between.

    `show` is how the key bar writes the key; `label` the key bar's word; `help` one sentence.
    `tabs` limits it to some tabs (empty: everywhere). `bar` orders the key bar, 0 leaves it out of it;
    a smaller number survives longer when the bar is narrow.
    """

    id: str
    keys: str
    show: str
    label: str
    help: str
    group: str = "Everywhere"
    tabs: tuple[str, ...] = ()
    bar: int = 0


DAYS = ("today", "meals", "skin", "water", "stress", "history")

ACTIONS: tuple[Action, ...] = (
    # On one tab only. These stand first: where a key means two things, the tab's own meaning wins.
    Action("goal", "g", "g", "goal", "Set the day's water goal.", "Water", ("water",), 4),
    Action("usual", "R,shift+f2", "R", "usual", "Log one of your usual meals: R, then its digit.", "Meals",
           ("meals",), 5),
    Action("settle", "M,ctrl+t", "M", "maybes", "Settle what the words of a meal cannot tell: y yes, n no, for good.",
           "Meals", ("meals",), 4),
    Action("food", "f", "f", "food", "A food of the selected meal: its labels and why, yours to correct or star.",
           "Meals", ("meals",), 5),
    Action("plants", "P", "P", "plants", "The plants of seven days, and each trigger's last day.", "Meals",
           ("meals",)),
    Action("metric_next", "right", "→", "metric", "Show the next series.", "Trends and history",
           ("trends",), 3),
    Action("metric_previous", "left", "←", "metric", "Show the series before.", "Trends and history", ("trends",)),
    Action("range", "v,f6", "v", "range", "The next range: 7, 28, 90 or 365 days.", "Trends and history",
           ("trends",), 2),
    Action("series", "v,f6", "v", "series", "Shade the year by the next series.", "Trends and history",
           ("history",), 2),
    Action("lag", "tab", "Tab", "lag", "What came before, at the next lag in days.", "Trends and history",
           ("trends",), 3),
    Action("factors", "f", "f", "factors", "Choose what is looked at: labels, foods, series, practices, drinks.",
           "Trends and history", ("trends",), 4),
    Action("trials", "o", "o", "trials", "Go to the list of trials; Enter shows one.", "Trends and history",
           ("trends",)),
    Action("table", "T,f7", "T", "table", "Show the chart as a table, and back.", "Trends and history",
           ("trends",), 5),
    Action("month_back", "H,pageup", "H", "month", "The same day a month earlier.", "Trends and history",
           ("history",)),
    Action("month_on", "L,pagedown", "L", "month", "The same day a month later.", "Trends and history", ("history",)),
    Action("export", "X,f8", "X", "export", "Export what is shown as JSON.", "Trends and history",
           ("trends", "history"), 8),
    # Logging.
    Action("check_in", "c", "c", "check-in", "Check in: skin, stress, mood, sleep, exercise, practices by digit.",
           "Log", bar=1),
    Action("meal", "m", "m", "meal", "Type a meal.", "Log", bar=2),
    Action("water", "w", "w", "water", "Log one glass of water.", "Log", bar=3),
    Action("repeat", "r", "r", "repeat", "Log the last meal of this time of day again.", "Log", bar=4),
    Action("usual_anywhere", "R,shift+f2", "R", "usual", "Log one of your usual meals: R, then its digit.", "Log"),
    Action("water_exact", "W,f2", "W", "exact", "Log an exact amount: 330ml adds, 6 sets the glasses.", "Log"),
    Action("water_back", "minus", "-", "take back", "Take the day's last water back.", "Log"),
    Action("skin", "s", "s", "skin", "Skin check-in.", "Log", bar=5),
    Action("sleep", "z", "z", "sleep", "Log a night: 7h30, or 2340 0710.", "Log"),
    Action("exercise", "x", "x", "exercise", "Log exercise: a digit times ten minutes, then what.", "Log"),
    Action("practice", "p", "p", "practice", "Log a practice: p, then its letter.", "Log"),
    Action("note", "n", "n", "note", "Write a note.", "Log"),
    Action("add", "a,insert", "a", "add…", "Add anything: a, then the kind's letter.", "Log", bar=6),
    # Entries.
    Action("edit", "e,f4", "e", "edit", "Edit the selected entry; Enter does the same.", "Entries"),
    Action("delete", "d,delete", "d", "delete", "Delete the selected entry; u brings it back.", "Entries"),
    Action("undo", "u,ctrl+z", "u", "undo", "Undo the last change, also one from before a restart.", "Entries", bar=7),
    Action("redo", "U,ctrl+y", "U", "redo", "Redo what was undone.", "Entries"),
    # Days.
    Action("day_back", "left_square_bracket,comma", "[", "day", "The day before.", "Days", DAYS, 9),
    Action("day_on", "right_square_bracket,full_stop", "]", "day", "The day after.", "Days", DAYS),
    Action("go_today", "t,f9", "t", "today", "Go to today.", "Days", DAYS),
    Action("go_yesterday", "y,f10", "y", "yesterday", "Go to yesterday.", "Days", DAYS),
    # Getting about.
    *(Action(f"tab_{name}", str(number), str(number), name.capitalize(), f"The {name.capitalize()} tab.", "Tabs")
      for number, name in enumerate(TABS, 1)),
    Action("next_tab", "ctrl+right,ctrl+pagedown", "ctrl+→", "next tab", "The tab to the right.", "Tabs"),
    Action("previous_tab", "ctrl+left,ctrl+pageup", "ctrl+←", "previous tab", "The tab to the left.", "Tabs"),
    Action("new_trial", "N", "N", "trial", "Plan a trial of one food; while one runs, show it.",
           "Trends and history"),
    Action("search", "slash,f3", "/", "find", "Search all days.", "Everywhere", bar=10),
    Action("leave", "escape", "Esc", "back", "Leave a field or a form; what was typed is kept.", "Everywhere"),
    Action("help", "question_mark,f1", "?", "keys", "Help for where you stand, then all keys.", "Everywhere", bar=12),
    Action("palette", "colon,ctrl+p", ":", "commands", "All commands by name.", "Everywhere", bar=11),
    Action("preferences", "f12", "F12", "settings", "Conditions, glass, goal, day start, colours.", "Everywhere"),
    Action("quit", "q,ctrl+q", "q", "quit", "Quit. All is saved.", "Everywhere", bar=13),
)  # fmt: skip

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def bindings() -> list[Binding]:
    """Return every action as a binding of the application; `id` lets settings remap it."""
    return [
        Binding(action.keys, f"do('{action.id}')", action.label, id=action.id, tooltip=action.help, show=False)
        for action in ACTIONS
    ]


def available(action: Action, tab: str) -> bool:
    """Whether `action` belongs to the tab that is shown."""
    return not action.tabs or tab in action.tabs


def check_handlers(handlers: Collection[str], tab: str = "") -> None:
    """Raise LookupError unless `handlers` has every action of `tab` and of all tabs (these alone if ""), and no others.

    A handler of an action that is limited to other tabs is allowed, as the application's own may serve several tabs.
    """
    missing = [action.id for action in ACTIONS if (not action.tabs or tab in action.tabs) and action.id not in handlers]
    if missing:
        raise LookupError(f"no handler of {', '.join(missing)}{f' on {tab}' if tab else ''}")
    if unknown := [name for name in handlers if name not in BY_ID]:
        raise LookupError(f"no action of the table: {', '.join(unknown)}")


def key_label(action: Action, remapped: dict[str, str]) -> str:
    """Return how to write the action's key, after any change in settings."""
    keys = remapped.get(action.id)
    return keys.split(",")[0] if keys else action.show


KEY_NAMES = {
    "left_square_bracket": "[", "right_square_bracket": "]", "comma": ",", "full_stop": ".", "minus": "-",
    "slash": "/", "colon": ":", "question_mark": "?", "escape": "Esc", "delete": "Del", "insert": "Ins",
    "pageup": "PgUp", "pagedown": "PgDn", "tab": "Tab", "left": "←", "right": "→",
}  # fmt: skip
"""How to write the keys whose names say it worse than a sign does."""


def all_keys(action: Action, remapped: Mapping[str, str], plain_ascii: bool) -> str:
    """Return every key of the action, after any change in settings, a blank between."""
    keys = (remapped.get(action.id) or action.keys).split(",")
    names = [KEY_NAMES.get(key, key) for key in keys]
    return " ".join(key if plain_ascii and not name.isascii() else name for key, name in zip(keys, names, strict=True))


def key_table() -> str:
    """Return the README's table of keys, in Markdown."""
    groups: dict[str, list[Action]] = {}
    for action in ACTIONS:
        groups.setdefault(action.group, []).append(action)
    lines = ["| Key | What it does | Name in settings |", "|---|---|---|"]
    for group, actions in groups.items():
        lines.append(f"| **{group}** | | |")
        for action in actions:
            keys = " ".join(f"`{KEY_NAMES.get(key, key)}`" for key in action.keys.split(","))
            lines.append(f"| {keys} | {action.help} | {action.id} |")
    return "\n".join(lines)
