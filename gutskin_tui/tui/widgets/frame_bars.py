"""The bars around the tabs: title, tab bar, status line and key bar. All but the status line are one line high.

A bar draws itself for the width that it has when it is painted, so that it is never a resize behind. What has a key in
it can be clicked, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from gutskin_tui.tui.actions import ACTIONS, TABS, Action, available, key_label, pressed_key

ERROR = "! "
"""What an error on the status line begins with."""
MOST_LINES = 4
"""Lines that an error may have on the status line."""


class BarLine(Widget):
    """A line of text that is truncated, never wrapped. Subclasses override `line` to fit it to the width.

    A click on a part with the style of `clickable` posts `BarLine.Picked`; with that of `key_style` it presses the key.
    """

    DEFAULT_CSS = "BarLine { height: 1; width: 1fr; }"

    class Picked(Message):
        """An action was clicked; `action` is its id."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

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

    def on_click(self, event: events.Click) -> None:
        """Post the action that was clicked, or press the key."""
        if action := event.style.meta.get("pick"):
            self.post_message(self.Picked(action))
        elif key := event.style.meta.get("key"):
            self.app.simulate_key(key)


def clickable(action: str) -> Style:
    """Return the style of a part of a bar whose click stands for the key of an action."""
    return Style(meta={"pick": action})


def key_style(key: str) -> Style:
    """Return the style of a part of a bar whose click presses a key, given as it is written: "a", "Esc"."""
    return Style(meta={"key": pressed_key(key)})


class TitleBar(BarLine):
    """The name of the program and the selected day; at the right edge how complete the day is and whether all is saved.

    Before these there is the streak, where there is room.
    """

    DEFAULT_CSS = "TitleBar { background: $panel; padding: 0 1; }"
    _day = ""
    _right: Sequence[str] = ()
    _steps: Sequence[str] = ()

    def update_title(self, day: str, right: Sequence[str], steps: Sequence[str] = ()) -> None:
        """Show the day on the left and the texts `right` (streak, logged, saved) at the right edge, those that fit.

        `steps` are the actions that arrows beside the day stand for: "day_back", "day_on", both or none.
        """
        if (day, right, steps) != (self._day, self._right, self._steps):
            self._day, self._right, self._steps = day, right, steps
            self.refresh()

    def line(self, width: int) -> Text:
        """Return the day, and as many of the texts of the right edge as fit, from the last on; the last always."""
        left = Text.assemble(("gutskin", "bold"), " ", self._arrow(" ‹ ", "day_back"), (self._day, "bold"))
        if "day_on" in self._steps:
            left.append_text(self._arrow(" › ", "day_on"))
        right = list(self._right)
        while right[1:] and left.cell_len + sum(2 + cell_len(text) for text in right) > width:
            del right[0]
        end = "  ".join(right)
        return left.append(" " * max(2, width - left.cell_len - cell_len(end))).append(end)

    def _arrow(self, arrow: str, action: str) -> Text:
        return Text(arrow, clickable(action)) if action in self._steps else Text(" " * len(arrow))


