"""The palette on the screen: a line to type into and the commands that fit."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from gutskin_tui.tui.command_palette import Command, matching
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_input import TextInput

NAME = 20
"""Columns of a command's name."""

FRAME = 4
"""Lines of the screen that are not commands."""


class CommandList(ModalScreen[str]):
    """Returns the id of the command that was chosen; nothing if it was left."""

    DEFAULT_CSS = """
    CommandList { align: center top; }
    CommandList > Vertical { width: 100%; max-width: 104; height: auto; padding: 0 1; background: $background;
                             border-top: solid $primary; border-bottom: solid $primary;
                             border-title-color: $primary; border-title-style: bold; }
    CommandList Rows { margin: 0; border-top: none; }
    """
    AUTO_FOCUS = None
    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, offered: list[Command]) -> None:
        super().__init__()
        self._offered = offered
        self._matches: list[Command] = []
        self._done = False

    def compose(self) -> ComposeResult:
        """The line, and the commands below it."""
        with Vertical() as frame:
            set_title(frame, "Commands")
            yield TextInput(placeholder="type a word; Enter does it, Esc leaves")
            rows = Rows("", empty="No command has these words.")
            rows.can_focus = False
            yield rows

    def on_mount(self) -> None:
        """Take the cursor and offer everything."""
        self.set_focus(self.query_one(TextInput))
        self._offer("")

    def on_resize(self, event: events.Resize) -> None:
        """Show as many commands as fit."""
        self.query_one(Rows).styles.max_height = max(3, event.size.height - FRAME)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._matches = matching(typed, self._offered)
        self.query_one(Rows).fill(len(self._matches), self._draw, cursor=0)

    def _draw(self, index: int, width: int) -> Text:
        command = self._matches[index]
        text = Text(f"{command.name:<{NAME}}", style="bold")
        room = max(0, width - NAME - cell_len(command.keys) - 2)
        words = Text(command.help, style="not bold")
        words.truncate(room, overflow="ellipsis", pad=True)
        return text.append_text(words).append("  ").append(command.keys, style="not bold dim")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose(self.query_one(Rows).cursor)

    @on(Rows.Chosen)
    def _clicked(self, event: Rows.Chosen) -> None:
        event.stop()
        self._choose(event.index)

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._matches):
            self._close(self._matches[index].id)

    def action_move(self, by: int) -> None:
        """Select another command."""
        self.query_one(Rows).action_move(by)

    def action_page(self, pages: int) -> None:
        """Select a command a page on."""
        self.query_one(Rows).action_page(pages)

    def action_leave(self) -> None:
        """Close without doing anything."""
        self._close(None)

    def _close(self, chosen: str | None) -> None:
        if not self._done and self.is_current:
            self._done = True
            self.dismiss(chosen)
