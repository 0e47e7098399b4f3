"""The base of panels and lists: widgets that paint all their lines at once inside their frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Frame(NamedTuple):
    """What stands on both sides of each line of a widget, and what is done to each.

    `width` is that of the content and `style` that of the widget; `filters` change colours for `background`.
    """

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    width: int
    style: Style
    filters: Sequence[LineFilter]
    background: Color

    def around(self, line: Strip) -> Strip:
        """Return a line of the content as it is painted."""
        for line_filter in self.filters:
            line = line.apply_filter(line_filter, self.background)
        sides = sum(segment.cell_length for segment in (*self.left, *self.right))
        return Strip([*self.left, *line, *self.right], self.width + sides)


class FramedLines(Widget):
    """Paints the lines of `paint_lines` between the edges that the style sheets give it.

    Textual works out border, padding and colours again for each line, which takes longer than drawing most lines, and
    goes through all lines of a widget again when another is painted. Here the sides of one line that Textual has
    painted serve all lines, and what was painted stays until a refresh: with the rows that a list remembers, a key
    that scrolls 38 rows takes 4 ms of processor time in place of 10. Opacity and tints are left out.

    The edges stay longer: until their text changes, or what else is in `_edges_for`. To paint them takes 0.4 ms, as
    long as ten rows.
    """

    _painted: list[Strip] | None = None
    _painted_for: object = None
    _edges: dict[Region, tuple[str | None, list[Strip]]] | None = None
    """The lines of the edges as Textual has painted them, and of the first line between them, each with its text."""
    _edges_for: object = None

    def paint_lines(self, frame: Frame, height: int) -> Iterable[Strip]:
        """Return `height` lines of the content, each of them put into the frame by `frame.around`."""
        raise NotImplementedError

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint the widget."""
        self._painted = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Repaint the widget in other styles."""
        self._painted = self._edges = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines inside `crop`."""
        filters = self.get_line_filters()
        if self._painted is None or (self.outer_size, filters) != self._painted_for:
            self._painted, self._painted_for = self._paint(filters), (self.outer_size, filters)
        lines = self._painted[crop.y : crop.bottom]
        return lines if crop.width == self.outer_size.width else [line.crop(crop.x, crop.right) for line in lines]

    def _paint(self, filters: Sequence[LineFilter]) -> list[Strip]:
        gutter, (width, height) = self.styles.gutter, self.outer_size
        if gutter.width >= width or gutter.height >= height:  # there is no room for content
            return super().render_lines(Region(0, 0, width, height))
        style, colours = self.rich_style, self.background_colors
        edges_for = self.outer_size, filters, gutter, self.styles.border, style, colours, self.hover_style
        if self._edges is None or edges_for != self._edges_for:
            self._edges, self._edges_for = {}, edges_for
        upper = self._edge(self._edges, Region(0, 0, width, gutter.top), self.border_title)
        lower = self._edge(self._edges, Region(0, height - gutter.bottom, width, gutter.bottom), self.border_subtitle)
        (line,) = self._edge(self._edges, Region(0, gutter.top, width, 1), None)
        left, right = line.crop(0, gutter.left), line.crop(width - gutter.right, width)
        frame = Frame(tuple(left), tuple(right), width - gutter.width, style, filters, colours[1])
        return [*upper, *self.paint_lines(frame, height - gutter.height), *lower]

    def _edge(self, edges: dict[Region, tuple[str | None, list[Strip]]], part: Region, text: str | None) -> list[Strip]:
        """Return a part of the widget as Textual paints it; again only if `text`, which is in it, has changed."""
        painted = edges.get(part)
        if painted is None or painted[0] != text:
            painted = edges[part] = text, super().render_lines(part)
        return painted[1]
