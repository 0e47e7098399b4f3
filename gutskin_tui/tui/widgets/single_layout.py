"""A screen that is laid out once for a change of sizes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget


class SingleLayout(Screen[ScreenResultType]):
    """A screen whose layout asks for no second one.

    A layout tells each widget its size, which Textual takes as a reason to lay out and paint all again: 10 ms of
    opening a tab or dialog, 20 ms of a new size of the terminal. Scroll bars that appear still ask for it.
    """

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        with _sizes_ask_for_nothing():
            super()._refresh_layout(size, scroll)


@contextmanager
def _sizes_ask_for_nothing() -> Iterator[None]:
    # Read from the class's attributes, as the access through the class is declared to give a size.
    sizes = cast("Reactive[Any]", Widget.__dict__["virtual_size"])
    before = sizes._layout, sizes._repaint
    sizes._layout = sizes._repaint = False
    try:
        yield
    finally:
        sizes._layout, sizes._repaint = before
