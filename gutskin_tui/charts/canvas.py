"""A grid of styled cells that Rich can print, and the base of every chart drawn on one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_PLAIN = Style.null()

# Below these sizes a chart is a single line, because the axes would leave no room.
LEAST_WIDTH = 20
LEAST_HEIGHT = 4


class Canvas:
    """A grid of `width` x `height` cells; (0, 0) is the top left. It is printed without trailing blanks."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._cells = [[" "] * width for _ in range(height)]
        self._styles = [[_PLAIN] * width for _ in range(height)]

    def put(self, x: int, y: int, glyph: str, style: Style) -> None:
        """Draw a glyph one cell wide. Raises IndexError outside the canvas to the right or below."""
        self._cells[y][x] = glyph
        self._styles[y][x] = style

    def write(self, x: int, y: int, text: str, style: Style) -> None:
        """Write `text` from (x, y). Raises ValueError if it does not fit (see `label_text.fit`)."""
        cells = cell_len(text)
        if not cells:
            return
        if x < 0 or x + cells > self.width:
            raise ValueError(f"{cells} cells at column {x} do not fit {self.width} columns")
        # The text stays in one piece: a wide or joined character must not be split over cells.
        self._cells[y][x : x + cells] = [text] + [""] * (cells - 1)
        self._styles[y][x : x + cells] = [style] * cells

    def is_blank(self, x: int, y: int) -> bool:
        """Return whether nothing has been drawn in a cell."""
        return self._cells[y][x] == " "

    def tint(self, x: int, y: int, style: Style) -> None:
        """Combine `style` with the style at (x, y), which has priority."""
        self._styles[y][x] = style + self._styles[y][x]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        newline = Segment.line()
        for cells, styles in zip(self._cells, self._styles, strict=True):
            end = len(cells)
            while end and cells[end - 1] == " " and styles[end - 1] is _PLAIN:
                end -= 1
            start = 0
            for index in range(1, end + 1):
                if index == end or styles[index] is not styles[start]:
                    yield Segment("".join(cells[start:index]), styles[start])
                    start = index
            yield newline


class Chart(ABC):
    """A chart that fills the width it is given, or `width` cells if that is less."""

    width: int | None

    @abstractmethod
    def draw(self, width: int) -> RenderableType:
        """Return the chart as a renderable, with no line wider than `width` (>= 1) cells."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = self._available_width(options)
        if width > 0:
            yield self.draw(width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        width = max(0, self._available_width(options))
        return Measurement(min(width, LEAST_WIDTH), width)

    def _available_width(self, options: ConsoleOptions) -> int:
        return options.max_width if self.width is None else min(self.width, options.max_width)
