"""Stress."""

from __future__ import annotations

from textual.app import ComposeResult

from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.widgets.panel import Panel


class Stress(Tab):
    """Stress."""

    NAME = "stress"

    def left(self) -> ComposeResult:
        yield Panel("Stress", id="stress-panel")

    def reload(self) -> None:
        return
