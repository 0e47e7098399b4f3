"""The chart of a report as SVG: dots for the days, a line for the 7-day means, and named bars above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from gutskin_tui.charts.series import DayColumns
from gutskin_tui.charts.time_axis import date_labels
from gutskin_tui.presentation.report.severity_chart import ChartBar, SeverityChart

WIDTH = 720
LEFT, RIGHT = 22, 8
"""Units left and right of the plot."""
PLOT_HEIGHT = 130
LANE = 13
"""Height of a lane of bars."""
CHARACTER = 6
"""Width that a character of a label takes at most, on average."""
COLUMNS = (WIDTH - LEFT - RIGHT) // CHARACTER
"""Characters that fit side by side below the plot."""
AXIS = 20
"""Height of the dates below the plot."""
HIGHEST = 10
"""The top of the scale of severity."""
MANY_DAYS = 180
"""Days from which the dots are smaller."""


class _Layout:
    """The places of days and values; `top` is the upper edge of the plot."""

    def __init__(self, days: Sequence[date], top: float) -> None:
        self.days = days
        self.top = top

    def x(self, day: date) -> float:
        """Return the centre of a day; the first is in the first column of dates, and the last in the last."""
        share = (day - self.days[0]).days / max(len(self.days) - 1, 1)
        return LEFT + CHARACTER * (0.5 + share * (COLUMNS - 1))

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.top + PLOT_HEIGHT * (1 - value / HIGHEST)


def chart_height(chart: SeverityChart) -> int:
    """Return the height of a chart that is `WIDTH` wide."""
    lanes = max([lane for lane, _, _ in _lanes(chart)], default=-1) + 1
    return LANE * (lanes + bool(chart.flares)) + 8 + PLOT_HEIGHT + AXIS


def svg_chart(chart: SeverityChart, description: str, font: str = "Helvetica, Arial, sans-serif") -> str:
    """Return the chart as an SVG element; `description` is read to people who cannot see it."""
    lanes, height = _lanes(chart), chart_height(chart)
    layout = _Layout(chart.days, height - AXIS - PLOT_HEIGHT)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="{font}" font-size="10">',
        f"<title>{escape(description)}</title>",
        *_grid(layout),
        *_dates(layout),
        *(_bar(layout, lane, bar, start) for lane, bar, start in lanes),
        *(_flare(layout, day) for day in chart.flares),
        *_points(layout, chart),
        *(_mean_line(layout, run) for run in _runs(chart)),
        "</svg>",
    ]
    return "\n".join(parts)


def _grid(layout: _Layout) -> list[str]:
    parts = []
    for value in range(0, HIGHEST + 1, 2):
        y = layout.y(value)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#bbb" stroke-width="0.6"/>')
        parts.append(f'<text x="{LEFT - 5}" y="{y + 3.5:.1f}" text-anchor="end">{value}</text>')
    return parts


def _dates(layout: _Layout) -> list[str]:
    """Return the dates below the plot, those that the charts of the screen would have in as many characters."""
    column = DayColumns(len(layout.days), COLUMNS).column
    bottom = layout.y(0)
    parts = []
    for label in date_labels(layout.days[0], len(layout.days), column, COLUMNS):
        tick, x = (LEFT + CHARACTER * at for at in (label.tick + 0.5, label.start))
        parts.append(f'<path d="M{tick:.1f} {bottom:.1f}v4" stroke="#000" stroke-width="0.8"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 14:.1f}">{escape(label.text)}</text>')
    return parts


def _lanes(chart: SeverityChart) -> list[tuple[int, ChartBar, float]]:
    """Return each bar with its lane, from the top, and where its label starts; nothing in a lane overlaps."""
    layout = _Layout(chart.days, 0)
    lanes: list[list[tuple[float, float]]] = []
    placed = []
    for bar in chart.bars:
        width = CHARACTER * len(bar.label)
        start = min(layout.x(bar.start), WIDTH - width)
        extent = min(start, layout.x(bar.start)) - 4, max(start + width, layout.x(bar.end)) + 4
        free = (
            lane
            for lane, extents in enumerate(lanes)
            if all(extent[1] < left or right < extent[0] for left, right in extents)
        )
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(extent)
        placed.append((lane, bar, start))
    return placed


def _bar(layout: _Layout, lane: int, bar: ChartBar, start: float) -> str:
    left, right = layout.x(bar.start) - 2, layout.x(bar.end) + 2
    y = LANE * lane + 11
    return (
        f'<text x="{start:.1f}" y="{y}">{escape(bar.label)}</text>'
        f'<path d="M{left:.1f} {y + 2.5}H{right:.1f}" stroke="#000" stroke-width="2"/>'
    )


def _flare(layout: _Layout, day: date) -> str:
    """Return a triangle above the plot that points down to a day."""
    x, y = layout.x(day), layout.top - 5
    return f'<path d="M{x - 3.5:.1f} {y - 6:.1f}h7l-3.5 6z"/>'


def _points(layout: _Layout, chart: SeverityChart) -> list[str]:
    radius = 1.3 if len(chart.days) >= MANY_DAYS else 2
    return [
        f'<circle cx="{layout.x(day):.1f}" cy="{layout.y(value):.1f}" r="{radius}" fill="#666"/>'
        for day, value in zip(chart.days, chart.points, strict=True)
        if value is not None
    ]


def _runs(chart: SeverityChart) -> list[list[tuple[date, float]]]:
    """Return the runs of days that have a 7-day mean; the line is not drawn across a gap."""
    runs: list[list[tuple[date, float]]] = [[]]
    for day, value in zip(chart.days, chart.means, strict=True):
        if value is not None:
            runs[-1].append((day, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _mean_line(layout: _Layout, run: Sequence[tuple[date, float]]) -> str:
    points = " ".join(f"{layout.x(day):.1f},{layout.y(value):.1f}" for day, value in run)
    return f'<polyline points="{points}" fill="none" stroke="#000" stroke-width="1.8" stroke-linejoin="round"/>'
