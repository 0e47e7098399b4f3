"""History."""

from __future__ import annotations

from textual.app import ComposeResult

from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.widgets.panel import Panel


class History(Tab):
    """History."""

    NAME = "history"

    def left(self) -> ComposeResult:
        yield Panel("History", id="history-panel")

    def reload(self) -> None:
        return
