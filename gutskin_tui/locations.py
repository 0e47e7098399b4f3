"""Where things lie on this machine. Asking makes nothing: a folder is made when something is written."""

from __future__ import annotations

import os
from pathlib import Path

APP = "gutskin"


def journal_path(given: str | Path | None = None) -> Path:
    """Return the journal file: `given`, else $GUTSKIN_JOURNAL, else the user's data folder."""
    chosen = given or os.environ.get("GUTSKIN_JOURNAL")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "journal.json"


def settings_path() -> Path:
    """Return the settings file: $GUTSKIN_SETTINGS, else the user's configuration folder."""
    chosen = os.environ.get("GUTSKIN_SETTINGS")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "settings.toml"


def state_path() -> Path:
    """Return the folder for drafts, locks and backups: $GUTSKIN_STATE, else the user's state folder."""
    chosen = os.environ.get("GUTSKIN_STATE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)
