"""Skin."""

from __future__ import annotations

from textual.app import ComposeResult

from gutskin_tui.tui.tabs.tab import Tab
from gutskin_tui.tui.widgets.panel import Panel


class Skin(Tab):
    """Skin."""

    NAME = "skin"

    def left(self) -> ComposeResult:
        yield Panel("Skin", id="skin-panel")

    def reload(self) -> None:
        return
