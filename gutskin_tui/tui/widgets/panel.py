"""A panel: a rule with a title, and below it any renderable."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text
from textual.content import Content
from textual.markup import escape
from textual.widget import Widget
from textual.widgets import Static


class Panel(Static):
    """Content under a titled rule. Markup is not interpreted, as the content is data."""

    DEFAULT_CSS = """
    Panel { width: 1fr; height: auto; padding: 0 1 0 2; margin-bottom: 1;
            border-top: solid $rule; border-title-color: $foreground; border-title-style: bold; }
    """

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)
        self._drawn: Text | None = None
        set_title(self, title)

    def update_content(self, content: RenderableType | Content | str, title: str | None = None) -> None:
        """Show `content`; a string is shown literally. A `title` other than None replaces the title.

        Text that is on the screen already is not drawn again, as each update lays the whole tab out.
        """
        if title is not None:
            set_title(self, title)
        content = Text(content) if isinstance(content, str) else content
        text = content if isinstance(content, Text) else None
        if text is None or self._drawn is None or not _same(text, self._drawn):
            self.update(content)
            self._drawn = text


def _same(text: Text, other: Text) -> bool:
    """Whether two texts are drawn the same; the comparison of rich leaves out the styles of the whole text."""
    return text == other and all(
        getattr(text, name) == getattr(other, name) for name in ("style", "justify", "overflow", "no_wrap", "end")
    )


def set_title(widget: Widget, title: str) -> None:
    """Set the title on the upper rule of a widget, as plain text."""
    text = f" {escape(title)} " if title else ""
    if widget.border_title != text:
        widget.border_title = text
