"""The fields of a form, drawn by one widget with one input, which moves to the current field.

An input for each field would be simpler, but opening a form of fifteen fields took three times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from gutskin_tui.tui.widgets.form_field import FormField
from gutskin_tui.tui.widgets.panel import text_strips
from gutskin_tui.tui.widgets.text_input import LineSuggester, TextInput

LABEL = 22
"""Columns of the label."""

HELP = 40
"""Columns of the help on the right of a wide screen. Longer help is shown below the current field."""


REFUSED = "! "
"""The sign of a refused text."""


class FormFields(Widget):
    """Labelled fields one below the other, each with help beside it and a message below it.

    Posts `Changed` when the text of a field was edited, and `Left` when another field has become the current one.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = f"""
    FormFields {{ height: auto; width: 1fr; }}
    FormFields TextInput, FormFields TextInput:focus {{ margin: 0 0 0 {LABEL}; }}
    .-wide FormFields TextInput, .-huge FormFields TextInput {{ margin: 0 {HELP + 2} 0 {LABEL}; }}
    """

    class Changed(Message):
        """The text of `field` was edited."""

        def __init__(self, field: FormField) -> None:
            super().__init__()
            self.field = field

    class Left(Message):
        """The cursor has left `field`."""

        def __init__(self, field: FormField) -> None:
            super().__init__()
            self.field = field

    def __init__(self, fields: Sequence[FormField]) -> None:
        super().__init__()
        self.fields = fields
        self.current = fields[0]
        self._lines: list[Strip] = []
        self._rows: dict[FormField, int] = {}
        self._height = len(fields)
        self._help_lines: dict[tuple[int, bool], int] = {}
        self._most_messages = 0
        self._refused: FormField | None = None
        for field in fields:
            field.view = self

    def compose(self) -> ComposeResult:
        """Compose the input, in the first field."""
        line = TextInput()
        self._load(line, self.current)
        yield line

    def on_mount(self) -> None:
        """Follow the text at once: a key that is typed ahead may make another field the current one."""
        self.watch(self.line, "value", self._edited, init=False)

    @property
    def line(self) -> TextInput:
        """The input."""
        return self.query_one(TextInput)

    def edit(self, field: FormField) -> None:
        """Make `field` the current one; the stored text is selected, in any other the cursor is at the end."""
        left, self.current = self.current, field
        self._load(self.line, field)
        self.redraw()
        self.screen.set_focus(self.line)
        self.show_current()
        if left is not field:
            self.post_message(self.Left(left))

    def _load(self, line: TextInput, field: FormField) -> None:
        with line.prevent(Input.Changed):
            line.suggester = LineSuggester(field.complete, slow=field.slow) if field.complete else None
            line.placeholder = field.placeholder
            line.value = field.typed
        end = len(line.value)
        line.selection = Selection(0, end) if field.is_prefilled else Selection.cursor(end)

    def _edited(self, text: str) -> None:
        if text != self.current.typed:
            self.current.typed = text
            self.post_message(self.Changed(self.current))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Stop the message of the input, which does not know its field."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Make the clicked field the current one, with the cursor where its text was clicked."""
        offset = event.get_content_offset(self)
        if event.widget is not self or offset is None:
            return
        row = max((field for field in self._rows if self._rows[field] <= offset.y), key=self._rows.__getitem__)
        if row is self.current:
            return
        self.edit(row)
        if offset.x >= LABEL:
            self.line.cursor_position = len(set_cell_size(row.typed, min(offset.x - LABEL, cell_len(row.typed))))

    def show_current(self) -> None:
        """Scroll the current field into view."""
        body = self.parent
        if isinstance(body, VerticalScroll):
            top = self.virtual_region.y + self._rows.get(self.current, 0)
            body.scroll_to_region(Region(0, top, 1, 1 + len(self._below(self.current, self.size.width))), animate=False)

    def on_resize(self) -> None:
        """Draw the fields for the new width."""
        self.redraw()

    def notify_style_update(self) -> None:
        """Redraw the fields in another theme."""
        super().notify_style_update()
        self._lines = []

    def redraw(self) -> None:
        """Draw the fields. A layout is needed only if the number of lines or the place of the input has changed."""
        if not self.is_attached or not (width := self.size.width):
            return
        before = self._height
        self._lines = []
        self._measure(width)
        margin, top = self.line.styles.margin, self._rows[self.current]
        if margin.top != top:
            self.line.styles.margin = Spacing(top, margin.right, margin.bottom, margin.left)
        self.refresh(layout=self._height != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of all fields."""
        self._measure(width)
        return self._height

    def _measure(self, width: int) -> None:
        """Note at which line each field begins."""
        line = 0
        self._refused = self._explained_refusal()
        for field in self.fields:
            self._rows[field] = line
            line += 1 + len(self._below(field, width))
        self._height = max(line, len(self.fields) + self._spare_lines(width))

    def _explained_refusal(self) -> FormField | None:
        """Return the refused field whose message is shown: the current one, else the first.

        Others have a sign only, so that the form does not become higher with each.
        """
        if self.current.refused:
            return self.current
        return next((field for field in self.fields if field.refused), None)

    def _spare_lines(self, width: int) -> int:
        """Return the lines to reserve below the fields, so that the form stays where it is when a message appears.

        These are the lines of the longest help, of the messages that are not refusals, and of a refusal, of two lines
        where there is less width. A single field has its message in place of its help.
        """
        refusal = 1 if self._roomy else 2
        key = width, self._roomy
        if key not in self._help_lines:
            self._help_lines[key] = max(1, *(len(self._help(field, width)) for field in self.fields))
        messages = sum(bool(field.message) and not field.refused for field in self.fields)
        self._most_messages = max(self._most_messages, messages)
        if len(self.fields) == 1:
            return max(refusal, self._help_lines[key])
        return self._help_lines[key] + self._most_messages + refusal

    def render_line(self, y: int) -> Strip:
        """Draw a line of a field. The input covers the text of the current one."""
        width, base = self.size.width, self.rich_style
        if not self._lines:
            self._lines = [
                line.apply_style(base).adjust_cell_length(width, base)
                for field in self.fields
                for line in self._draw(field, width)
            ]
        return self._lines[y] if y < len(self._lines) else Strip.blank(width, base)

    @property
    def _roomy(self) -> bool:
        return self.screen.has_class("-wide") or self.screen.has_class("-huge")

    def _draw(self, field: FormField, width: int) -> Iterator[Strip]:
        """Yield the label, the text and the help of a field, then the lines below them."""
        current, line = field is self.current, self.line
        sign = "> " if current else REFUSED if field.refused else "  "
        first = Text(sign, style="bold" if current or field.refused else "", end="")
        first.append(field.label)
        first.truncate(LABEL - 1, overflow="ellipsis", pad=True)
        first.append(" ")
        room = max(0, width - LABEL - (HELP + 2 if self._roomy else 0))
        style = line.get_component_rich_style("input--placeholder") if not field.typed else line.rich_style
        text = Text(field.typed or field.placeholder, style, no_wrap=True, end="")
        text.truncate(room, overflow="ellipsis")
        text.append(" " * (room - text.cell_len), line.rich_style)
        first.append_text(text)
        if self._roomy:
            help_text = Text(f"  {field.help}", style="not bold dim")
            help_text.truncate(HELP + 2, overflow="ellipsis")
            first.append_text(help_text)
        yield Strip(first.render(self.app.console))
        yield from self._below(field, width)

    def _below(self, field: FormField, width: int) -> list[Strip]:
        """Return the lines under a field."""
        if field.refused and field is not self._refused:
            return []
        if field.message:
            sign, style = (REFUSED, "bold") if field.refused else ("", "dim")
            return self._indented(Text(sign + field.message, style=style), width)
        return self._help(field, width) if field is self.current else []

    def _help(self, field: FormField, width: int) -> list[Strip]:
        """Return the help of a field if it is not beside it."""
        if not field.help or (self._roomy and cell_len(field.help) <= HELP):
            return []
        return self._indented(Text(field.help, style="dim"), width)

    def _indented(self, text: Text, width: int) -> list[Strip]:
        if width <= LABEL:
            return []
        indent = Strip.blank(LABEL)
        return [Strip.join([indent, line]) for line in text_strips(text, width - LABEL, self.app.console)]
