"""The one table of actions: bindings, key bar, help, palette and docs/keys.md all come from it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from textual.actions import parse
from textual.binding import Binding, BindingType

from gutskin_tui.tui.tabs import registry

TABS = tuple(registry.TABS)


class Action(Struct, frozen=True):
    """Something a key does. `id` names it in settings; `keys` are Textual's key names, comma between.

    `show` is how the key bar writes the key; `label` the key bar's word; `help` one sentence.
    `call` is Textual's action. "app." before it names the application as the owner of the method `action_<name>`,
    "tab." the base class of the tabs; without them each of `tabs` has it. It may raise UserError, whose message is then
    shown on the status line. `tabs` limits the action to some tabs (empty: everywhere). `bar` orders the key bar, 0
    leaves it out of it; a smaller number survives longer when the bar is narrow.
    """

    id: str
    keys: str
    show: str
    call: str
    label: str
    help: str
    group: str = "Everywhere"
    tabs: tuple[str, ...] = ()
    bar: int = 0

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has the action's method: "app", "tab" for every tab, or names of tabs."""
        owner, _, _ = parse(self.call)
        return (owner,) if owner else self.tabs

    @property
    def own_call(self) -> str:
        """The action as its owner writes it."""
        return self.call.removeprefix("app.").removeprefix("tab.")


IN_FIELDS = ("leave", "help", "quit", "next_tab", "previous_tab", "settle", "unknown")
"""Actions that a text field leaves their control keys; others need a function key there."""

DAYS = ("today", "meals", "skin", "water", "stress", "history")

