"""The command palette: the actions available on the open tab and a few commands without a key, and their dialog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from gutskin_tui.model.kinds import Kind
from gutskin_tui.themes import THEME_NAMES
from gutskin_tui.tui.actions import ACTIONS, all_keys, available
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_input import TextInput

NAME = 24
"""Columns of a command's name, with the gap after it."""


class Command(Struct, frozen=True):
    """A command of the palette; `id` is the id of an action, or what `palette_commands.COMMANDS` runs."""

    id: str
    name: str
    help: str
    keys: str = ""


NAMES = {
    "table": "chart as table",
    "help": "help: keys",
    "preferences": "settings",
    "usual_anywhere": "usual meal",
    "usual": "usual meal",
    "metric_next": "next measure",
    "metric_previous": "previous measure",
    "settle": "confirm labels",
    "unknown": "unknown foods",
    "month_back": "month before",
    "month_on": "month after",
    "water_exact": "water, exact amount",
    "water_back": "water, remove last",
    "day_back": "day before",
    "day_on": "day after",
    "next_tab": "tab to the right",
    "previous_tab": "tab to the left",
    "search": "find days",
    "new_trial": "plan a trial",
}
"""What a person would call a command, where the word of the key bar is shorter."""


def commands(tab: str, kinds: Iterable[Kind], remapped: Mapping[str, str], plain_ascii: bool) -> list[Command]:
    """Return all commands.

    These are the actions of `tab` in the order of the table, those of other tabs, which open the tab first, the forms
    of `kinds`, and the commands that have no key.
    """
    by_help: dict[str, Command] = {}
    offered = [action for action in ACTIONS if action.id not in ("leave", "palette")]
    for action in sorted(offered, key=lambda action: not available(action, tab)):
        name = NAMES.get(action.id, action.label.rstrip("…"))
        where = "" if available(action, tab) else f" ({action.tabs[0].capitalize()})"
        key = all_keys(action, remapped, plain_ascii)
        by_help.setdefault(action.help, Command(action.id, name, action.help + where, key))
    return [
        *by_help.values(),
        *(
            Command(
                f"form {kind.name}",
                f"add {kind.label.lower()}",
                f"Add {kind.label.lower()} with the full form.",
                f"a {kind.letter}",
            )
            for kind in kinds
        ),
        Command("theme", "theme", f"Colours, shown as you choose: {', '.join(THEME_NAMES)}."),
        Command("ascii on", "ASCII only: on", "Plain letters instead of lines and blocks."),
        Command("ascii off", "ASCII only: off", "Lines and blocks."),
        Command("all unknown", "all unknown foods", "Identify the unknown foods of all meals, the commonest first."),
        Command(
            "all uncertain",
            "all uncertain labels",
            "Confirm uncertain labels of all meals, those of the most days first.",
        ),
        Command("reading", "how to read this screen", "What its signs and colours mean."),
        Command("report dermatologist", "report", "One page for an appointment, to print."),
        Command("report dietitian", "report: dietitian", "The same, with 14 days of food and symptoms."),
        Command("screenshot", "screenshot", "Write a picture of this screen to a file."),
        Command("sync", "sync", "Send your changes to your other computers with git, and receive theirs."),
        Command("merges", "merges", "What lost against a later change in a merge."),
        Command("import", "import", "Bring in an export of gutskin or of another program."),
        Command("files", "where are my files", "The journal, the settings, the drafts and the backups."),
    ]


def matching(typed: str, offered: Sequence[Command]) -> list[Command]:
    """Return the commands that fit what was typed, best first.

    Each typed word must begin a word of the command's name or help. Commands whose name begins with the text
    come first, then those whose name has the words, then the rest. If nothing fits, commands whose name holds
    the letters in that order.
    """
    words = typed.casefold().split()
    text = " ".join(words)
    ranked = []
    for place, command in enumerate(offered):
        name = command.name.casefold()
        if _begin(words, name):
            ranked.append((0 if name.startswith(text) else 1, place, command))
        elif _begin(words, f"{name} {command.help.casefold()}"):
            ranked.append((2, place, command))
    if not ranked:
        letters = "".join(words)
        return [command for command in offered if _in_order(letters, command.name.casefold())]
    return [command for _, _, command in sorted(ranked, key=lambda match: match[:2])]


def _begin(words: list[str], text: str) -> bool:
    starts = text.replace(":", " ").replace(",", " ").replace(".", " ").replace("-", " ").split() + text.split()
    return all(any(start.startswith(word) for start in starts) for word in words)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


class CommandPalette(Dialog[Command]):
    """Lists commands to choose from; returns the chosen command."""

    TITLE = "Commands"
    DEFAULT_CSS = """
    CommandPalette { align: center top; }
    CommandPalette DialogFrame { max-width: 104; height: 100%; max-height: 32; }
    CommandPalette Rows { height: 1fr; }
    CommandPalette #about { height: 2; color: $foreground 70%; }
    """
    HINTS = ("Enter run", "↑↓ move", "Esc close")
    BINDINGS = [
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, offered: list[Command]) -> None:
        super().__init__()
        self._offered = offered
        self._matches: list[Command] = []

    def compose_content(self) -> ComposeResult:
        """Compose the text input, and the commands below it."""
        yield TextInput(placeholder="Search commands…")
        rows = Rows("", empty="No matching command. Try another word, such as export, theme or settings.")
        rows.can_focus = False
        yield rows
        yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        """Focus the text input and list all commands."""
        self.set_focus(self.query_one(TextInput))
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._matches = matching(typed, self._offered)
        self.query_one(Rows).fill(len(self._matches), self._draw, cursor=0)
        self._describe()

    @on(Rows.Moved)
    def _describe(self) -> None:
        """Show the whole help of the selected command below the list, where its line may be too short for it."""
        cursor = self.query_one(Rows).cursor
        words = Text(self._matches[cursor].help if self._matches else "")
        self.query_one("#about", Static).update(words, layout=False)

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
            self.dismiss(self._matches[index])

    def action_move(self, by: int) -> None:
        """Select another command."""
        self.query_one(Rows).action_move(by)

    def action_page(self, pages: int) -> None:
        """Select a command a page on."""
        self.query_one(Rows).action_page(pages)
