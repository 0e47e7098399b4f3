"""The characters that charts and the texts around them are drawn with, by role.

Meaning is never carried by colour alone, so each state that a chart can show has a character of its own in
both sets. Every glyph is exactly one terminal cell wide, except the ASCII forms of `ellipsis` and `enter`, which charts
do not use.
"""

from __future__ import annotations

from msgspec import Struct


class Glyphs(Struct, frozen=True):
    """The character of each part of a chart. `blocks` and `spark` hold eight levels, lowest first."""

    point: str
    faint_point: str
    """A day's value where more than three days share a column."""
    second: str
    both: str
    """Two series in one cell."""
    over: str
    """A value above the top of the scale."""
    under: str
    """A value below the bottom of the scale."""

    line: str
    upright: str
    crosshair: str
    """The hairline through the selected day."""
    reference: tuple[str, str, str]
    """A dash of a reference line at the bottom, in the middle and at the top of its row."""
    boundary: str
    """The edge of a span of days."""
    span_left: str
    span_rule: str
    span_right: str

    axis: str
    axis_side: str
    axis_tick: str
    axis_corner: str
    date_tick: str
    month_tick: str
    """The first day of a month, if it has no label."""
    goal: str
    """A goal line; it runs along the top of its row, because a bar that reaches the goal fills that row."""
    goal_tick: str
    met: str
    """On the axis below a day that reached its goal."""
    hollow: str
    """A bar of a day that is not over."""

    none: str
    """No entry. Never drawn for a zero."""
    pending: str
    """Nothing yet, and the day is not over."""
    beyond: str
    """A value above the largest that one character can represent."""
    full: str
    empty: str
    more: str
    """The end of a text or bar that was cut."""
    area: tuple[str, ...]
    """The filled area of a mean."""
    blocks: tuple[str, ...]
    spark: tuple[str, ...]
    shades: tuple[str, str, str, str, str]
    """The levels of a day where there are no colours, lowest first."""
    gauge: str
    """The part of a gauge that is still empty."""
    selected: tuple[str, str]

    up: str
    down: str
    same: str

    done: str
    """What the day needs and has."""
    open: str
    """What the day needs and does not have yet."""
    separator: str
    """Between two parts of a line, with a blank on either side."""
    star: str
    """A food that is suspected."""
    meal: str
    drink: str
    check_in: str
    practice: str
    """A practice or exercise."""
    other: str
    """Any other entry of a day."""
    times: str
    """Follows a number of occurrences."""
    ellipsis: str
    """At the end of a text: work in progress, or text that is left out."""
    enter: str
    """The Enter key."""

    plain: bool
    """True when every glyph is ASCII; words that callers pass are then folded to ASCII too."""


UNICODE = Glyphs(
    point="•",
    faint_point="·",
    second="◦",
    both="*",
    over="▲",
    under="▼",
    line="─",
    upright="│",
    crosshair="│",
    reference=("▁", "─", "▔"),
    boundary="┊",
    span_left="├",
    span_rule="─",
    span_right="┤",
    axis="─",
    axis_side="│",
    axis_tick="┤",
    axis_corner="└",
    date_tick="┬",
    month_tick="┴",
    goal="▔",
    goal_tick="▸",
    met="✓",
    hollow="░",
    none="·",
    pending="_",
    beyond="+",
    full="■",
    empty="□",
    more="…",
    area=("▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"),
    blocks=("▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"),
    spark=("▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"),
    shades=(" ", "░", "▒", "▓", "█"),
    gauge="░",
    selected=("[", "]"),
    up="▲",
    down="▼",
    same="=",
    done="✓",
    open="○",
    separator="·",
    star="★",
    meal="●",
    drink="≈",
    check_in="◆",
    practice="▲",
    other="+",
    times="×",
    ellipsis="…",
    enter="⏎",
    plain=False,
)

# Sparks are digits here, because eight levels of punctuation have no obvious order.
ASCII = Glyphs(
    point="o",
    faint_point=",",
    second="x",
    both="*",
    over="^",
    under="v",
    line="-",
    upright="|",
    crosshair="|",
    reference=("_", "-", '"'),
    boundary=":",
    span_left="|",
    span_rule="-",
    span_right="|",
    axis="-",
    axis_side="|",
    axis_tick="|",
    axis_corner="+",
    date_tick="+",
    month_tick="'",
    goal='"',
    goal_tick=">",
    met="*",
    hollow=":",
    none=".",
    pending="_",
    beyond="+",
    full="#",
    empty="-",
    more="~",
    area=(".", ".", ".", ".", ":", ":", ":", ":"),
    blocks=("_", "_", "_", "=", "=", "=", "#", "#"),
    spark=("1", "2", "3", "4", "5", "6", "7", "8"),
    shades=(" ", "-", "+", "*", "#"),
    gauge="-",
    selected=("[", "]"),
    up="^",
    down="v",
    same="=",
    done="+",
    open="o",
    separator="-",
    star="*",
    meal="o",
    drink="~",
    check_in="x",
    practice="^",
    other="+",
    times="x",
    ellipsis="...",
    enter="Enter",
    plain=True,
)
