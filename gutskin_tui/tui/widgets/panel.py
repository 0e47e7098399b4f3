"""A panel: a titled frame around lines that are drawn once for each size and each change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.content import Content
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip

from gutskin_tui.charts.canvas import Chart
from gutskin_tui.presentation.loading import loading
from gutskin_tui.tui.widgets.frame import set_subtitle, set_title
from gutskin_tui.tui.widgets.framed_lines import Frame, FramedLines
from gutskin_tui.tui.widgets.journal_widget import JournalWidget


class Panel(JournalWidget, FramedLines):
    """Draws a part of the journal inside a frame. Subclasses define `draw`, and `heading` where the title varies.

    The height comes from the layout of the tab, never from the content, so that a change moves nothing else on the
    screen and costs no layout.
    """

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, classes="framed")
        self._lines: list[Strip] | None = None
        self._drawn_size = self._titled_size = Size(0, 0)
        set_title(self, title)

    def draw(self, width: int, height: int) -> Iterable[Strip]:
        """Return the lines of a panel of `width` x `height` cells; more than `height` are cut off."""
        raise NotImplementedError

    def loading_lines(self, width: int) -> list[Strip]:
        """Return the lines to draw until what the panel shows has been read."""
        return text_strips(loading(self.session.palette), width, self.app.console)

    def heading(self) -> tuple[str | Content, str | Content] | None:
        """Return the title and the short text at the right of the lower edge, None if both stay.

        Parts of them made by `frame.linked` can be clicked.
        """
        return None

    def day_at(self, x: int, y: int) -> date | None:
        """Return the day that is drawn in a cell; None where none is drawn."""
        return None

    @on(events.Click)
    async def _choose_clicked_day(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        day = self.day_at(*offset) if offset else None
        if day is not None:
            await self.choose_day(day)

    async def choose_day(self, day: date) -> None:
        """Select a clicked day, unless it is in the future."""
        if day <= self.session.today:
            self.session.show_day(day)

    def update_view(self) -> None:
        """Redraw the lines when the screen is next painted, if what they show has changed."""
        if self.has_changed():
            self.redraw()

    def redraw(self) -> None:
        """Redraw the lines when the screen is next painted."""
        self._lines = None
        self._update_heading()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines inside `crop`, under a title for this size: it may name how many days fit.

        A new size is painted before the widget gets the event of it.
        """
        if self.outer_size != self._titled_size:
            self._titled_size = self.outer_size
            self._update_heading()
        return super().render_lines(crop)

    def _update_heading(self) -> None:
        heading = self.heading()
        if heading is not None:
            set_title(self, heading[0])
            set_subtitle(self, heading[1])

    def notify_style_update(self) -> None:
        """Redraw the lines in another theme."""
        super().notify_style_update()
        self._lines = None

    @property
    def lines(self) -> Sequence[Strip]:
        """The lines as drawn for the present size."""
        if self._lines is None or self.outer_size != self._drawn_size:
            width, height = self.content_size
            base = self.rich_style
            # nothing fits before the first layout, and where a panel has no room
            drawn = zip(self.draw(width, height), range(height), strict=False) if width > 0 else ()
            self._lines, self._drawn_size = [finished(strip, width, base) for strip, _ in drawn], self.outer_size
        return self._lines

    def paint_lines(self, frame: Frame, height: int) -> list[Strip]:
        return [frame.around(self._marked_line(y)) for y in range(height)]

    def render_line(self, y: int) -> Strip:
        """Return a line of the content with the offset of each segment, from which Textual knows what was selected.

        They are not painted: they make each segment's style unlike all others, a tenth of the cost of a redraw.
        """
        return self._marked_line(y).apply_offsets(0, y)

    def _marked_line(self, y: int) -> Strip:
        """Return a line of the content, with the selected part of its text marked."""
        lines = self.lines
        strip = lines[y] if y < len(lines) else Strip.blank(self.content_size.width, self.rich_style)
        if (selection := self.text_selection) is not None and (span := selection.get_span(y)) is not None:
            start, end = span[0], strip.cell_length if span[1] == -1 else span[1]
            marked = self.screen.get_component_rich_style("screen--selection")
            before, middle, after = strip.divide([start, end, strip.cell_length])
            strip = Strip.join([before, _restyled(middle, marked), after])
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text of the lines, for copying."""
        return selection.extract("\n".join(strip.text.rstrip() for strip in self.lines)).rstrip("\n"), "\n"


def text_strips(text: Text, width: int, console: Console, *, wrap: bool = True) -> list[Strip]:
    """Return the lines of a text, wrapped to `width` cells, or with `wrap=False` cut with an ellipsis."""
    if wrap:
        lines: Iterable[Text] = text.wrap(console, max(1, width), no_wrap=False)
    else:
        lines = text.split("\n", allow_blank=True)
        for line in lines:
            line.truncate(width, overflow="ellipsis")
    return [Strip(line_segments(line, console)) for line in lines]


def rendered_strips(renderable: RenderableType, width: int, console: Console) -> list[Strip]:
    """Return the lines of any renderable of Rich, `width` cells wide."""
    options = console.options.update(width=max(1, width), height=None)
    return [Strip(line) for line in console.render_lines(renderable, options, pad=False)]


def chart_strips(chart: Chart, width: int, height: int) -> list[Strip]:
    """Return the lines of a chart in `width` x `height` cells."""
    return [Strip(line) for line in chart.lines(width, height)]


def finished(line: Iterable[Segment], width: int, base: Style) -> Strip:
    """Return a line in the style of its widget, `width` cells wide.

    In one pass: a strip for each step made a redraw a tenth slower.
    """
    segments = [Segment(text, base + style if style else base) for text, style, _ in line if text]
    room = width - sum(segment.cell_length for segment in segments)
    if room > 0:
        segments.append(Segment(" " * room, base))
    return Strip(segments, width) if room >= 0 else Strip(segments).crop(0, width)


def line_segments(line: Text, console: Console) -> Iterable[Segment]:
    """Return a line of text as segments, without an end of line.

    As `Text.render` does, which sorts all starts and ends of spans first, in a third of the time: it is half the cost
    of a row of a list. Spans that overlap are left to it.
    """
    get_style = partial(console.get_style, default=Style.null())
    text, base, end, segments = line.plain, get_style(line.style), 0, []
    for span in sorted(line.spans):
        if span.start < end:
            return line.render(console)
        segments.append(Segment(text[end : span.start], base))
        segments.append(Segment(text[span.start : span.end], base + get_style(span.style)))
        end = span.end
    segments.append(Segment(text[end:], base))
    return segments


def _restyled(strip: Strip, style: Style) -> Strip:
    return Strip([segment._replace(style=(segment.style or Style.null()) + style) for segment in strip])
