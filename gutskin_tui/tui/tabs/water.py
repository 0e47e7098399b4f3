"""Water."""

from __future__ import annotations

from textual.app import ComposeResult

from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.widgets.panel import Panel


class Water(Tab):
    """Water."""

    NAME = "water"

    def left(self) -> ComposeResult:
        yield Panel("Water", id="water-panel")

    def reload(self) -> None:
        return
