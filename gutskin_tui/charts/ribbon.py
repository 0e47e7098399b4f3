"""A day as one line of hours: bars for what lasts, glyphs for what happens at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import time

from msgspec import Struct
from rich.cells import cell_len
from rich.style import Style

from gutskin_tui.charts.canvas import Canvas, Chart
from gutskin_tui.charts.label_text import fit, single_cell

DAY_MINUTES = 24 * 60
_HOUR_STEPS = (1, 2, 3, 4, 6, 8, 12, 24)
# Cells of the label of an hour and the gap after it.
_HOUR_CELLS = 5
# Least number of cells between two labels of a row.
_GAP = 2
# Most cells that a label may be to the right of its glyph.
_SHIFT = 3


class RibbonEntry(Struct, frozen=True):
    """An entry of the day: a glyph at `minute`, or with `until` a bar of its glyph up to there.

    Both count from the start of the day, from 0 to 1440. `label` is written below the glyph where there is room.
    """

    minute: int
    glyph: str
    style: Style
    label: str = ""
    until: int | None = None


@dataclass(frozen=True)
class DayRibbon(Chart):
    """A line of 24 hours from `start`, when the journal day begins; below it the hours, and labels in further rows.

    Of entries that share a cell, the later takes the next cell if it is free; else the cell has the glyph for several.
    `now` is a mark at the present time, in minutes from the start of the day, None on another day.
    Raises ValueError for minutes outside the day, a bar that ends before it starts, glyphs that are not one cell wide,
    or a height or width below 1.
    """

    entries: Sequence[RibbonEntry]
    _: KW_ONLY
    start: time = time(4)
    now: int | None = None
    height: int = 3

    def __post_init__(self) -> None:
        for entry in self.entries:
            end = entry.minute if entry.until is None else entry.until
            if not 0 <= entry.minute <= end <= DAY_MINUTES:
                raise ValueError(f"minutes {entry.minute} to {end} are not within a day")
            single_cell(entry.glyph, self.palette.glyphs)
        if self.now is not None and not 0 <= self.now <= DAY_MINUTES:
            raise ValueError(f"minute {self.now} is not within a day")
        self._check_size()

    def draw(self, width: int, height: int) -> Canvas:
        glyphs, palette = self.palette.glyphs, self.palette
        canvas = Canvas(width, height)
        canvas.fill(0, 0, width, glyphs.axis, palette.axis)
        for entry in self.entries:
            if entry.until is not None:
                first, last = self._bar(entry, width)
                canvas.fill(first, 0, last - first + 1, entry.glyph, entry.style)
        if self.now is not None:
            canvas.put(_column(self.now, width), 0, glyphs.crosshair, palette.crosshair)
        for column, indices in self._columns(width).items():
            entry = self.entries[indices[-1]]
            canvas.put(column, 0, entry.glyph if len(indices) == 1 else glyphs.both, entry.style)
        if height > 1:
            self._write_hours(canvas)
        for index, (x, y) in self._labels(width, height).items():
            canvas.write(x, y, self._label(index, width), palette.label)
        return canvas

    def entry_at(self, x: int, y: int, width: int, height: int) -> int | None:
        """Return the number of the entry drawn at (x, y) of a ribbon of this size, the last of several, or None.

        A glyph has priority over a bar; its label counts as well.
        """
        if y == 0:
            columns = self._columns(width)
            for column in (x, x - 1, x + 1):
                if column in columns:
                    return columns[column][-1]
            for index, entry in enumerate(self.entries):
                if entry.until is not None:
                    first, last = self._bar(entry, width)
                    if first <= x <= last:
                        return index
        for index, (start, row) in self._labels(width, height).items():
            if row == y and start <= x < start + cell_len(self._label(index, width)):
                return index
        return None

    def has_shared_cell(self, width: int) -> bool:
        """Whether a cell of a ribbon of this width has the glyph for several entries."""
        return any(len(indices) > 1 for indices in self._columns(width).values())

    def _bar(self, entry: RibbonEntry, width: int) -> tuple[int, int]:
        """Return the first and last column of a bar, at least one cell."""
        assert entry.until is not None
        first = _column(entry.minute, width)
        return first, max(first, _column(max(entry.minute, entry.until - 1), width))

    def _columns(self, width: int) -> dict[int, list[int]]:
        """Return the numbers of the entries with a glyph, by column."""
        columns: dict[int, list[int]] = {}
        for index, entry in sorted(enumerate(self.entries), key=lambda pair: pair[1].minute):
            if entry.until is None:
                column = _column(entry.minute, width)
                if column in columns and column + 1 < width and column + 1 not in columns:
                    column += 1
                columns.setdefault(column, []).append(index)
        return columns

    def _labels(self, width: int, height: int) -> dict[int, tuple[int, int]]:
        """Return the place (x, y) of the label of each entry whose label has room below its glyph or bar."""
        columns = {index: column for column, indices in self._columns(width).items() for index in indices}
        columns |= {
            index: self._bar(entry, width)[0] for index, entry in enumerate(self.entries) if entry.until is not None
        }
        free = [0] * max(0, height - 2)
        places: dict[int, tuple[int, int]] = {}
        for index, column in sorted(columns.items(), key=lambda pair: pair[1]):
            cells = cell_len(self._label(index, width))
            starts = [max(start, min(column, width - cells)) for start in free]
            fitting = [x for x in starts if cells and x <= column + _SHIFT and x + cells <= width]
            if fitting:
                row = starts.index(min(fitting))
                places[index] = (starts[row], row + 2)
                free[row] = starts[row] + cells + _GAP
        return places

    def _label(self, index: int, width: int) -> str:
        return fit(self.entries[index].label, width, self.palette.glyphs)

    def _write_hours(self, canvas: Canvas) -> None:
        """Write the hours under the line, the first at its start."""
        width = canvas.width
        step = next((step for step in _HOUR_STEPS if step * width // 24 >= _HOUR_CELLS), 24)
        for hour in range(0, 24, step):
            at = (self.start.hour + hour) % 24
            text = f"{at:02}:{self.start.minute:02}" if self.start.minute else f"{at:02}"
            x = _column(hour * 60, width)
            if x + len(text) <= width:
                canvas.write(x, 1, text, self.palette.label)


def _column(minute: int, width: int) -> int:
    return min(minute * width // DAY_MINUTES, width - 1)
