"""The frames of panels, lists and forms: a border on large screens, a rule above the content on small ones.

The class `framed` gives a widget its frame; the rules are in styles/app.tcss.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

WIDE, TALL = 100, 30
"""Columns and rows of the screen from which there are two columns of panels, and frames are borders."""

HUGE = 160
"""Columns of the screen from which there are three columns of panels."""

WIDTH_CLASSES = ((0, "-tiny"), (60, "-narrow"), (76, "-middle"), (WIDE, "-wide"), (HUGE, "-huge"))
"""The class of a screen from so many columns on; it has that of the most columns it has."""

HEIGHT_CLASSES = ((TALL, "-tall"), (40, "-with-week"), (55, "-with-day-before"))
"""Classes of a screen from so many rows on; below all it is `-low`. The last two are for panels of Today."""

_TITLES: WeakKeyDictionary[Widget, Content] = WeakKeyDictionary()
"""The title of each widget without the spaces around it; Textual returns its titles as markup only."""


def set_size_classes(screen: Screen[Any]) -> bool:
    """Give a screen the classes for the application's size, without styling it; return whether they have changed.

    Called before the first layout and before that of each new size. Textual's own breakpoints come after the layout,
    so that all is restyled and laid out once more.
    """
    size, before = screen.app.size, screen.classes
    width_class = [name for columns, name in WIDTH_CLASSES if columns <= size.width][-1]
    classes = {name: name == width_class for _, name in WIDTH_CLASSES}
    classes |= {name: rows <= size.height for rows, name in HEIGHT_CLASSES} | {"-low": size.height < TALL}
    screen.update_classes(classes, update=False)
    return screen.classes != before


def linked(text: str, action: str) -> Content:
    """Return a part of a title whose click runs `action`: one of Textual's, by default of the clicked widget."""
    return Content.styled(text, f"@click={action}")


def key_link(text: str, action_id: str) -> Content:
    """Return a part of a title whose click stands for the key of an action of the table."""
    return linked(text, f"app.pick('{action_id}')")


def set_title(widget: Widget, title: str | Content) -> None:
    """Set the title on the upper edge of a widget: plain text, or content with parts made by `linked`."""
    _TITLES[widget] = content = _content(title)
    text = _spaced(widget, content)
    if widget.border_title != text.markup:
        # Textual's setter repaints the whole widget with all that is in it.
        widget._border_title = text.expand_tabs(4).split()[0]
        upper_edge = Region(0, 0, widget.outer_size.width, 1)
        widget.refresh(upper_edge.translate(-widget.content_offset))


def set_subtitle(widget: Widget, text: str | Content) -> None:
    """Set the text at the right of the lower edge of a widget, as `set_title`. A rule has no lower edge."""
    content = _content(text)
    if widget.border_subtitle != content.markup:
        widget.border_subtitle = content


def has_border(widget: Widget) -> bool:
    """Whether frames are borders, with a lower edge, and not rules."""
    size = widget.app.size
    return size.width >= WIDE and size.height >= TALL


def fit_titles(container: Widget) -> None:
    """Set the titles within a container again after the frames have changed between borders and rules."""
    for widget in container.query(".framed"):
        if title := _TITLES.get(widget):
            set_title(widget, title)


def _content(text: str | Content) -> Content:
    r"""Return a text as content. As markup it would fail or change: Textual's `escape` leaves "[/" and "\" alone."""
    return text if isinstance(text, Content) else Content(text)


def _spaced(widget: Widget, title: Content) -> Content:
    """Return the title with the spaces around it that Textual adds only between the corners of a border.

    By the size of the screen and not by the styles, which follow a change of the size later.
    """
    if not title or not widget.is_attached or not widget.has_class("framed") or has_border(widget):
        return title
    return Content.assemble(" ", title, " ")
