"""Palettes of charts: a style per role, and a set of glyphs.

The colours of `DARK` and `LIGHT` come from the Okabe-Ito palette, which people with any common form of colour blindness
can tell apart (https://jfly.uni-koeln.de/color/); `LIGHT` darkens them until each reaches a contrast of 4.5:1 on white.
`MONO` has no colour at all, for NO_COLOR and for printers. `themed_palette` takes the colours of any other theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from msgspec import Struct
from msgspec.structs import replace
from rich.style import Style

from gutskin_tui.charts.colours import TEXT_CONTRAST, contrast, distance, mix, readable
from gutskin_tui.charts.glyphs import ASCII, UNICODE, Glyphs


class Palette(Struct, frozen=True):
    """The styles of a chart by role."""

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

    @property
    def span_day(self) -> Style:
        """The style of a day within a span on a line of text: the background of a span, underlined without colours."""
        return self.span if self.span.bgcolor else Style(underline=True)

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

CONTRAST = 3.0
"""The least contrast with the background of a colour that carries meaning [WCAG 2.2, 1.4.11]."""
DISTANCE = 17.0
"""The least distance of two colours that a chart shows together: that of the program's own palettes."""

_THEME_COLOURS: dict[str, tuple[str, ...]] = {
    "point": ("primary", "secondary", "accent"),
    "mean": ("warning", "accent", "secondary"),
    "second": ("accent", "secondary", "primary"),
    "good": ("success",),
    "bad": ("error",),
}
"""The variables of a theme that serve for a role, the best first."""

TOGETHER = {("point", "mean"), ("point", "second"), ("mean", "second"), ("point", "good"), ("good", "bad")}
"""The roles that a chart shows together and tells apart by colour."""


def themed_palette(colours: Mapping[str, str], *, dark: bool) -> Palette:
    """Return the palette for a theme by its colours as "#RRGGBB", from the names of the theme's variables.

    A colour that is hard to see on the theme's background, or to tell from another one, is replaced by that of `DARK`
    or `LIGHT`; if that is not enough, all of them are.
    """
    own = DARK if dark else LIGHT
    paper, ink = colours["background"], colours["foreground"]
    chosen = _chosen(colours, own) or {role: _colour(own, role) for role in _THEME_COLOURS}
    quiet = readable(mix(ink, paper, 0.45), paper, ink, CONTRAST)
    point, mean = Style(color=chosen["point"]), Style(color=chosen["mean"])
    return replace(
        own,
        point=point,
        mean=mean + Style(bold=True),
        area=Style(color=mix(paper, chosen["point"], 0.3 if dark else 0.25)),
        second=Style(color=chosen["second"]),
        reference=Style(color=chosen["good"]),
        axis=Style(color=quiet),
        label=Style(color=readable(mix(ink, paper, 0.25), paper, ink, TEXT_CONTRAST)),
        muted=Style(color=quiet),
        good=Style(color=chosen["good"], bold=True),
        bad=Style(color=chosen["bad"], bold=True),
        bar=point,
        selected=mean + Style(bold=True),
        crosshair=Style(color=ink),
        today=mean,
        span=Style(bgcolor=mix(paper, chosen["point"], 0.12)),
        shades=_shades(paper, chosen["point"], dark=dark),
    )


def _shades(paper: str, hue: str, *, dark: bool) -> tuple[Style, Style, Style, Style, Style]:
    """Return five backgrounds from near that of the theme to `hue` and beyond it, each with a text that can be read."""
    end = "#FFFFFF" if dark else "#000000"
    first, second, third = (mix(paper, hue, share) for share in (0.2, 0.42, 0.68))
    return _shade(first), _shade(second), _shade(third), _shade(hue), _shade(mix(hue, end, 0.5))


def _shade(colour: str) -> Style:
    return Style(color=max("#000000", "#FFFFFF", key=lambda ink: contrast(ink, colour)), bgcolor=colour)


def _chosen(colours: Mapping[str, str], own: Palette) -> dict[str, str] | None:
    """Return a colour for each role, as many as can be of the theme; None if not even ours can be told from them."""
    candidates = [
        [
            colour
            for colour in (*(colours[name] for name in names), _colour(own, role))
            if contrast(colour, colours["background"]) >= CONTRAST
        ]
        for role, names in _THEME_COLOURS.items()
    ]
    ours = {_colour(own, role) for role in _THEME_COLOURS}
    fitting = (
        chosen
        for colours_of_roles in product(*candidates)
        for chosen in [dict(zip(_THEME_COLOURS, colours_of_roles, strict=True))]
        if all(distance(chosen[role], chosen[other]) >= DISTANCE for role, other in TOGETHER)
    )
    return min(fitting, key=lambda chosen: len(ours & set(chosen.values())), default=None)


def _colour(palette: Palette, role: str) -> str:
    style: Style = getattr(palette, role)
    assert style.color is not None
    return style.color.name.upper()
