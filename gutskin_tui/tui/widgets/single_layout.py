"""A screen that is styled, laid out and painted once for a new size or a change of what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from gutskin_tui.tui.widgets.frame import fit_titles, set_size_classes


class SingleLayout(Screen[ScreenResultType]):
    """A screen that is restyled, laid out and painted in this order, each once.

    Textual lays out and paints a screen of a new size in the classes of the old one, then in the new ones, again when
    it gets the event that its own layout has sent, and again for each scroll bar that appears.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Restyle for the new size; the layout of Textual's own handler, which runs after this one, is then final."""
        if set_size_classes(self):
            self.restyle()
        elif event.size == self.outer_size:
            event.prevent_default()  # laid out in this size already
            return
        fit_titles(self)

    def restyle(self) -> None:
        """Apply the style sheets after the size classes have changed."""
        self.app.stylesheet.update(self)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out; again if that has shown or hidden a scroll bar, and before it is painted, which takes far longer."""
        bars = self._scroll_bars()
        with self.app.batch_update(), _sizes_ask_for_nothing():
            super()._refresh_layout(size, scroll)
            if self._scroll_bars() != bars:
                super()._refresh_layout(size)

    def _scroll_bars(self) -> list[tuple[bool, bool]]:
        return [widget.scrollbars_enabled for widget in self.walk_children(Widget, with_self=True)]


@contextmanager
def _sizes_ask_for_nothing() -> Iterator[None]:
    """Let a layout tell widgets their sizes and scroll bars without a further layout.

    Textual takes each that it sets as a reason to lay out and paint all again, to the same effect: 10 ms of opening a
    tab or dialog, and as much of a start for the first scroll bar. Texts that need more lines ask for a layout by
    themselves.
    """
    # Read from the class's attributes, as the access through the class is declared to give a value.
    names = ("virtual_size", "show_horizontal_scrollbar", "show_vertical_scrollbar")
    changes = [cast("Reactive[Any]", Widget.__dict__[name]) for name in names]
    before = [(change._layout, change._repaint) for change in changes]
    for change in changes:
        change._layout = change._repaint = False
    try:
        yield
    finally:
        for change, (layout, repaint) in zip(changes, before, strict=True):
            change._layout, change._repaint = layout, repaint
