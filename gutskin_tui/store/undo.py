"""The undo history: two stacks of change sets.

Every line of the log that is written or replayed is recorded in it. The stacks at the time of a snapshot are in its
state (see snapshot_state.py); in format version 2 they were tables of the journal file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Raw

from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.changeset import ChangeSet, inverse
from gutskin_tui.store.log_format import DO, MERGE, PLAIN, Line
from gutskin_tui.store.log_format import REDO as BY_REDO
from gutskin_tui.store.log_format import UNDO as BY_UNDO
from gutskin_tui.store.replay import Delta
from gutskin_tui.store.snapshot import is_number

UNDO = "_history"
REDO = "_redo"
LONGEST = 200
"""Maximum number of changes that can be undone; older ones are dropped."""

_decoder = msgspec.json.Decoder(ChangeSet)


class UndoHistory:
    """The changes that can be undone and redone. Change sets are decoded on access."""

    def __init__(self, undo: Iterable[Raw] = (), redo: Iterable[Raw] = ()) -> None:
        self._stacks: dict[str, list[Raw | ChangeSet]] = {UNDO: list(undo), REDO: list(redo)}

    @classmethod
    def from_tables(cls, tables: Tables) -> UndoHistory:
        """Remove the stacks from the tables of a journal of version 2, and return them as an undo history."""
        return cls(_ordered(tables.pop(UNDO, {})), _ordered(tables.pop(REDO, {})))

    def record(self, line: Line, deltas: Sequence[Delta]) -> None:
        """Push the inverse of a change, undo or redo on its stack."""
        if line.how == PLAIN:
            return
        merged = line.how == MERGE
        if line.how in (DO, MERGE):
            self._stacks[REDO].clear()
        else:
            made = self.top(line.how)
            merged = made is not None and made.merged
            del self._stacks[UNDO if line.how == BY_UNDO else REDO][-1:]
        stack = self._stacks[REDO if line.how == BY_UNDO else UNDO]
        stack.append(inverse(line.label, deltas, merged))
        del stack[:-LONGEST]

    def top(self, how: str) -> ChangeSet | None:
        """Return the newest step for an undo or a redo; None for an empty stack, or when the newest cannot be read.

        An unreadable step is not skipped: those below it no longer fit the journal.
        """
        stack = self._stacks[REDO if how == BY_REDO else UNDO]
        if not stack:
            return None
        newest = stack[-1]
        return newest if isinstance(newest, ChangeSet) else _read(newest)

    def undo(self) -> list[Raw]:
        """Return the changes that can be undone, oldest first."""
        return [_encoded(step) for step in self._stacks[UNDO]]

    def redo(self) -> list[Raw]:
        """Return the changes that can be redone, oldest first."""
        return [_encoded(step) for step in self._stacks[REDO]]

    def unreadable(self) -> Iterator[tuple[str, str]]:
        """Yield the table and number of each step that cannot be read."""
        for name, stack in self._stacks.items():
            for number, step in enumerate(stack, 1):
                if not isinstance(step, ChangeSet) and _read(step) is None:
                    yield name, str(number)


def _ordered(table: Mapping[str, Raw]) -> list[Raw]:
    return [table[number] for number in sorted(filter(is_number, table), key=int)]


def _read(raw: Raw) -> ChangeSet | None:
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _encoded(step: Raw | ChangeSet) -> Raw:
    return step if isinstance(step, Raw) else Raw(msgspec.json.encode(step))
