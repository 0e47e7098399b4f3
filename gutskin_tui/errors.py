"""The base of the errors that are shown to a person."""

from __future__ import annotations

from pathlib import Path

from gutskin_tui.text import clean


class UserError(Exception):
    """An error whose `message`, also `str()`, is plain text for the person at the keyboard.

    It never quotes what a journal holds. `field` names the field at fault, "" for none.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    @property
    def sentence(self) -> str:
        """The message as one whole sentence."""
        return self.message

    @property
    def short_sentence(self) -> str:
        """The sentence for the screen."""
        return self.sentence


class InputError(UserError):
    """Typed text, or a document, is not understood or is out of range."""

    @property
    def sentence(self) -> str:
        """The message with a capital first, and a full stop or question mark last."""
        message = self.message
        return f"{message[:1].upper()}{message[1:]}{'' if message.endswith(('.', '?')) else '.'}"


class FileError(UserError):
    """An error about the journal or the settings; the message contains the path of the file."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path

    @property
    def short_sentence(self) -> str:
        """The sentence for the screen: the path is shortened to the name of the file."""
        return clean(self.sentence.replace(str(self.path), self.path.name))
