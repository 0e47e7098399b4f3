"""Our list with every entry of the journal in it, alone on a screen; keys go in one at a time as in the program."""

import os

os.environ.setdefault("TEXTUAL_FPS", "120")  # as the program does

from textual.app import App, ComposeResult
from textual.events import Event

from gutskin_tui import paths
from gutskin_tui.presentation.day import logged_line
from gutskin_tui.store import Journal
from gutskin_tui.tui.key_queue import KeyQueue
from gutskin_tui.tui.widgets.row_list import Rows


class List(App[None]):
    CSS = "Rows { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.key_queue = KeyQueue(self, super().on_event)

    async def on_event(self, event: Event) -> None:
        if not self.key_queue.put(event):
            await super().on_event(event)

    def compose(self) -> ComposeResult:
        yield Rows("Entries")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": "#666666", "quiet": "#888888", "cursor-line": "#33445580", "field": "#222222"}

    def on_mount(self) -> None:
        entries = list(Journal.open(paths.journal_path()).between())
        rows = self.query_one(Rows)
        rows.fill(len(entries), lambda index, width: logged_line(entries[index], width), f"{len(entries)} entries")
        rows.focus()


if __name__ == "__main__":
    List().run()
