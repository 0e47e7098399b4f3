"""Errors of imports and exports."""

from gutskin_tui.errors import UserError


class ExchangeError(UserError):
    """A file cannot be read or written. The message names the position or field, and quotes no text of the file."""


class FileExists(ExchangeError):  # noqa: N818 - the name describes the error
    """A new file cannot be written because a file of that name exists."""


class AmbiguousFile(ExchangeError):  # noqa: N818 - the name describes the error
    """The dates or numbers of a file can be read in two ways. The message says how to decide.

    `field` is what has to be given: "dates" or "decimal"; "" if nothing could decide.
    """


class UnmappedFile(ExchangeError):  # noqa: N818 - the name describes the error
    """The columns of a file have no meaning without a mapping."""
