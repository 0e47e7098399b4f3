"""Trends."""

from __future__ import annotations

from textual.app import ComposeResult

from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.widgets.panel import Panel


class Trends(Tab):
    """Trends."""

    NAME = "trends"

    def left(self) -> ComposeResult:
        yield Panel("Trends", id="trends-panel")

    def reload(self) -> None:
        return
