"""A section of a report: a heading with short lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from gutskin_tui.text import one_line

LONGEST_NAME = 36
"""Cells of a name that the person typed, such as a food or a treatment."""


class Section(Struct, frozen=True):
    """A heading, and the lines below it; without lines there is nothing to report.

    `sentences` is whether the lines are whole sentences, which need the width of the page.
    """

    title: str
    lines: tuple[str, ...]
    sentences: bool = False


def typed(name: str) -> str:
    """Return a name that the person typed, safe to print and of limited length."""
    return one_line(name, LONGEST_NAME)


def listed(parts: Iterable[str], most: int) -> str:
    """Return the first `most` of some parts, with commas between, and how many more there are."""
    every = list(parts)
    more = [f"{len(every) - most} more"] if len(every) > most else []
    return ", ".join([*every[:most], *more])
