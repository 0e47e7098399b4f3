"""The changes of the journal that were applied to the screen, for what brings its own state up to date later."""

from __future__ import annotations

import functools
import itertools
import operator
from collections import deque

from gutskin_tui.store import Changes

REMEMBERED = 1000
"""The latest changes that `ChangeLog.since` knows; more of them count as a change of everything."""


class ChangeLog:
    """The latest changes. `revision` is the number of the last: it grows by one with every change."""

    def __init__(self) -> None:
        self.revision = 0
        self._latest: deque[Changes] = deque(maxlen=REMEMBERED)

    def append(self, changes: Changes) -> None:
        """Add the change that was applied last."""
        self.revision += 1
        self._latest.append(changes)

    def since(self, revision: int) -> Changes:
        """Return what the changes touched that were applied since `revision` was the number of the last."""
        count = self.revision - revision
        if count > len(self._latest):
            return Changes(everything=True)
        newest = itertools.islice(reversed(self._latest), count)
        return functools.reduce(operator.or_, newest, Changes())
