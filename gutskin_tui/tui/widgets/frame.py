"""The frames of panels, lists and forms: a border on large screens, a rule above the content on small ones.

The class `framed` gives a widget its frame; the rules are in styles/app.tcss.
"""

from __future__ import annotations

from textual.content import Content
from textual.markup import escape
from textual.widget import Widget

WIDE, TALL = 100, 30
"""Columns and rows of the screen from which there are two columns of panels, and frames are borders."""


def linked(text: str, action: str) -> Content:
    """Return a part of a title whose click runs `action`: one of Textual's, by default of the clicked widget."""
    return Content.styled(text, f"@click={action}")


def key_link(text: str, action_id: str) -> Content:
    """Return a part of a title whose click stands for the key of an action of the table."""
    return linked(text, f"app.pick('{action_id}')")


def set_title(widget: Widget, title: str | Content) -> None:
    """Set the title on the upper edge of a widget: plain text, or content with parts made by `linked`."""
    text = _spaced(widget, _markup(title))
    if widget.border_title != text:
        widget.border_title = text


def set_subtitle(widget: Widget, text: str | Content) -> None:
    """Set the text at the right of the lower edge of a widget, as `set_title`. A rule has no lower edge."""
    text = _markup(text)
    if widget.border_subtitle != text:
        widget.border_subtitle = text


def has_border(widget: Widget) -> bool:
    """Whether frames are borders, with a lower edge, and not rules."""
    size = widget.app.size
    return size.width >= WIDE and size.height >= TALL


def fit_titles(container: Widget) -> None:
    """Set the titles within a container anew after the frames have changed between borders and rules."""
    for widget in container.query(".framed"):
        text = _spaced(widget, (widget.border_title or "").strip())
        if widget.border_title != text:
            widget.border_title = text


def _markup(text: str | Content) -> str:
    """Return Textual's markup of a text, in which only the links of `linked` are interpreted."""
    return text.markup if isinstance(text, Content) else escape(text)


def _spaced(widget: Widget, title: str) -> str:
    """Return the title with the spaces around it that Textual adds only between the corners of a border.

    By the size of the screen and not by the styles, which follow a change of the size later.
    """
    if not title or not widget.is_attached or not widget.has_class("framed"):
        return title
    return title if has_border(widget) else f" {title} "
