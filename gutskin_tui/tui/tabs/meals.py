"""Meals."""

from __future__ import annotations

from textual.app import ComposeResult

from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.widgets.panel import Panel


class Meals(Tab):
    """Meals."""

    NAME = "meals"

    def left(self) -> ComposeResult:
        yield Panel("Meals", id="meals-panel")

    def reload(self) -> None:
        return
