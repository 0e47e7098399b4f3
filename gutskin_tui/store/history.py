"""The undo history: two stacks of steps, each a table of the journal file, newest with the highest number."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Raw

from gutskin_tui.store.numbers import is_number
from gutskin_tui.store.steps import Step

UNDO = "_history"
REDO = "_redo"
LONGEST = 200
"""Changes that can be undone; older ones are forgotten."""

_decoder = msgspec.json.Decoder(Step)


def top(stack: Mapping[str, Raw]) -> tuple[str, Step] | None:
    """Return the newest step and its number; None for an empty stack, or when the newest cannot be read.

    An unreadable step is not skipped: what lies below it no longer fits the journal.
    """
    number = max(filter(is_number, stack), key=int, default=None)
    if number is None:
        return None
    step = read(stack[number])
    return None if step is None else (number, step)


def read(raw: Raw) -> Step | None:
    """Return the step that a document holds; None if it holds none."""
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def push(stack: Mapping[str, Raw], step: Step) -> dict[str, Raw | None]:
    """Return what to change in a stack to put `step` on it and keep it no longer than LONGEST."""
    numbers = sorted(map(int, filter(is_number, stack)))
    patch: dict[str, Raw | None] = {str(old): None for old in numbers[: max(0, len(numbers) - LONGEST + 1)]}
    patch[str(numbers[-1] + 1 if numbers else 1)] = Raw(msgspec.json.encode(step))
    return patch


def clear(stack: Mapping[str, Raw]) -> dict[str, Raw | None]:
    """Return what to change in a stack to empty it."""
    return dict.fromkeys(stack)
