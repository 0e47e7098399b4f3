"""The direction of a change between two means, and whether it is the desired one.

Only the means are compared; no cause is named.
"""

from __future__ import annotations

from math import isfinite
from typing import Literal

from rich.text import Text

from gutskin_tui.charts.label_text import plain
from gutskin_tui.charts.palette import DARK, Palette

Better = Literal["lower", "higher", "neutral"]
Direction = Literal["up", "down", "steady"]


def direction(current: float, previous: float, least: float = 0.0) -> Direction:
    """Return which way `current` lies from `previous`: "steady" under a change of `least`, and for none at all.

    Raises ValueError for NaN, infinities or a negative `least`.
    """
    if not (isfinite(current) and isfinite(previous) and isfinite(least) and least >= 0):
        raise ValueError(f"cannot compare {current!r} with {previous!r} by {least!r}")
    change = current - previous
    # Relative tolerance for rounding errors: 3.1 - 2.6 counts as a change of 0.5.
    if change == 0 or abs(change) < least - 1e-12 * max(1.0, abs(current), abs(previous)):
        return "steady"
    return "up" if change > 0 else "down"


def trend(
    current: float | None,
    previous: float | None,
    *,
    better: Better = "neutral",
    least: float = 0.5,
    label: str = "7d",
    decimals: int = 1,
    unit: str = "",
    than: str = "",
    palette: Palette = DARK,
) -> Text:
    """Return a text such as `7d 3.1 ▼ better`: the current mean and its change from the previous mean.

    - `better`: the desired direction; with "neutral" the word is higher or lower.
    - `least`: the smallest change that counts, in the unit of the means; below it the word is "steady".
    - `than`: what was compared; "last week" gives `better than last week (3.9)`.
    - A current mean of None is "no entries"; without a previous one there is no arrow.

    Raises ValueError for NaN, infinities, a negative `least` or negative decimals.
    """
    if decimals < 0:
        raise ValueError(f"{decimals} decimals")
    glyphs = palette.glyphs
    text = Text(no_wrap=True, overflow="crop")
    if label:
        text.append(plain(label, glyphs) + " ", palette.label)
    if current is None:
        return text.append(f"{glyphs.none} no entries", palette.muted)
    way = direction(current, current if previous is None else previous, least)
    suffix = plain(unit, glyphs)
    text.append(_number(current, decimals) + (f" {suffix}" if suffix else ""), palette.text)
    if previous is None:
        return text
    verdict = _verdict(way, better)
    style = {"better": palette.good, "worse": palette.bad}.get(verdict, palette.label)
    arrow = {"up": glyphs.up, "down": glyphs.down, "steady": glyphs.same}[way]
    text.append(" ").append(f"{arrow} {verdict}", style)  # an underlined blank would look like a sign
    if than:
        before = _number(previous, decimals)
        name = plain(than, glyphs)
        text.append(f", {name} {before}" if way == "steady" else f" than {name} ({before})", palette.label)
    return text


def _verdict(way: Direction, better: Better) -> str:
    if way == "steady":
        return "steady"
    if better == "neutral":
        return "higher" if way == "up" else "lower"
    return "better" if (way == "up") == (better == "higher") else "worse"


def _number(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text
