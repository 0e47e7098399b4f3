"""What an import would add, to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.text_block import TextBlock


class ImportPreview(Dialog[bool]):
    """Shows the report of a dry run, a sentence a line. Returns True to import, None to leave it."""

    TITLE = "Import"
    BINDINGS = [
        Binding("enter", "accept", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]
    HINTS = ("Enter import", "Esc close")

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose_content(self) -> ComposeResult:
        """Compose the report, which scrolls."""
        with VerticalScroll(can_focus=False):
            yield TextBlock(Text("\n".join(map(clean, self._lines))))

    def action_accept(self) -> None:
        """Import."""
        self.dismiss(True)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)
