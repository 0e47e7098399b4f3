"""What can go wrong with a file that comes in or goes out."""


class ExchangeError(Exception):
    """A file cannot be read or written. The message is plain, names the place, and quotes none of its text."""
