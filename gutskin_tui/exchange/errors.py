"""What can go wrong with a file that comes in or goes out."""

from gutskin_tui.errors import UserError


class ExchangeError(UserError):
    """A file cannot be read or written. The message is plain, names the place, and quotes none of its text."""


class FileExists(ExchangeError):  # noqa: N818 - says what is the matter
    """A new file cannot be written because there is one of that name."""
