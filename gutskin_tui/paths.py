"""Paths of the journal, the settings and the state folder. No function here creates files or folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui.errors import UserError

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

APP = "gutskin"


class LocationError(UserError):
    """A path cannot be resolved. The message is a sentence with the path."""


def user_path(typed: str | Path) -> Path:
    """Return the path of a typed text: `~` is expanded, and the text is UTF-8 in any locale.

    Raises LocationError if the home folder is unknown.
    """
    text = os.fsdecode(str(typed).encode("utf-8", "surrogateescape"))
    path = Path(text)
    try:
        return path.expanduser() if text.startswith("~") else path
    except RuntimeError:
        raise LocationError(f"{typed}: the home folder {path.parts[0]} is not known.") from None


def existing_file(typed: str) -> Path | None:
    """Return the absolute path of the file that `typed` names, None if there is none. Raises LocationError."""
    path = user_path(typed)
    return _absolute(path) if os.path.isfile(path) else None  # noqa: PTH113 - Path.is_file raises for long names


def complete_path(typed: str) -> list[str]:
    """Return `typed` with its last part completed by the files and folders that are there; folders end in a slash.

    Hidden ones only complete a part that begins with a dot. Without such a folder, or if it is unreadable, [].
    """
    folder, part = os.path.split(typed)
    if not part:
        return []
    before = typed[: len(typed) - len(part)]
    try:
        with os.scandir(user_path(folder or ".")) as there:
            names = [
                entry.name + ("/" if entry.is_dir() else "")
                for entry in there
                if entry.name.startswith(part) and (part[0] == "." or entry.name[0] != ".")
            ]
    except (OSError, ValueError, LocationError):
        return []
    return [before + name for name in sorted(names)]


def journal_path(option: str | Path | None = None) -> Path:
    """Return the path of the journal: `option`, else $GUTSKIN_JOURNAL, else journal.json in the user's data folder."""
    chosen = option or os.environ.get("GUTSKIN_JOURNAL")
    if chosen:
        return _absolute(user_path(chosen))
    return _default(_user_folders().user_data_path) / "journal.json"


def settings_path() -> Path:
    """Return the path of the settings: $GUTSKIN_SETTINGS, else settings.toml in the user's configuration folder."""
    chosen = os.environ.get("GUTSKIN_SETTINGS")
    if chosen:
        return _absolute(user_path(chosen))
    return _default(_user_folders().user_config_path) / "settings.toml"


def state_path() -> Path:
    """Return the folder for drafts, locks and backups: $GUTSKIN_STATE, else the user's state folder."""
    chosen = os.environ.get("GUTSKIN_STATE")
    if chosen:
        return _absolute(user_path(chosen))
    return _default(_user_folders().user_state_path)


def _absolute(path: Path) -> Path:
    """Return `path` made absolute; raises LocationError if the current folder does not exist."""
    try:
        return path.absolute()
    except FileNotFoundError:
        raise LocationError(f"{path}: the current folder is no longer there.") from None


def _user_folders() -> PlatformDirs:
    """Return the user's folders for this program on this system."""
    # imported here: it takes 3 ms, which paths in the environment make needless
    from platformdirs import PlatformDirs

    return PlatformDirs(APP, appauthor=False)


def _default(folder: Path) -> Path:
    """Return a default folder; raises LocationError if it is relative because the home folder is unknown."""
    if not folder.is_absolute():
        raise LocationError(f"{folder}: the home folder ~ is not known.")
    return folder


def state_folder(path: Path) -> Path:
    """Return the state folder of the journal at `path`; it does not depend on links in the path."""
    # imported here: it takes 3 ms, and --help and the shell's completion of commands do without
    import hashlib

    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    return state_path() / "journals" / name
