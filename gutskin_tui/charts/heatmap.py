"""A calendar of weeks, one shade a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date, timedelta

from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.canvas import Canvas, Chart
from gutskin_tui.charts.legend import legend
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.series import checked
from gutskin_tui.charts.time_axis import DAYS, GUTTER, HEADER, MONDAY, WEEK, WeekGrid, weeks_in
from gutskin_tui.date_words import WEEKDAYS
from gutskin_tui.dates import day_range, month_name

YEAR = 52
_MONTH_CELLS = 3


@dataclass(frozen=True)
class Heatmap(Chart):
    """A calendar of the weeks up to `last`: a row per weekday, a column per week, as many as fit up to `weeks`.

    - `values`: a value per day; a day without a value is drawn as the glyph for no entry (`_` for `today`).
    - `bounds`: the least values of the middle and the top shade; see `heat_legend`.
    - `selected` is drawn in brackets. `first_weekday` 0 starts weeks on Monday, 6 on Sunday.

    `grid(width)` returns the layout of the drawing, which maps a day to its cell and back.
    Raises ValueError for NaN and infinities, bounds that do not rise, less than one week or a width below 1.
    """

    values: Mapping[date, float | None]
    last: date
    _: KW_ONLY
    bounds: tuple[float, float] = (3, 5)
    selected: date | None = None
    today: date | None = None
    weeks: int = YEAR
    first_weekday: int = MONDAY
    width: int | None = None
    height: int = HEADER + DAYS
    palette: Palette = DARK

    def __post_init__(self) -> None:
        checked(list(self.values.values()), "values")
        checked(self.bounds, "bounds")
        if self.bounds[0] >= self.bounds[1]:
            raise ValueError(f"bounds {self.bounds} must rise")
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
        canvas = Canvas(GUTTER + WEEK * grid.weeks + 1, HEADER + DAYS)
        self._months(canvas, grid)
        for row in range(DAYS):
            name = WEEKDAYS[(self.first_weekday + row) % DAYS][:2]
            canvas.write(0, HEADER + row, name, self.palette.label)
            for week in range(grid.weeks):
                day = grid.day(row, week)
                if day is not None:
                    canvas.put(GUTTER + 1 + WEEK * week, HEADER + row, *self._shade(day))
        place = grid.place(self.selected) if self.selected else None
        if place:
            x, y = place
            before, after = self.palette.glyphs.selected
            canvas.put(x - 1, y, before, self.palette.selected)
            canvas.put(x + 1, y, after, self.palette.selected)
        return canvas

    def _shade(self, day: date) -> tuple[str, Style]:
        value = self.values.get(day)
        glyphs, palette = self.palette.glyphs, self.palette
        if value is None:
            return (glyphs.pending, palette.today) if day == self.today else (glyphs.none, palette.muted)
        level = (value >= self.bounds[0]) + (value >= self.bounds[1])
        return glyphs.shades[level], palette.shades[level]

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
            x = GUTTER + 1 + WEEK * week
            room = WEEK * (weeks[index + 1] - week) - 1 if index + 1 < len(weeks) else canvas.width - x
            if room >= _MONTH_CELLS:
                canvas.write(x, 0, starts[week], self.palette.label)


def heat_legend(bounds: tuple[float, float], width: int | None = None, *, palette: Palette = DARK) -> Text:
    """Return the legend `· none  ░ under 3  ▒ from 3  █ from 5  [ ] selected`; parts beyond `width` are left out."""
    glyphs = palette.glyphs
    words = (f"under {bounds[0]:g}", f"from {bounds[0]:g}", f"from {bounds[1]:g}")
    return legend(
        [
            (glyphs.none, palette.muted, "none"),
            *zip(glyphs.shades, palette.shades, words, strict=True),
            (" ".join(glyphs.selected), palette.selected, "selected"),
        ],
        width,
        palette=palette,
    )
