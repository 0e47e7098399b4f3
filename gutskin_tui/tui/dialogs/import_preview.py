"""What an import would add, to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.binding import Binding

from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.text_page import ScrolledText


class ImportPreview(ScrolledText[bool]):
    """Shows the report of a dry run, a sentence a line. Returns True to import, None to leave it."""

    BINDINGS = [Binding("enter", "accept", show=False)]
    HINTS = ("Enter import", "Esc close")

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("Import", Text("\n".join(map(clean, lines))))

    def action_accept(self) -> None:
        """Import."""
        self.dismiss(True)
