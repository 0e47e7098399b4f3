"""Palettes of charts: a style per role, and a set of glyphs.

The colours come from the Okabe-Ito palette, which people with any common form of colour blindness can tell
apart (https://jfly.uni-koeln.de/color/); `LIGHT` darkens them until each reaches a contrast of 4.5:1 on white.
`MONO` has no colour at all, for NO_COLOR and for printers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.style import Style

from gutskin_tui.charts.glyphs import ASCII, UNICODE, Glyphs


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles of a chart by role. There are three: `DARK`, `LIGHT` and `MONO`."""

    point: Style
    """A day's own value."""
    mean: Style
    """A mean or an effect, drawn as a mark."""
    area: Style
    """The area of the rolling mean: a quiet shade, a foreground only."""
    second: Style
    """A second series on the same scale."""
    reference: Style
    """A reference or goal line and its label."""
    axis: Style
    label: Style
    """Text and numbers along an axis."""
    muted: Style
    """Gaps, empty boxes and hints."""
    text: Style
    """Values and sentences."""
    good: Style
    """A change for the better, or a goal that was reached."""
    bad: Style
    """A change for the worse."""
    bar: Style
    selected: Style
    crosshair: Style
    today: Style
    """Today, while it has no entry."""
    span: Style
    """The background of a span of days."""
    shades: tuple[Style, Style, Style, Style, Style]
    """Levels of a day in heatmaps and calendars, lowest first: the background, and the colour of text on it.

    Without colours, the glyphs of the levels tell them apart.
    """
    glyphs: Glyphs = UNICODE

    @property
    def coloured(self) -> bool:
        """Whether the styles have colours; without them every state needs a glyph or a digit of its own."""
        return self.area.color is not None

    def over_area(self, style: Style) -> Style:
        """Return `style` with the colour of the area behind it."""
        return style + Style(bgcolor=self.area.color) if self.area.color else style

    def shade(self, level: int) -> tuple[str, Style]:
        """Return the glyph and style that fill the cells of a level (0 to 4): a colour, or a glyph, or both."""
        style = self.shades[level]
        return " " if style.bgcolor and not self.glyphs.plain else self.glyphs.shades[level], style

    def ascii(self) -> Palette:
        """Return the palette with ASCII glyphs, for terminals and files whose encoding is not UTF-8."""
        return replace(self, glyphs=ASCII)


DARK = Palette(
    point=Style(color="#56B4E9"),
    mean=Style(color="#E69F00", bold=True),
    area=Style(color="#1F4E6B"),
    second=Style(color="#CC79A7"),
    reference=Style(color="#009E73"),
    axis=Style(color="#7A858F"),
    label=Style(color="#A9B4BE"),
    muted=Style(color="#7A858F"),
    text=Style.null(),
    good=Style(color="#009E73", bold=True),
    bad=Style(color="#D55E00", bold=True),
    bar=Style(color="#56B4E9"),
    selected=Style(color="#E69F00", bold=True),
    crosshair=Style(color="#D8DEE4"),
    today=Style(color="#E69F00"),
    span=Style(bgcolor="#1D2B36"),
    shades=(
        Style(color="#D8DEE4", bgcolor="#1F3440"),
        Style(color="#FFFFFF", bgcolor="#235270"),
        Style(color="#FFFFFF", bgcolor="#2D77A5"),
        Style(color="#000000", bgcolor="#56B4E9"),
        Style(color="#000000", bgcolor="#C9E9FC"),
    ),
)

LIGHT = Palette(
    point=Style(color="#00629B"),
    mean=Style(color="#8A5A00", bold=True),
    area=Style(color="#BFDCEC"),
    second=Style(color="#8F3F6F"),
    reference=Style(color="#006B4E"),
    axis=Style(color="#66707A"),
    label=Style(color="#4A545E"),
    muted=Style(color="#66707A"),
    text=Style.null(),
    good=Style(color="#006B4E", bold=True),
    bad=Style(color="#A84300", bold=True),
    bar=Style(color="#00629B"),
    selected=Style(color="#8A5A00", bold=True),
    crosshair=Style(color="#1B2329"),
    today=Style(color="#8A5A00"),
    span=Style(bgcolor="#E3EDF4"),
    shades=(
        Style(color="#1B2329", bgcolor="#DFEAF1"),
        Style(color="#000000", bgcolor="#A3CBE3"),
        Style(color="#000000", bgcolor="#5FA5CD"),
        Style(color="#FFFFFF", bgcolor="#1F76AC"),
        Style(color="#FFFFFF", bgcolor="#0B3D61"),
    ),
)

MONO = Palette(
    point=Style.null(),
    mean=Style(bold=True),
    area=Style(dim=True),
    second=Style(underline=True),
    reference=Style(dim=True),
    axis=Style(dim=True),
    label=Style.null(),
    muted=Style(dim=True),
    text=Style.null(),
    good=Style(bold=True),
    bad=Style(bold=True, underline=True),
    bar=Style.null(),
    selected=Style(reverse=True),
    crosshair=Style(bold=True),
    today=Style(bold=True),
    span=Style.null(),
    shades=(Style.null(), Style.null(), Style.null(), Style.null(), Style.null()),
)
