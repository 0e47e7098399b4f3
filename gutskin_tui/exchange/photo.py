"""Photos, which an entry names by the path of a file: checking the path and opening the file. None is copied."""

from __future__ import annotations

import sys
from pathlib import Path

from gutskin_tui.errors import UserError
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.model.fields import Field, FieldError
from gutskin_tui.model.kinds import AnyEntry, Skin
from gutskin_tui.paths import existing_file

VIEWER = "open" if sys.platform == "darwin" else "xdg-open"
"""The command that opens a file with the program that the system has for it."""
PATIENCE = 2.0
"""Seconds after which a viewer that is still running counts as opened."""


def existing_path(field: Field, typed: str) -> str:
    """Return a typed path as that of an existing file, absolute, "" if it is blank. Raises FieldError.

    `~` is expanded.
    """
    value = field.parse(typed)
    try:
        path = existing_file(value) if value else None
    except UserError as error:
        raise FieldError(field.name, error.message) from None
    if value and path is None:
        raise FieldError(field.name, f"{field.label}: there is no such file.")
    return str(path or "")


def open_photo(entry: AnyEntry | None) -> None:
    """Open the photo of an entry in the system's viewer. Raises ExchangeError with a sentence if that is not possible.

    Waits until the viewer has started, at most `PATIENCE` seconds.
    """
    if not isinstance(entry, Skin) or not entry.photo:
        raise ExchangeError("That entry has no photo; edit it to add the path of one.")
    path = existing_file(entry.photo)
    if path is None:
        raise ExchangeError("The photo is no longer where it was; edit the entry to correct its path.")
    if not open_file(path):
        raise ExchangeError("No program opened the photo.")


def open_file(path: Path) -> bool:
    """Open a file with the program that the system has for it; return whether one was started.

    What the program prints is dropped, as it would be written over a screen.
    """
    # imported here: `gutskin add` only checks paths
    import subprocess

    try:
        viewer = subprocess.Popen(
            [VIEWER, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return viewer.wait(PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
