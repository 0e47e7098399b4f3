"""A line of keys, each with what it does; a click on one presses the key."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from gutskin_tui.tui.actions import pressed_key

SEPARATOR = " · "


class Hints(Widget):
    """The keys of a dialog or the prompt, each with what it does, as "Esc close". A click on one presses the key."""

    DEFAULT_CSS = "Hints { height: auto; color: $quiet; }"

    def __init__(self, hints: tuple[str, ...]) -> None:
        super().__init__()
        self._hints = hints

    def update_hints(self, hints: tuple[str, ...]) -> None:
        """Show other keys."""
        self._hints = hints
        self.refresh(layout=True)

    def _lines(self, width: int) -> Iterator[list[str]]:
        """Yield the hints of each line; none is divided."""
        line: list[str] = []
        for hint in self._hints:
            if line and cell_len(SEPARATOR.join([*line, hint])) > width:
                yield line
                line = []
            line.append(hint)
        yield line

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """Return the lines, each hint with its key as the meta data of its style."""
        return Content("\n").join(
            Content(SEPARATOR).join(
                Content.styled(hint, Style.from_meta({"key": pressed_key(hint.partition(" ")[0])})) for hint in line
            )
            for line in self._lines(self.size.width)
        )

    def on_click(self, event: events.Click) -> None:
        """Press the key of the clicked hint."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)