ACTIONS: tuple[Action, ...] = (
    # On one tab only.
    Action("goal", "g", "g", "ask_goal", "goal", "Set the day's water goal.", "Water", ("water",), bar=4),
    Action("usual", "R,shift+f2", "R", "log_usual", "usual", "Log one of your usual meals: R, then its digit.", "Meals",
           ("meals",), bar=5),
    Action("usual_list", "E", "E", "edit_usual", "usual list", "Pin, name, change or remove your usual meals.", "Meals",
           ("meals",)),
    Action("settle", "M,ctrl+t", "M", "settle_labels", "labels",
           "Confirm the uncertain labels of a meal: y yes, n no.", "Meals", ("meals",), bar=4),
    Action("unknown", "K,ctrl+g", "K", "ask_unknown", "unknown",
           "Identify the unknown foods of a meal: a food, another name of a food, or no food.", "Meals",
           ("meals",)),
    Action("food", "f", "f", "open_food", "food",
           "Open a food of the selected meal: labels, corrections, star.", "Meals", ("meals",), bar=5),
    Action("plants", "P", "P", "list_plants", "plants", "Plants eaten in 7 days, and when each trigger was last eaten.",
           "Meals", ("meals",)),
    Action("photo", "o", "o", "open_photo", "photo", "Open the photo of the selected check-in in your picture viewer.",
           "Skin", ("skin",)),
    Action("metric_next", "greater_than_sign,right", ">", "step_series(1)", "measure", "Next measure.",
           "Trends and history", ("trends",), bar=3),
    Action("metric_previous", "less_than_sign,left", "<", "step_series(-1)", "measure", "Previous measure.",
           "Trends and history", ("trends",)),
    Action("range", "v,f6", "v", "next_range", "range", "Change the range: 7, 28, 90 or 365 days.",
           "Trends and history", ("trends",), bar=2),
    Action("series", "v,f6", "v", "next_series", "measure", "Colour the year by another measure.", "Trends and history",
           ("history",), bar=2),
    Action("view", "V,f7", "V", "toggle_view", "months", "Show months instead of the year, and back.",
           "Trends and history", ("history",), bar=3),
    Action("lag", "D", "D", "next_lag", "delay", "Show factors at another delay (days).", "Trends and history",
           ("trends",), bar=3),
    Action("factors", "f", "f", "choose_factors", "factors",
           "Choose the factors to compare: labels, foods, measures, practices, drinks.", "Trends and history",
           ("trends",), bar=4),
    Action("trials", "o", "o", "list_trials", "trials", "Go to the list of trials; Enter shows one.",
           "Trends and history", ("trends",)),
    Action("table", "T,f7", "T", "toggle_table", "table", "Show the chart as a table, and back.",
           "Trends and history", ("trends",), bar=5),
    Action("month_back", "H,pageup", "H", "step_month(-1)", "month", "The same day a month earlier.",
           "Trends and history", ("history",)),
    Action("month_on", "L,pagedown", "L", "step_month(1)", "month", "The same day a month later.",
           "Trends and history", ("history",)),
    Action("export", "X,f8", "X", "export", "export", "Export what is shown as JSON.", "Trends and history",
           ("trends", "history"), bar=8),
    # Logging.
    Action("check_in", "c", "c", "tab.check_in", "check-in",
           "Check in: skin, stress, mood, sleep, exercise, practices by digit.", "Log", bar=1),
    Action("meal", "m", "m", "tab.type_meal", "meal", "Type a meal.", "Log", bar=2),
    Action("water", "w", "w", "tab.log_glass", "water", "Log one glass of water.", "Log", bar=3),
    Action("repeat", "r", "r", "tab.repeat_meal", "repeat", "Log the last meal of this time of day again.", "Log",
           bar=4),
    Action("usual_anywhere", "R,shift+f2", "R", "tab.log_usual", "usual",
           "Log one of your usual meals: R, then its digit.", "Log"),
    Action("water_exact", "W,f2", "W", "tab.log_water", "exact",
           "Log an exact amount: 330ml adds 330 ml, 6 sets the day to 6 glasses.", "Log"),
    Action("water_back", "minus", "-", "tab.remove_water", "remove water", "Remove the last water of the day.",
           "Log"),
    Action("skin", "s", "s", "tab.check_skin", "skin", "Skin check-in.", "Log", bar=5),
    Action("sleep", "z", "z", "tab.log_sleep", "sleep", "Log a night: 7h30, or 2340 0710.", "Log"),
    Action("exercise", "x", "x", "tab.log_exercise", "exercise",
           "Log exercise: 3 = 30 minutes, then what you did.", "Log"),
    Action("practice", "p", "p", "tab.log_practice", "practice", "Log a practice: p, then its letter.", "Log"),
    Action("note", "n", "n", "tab.log_note", "note", "Write a note.", "Log"),
    Action("add", "a,insert", "a", "tab.add_entry", "add…", "Add anything: a, then the kind's letter.", "Log",
           bar=6),
    # Entries.
    Action("edit", "e,f4", "e", "tab.edit_entry", "edit", "Edit the selected entry; Enter does the same.",
           "Entries"),
    Action("delete", "d,delete", "d", "tab.delete_entry", "delete", "Delete the selected entry; u brings it back.",
           "Entries"),
    Action("copy", "Y", "Y", "tab.copy_entry", "copy", "Copy the selected entry as a line of text.", "Entries"),
    Action("undo", "u,ctrl+z", "u", "app.undo", "undo", "Undo the last change, even after a restart.",
           "Entries", bar=7),
    Action("redo", "U,ctrl+y", "U", "app.redo", "redo", "Redo what was undone.", "Entries"),
    # Days.
    Action("day_back", "left_square_bracket,comma", "[", "tab.step_day(-1)", "day", "The day before.", "Days",
           DAYS, bar=9),
    Action("day_on", "right_square_bracket,full_stop", "]", "tab.step_day(1)", "day", "The day after.", "Days",
           DAYS),
    Action("go_today", "t,f9", "t", "tab.show_today", "today", "Go to today.", "Days", DAYS),
    Action("go_yesterday", "y,f10", "y", "tab.show_yesterday", "yesterday", "Go to yesterday.", "Days", DAYS),
    # Getting about.
    *(Action(f"tab_{name}", str(number), str(number), f"app.open_tab('{name}')", name.capitalize(),
             f"The {name.capitalize()} tab.", "Tabs") for number, name in enumerate(TABS, 1)),
    Action("next_tab", "ctrl+right,ctrl+pagedown", "ctrl+→", "app.step_tab(1)", "next tab",
           "The tab to the right.", "Tabs"),
    Action("previous_tab", "ctrl+left,ctrl+pageup", "ctrl+←", "app.step_tab(-1)", "previous tab",
           "The tab to the left.", "Tabs"),
    Action("new_trial", "N", "N", "app.new_trial", "trial",
           "Plan a trial of one food or treatment; while one runs, show it.", "Trends and history"),
    Action("search", "slash,f3", "/", "tab.search", "find", "Search all days.", bar=10),
    Action("leave", "escape", "Esc", "tab.leave", "back", "Close or cancel. What you typed is kept as a draft."),
    Action("help", "question_mark,f1", "?", "tab.show_help", "keys", "Help for where you stand, then all keys.",
           bar=12),
    Action("palette", "colon,ctrl+p", ":", "app.show_commands", "commands", "All commands by name.", bar=11),
    Action("preferences", "f12", "F12", "app.show_settings", "settings",
           "Conditions, glass, goal, day start, colours."),
    Action("quit", "q,ctrl+q", "q", "app.quit", "quit", "Quit. Everything is already saved.", bar=13),
)  # fmt: skip

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

