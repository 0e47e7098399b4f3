"""The journal on disk. `Journal` is the door; nothing above this package knows what lies behind it."""

from gutskin_tui.store.errors import (
    AmbiguousEntry,
    DuplicateEntry,
    InvalidEntry,
    JournalDamaged,
    JournalError,
    JournalReadOnly,
    JournalUnreadable,
    JournalUnwritable,
    UnknownEntry,
)
from gutskin_tui.store.journal import Journal
from gutskin_tui.store.problems import Problem
from gutskin_tui.store.steps import Change, Touched

__all__ = [
    "AmbiguousEntry",
    "Change",
    "DuplicateEntry",
    "InvalidEntry",
    "Journal",
    "JournalDamaged",
    "JournalError",
    "JournalReadOnly",
    "JournalUnreadable",
    "JournalUnwritable",
    "Problem",
    "Touched",
    "UnknownEntry",
]
