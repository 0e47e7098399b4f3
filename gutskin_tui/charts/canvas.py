"""A grid of styled cells that every chart is drawn on, and the base of the charts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.text import Span, Text

from gutskin_tui.charts.palette import DARK, Palette

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

EIGHTHS = 8
"""Heights that a block can have in a cell."""
DOT_COLUMNS, DOT_ROWS = 2, 4
"""Braille dots of a cell."""

# Below these sizes a chart is a single line, because the axes would leave no room.
LEAST_WIDTH = 20
LEAST_HEIGHT = 3

_PLAIN = Style.null()
_BRAILLE = 0x2800
# The bit of a dot: by column, then by row from the bottom.
_BITS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))


class Canvas:
    """A grid of `width` x `height` cells; (0, 0) is the top left. Its lines have no trailing blanks."""

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

    def write_text(self, x: int, y: int, text: Text) -> None:
        """Write a text, whose styled parts do not overlap, from (x, y). Raises ValueError if it does not fit."""
        end = 0
        for span in [*text.spans, Span(len(text.plain), len(text.plain), _PLAIN)]:
            assert isinstance(span.style, Style)
            for start, stop, style in ((end, span.start, _PLAIN), (span.start, span.end, span.style)):
                self.write(x + cell_len(text.plain[:start]), y, text.plain[start:stop], style)
            end = span.end

    def fill(self, x: int, y: int, cells: int, glyph: str, style: Style) -> None:
        """Draw `cells` equal glyphs from (x, y) to the right."""
        self._cells[y][x : x + cells] = [glyph] * cells
        self._styles[y][x : x + cells] = [style] * cells

    def glyph(self, x: int, y: int) -> str:
        """Return what is drawn in a cell, a blank for nothing."""
        return self._cells[y][x]

    def is_blank(self, x: int, y: int) -> bool:
        """Return whether nothing has been drawn in a cell."""
        return self._cells[y][x] == " "

    def tint(self, x: int, y: int, cells: int, style: Style) -> None:
        """Combine `style` with the styles of `cells` cells from (x, y), which have priority."""
        row = self._styles[y]
        part = row[x : x + cells]
        combined = {id(present): present for present in part}
        combined = {key: style + present for key, present in combined.items()}
        row[x : x + cells] = [combined[id(present)] for present in part]

    def area(self, x: int, bottom: int, heights: Sequence[int], blocks: Sequence[str], style: Style) -> None:
        """Fill columns from `x` and row `bottom` upwards; `heights` are in eighths of a row, `blocks` eight glyphs."""
        top = max(heights, default=0)
        if top <= 0:
            return
        # Indexed by the height above a row, from -top to top.
        glyphs = [" "] * (top + 1) + list(blocks) + [blocks[-1]] * max(0, top - EIGHTHS)
        count = len(heights)
        for row in range(-(-top // EIGHTHS)):
            shift = top - EIGHTHS * row
            y = bottom - row
            self._cells[y][x : x + count] = [glyphs[height + shift] for height in heights]
            self._styles[y][x : x + count] = [style] * count

    def braille(self, x: int, bottom: int, dots: Iterable[tuple[int, int]], style: Style) -> None:
        """Draw Braille dots; a dot is (column, row) from the lower left dot of the cell (x, `bottom`).

        Dots in a cell that has Braille dots already are added to them.
        """
        bits: dict[tuple[int, int], int] = {}
        for column, row in dots:
            cell = (x + column // DOT_COLUMNS, bottom - row // DOT_ROWS)
            bits[cell] = bits.get(cell, 0) | _BITS[column % DOT_COLUMNS][row % DOT_ROWS]
        for (column, row), value in bits.items():
            present = ord(self._cells[row][column]) - _BRAILLE
            self.put(column, row, chr(_BRAILLE + (value | present if 0 < present < 256 else value)), style)

    def lines(self) -> list[list[Segment]]:
        """Return the segments of each row."""
        return [self._line(cells, styles) for cells, styles in zip(self._cells, self._styles, strict=True)]

    def _line(self, cells: list[str], styles: list[Style]) -> list[Segment]:
        end = len(cells)
        while end and cells[end - 1] == " " and styles[end - 1].bgcolor is None:
            end -= 1
        if not end:
            return []
        changes = [index for index, (left, right) in enumerate(pairwise(styles[:end]), 1) if left is not right]
        return [Segment("".join(cells[start:stop]), styles[start]) for start, stop in pairwise((0, *changes, end))]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        newline = Segment.line()
        for line in self.lines():
            yield from line
            yield newline


@dataclass(frozen=True, kw_only=True)
class Chart(ABC):
    """A chart of any size in cells. Printed with Rich, it has `height` rows and the width that there is.

    `width` limits the width of a printed chart; None is unlimited. `palette` has its styles and glyphs.
    """

    height: int = 10
    width: int | None = None
    palette: Palette = DARK

    def _check_size(self) -> None:
        """Raise ValueError for a height or width below 1."""
        if self.height < 1 or (self.width is not None and self.width < 1):
            raise ValueError("height and width must be at least 1")

    @abstractmethod
    def draw(self, width: int, height: int) -> Canvas:
        """Return the chart with no line wider than `width` (>= 1) cells, in at most `height` (>= 1) rows."""

    def lines(self, width: int, height: int) -> list[list[Segment]]:
        """Return the segments of each row of the chart in `width` x `height` cells."""
        return self.draw(width, height).lines() if width > 0 and height > 0 else []

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = self._available_width(options)
        if width > 0:
            yield self.draw(width, self.height)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        width = max(0, self._available_width(options))
        return Measurement(min(width, LEAST_WIDTH), width)

    def _available_width(self, options: ConsoleOptions) -> int:
        return options.max_width if self.width is None else min(self.width, options.max_width)