_BY_CALL: dict[tuple[str, tuple[object, ...]], list[Action]] = {}
for _action in ACTIONS:
    _BY_CALL.setdefault(parse(_action.call)[1:], []).append(_action)
    _BY_CALL["perform", (_action.id,)] = [_action]


def bindings(owner: str) -> list[BindingType]:
    """Return the bindings of an owner; by their `id` settings remap them.

    Those of "tab" are the main screen's, which has the keys whatever has the focus.
    """
    return [
        Binding(
            action.keys,
            f"app.perform('{action.id}')" if owner == "tab" else action.own_call,
            action.label,
            show=action.bar > 0,
            tooltip=action.help,
            id=action.id,
            group=Binding.Group(action.group),
        )
        for action in ACTIONS
        if owner in action.owners
    ]


def available(action: Action, tab: str) -> bool:
    """Whether `action` belongs to the tab that is shown."""
    return not action.tabs or tab in action.tabs


def in_table(name: str, parameters: tuple[object, ...]) -> bool:
    """Whether Textual's action, as its owner writes it, is one of the table."""
    return (name, parameters) in _BY_CALL


def applies(name: str, parameters: tuple[object, ...], tab: str, typing: bool) -> bool:
    """Whether Textual's action applies on `tab`, where a text field has the focus if `typing`.

    Actions that are not in the table always do.
    """
    actions = _BY_CALL.get((name, parameters))
    return actions is None or any(available(action, tab) and (not typing or in_fields(action)) for action in actions)


def in_fields(action: Action) -> bool:
    """Whether a text field leaves the action its keys: some control keys, and function keys."""
    return action.id in IN_FIELDS or action.keys.split(",")[-1][:1] == "f"


def key_label(action: Action, remapped: dict[str, str]) -> str:
    """Return how to write the action's key, after any change in settings."""
    keys = remapped.get(action.id)
    return keys.split(",")[0] if keys else action.show


KEY_NAMES = {
    "left_square_bracket": "[", "right_square_bracket": "]", "comma": ",", "full_stop": ".", "minus": "-",
    "slash": "/", "colon": ":", "question_mark": "?", "escape": "Esc", "delete": "Del", "insert": "Ins",
    "less_than_sign": "<", "greater_than_sign": ">",
    "pageup": "PgUp", "pagedown": "PgDn", "tab": "Tab", "left": "←", "right": "→",
}  # fmt: skip
"""How to write the keys whose names say it worse than a sign does."""


_FUNCTION_KEY = re.compile(r"\bf\d+$")


def all_keys(action: Action, remapped: Mapping[str, str], plain_ascii: bool) -> str:
    """Return every key of the action, after any change in settings, a blank between."""
    keys = (remapped.get(action.id) or action.keys).split(",")
    names = [KEY_NAMES.get(key, key) for key in keys]
    names = [_FUNCTION_KEY.sub(lambda key: key[0].upper(), name) for name in names]
    return " ".join(key if plain_ascii and not name.isascii() else name for key, name in zip(keys, names, strict=True))


def pressed_key(written: str) -> str:
    """Return Textual's name of a key as the screen writes it, such as "Esc", "ctrl+s" or "N"."""
    return "escape" if written == "Esc" else written if len(written) == 1 else written.lower()


def key_table() -> str:
    """Return the table of keys of docs/keys.md, in Markdown."""
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
