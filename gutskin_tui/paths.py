"""Where things lie on this machine. Asking makes nothing: a folder is made when something is written."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

APP = "gutskin"


class LocationError(Exception):
    """A path leads nowhere. The message is one sentence that names it."""


def user_path(typed: str | Path) -> Path:
    """Return the path that a person typed: `~` is a home folder, and text is UTF-8 whatever the locale.

    Raises LocationError for the home of nobody.
    """
    text = os.fsdecode(str(typed).encode("utf-8", "surrogateescape"))
    path = Path(text)
    try:
        return path.expanduser() if text.startswith("~") else path
    except RuntimeError:
        raise LocationError(f"{typed}: the home folder {path.parts[0]} is not known.") from None


def journal_path(given: str | Path | None = None) -> Path:
    """Return the journal file: `given`, else $GUTSKIN_JOURNAL, else the user's data folder."""
    chosen = given or os.environ.get("GUTSKIN_JOURNAL")
    if chosen:
        return _absolute(user_path(chosen))
    from platformdirs import user_data_path

    return _usual(user_data_path(APP, appauthor=False)) / "journal.json"


def settings_path() -> Path:
    """Return the settings file: $GUTSKIN_SETTINGS, else the user's configuration folder."""
    chosen = os.environ.get("GUTSKIN_SETTINGS")
    if chosen:
        return _absolute(user_path(chosen))
    from platformdirs import user_config_path

    return _usual(user_config_path(APP, appauthor=False)) / "settings.toml"


def state_path() -> Path:
    """Return the folder for drafts, locks and backups: $GUTSKIN_STATE, else the user's state folder."""
    chosen = os.environ.get("GUTSKIN_STATE")
    if chosen:
        return _absolute(user_path(chosen))
    from platformdirs import user_state_path

    return _usual(user_state_path(APP, appauthor=False))


def _absolute(path: Path) -> Path:
    try:
        return path.absolute()
    except FileNotFoundError:
        raise LocationError(f"{path}: the current folder is no longer there.") from None


def _usual(folder: Path) -> Path:
    """Return a usual folder; raises LocationError where the system knows no home folder for it."""
    if not folder.is_absolute():
        raise LocationError(f"{folder}: the home folder ~ is not known.")
    return folder


def state_folder(path: Path) -> Path:
    """Return the usual state folder of the journal at `path`, the same by whatever name the file is reached."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    return state_path() / "journals" / name
