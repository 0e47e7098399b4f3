"""Containers that paint nothing themselves: where no child of theirs is, the screen shows."""

from __future__ import annotations

from textual import containers, widgets
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Unpainted(Widget):
    """A container without a border or a background of its own.

    Textual has each container paint all its lines at each key, those behind its children too, and each of these lines
    is cut at the edges of all widgets on it. With the six containers of a tab this took 0.6 ms of a key.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return no lines."""
        return []


# `Unpainted` is the last base, as style sheets know only the first base of a class.


class Container(containers.Container, Unpainted):
    """Textual's container, unpainted."""


class Vertical(containers.Vertical, Unpainted):
    """Textual's vertical container, unpainted."""


class Horizontal(containers.Horizontal, Unpainted):
    """Textual's horizontal container, unpainted."""


class ContentSwitcher(widgets.ContentSwitcher, Unpainted):
    """Textual's container of which one child is shown, unpainted."""
