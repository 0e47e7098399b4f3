"""The errors of a journal. The message of each is one plain sentence without any journal text."""

# ruff: noqa: N818 - they say what is the matter; "Error" would add nothing.

from __future__ import annotations

from pathlib import Path

from gutskin_tui.errors import UserError


class JournalError(UserError):
    """Something is wrong with the journal at `path`; `str()` is one sentence that names the path."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


class JournalDamaged(JournalError):
    """The file is there and can be read, but it is not a journal. It is left as it is."""


class NotAJournal(JournalDamaged):
    """The file is whole, but not a journal: another program's, or an export. It is left as it is."""


class JournalUnreadable(JournalError):
    """The system does not let the file be read: a folder in its place, no permission, a failing disk."""


class JournalUnwritable(JournalError):
    """The system does not let the change be saved: disk full, no permission, locked. Nothing was changed."""


class JournalBusy(JournalUnwritable):
    """Another program holds the journal's lock. Nothing was changed."""


class JournalReadOnly(JournalError):
    """The journal was opened for reading only. Nothing was changed."""


class UnknownEntry(JournalError):
    """No readable entry has this id."""


class DuplicateEntry(JournalError):
    """An entry with this id is there already."""


class AmbiguousEntry(JournalError):
    """Several entries have ids with this ending."""


class InvalidEntry(JournalError):
    """An entry to be written would not be readable again. Nothing was changed."""


def reason(error: OSError) -> str:
    """Say an OSError in the system's words without its number and path: "no space left on device"."""
    text = error.strerror or "the system refused"
    return text[:1].lower() + text[1:]
