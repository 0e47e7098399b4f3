"""The bars around the tabs: title, tab bar, status line and key bar. All but the status line are one line high."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from gutskin_tui.tui.actions import ACTIONS, TABS, available, key_label


class BarLine(Widget):
    """A line of text that is truncated, never wrapped. Subclasses override `line` to fit it to the width."""

    DEFAULT_CSS = "BarLine { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = Text()

    def update_text(self, text: Text) -> None:
        """Show `text`."""
        self._text = text
        self.refresh()

    def line(self, width: int) -> Text:
        """Return the line for a width in cells."""
        return self._text

    def render(self) -> Text:
        """Return the line for the current width."""
        text = self.line(self.size.width)
        text.no_wrap, text.overflow = True, "ellipsis"
        return text


class TitleBar(BarLine):
    """The name of the program and the selected day; at the right edge the streak and whether all changes are saved."""

    DEFAULT_CSS = "TitleBar { background: $panel; padding: 0 1; }"
    _day = _right = ""

    def update_title(self, day: str, right: str) -> None:
        """Show the day on the left and `right` (streak, saved) at the right edge."""
        self._day, self._right = day, right
        self.refresh()

    def line(self, width: int) -> Text:
        """Return the day, and the text of the right edge."""
        left = Text.assemble(("gutskin", "bold"), "   ", (self._day, "bold"))
        room = width - 2 - cell_len(left.plain) - cell_len(self._right)
        return left.append(" " * max(2, room)).append(self._right)


class TabBar(BarLine):
    """The names of the tabs, that of the open tab in brackets. A click posts `TabBar.Picked`."""

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self._current = ""
        self._tab_columns: list[tuple[int, int, str]] = []
        """(first column, column after the last, name) of each tab as drawn, to find the tab of a click."""

    def set_current(self, current: str) -> None:
        """Show `current` as the open tab."""
        self._current = current
        self.refresh()

    def line(self, width: int) -> Text:
        """Return the tabs. If they do not fit, all but the open tab are reduced to their numbers."""
        labels = [f"{number} {name.capitalize()}" for number, name in enumerate(TABS, 1)]
        room = width - sum(map(cell_len, labels)) - 2
        if room < len(labels):
            labels = [label if name == self._current else label[0] for name, label in zip(TABS, labels, strict=True)]
        gap = 1 if room < 3 * len(labels) else 3
        text = Text(" ")
        self._tab_columns = []
        for name, label in zip(TABS, labels, strict=True):
            start = cell_len(text.plain)
            if name == self._current:
                text.append(f"[{label}]", style="bold reverse" if self.app.theme.endswith("mono") else "bold")
                text.append(" " * (gap - 1 if gap > 1 else 1))
            else:
                text.append(f"{' ' if gap > 1 else ''}{label}{' ' * (gap - 1 if gap > 1 else 1)}")
            self._tab_columns.append((start, cell_len(text.plain), name))
        return text

    def on_click(self, event: events.Click) -> None:
        """Post the tab that was clicked."""
        for start, end, name in self._tab_columns:
            if start <= event.x < end:
                self.post_message(self.Picked(name))


class StatusLine(BarLine):
    """The result of the last action, or an error. A sign tells them apart, so that colour is not needed."""

    DEFAULT_CSS = "StatusLine { padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hint = ""
        self._answers: Sequence[str] = ()

    def show_message(self, message: str, good: bool, plain_ascii: bool, hint: str) -> None:
        """Show a message with its sign, and `hint` at the right edge."""
        sign = ("+" if plain_ascii else "✓") if good else "!"
        self._show(Text.assemble((f"{sign} ", "bold"), message), hint)

    def show_answers(self, answers: Sequence[str]) -> None:
        """Show the answers to choose from by the next key, on as many lines as they need."""
        self._show(Text(), answers=answers)

    def clear(self) -> None:
        """Clear the line."""
        self._show(Text())

    def on_resize(self) -> None:
        """Set the height that the answers need at the new width."""
        self._fit()

    def line(self, width: int) -> Text:
        """Return the answers, or the message and its hint."""
        if self._answers:
            return Text("\n".join(self._answer_lines(width)))
        if not self._text:
            return Text()
        text = self._text.copy()
        text.truncate(max(10, width - 2 - cell_len(self._hint) - 2), overflow="ellipsis", pad=True)
        return text.append("  ").append(self._hint, style="dim")

    def _show(self, text: Text, hint: str = "", answers: Sequence[str] = ()) -> None:
        self._text, self._hint, self._answers = text, hint, answers
        self._fit()
        self.refresh()

    def _fit(self) -> None:
        self.styles.height = len(self._answer_lines(self.size.width)) if self._answers else 1

    def _answer_lines(self, width: int) -> list[str]:
        lines = ["?"]
        for answer in self._answers:
            if cell_len(lines[-1]) + cell_len(answer) + 2 > width - 2:
                lines.append(" ")
            lines[-1] += f"{'  ' if len(lines[-1]) > 1 else ' '}{answer}"
        return lines


class KeyBar(BarLine):
    """The keys of the open tab. Keys that do not fit are left out, never truncated."""

    DEFAULT_CSS = "KeyBar { background: $panel; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[tuple[str, str, int]] = []

    def show_keys(self, tab: str, remapped: dict[str, str]) -> None:
        """Show the keys of the actions of `tab`, by rank. `remapped` are the keys by action from the settings."""
        keys = [
            (key_label(action, remapped), action.label, action.bar)
            for action in ACTIONS
            if action.bar and available(action, tab)
        ]
        self._keys = sorted(keys, key=lambda key: key[2])
        self.refresh()

    def line(self, width: int) -> Text:
        """Return the keys that fit. Help and quit are always included."""
        always = [key for key in self._keys if key[1] in ("keys", "quit")]
        room = width - 2 - sum(cell_len(f"{key} {word}") + 2 for key, word, _ in always)
        chosen = []
        for key, word, rank in self._keys:
            if (key, word, rank) in always:
                continue
            needed = cell_len(f"{key} {word}") + 2
            if needed > room:
                break
            room -= needed
            chosen.append((key, word, rank))
        text = Text()
        for key, word, _ in [*chosen, *always]:
            text.append("  " if text.plain else "").append(key, style="bold").append(f" {word}")
        return text
