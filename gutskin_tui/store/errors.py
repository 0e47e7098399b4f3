"""The errors of a journal. The message of each is one plain sentence without any journal text."""

# ruff: noqa: N818 - the names describe the error; the suffix "Error" would add nothing.

from __future__ import annotations

from gutskin_tui.errors import FileError


class JournalError(FileError):
    """The base of all errors about the journal at `path`; `str()` is one sentence that contains the path."""


class JournalDamaged(JournalError):
    """The file can be read, but its contents are not those of a journal. It is left unchanged."""


class NotAJournal(JournalDamaged):
    """The file is valid, but not a journal: another program's, or an export. It is left unchanged."""


class JournalUnreadable(JournalError):
    """The system cannot read the file: a folder in its place, no permission, a failing disk."""


class JournalUnwritable(JournalError):
    """The change cannot be saved: disk full, no permission, locked. Nothing was changed."""


class JournalBusy(JournalUnwritable):
    """Another program holds the journal's lock. Nothing was changed."""


class JournalReadOnly(JournalError):
    """The journal was opened for reading only. Nothing was changed."""


class ChangesRestored(JournalError):
    """Nothing was undone or redone: what the files had lost was saved again, and is the newest change now."""


class UnknownEntry(JournalError):
    """No readable entry has this id."""


class DuplicateEntry(JournalError):
    """The journal already has an entry with this id."""


class AmbiguousEntry(JournalError):
    """Several entries have ids with this ending."""


class InvalidEntry(JournalError):
    """An entry to be written is invalid: it could not be read back. Nothing was changed."""


def reason(error: OSError) -> str:
    """Return the system's message of an error, without number and path: "no space left on device"."""
    text = error.strerror or "the system refused"
    return text[:1].lower() + text[1:]
