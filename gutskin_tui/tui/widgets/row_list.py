"""A list that draws only its visible rows, so that its cost does not depend on the number of rows."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from typing import Self

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from gutskin_tui.tui.widgets.frame import set_title
from gutskin_tui.tui.widgets.framed_lines import Frame, FramedLines
from gutskin_tui.tui.widgets.panel import finished, line_segments

BLANK, CURSOR, RESTING = Segment("  "), Segment("> "), Segment("· ", Style(dim=True))
"""What stands before a row: before the selected one with the focus, and without it."""

AROUND = 3
"""Cells of a row beside its text: the cursor, and a blank before the frame or the scroll bar."""

ROWS_CACHED = 256
"""Rows that are remembered as drawn: more than a screen shows."""


class Rows(ScrollView, FramedLines, can_focus=True):
    """Rows, framed if there is a title, one of them selected. `line(index, width)` draws a row as Text, one line high.

    It is called once for a row until the next `fill`, `refresh` or `refresh_line`.

    Only the list with the focus has the cursor `>`; in others the selected row is marked dimly.
    Posts `Rows.Moved` when another row is selected and `Rows.Chosen` on Enter or a click on the selected row.
    """

    DEFAULT_CSS = """
    Rows { width: 1fr; height: auto; max-height: 100%; padding: 0 1 0 0; margin-bottom: 1; background: $background;
           scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    COMPONENT_CLASSES = {"rows--selected", "rows--resting"}
    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,g", "go(0)", show=False),
        Binding("end,G", "go(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """Another row is selected."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            return self.rows

    class Chosen(Moved):
        """The selected row was chosen, by Enter or a click."""

    def __init__(self, title: str, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id)
        self._count = 0
        self._line: Callable[[int, int], Text] = lambda index, width: Text()
        self._frame: Frame | None = None
        self._strips: dict[int, Strip] = {}
        """The rows as painted in `_frame`, except the selected one."""
        self.empty = empty
        if title:
            self.add_class("framed", "list", update=False)  # it is styled when it is mounted
        set_title(self, title)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def text_width(self) -> int:
        """The cells that the text of a row has."""
        return self.scrollable_content_region.width - AROUND

    def fill(
        self,
        count: int,
        line: Callable[[int, int], Text],
        title: str | Content | None = None,
        cursor: int | None = None,
    ) -> None:
        """Show `count` rows drawn by `line(index, width)`; the selection stays unless `cursor` is given."""
        if title is not None:
            set_title(self, title)
        height, before = self.size.height, self._count
        self._count, self._line = count, line
        # A layout is slow, and not needed if the height is fixed and the scroll bar neither appears nor disappears.
        resized = self.styles.is_auto_height or (count > height) != (before > height)
        if not height and count > self.app.size.height:
            # Before the first layout, which would else be done twice, and the rows be painted at two widths.
            self.show_vertical_scrollbar = True
        if resized:
            self.virtual_size = Size(0, max(1, count))
        else:
            self.set_reactive(Widget.virtual_size, Size(0, max(1, count)))
            self._set_bar(count, self.vertical_scrollbar.position)
            self.scroll_to(y=min(self.scroll_offset.y, self.max_scroll_y), animate=False, immediate=True)
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, count - 1))
        self.refresh(layout=resized)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows, or of the lines of the text for an empty list."""
        return self._count or max(1, len(self._empty_lines(width)))

    def _empty_lines(self, width: int) -> list[str]:
        """Return the text for an empty list, wrapped."""
        return wrap(self.empty, max(10, width - AROUND))

    def paint_lines(self, frame: Frame, height: int) -> list[Strip]:
        if frame != self._frame:
            self._frame = frame
            self._strips.clear()
        width, top, strips = self.scrollable_content_region.width, self.scroll_offset.y, self._strips
        lines = []
        for index in range(top, top + height):
            strip = strips.get(index)
            if strip is None:
                strip = frame.around(self._drawn_row(index, width, frame.width, frame.style))
                if index != self.cursor:
                    strips[index] = strip  # most rows that a scrolled list shows stood on another line before
            lines.append(strip)
        if len(strips) > ROWS_CACHED:
            strips.clear()
        return lines

    def render_line(self, y: int) -> Strip:
        """Return a visible row."""
        width = self.scrollable_content_region.width
        return self._drawn_row(y + self.scroll_offset.y, width, width, self.rich_style)

    def _drawn_row(self, index: int, width: int, padded: int, base: Style) -> Strip:
        """Draw a row `width` cells wide, with blanks up to `padded`; those are below the scroll bar."""
        if not self._count:
            lines = self._empty_lines(width)
            line = Text(lines[index] if index < len(lines) else "", "dim")
            return self._strip(BLANK, line, width, padded, base)
        if index >= self._count:
            return Strip.blank(padded, base)
        line = self._line(index, width - AROUND)
        if index != self.cursor:
            return self._strip(BLANK, line, width, padded, base)
        # A list that cannot be focused is moved by the keys of the field above it.
        active = self.has_focus or not self.can_focus
        component = "rows--selected" if active else "rows--resting"
        style = base + self.get_component_rich_style(component, partial=True)
        return self._strip(CURSOR if active else RESTING, line, width, padded, style)

    def _strip(self, sign: Segment, line: Text, width: int, padded: int, style: Style) -> Strip:
        if line.cell_len > width - AROUND:
            line = line.copy()
            line.truncate(width - AROUND, overflow="ellipsis")
        return finished([sign, *line_segments(line, self.app.console)], padded, style)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Redraw the rows; given regions are only painted again, with the rows that stand there now."""
        if repaint and not regions:
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_line(self, y: int) -> None:
        """Redraw a row."""
        self._strips.pop(y, None)
        super().refresh_line(y)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the selection on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two rows that changed and bring the new one into view."""
        if before == now:
            return
        self.refresh_line(before)
        self.refresh_line(now)
        if self.is_mounted:
            self._into_view()
            self.post_message(self.Moved(self, now))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint the rows that stand at the lines now."""
        self._set_bar(self.vertical_scrollbar.window_virtual_size, new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _set_bar(self, count: int, position: float) -> None:
        """Set the number of rows and the place of the scroll bar, and paint it only if its thumb is elsewhere.

        In a long list it seldom is, and painting it takes 1 ms, a tenth of a key.
        """
        bar = self.vertical_scrollbar
        before, now = (bar.window_virtual_size, bar.position), (count, bar.validate_position(position))
        thumbs = [
            bar.renderer.render_bar(self.size.height, rows, bar.window_size, place).segments
            for rows, place in (before, now)
        ]
        bar.set_reactive(ScrollBar.window_virtual_size, now[0])
        bar.set_reactive(ScrollBar.position, now[1])
        if thumbs[0] != thumbs[1]:
            bar.refresh()

    def _into_view(self) -> None:
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif height and self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Select the row `by` rows on."""
        self.cursor += by

    def action_page(self, pages: int) -> None:
        """Select the row a page on."""
        self.cursor += pages * max(1, self.scrollable_content_region.height - 1)

    def action_go(self, index: int) -> None:
        """Select a row; -1 is the last."""
        self.cursor = self._count - 1 if index < 0 else index

    def action_choose(self) -> None:
        """Post that the selected row was chosen."""
        if self._count:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a second click chooses it."""
        index = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= index < self._count:
            if index == self.cursor:
                self.action_choose()
            self.cursor = index
