"""How tests look at a picture: as the lines a terminal would get."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.segment import Segment

LAST = date(2026, 11, 21)


def days_to(last: date, count: int) -> list[date]:
    return [last - timedelta(days=count - 1 - index) for index in range(count)]


WEEK = days_to(LAST, 7)


def lines(picture: RenderableType, width: int = 200) -> list[str]:
    """The lines of `picture` in a terminal of `width`, as they are, without padding."""
    console = Console(width=width, height=100, color_system=None, legacy_windows=False)
    rendered = console.render_lines(picture, console.options, pad=False)
    return ["".join(segment.text for segment in line) for line in rendered]


def segments(picture: RenderableType, width: int = 200) -> list[Segment]:
    console = Console(width=width, height=100, color_system="truecolor", legacy_windows=False)
    return [segment for segment in console.render(picture, console.options) if segment.text != "\n"]


def block(text: str) -> list[str]:
    """A literal picture: what stands right of `¦` on the lines that have one."""
    return [line.split("¦", 1)[1] for line in text.split("\n") if "¦" in line]


def scores(count: int, seed: int = 1, gaps: float = 0.1) -> list[float | None]:
    """A skin score a day that drifts as real ones do, with days missing."""
    dice = random.Random(seed)
    level, values = 0.0, []
    for _ in range(count):
        level = 0.75 * level + dice.gauss(0, 1.1)
        values.append(None if dice.random() < gaps else float(min(10, max(0, round(4 + level)))))
    return values


def means(values: Sequence[float | None], window: int = 7) -> list[float | None]:
    averages: list[float | None] = []
    for index in range(len(values)):
        there = [value for value in values[max(0, index + 1 - window) : index + 1] if value is not None]
        averages.append(math.fsum(there) / len(there) if there else None)
    return averages


numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False, allow_subnormal=True)
maybe_numbers = st.one_of(st.none(), numbers, st.integers(0, 10).map(float))
series = st.lists(maybe_numbers, min_size=0, max_size=400)
positive_series = st.lists(
    st.one_of(st.none(), st.floats(min_value=0, max_value=1e6), st.integers(0, 10).map(float)), max_size=400
)
# Words with wide, joining, control and right-to-left characters among them.
_AWKWARD = ["[b]x[/b]", "味噌汁 soup", "a\x1b[31mred", "\u202eevil", "e\u0301té", "👩\u200d🔬 lab"]
words = st.text(max_size=30) | st.sampled_from(_AWKWARD)
