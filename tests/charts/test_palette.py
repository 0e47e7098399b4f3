"""Contrast of the colours, glyphs that carry the same information, and charts that use them."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from itertools import pairwise

import pytest
from msgspec.structs import fields
from rich.cells import cell_len
from rich.console import Console, Group
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.glyphs import ASCII, UNICODE, Glyphs
from gutskin_tui.charts.heatmap import Heatmap
from gutskin_tui.charts.line import DaySpan, LineChart, Reference
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import DARK, LIGHT, MONO, Palette
from gutskin_tui.charts.strip import value_strip
from gutskin_tui.charts.trend import trend
from tests.charts.pictures import LAST, days_to, lines, means, scores, segments


def styles(palette: Palette) -> list[Style]:
    single = [getattr(palette, field.name) for field in fields(palette)]
    return [style for style in single if isinstance(style, Style)]


def luminance(style: Style) -> float:
    assert style.color is not None
    channels = [part / 255 for part in style.color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Style, other: Style) -> float:
    high, low = sorted((luminance(first), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("palette", "paper"), [(DARK, "#121212"), (LIGHT, "#ffffff")])
def test_every_colour_can_be_read_on_its_paper(palette: Palette, paper: str) -> None:
    coloured = [style for style in styles(palette) if style.color and style != palette.area]
    assert len(coloured) >= 10
    assert all(contrast(style, Style(color=paper)) >= 4.5 for style in coloured)


@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_shades_differ_and_text_on_them_is_legible(palette: Palette) -> None:
    papers = [Style(color=shade.bgcolor) for shade in palette.shades]
    assert all(contrast(shade, paper) >= 4.5 for shade, paper in zip(palette.shades, papers, strict=True))
    steps = [luminance(paper) for paper in papers]
    assert steps == sorted(steps, reverse=palette is LIGHT)
    assert all(contrast(low, high) >= 1.35 for low, high in pairwise(papers))


def test_mono_has_no_colour_at_all() -> None:
    assert all(style.color is None and style.bgcolor is None for style in (*styles(MONO), *MONO.shades))
    days = days_to(LAST, 60)
    chart = LineChart(days, scores(60), means(scores(60)), spans=[DaySpan(days[3], days[20], "before")], palette=MONO)
    drawn = [part.style for part in segments(Group(chart, BarChart(days, scores(60), goal=4, palette=MONO)), 80)]
    assert drawn
    assert not any(style and (style.color or style.bgcolor) for style in drawn)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_glyph_is_a_single_cell(glyphs: Glyphs) -> None:
    for field in fields(glyphs):
        value = getattr(glyphs, field.name)
        if field.name == "plain" or (glyphs.plain and field.name in ("ellipsis", "enter")):
            continue
        parts = value if isinstance(value, tuple) else (value,)
        assert all(cell_len(part) == 1 for part in parts), field.name
        assert not glyphs.plain or "".join(parts).isascii(), field.name


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_states_differ_without_colour(glyphs: Glyphs) -> None:
    for together in (
        (glyphs.none, glyphs.pending, "0", "t", glyphs.beyond),
        (glyphs.none, glyphs.pending, *glyphs.shades),
        (glyphs.none, *glyphs.spark),
        (glyphs.none, glyphs.pending, "0", glyphs.blocks[-1], glyphs.goal),
        (glyphs.point, glyphs.second, glyphs.both, *glyphs.reference, glyphs.over, glyphs.under),
        (glyphs.meal, glyphs.drink, glyphs.check_in, glyphs.practice, glyphs.other, glyphs.both, glyphs.axis),
        (glyphs.full, glyphs.empty, glyphs.more, glyphs.beyond),
        (glyphs.up, glyphs.down, glyphs.same),
    ):
        assert len(set(together)) == len(together)


def test_a_console_without_colour_shows_the_same_characters() -> None:
    days = days_to(LAST, 30)
    chart = LineChart(days, scores(30), means(scores(30)), reference=Reference(3, "norm"), palette=DARK)
    out = StringIO()
    Console(width=60, no_color=True, force_terminal=True, color_system="truecolor", file=out).print(chart)
    assert "38;2" not in out.getvalue()
    assert Text.from_ansi(out.getvalue()).plain.splitlines() == lines(chart, 60)


class ChartApp(App[None]):
    CSS = "Static { width: 100%; height: auto; }"

    def compose(self) -> ComposeResult:
        days = days_to(LAST, 30)
        yield Static(LineChart(days, scores(30), lo=0, hi=10, height=8), id="line")
        yield Static(Heatmap({LAST: 4.0}, LAST), id="heat")
        yield Static(value_strip([3, None]).append("  ").append_text(trend(3, 4)).append_text(meter(1, 2)), id="strip")


async def test_a_static_has_the_height_of_its_chart() -> None:
    app = ChartApp()
    async with app.run_test(size=(60, 24)):
        line, heat, strip = (app.query_one(f"#{name}", Static) for name in ("line", "heat", "strip"))
        assert (line.size.height, heat.size.height, strip.size.height) == (8, 9, 1)
        assert line.render_line(6).text.strip().startswith("└")
        assert line.render_line(7).text.rstrip().endswith("21 Nov")
        assert heat.render_line(1).text.startswith("Mo  ·")


def test_charts_bring_in_neither_console_nor_screen() -> None:
    code = """
import importlib, pkgutil, sys
import gutskin_tui.charts as charts
names = [f"{charts.__name__}.{module.name}" for module in pkgutil.iter_modules(charts.__path__)]
for name in names:
    importlib.import_module(name)
print(len(names))
print([name for name in ("rich.console", "textual", "numpy", "tinydb", "gutskin_tui.model") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, imported = done.stdout.splitlines()
    assert int(count) >= 15
    assert imported == "[]"
