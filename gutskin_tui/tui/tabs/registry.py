"""The tabs by name. A module is imported when its tab is first opened, so that the start imports a single tab."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from gutskin_tui.tui.tabs.base import Tab

TABS: dict[str, tuple[str, str]] = {
    "today": ("gutskin_tui.tui.tabs.today", "Today"),
    "meals": ("gutskin_tui.tui.tabs.meals", "Meals"),
    "skin": ("gutskin_tui.tui.tabs.skin", "Skin"),
    "water": ("gutskin_tui.tui.tabs.water", "Water"),
    "stress": ("gutskin_tui.tui.tabs.stress", "Stress"),
    "trends": ("gutskin_tui.tui.tabs.trends", "Trends"),
    "history": ("gutskin_tui.tui.tabs.history", "History"),
}
"""Name -> module and class, in the order of the tab bar."""


def tab_class(name: str) -> type[Tab]:
    """Import the tab called `name` and return its class. Raises KeyError if there is no such tab."""
    module, class_name = TABS[name]
    return cast("type[Tab]", getattr(import_module(module), class_name))
