"""The command palette: a text input and the commands that match it."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from gutskin_tui.tui.command_palette import Command, matching
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_input import TextInput

NAME = 20
"""Columns of a command's name."""

FRAME = 4
"""Lines of the screen that are not commands."""


class CommandList(Dialog[str]):
    """Lists commands to choose from; returns the id of the chosen command, None if left."""

    DEFAULT_CSS = """
    CommandList { align: center top; }
    CommandList > Vertical { max-width: 104; }
    CommandList Rows { margin: 0; border-top: none; }
    """
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

    def compose(self) -> ComposeResult:
        """The text input, and the commands below it."""
        with Vertical() as frame:
            set_title(frame, "Commands")
            yield TextInput(placeholder="type a word; Enter does it, Esc leaves")
            rows = Rows("", empty="No command has these words.")
            rows.can_focus = False
            yield rows

    def on_mount(self) -> None:
        """Focus the text input and list all commands."""
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
            self.close(self._matches[index].id)

    def action_move(self, by: int) -> None:
        """Select another command."""
        self.query_one(Rows).action_move(by)

    def action_page(self, pages: int) -> None:
        """Select a command a page on."""
        self.query_one(Rows).action_page(pages)
