"""The list of themes; the screen behind it shows the selected theme at once."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult

from gutskin_tui.themes import THEME_NAMES, ThemeName
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.row_list import Rows

_NOTES = {"auto": "as your terminal", "mono": "no colour"}


class ThemePicker(Dialog[str]):
    """Lists the themes with `current` selected, calls `preview` with each that is selected, and returns the chosen."""

    TITLE = "Theme"
    DEFAULT_CSS = """
    ThemePicker { align: right top; background: $background 0%; }
    ThemePicker DialogFrame { max-width: 62; }
    ThemePicker.-wide DialogFrame, ThemePicker.-huge DialogFrame { max-width: 34; }
    ThemePicker Rows { height: auto; }
    """
    HINTS = ("Enter use", "↑↓ preview", "Esc close")

    def __init__(self, current: ThemeName, preview: Callable[[str], None]) -> None:
        super().__init__()
        self._current, self._preview = current, preview

    def compose_content(self) -> ComposeResult:
        """Compose the list."""
        yield Rows("")

    def on_mount(self) -> None:
        """Show the list, with the current theme selected."""
        rows = self.query_one(Rows)
        rows.fill(len(THEME_NAMES), _row, cursor=THEME_NAMES.index(self._current))
        self.set_focus(rows)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        if self.is_open:
            self._preview(THEME_NAMES[event.index])

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(THEME_NAMES[event.index])


def _row(index: int, _: int) -> Text:
    name = THEME_NAMES[index]
    note = _NOTES.get(name)
    return Text.assemble((name, "bold"), f"  {note}" if note else "")