class TabBar(BarLine):
    """The names of the tabs, that of the open tab in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self._current = ""

    def set_current(self, current: str) -> None:
        """Show `current` as the open tab."""
        if current != self._current:
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
        for name, label in zip(TABS, labels, strict=True):
            start = len(text)
            if name == self._current:
                text.append(f"[{label}]", style="bold reverse" if self.app.theme.endswith("mono") else "bold")
                text.append(" " * (gap - 1 if gap > 1 else 1))
            else:
                text.append(f"{' ' if gap > 1 else ''}{label}{' ' * (gap - 1 if gap > 1 else 1)}")
            text.stylize(clickable(f"tab_{name}"), start)
        return text


class StatusLine(BarLine):
    """The result of the last action, or an error. A sign tells them apart, so that colour is not needed.

    It is one line; an error that is longer has as many as it needs, as it ends with what to do. The tab stays as it is:
    more lines than one cover its last rows, but not those of the prompt.
    """

    DEFAULT_CSS = """
    StatusLine { padding: 0 1; layer: above; dock: bottom; margin-bottom: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hint = Text()
        self._answers: Sequence[str] = ()
        self._shortened = False

    def show_message(self, message: str, good: bool, plain_ascii: bool, hint: Text) -> None:
        """Show a message with its sign, and `hint` at the right edge."""
        sign = ("+ " if plain_ascii else "✓ ") if good else ERROR
        self._show(Text.assemble((sign, "bold"), message), hint)

    def show_answers(self, answers: Sequence[str]) -> None:
        """Show the answers to choose from by the next key, on as many lines as they need."""
        self._show(Text(), answers=answers)

    def clear(self) -> None:
        """Clear the line."""
        self._show(Text())

    def clear_error(self) -> None:
        """Clear an error; it was about something else than what begins now."""
        if self._text.plain.startswith(ERROR):
            self.clear()

    def shorten(self) -> None:
        """Show an error on one line from now on, so that the rows below its other lines are seen again."""
        if not self._shortened:
            self._shortened = True
            self._fit()

    def on_resize(self) -> None:
        """Set the height that the answers need at the new width."""
        self._fit()

    def line(self, width: int) -> Text:
        """Return the answers, or the message and its hint."""
        if self._answers:
            return Text("\n").join(self._answer_lines(width))
        if not self._text:
            return Text()
        if len(lines := self._error_lines(width)) > 1:
            return Text("\n").join(lines)
        text = self._text.copy()
        text.truncate(max(10, width - self._hint.cell_len - 2), overflow="ellipsis", pad=True)
        return text.append("  ").append_text(self._hint)

    def _show(self, text: Text, hint: Text | None = None, answers: Sequence[str] = ()) -> None:
        self._text, self._hint, self._answers = text, hint or Text(), answers
        self._shortened = False
        self._fit()
        self.refresh()

    def _fit(self) -> None:
        width = self.size.width
        height = len(self._answer_lines(width) if self._answers else self._error_lines(width)) or 1
        self.styles.height = height
        for prompt in self.screen.query("#prompt"):
            prompt.styles.margin = 0, 0, height, 0

    def _error_lines(self, width: int) -> list[Text]:
        """Return the lines of an error; none of another message, or of a shortened error."""
        if self._shortened or not self._text.plain.startswith(ERROR) or width <= len(ERROR):
            return []
        first, *more = self._text.wrap(self.app.console, width - len(ERROR))
        lines = [first, *(Text(" " * len(ERROR)).append_text(line) for line in more)]
        if len(lines) > MOST_LINES:
            lines[MOST_LINES - 1].append("...")
        return lines[:MOST_LINES]

    def _answer_lines(self, width: int) -> list[Text]:
        lines = [Text("?")]
        for answer in self._answers:
            if lines[-1].cell_len + cell_len(answer) + 2 > width - 2:
                lines.append(Text(" "))
            lines[-1].append("  " if len(lines[-1]) > 1 else " ").append(answer, key_style(answer.partition(" ")[0]))
        return lines


class KeyBar(BarLine):
    """The keys of the open tab. Keys that do not fit are left out, never truncated."""

    DEFAULT_CSS = "KeyBar { background: $panel; padding: 0 1; margin-top: 1; }"  # the status line is above it

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[tuple[str, Action]] = []
        self._source: tuple[str, dict[str, str]] | None = None

    def show_keys(self, tab: str, remapped: dict[str, str]) -> None:
        """Show the keys of the actions of `tab`, by rank. `remapped` are the keys by action from the settings."""
        if (tab, remapped) == self._source:
            return
        self._source = tab, dict(remapped)
        actions = sorted(
            (action for action in ACTIONS if action.bar and available(action, tab)), key=lambda key: key.bar
        )
        self._keys = [(key_label(action, remapped), action) for action in actions]
        self.refresh()

    def line(self, width: int) -> Text:
        """Return the keys that fit. Help and quit are always included."""
        always = [key for key in self._keys if key[1].id in ("help", "quit")]
        room = width - sum(_width(*key) for key in always)
        chosen = []
        for label, action in self._keys:
            if (label, action) in always:
                continue
            room -= _width(label, action)
            if room < 0:
                break
            chosen.append((label, action))
        text = Text()
        for label, action in [*chosen, *always]:
            text.append("  " if text.plain else "")
            text.append_text(Text.assemble((label, "bold"), f" {action.label}", style=clickable(action.id)))
        return text


def _width(label: str, action: Action) -> int:
    """Return the columns of a key with its word and the gap before it."""
    return cell_len(f"{label} {action.label}") + 2
