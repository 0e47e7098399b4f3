"""A calendar of weeks, one of five shades a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, timedelta

from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.canvas import Canvas, Chart
from gutskin_tui.charts.legend import legend
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.series import checked
from gutskin_tui.charts.shades import checked_bounds, level_of
from gutskin_tui.charts.time_axis import DAYS, GUTTER, HEADER, MONDAY, WEEK, WeekGrid, weeks_in
from gutskin_tui.date_words import WEEKDAYS
from gutskin_tui.dates import day_range, month_name

YEAR = 52
MARK = "t"
"""The letter of a marked day, such as one of a trial."""
_MONTH_CELLS = 3


@dataclass(frozen=True)
class Heatmap(Chart):
    """A calendar of the weeks up to `last`: a row per weekday, a column per week, as many as fit up to `weeks`.

    - `values`: a value per day, drawn as two cells of a shade; a day without one has the glyph for no entry (`_` for
      `today`) on no shade.
    - `bounds`: the least values of the second to the fifth shade; see `heat_legend`.
    - `marked` days have the letter `MARK`.
    - `selected` is drawn in brackets; without colours they are beside its shade, else on it.
    - `first_weekday` 0 starts weeks on Monday, 6 on Sunday.

    From 9 rows of `height` the last one is the legend. `grid(width)` returns the layout of the drawing, which maps a
    day to its cell and back.
    Raises ValueError for NaN and infinities, bounds that are not four or do not rise, less than one week or a width
    below 1.
    """

    values: Mapping[date, float | None]
    last: date
    _: KW_ONLY
    bounds: Sequence[float] = (1, 3, 5, 7)
    marked: Collection[date] = ()
    selected: date | None = None
    today: date | None = None
    weeks: int = YEAR
    first_weekday: int = MONDAY
    height: int = HEADER + DAYS + 1

    def __post_init__(self) -> None:
        checked(list(self.values.values()), "values")
        checked_bounds(self.bounds)
        if self.width is not None and self.width < 1:
            raise ValueError("width must be at least 1")
        WeekGrid(self.last, self.weeks, self.first_weekday)

    def grid(self, width: int) -> WeekGrid | None:
        """Return the layout of a drawing `width` cells wide; None if not even a week fits."""
        weeks = min(self.weeks, weeks_in(width))
        return WeekGrid(self.last, weeks, self.first_weekday) if weeks else None

    def draw(self, width: int, height: int) -> Canvas:
        grid = self.grid(width)
        if grid is None:
            canvas = Canvas(1, 1)
            canvas.put(0, 0, self.palette.glyphs.more, self.palette.muted)
            return canvas
        canvas = Canvas(width, HEADER + DAYS + (height > HEADER + DAYS))
        self._months(canvas, grid)
        for row in range(DAYS):
            name = WEEKDAYS[(self.first_weekday + row) % DAYS][:2]
            canvas.write(0, HEADER + row, name, self.palette.label)
            for week in range(grid.weeks):
                day = grid.day(row, week)
                if day is not None:
                    self._draw_day(canvas, GUTTER + WEEK * week, HEADER + row, day)
        place = grid.place(self.selected) if self.selected else None
        if place:
            self._frame(canvas, *place)
        if canvas.height > HEADER + DAYS:
            canvas.write_text(GUTTER, HEADER + DAYS, heat_legend(self.bounds, width - GUTTER, palette=self.palette))
        return canvas

    def day_at(self, x: int, y: int, width: int) -> date | None:
        """Return the day drawn at (x, y) of a drawing `width` cells wide; None outside the days."""
        grid = self.grid(width)
        return grid.day_at(x, y) if grid else None

    def _draw_day(self, canvas: Canvas, x: int, y: int, day: date) -> None:
        value, palette = self.values.get(day), self.palette
        if value is not None:
            canvas.fill(x, y, WEEK, *palette.shade(level_of(value, self.bounds)))
        elif day == self.today:
            canvas.put(x + 1, y, palette.glyphs.pending, palette.today)
        else:
            canvas.put(x + 1, y, palette.glyphs.none, palette.muted)
        if day in self.marked:
            style = palette.muted if value is None else palette.shades[level_of(value, self.bounds)]
            canvas.put(x, y, MARK, style)

    def _frame(self, canvas: Canvas, x: int, y: int) -> None:
        """Draw brackets: on the shade of the day, or without colours around its second cell."""
        before, after = self.palette.glyphs.selected
        value = self.values.get(self.selected) if self.selected else None
        style = self.palette.selected
        if value is not None and self.palette.coloured:
            style = self.palette.shades[level_of(value, self.bounds)] + Style(bold=True)
        canvas.put(x, y, before, style)
        canvas.put(x + (1 if self.palette.coloured else WEEK), y, after, style)

    def _months(self, canvas: Canvas, grid: WeekGrid) -> None:
        """Write each month above the week of its first day, and the month of the first week if there is room for it."""
        starts: dict[int, str] = {}
        for week, start in enumerate(day_range(grid.first, grid.last)[::DAYS]):
            end = min(start + timedelta(days=DAYS - 1), grid.last)
            has_first = end.day <= (end - start).days + 1
            if week == 0 or has_first:
                starts[week] = month_name(end)
        weeks = sorted(starts)
        for index, week in enumerate(weeks):
            x = GUTTER + WEEK * week
            room = WEEK * (weeks[index + 1] - week) - 1 if index + 1 < len(weeks) else canvas.width - x
            if room >= _MONTH_CELLS:
                canvas.write(x, 0, starts[week], self.palette.label)


def heat_legend(bounds: Sequence[float], width: int | None = None, *, palette: Palette = DARK) -> Text:
    """Return the legend `·· none  ██ under 1  ██ 1+  ██ 3+ …`; parts beyond `width` are left out, from the end.

    A shade that is a blank is called so.
    """
    words = [f"under {bounds[0]:g}", *(f"{bound:g}+" for bound in bounds)]
    parts = [(palette.glyphs.none, palette.muted, "none")]
    for level, name in enumerate(words):
        glyph, style = palette.shade(level)
        blank = glyph == " " and not style.bgcolor
        parts.append(("blank" if blank else glyph * WEEK, style, name))
    return legend(parts, width, palette=palette)
