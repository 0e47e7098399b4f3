"""Text, or any renderable of Rich, that is drawn once for each width and is as high as it needs."""

from __future__ import annotations

from rich.console import RenderableType
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from gutskin_tui.tui.widgets.panel import rendered_strips


class TextBlock(Widget):
    """Shows a renderable. Textual's Static draws it anew to measure it at each layout, and again at each paint."""

    DEFAULT_CSS = "TextBlock { height: auto; width: 1fr; }"

    def __init__(self, content: RenderableType = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.content = content
        self._drawn: dict[tuple[int, Style], list[Strip]] = {}

    def update_content(self, content: RenderableType) -> None:
        """Show other content; a string is shown literally."""
        self.content = content
        self._drawn.clear()
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Strip]:
        """Return the content in lines of `width` cells, drawn once for each width and style of the block.

        Two widths are in use, with and without a scroll bar.
        """
        base = self.rich_style
        if (width, base) not in self._drawn:
            content = Text(self.content) if isinstance(self.content, str) else self.content
            strips = rendered_strips(content, width, self.app.console)
            self._drawn[width, base] = [strip.apply_style(base).adjust_cell_length(width, base) for strip in strips]
        return self._drawn[width, base]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        lines = self.lines(self.size.width)
        return lines[y] if y < len(lines) else Strip.blank(self.size.width, self.rich_style)
