"""Pages of text that scroll."""

from __future__ import annotations

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ScreenResultType

from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.text_block import TextBlock


class ScrolledText(Dialog[ScreenResultType]):
    """Shows `text` under `title`. Arrows, j and k, and the page keys scroll; Esc and q close."""

    BINDINGS = [
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("g,home", "scroll(-1000000)", show=False),
        Binding("G,end", "scroll(1000000)", show=False),
    ]

    def __init__(self, title: str, text: RenderableType) -> None:
        super().__init__()
        self.title, self._text = title, text

    def compose_content(self) -> ComposeResult:
        """Compose the text, which scrolls."""
        with VerticalScroll(can_focus=False):
            yield TextBlock(self._text)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by what can be seen."""
        body = self.query_one(VerticalScroll)
        body.scroll_relative(y=pages * max(1, body.size.height - 1), animate=False, immediate=True)


class TextPage(ScrolledText[None]):
    """A text to read. Enter and ? close it too."""

    # With room for a scroll bar at all times the text is drawn for one width only.
    DEFAULT_CSS = """
    TextPage DialogFrame { max-width: 104; }
    TextPage VerticalScroll { scrollbar-gutter: stable; }
    """
    BINDINGS = [Binding("enter,question_mark,f1", "dismiss", show=False)]
    HINTS = ("↑↓ scroll", "Esc close")
