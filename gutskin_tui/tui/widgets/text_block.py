"""Text, or any renderable of Rich, that is drawn once for each width and is as high as it needs."""

from __future__ import annotations

from rich.console import RenderableType
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from gutskin_tui.tui.widgets.panel import finished, rendered_strips


class TextBlock(Widget):
    """Shows a renderable. Textual's Static redraws it to measure it at each layout, and again at each paint."""

    DEFAULT_CSS = "TextBlock { height: auto; width: 1fr; }"

    def __init__(self, content: RenderableType = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.content = content
        self._drawn: dict[int, list[Strip]] = {}
        self._base = Style.null()

    def update_content(self, content: RenderableType) -> None:
        """Show other content; a string is shown literally."""
        self.content = content
        self._drawn.clear()
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Strip]:
        """Return the content in lines of at most `width` cells, drawn once for each width.

        Two widths are in use, with and without a scroll bar. The style of the block is not in them: it is another
        before the style sheets apply, when a layout asks for the height already.
        """
        if width not in self._drawn:
            content = Text(self.content) if isinstance(self.content, str) else self.content
            self._drawn[width] = rendered_strips(content, width, self.app.console)
        return self._drawn[width]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self.lines(width))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint the lines that can be seen."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        width = self.size.width
        lines = self.lines(width)
        return finished(lines[y] if y < len(lines) else (), width, self._base)
