"""What `?` shows: help for the open tab, its keys, then all keys by group, as the table of actions has them."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.tui.actions import ACTIONS, Action, all_keys

KEYS = 16
"""Columns of the keys."""

LISTS = (
    "Up, Down, k and j move; Home and End, g and G go to the ends; PageUp and PageDown scroll a page. Tab and "
    "Shift+Tab go from list to list. A check-in takes answers once its key, Enter or a click has started it; until "
    "then digits open tabs. While you type in a field, letters are text; Esc closes the field."
)


def help_page(tab: str, words: str, remapped: Mapping[str, str], plain_ascii: bool) -> RenderableType:
    """Return the help for `tab`, whose own help is `words`: its keys, those that log, lists and fields, the rest."""
    own = [action for action in ACTIONS if tab in action.tabs and len(action.tabs) <= 2]
    groups: dict[str, list[Action]] = {}
    for action in ACTIONS:
        if action not in own:
            groups.setdefault(action.group, []).append(action)
    parts: list[RenderableType] = [Text(words.strip() or "The keys below work here.")]
    if own:
        parts += [_heading(f"On {tab.capitalize()}"), _keys(own, remapped, plain_ascii)]
    parts += [_heading("Log"), _keys(groups.pop("Log"), remapped, plain_ascii, where=True)]
    parts += [_heading("In lists and fields"), Text(LISTS)]
    for name, actions in sorted(groups.items(), key=lambda group: all(action.tabs for action in group[1])):
        parts += [_heading(name), _keys(actions, remapped, plain_ascii, where=True)]
    return Group(*parts, Text('\nThe command "how to read this screen" explains its signs and colours.'))


def reading_page(palette: Palette) -> RenderableType:
    """Return what the signs and colours of the screen mean, as they are drawn in `palette`."""
    glyphs = palette.glyphs
    shades = Text().join(Text(glyph * 2, style) for glyph, style in map(palette.shade, range(5)))
    return Group(
        _heading("The frame"),
        _meanings(
            (Text(" Title ", "reverse"), "The frame with this title has the focus: arrows and Enter work in it."),
            (Text(">"), "The cursor. A list without the focus marks its selected row dimly."),
            (Text("key", "bold"), "Bold letters in the lowest line are keys. They can be clicked, too."),
            (Text("+3"), "At the end of a list: three more for which there is no room. Enter shows them."),
            (Text(glyphs.done), "In the title: all is saved. In the status line: it is done. ! tells what went wrong."),
        ),
        _heading("Days"),
        _meanings(
            (Text(glyphs.none, palette.muted), "No entry. It is not a zero: a zero is drawn as one."),
            (Text(glyphs.pending, palette.today), "Nothing yet today, and the day is not over."),
            (shades, "The shades of calendars and strips, from low to high. The legend names their bounds."),
        ),
        _heading("Charts"),
        _meanings(
            (Text(glyphs.point, palette.point), "A day's own value, at the height that the axis gives it."),
            (Text(glyphs.blocks[-1] * 3, palette.area), "The average of the last 7 days, as far as they have a value."),
            (Text(glyphs.second, palette.second), "The second series, where a chart has two."),
            (Text(glyphs.line * 3, palette.reference), "A goal, or another line to compare with."),
        ),
        _heading("Words of change"),
        _meanings(
            (Text(f"{glyphs.up} better", palette.good), "The last week against the week before, for the better."),
            (
                Text(f"{glyphs.up} worse", palette.bad),
                "For the worse. More of a symptom is worse, more sleep is better.",
            ),
            (Text(f"{glyphs.same} steady"), "Any change is too small to count."),
        ),
        Text("\nAn association is not a cause. A trial shows more than a chart."),
    )


def _meanings(*rows: tuple[Text, str]) -> Table:
    """Return a table of signs and what they mean."""
    table = _grid()
    for sign, meaning in rows:
        table.add_row(Text.assemble(sign), Text(meaning))
    return table


def _grid() -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=KEYS)
    table.add_column(ratio=1)
    return table


def _heading(name: str) -> Text:
    return Text(f"\n{name}", style="bold")


def _keys(actions: list[Action], remapped: Mapping[str, str], plain_ascii: bool, *, where: bool = False) -> Table:
    """Return a table of keys and what they do; `where` adds the tabs of actions that not every tab has."""
    table = _grid()
    for action in actions:
        tabs = ", ".join(tab.capitalize() for tab in action.tabs) if where and len(action.tabs) <= 2 else ""
        table.add_row(
            Text(all_keys(action, remapped, plain_ascii), "bold"),
            Text(f"{action.help} ({tabs})" if tabs else action.help),
        )
    return table
