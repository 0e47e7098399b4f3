"""Where a journal's lock and backups are: not beside it, so that a synced folder carries the journal alone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from gutskin_tui.locations import state_path


def state_folder(path: Path) -> Path:
    """Return the usual state folder of the journal at `path`, the same by whatever name the file is reached."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    return state_path() / "journals" / name
