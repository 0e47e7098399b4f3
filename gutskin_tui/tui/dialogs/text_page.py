"""A page of text to read and close."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.frame_bars import BarLine
from gutskin_tui.tui.widgets.panel import set_title

FRAME = 4
"""Lines of the screen that a page needs besides its text."""


class TextPage(Dialog[None]):
    """Shows `text` under `title`. Arrows, j and k, and the page keys scroll; Esc, q and ? close."""

    DEFAULT_CSS = """
    TextPage > Vertical { max-width: 104; }
    TextPage VerticalScroll { height: auto; scrollbar-size-vertical: 1; overflow-x: hidden; }
    TextPage Static { height: auto; }
    """
    BINDINGS = [
        Binding("escape,q,question_mark,f1", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("g,home", "scroll(-1000000)", show=False),
        Binding("G,end", "scroll(1000000)", show=False),
    ]

    def __init__(self, title: str, text: RenderableType) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text, which scrolls, and the keys."""
        with Vertical() as frame:
            set_title(frame, self._title)
            with VerticalScroll(can_focus=False):
                yield Static(self._text, markup=False)
            yield BarLine(id="page-keys")

    def on_mount(self) -> None:
        """Say the keys."""
        self.query_one("#page-keys", BarLine).update_text(Text("arrows scroll   Esc close", style="dim"))

    def on_resize(self, event: events.Resize) -> None:
        """Scroll the text where the screen is too low for all of it."""
        self.query_one(VerticalScroll).styles.max_height = max(3, event.size.height - FRAME)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by what can be seen."""
        body = self.query_one(VerticalScroll)
        body.scroll_relative(y=pages * max(1, body.size.height - 1), animate=False, immediate=True)
