"""The lines around the tabs: title, tab bar, status line and key bar. Each is one line and never wraps."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from gutskin_tui.tui.keys import ACTIONS, TABS, available, shown_keys


class OneLine(Widget):
    """A line of text that is cut, never wrapped."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = Text()

    def say(self, text: Text) -> None:
        """Show `text`."""
        text.no_wrap, text.overflow = True, "ellipsis"
        self._text = text
        self.refresh()

    def render(self) -> Text:
        """Return the line."""
        return self._text


class TitleBar(OneLine):
    """Program, day that is shown, streak, and whether all is saved."""

    DEFAULT_CSS = "TitleBar { background: $panel; padding: 0 1; }"

    def tell(self, day: str, right: str) -> None:
        """Show the day on the left and `right` (streak, saved) at the right edge."""
        left = Text.assemble(("gutskin", "bold"), "   ", (day, "bold"))
        room = self.size.width - 2 - cell_len(left.plain) - cell_len(right)
        self.say(left.append(" " * max(2, room)).append(right))


class TabBar(OneLine):
    """The seven tabs, the shown one in brackets; a click opens one."""

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self._spots: list[tuple[int, int, str]] = []

    def mark(self, current: str) -> None:
        """Show `current` as the open tab; other tabs are numbers where there is no room."""
        words = [f"{number} {name.capitalize()}" for number, name in enumerate(TABS, 1)]
        room = self.size.width - sum(map(cell_len, words)) - 2
        if room < len(words):
            words = [word if name == current else word[0] for name, word in zip(TABS, words, strict=True)]
        gap = 1 if room < 3 * len(words) else 3
        text = Text(" ")
        self._spots = []
        for name, word in zip(TABS, words, strict=True):
            start = cell_len(text.plain)
            if name == current:
                text.append(f"[{word}]", style="bold reverse" if self.app.theme.endswith("mono") else "bold")
                text.append(" " * (gap - 1 if gap > 1 else 1))
            else:
                text.append(f"{' ' if gap > 1 else ''}{word}{' ' * (gap - 1 if gap > 1 else 1)}")
            self._spots.append((start, cell_len(text.plain), name))
        self.say(text)

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        for start, end, name in self._spots:
            if start <= event.x < end:
                self.post_message(self.Picked(name))


class StatusLine(OneLine):
    """What was just done, or what is wrong. A sign tells which, not colour alone."""

    DEFAULT_CSS = "StatusLine { padding: 0 1; }"

    def tell(self, message: str, good: bool, plain_ascii: bool, hint: str) -> None:
        """Show a message with its sign, and `hint` at the right edge."""
        self.styles.height = 1
        sign = ("+" if plain_ascii else "✓") if good else "!"
        room = self.size.width - 2 - cell_len(hint) - 2
        text = Text.assemble((f"{sign} ", "bold"), message)
        text.truncate(max(10, room), overflow="ellipsis", pad=True)
        self.say(text.append("  ").append(hint, style="dim"))

    def ask(self, words: Sequence[str]) -> None:
        """Show the answers that the next key may give, each whole, on as many lines as they need."""
        lines = ["?"]
        for word in words:
            if cell_len(lines[-1]) + cell_len(word) + 2 > self.size.width - 2:
                lines.append(" ")
            lines[-1] += f"{'  ' if len(lines[-1]) > 1 else ' '}{word}"
        self.styles.height = len(lines)
        self.say(Text("\n".join(lines)))

    def clear(self) -> None:
        """Say nothing."""
        self.styles.height = 1
        self.say(Text())


class KeyBar(OneLine):
    """The keys of the open tab. Narrow screens drop keys, they never cut words."""

    DEFAULT_CSS = "KeyBar { background: $panel; padding: 0 1; }"

    def offer(self, tab: str, remapped: dict[str, str], extra: tuple[tuple[str, str], ...] = ()) -> None:
        """Show `extra` (key, word) first, then the table's actions for `tab`, as many as fit whole."""
        wanted = [
            (shown_keys(action, remapped), action.label, action.bar)
            for action in ACTIONS
            if action.bar and available(action, tab)
        ]
        ranked = [(key, word, 0) for key, word in extra] + sorted(wanted, key=lambda one: one[2])
        room = self.size.width - 2
        # Help and quit are how a lost person gets out: they are given room before anything else.
        kept = [one for one in ranked if one[1] in ("keys", "quit")]
        room -= sum(cell_len(f"{key} {word}") + 2 for key, word, _ in kept)
        chosen = []
        for one in ranked:
            if one in kept:
                continue
            width = cell_len(f"{one[0]} {one[1]}") + 2
            if width > room:
                break
            room -= width
            chosen.append(one)
        text = Text()
        for key, word, _ in [*chosen, *sorted(kept, key=lambda one: one[2])]:
            text.append("  " if text.plain else "").append(key, style="bold").append(f" {word}")
        self.say(text)
