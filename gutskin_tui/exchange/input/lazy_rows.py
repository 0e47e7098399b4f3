"""The rows of a text in little memory: their positions in it, from which each is parsed when it is needed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class LazyRows(Sequence[T]):
    """Rows of `text`; `parse` makes each of the number of its line, from 1, and its part of the text."""

    def __init__(self, text: str, parse: Callable[[int, str], T]) -> None:
        self._text = text
        self._parse = parse
        self._lines, self._starts, self._ends = array("Q"), array("Q"), array("Q")

    def add(self, line: int, start: int, end: int) -> None:
        """Add the row between two positions of the text."""
        self._lines.append(line)
        self._starts.append(start)
        self._ends.append(end)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return self._parse(self._lines[at], self._text[self._starts[at] : self._ends[at]])
