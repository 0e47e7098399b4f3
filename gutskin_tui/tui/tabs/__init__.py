"""The seven tabs, one file each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from gutskin_tui.tui.tabs.base import Tab


def tab_class(name: str) -> type[Tab]:
    """Return the tab called `name`, imported when it is first shown: the first screen waits for one, not for seven."""
    module = import_module(f"gutskin_tui.tui.tabs.{name}")
    return cast("type[Tab]", getattr(module, name.capitalize()))
