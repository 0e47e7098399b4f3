"""Sentences about a damaged journal and about missing entries, for the screen and `gutskin doctor`."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui.dates import show_moment
from gutskin_tui.store.backups import Backup, good_count
from gutskin_tui.text import counted

if TYPE_CHECKING:  # every start of the screen imports this module, and none needs what salvages a journal
    from gutskin_tui.store.recovery import Findings

SALVAGE = "Makes a new journal of everything that can be read. The damaged files are kept next to it."
RESTORE = "Replaces the journal with the backup. What is there now is kept next to it."
MERGE = "Adds what is missing to what is there now."
ACCEPT = "Goes on with what is there now. The backups are kept."
LATER = "Asks again at the next start."
"""What each choice does."""


def entry_count(count: int) -> str:
    """Return a number of entries with its noun: "1 entry", "2 entries"."""
    return counted(count, "entry", "entries")


def damage_lines(findings: Findings | None, backup: Backup | None, zone: tzinfo | None) -> list[str]:
    """Return sentences on what can be read of a damaged journal, what cannot, and the newest good backup.

    `findings` is None for a journal that could not be examined; `zone` is for the time of the backup.
    """
    lines = []
    if findings:
        kinds = ", ".join(f"{count} {kind}" for kind, count in findings.counts.items())
        lines.append(f"Can be read: {entry_count(findings.count)}{f' ({kinds})' if kinds else ''}.")
        if findings.unreadable:
            lines.append(f"Cannot be read: {entry_count(findings.unreadable)}, perhaps more.")
    return [*lines, f"Newest good backup: {backup_name(backup, zone)}." if backup else "There is no good backup."]


def backup_name(backup: Backup, zone: tzinfo | None) -> str:
    """Return when a backup was made and how many entries it holds: "Thu 26 Nov 2026 12:30, 12 entries"."""
    return f"{show_moment(backup.made.astimezone(zone))}, {entry_count(good_count(backup.path) or 0)}"


def restored(count: int | None, path: Path) -> str:
    """Return the message after a backup was restored; `count` is None if the restored journal cannot be read."""
    return f"Restored {'a damaged journal' if count is None else entry_count(count)} to {path}."


def accepted(count: int, path: Path) -> str:
    """Return the message after a journal was accepted without what is missing."""
    return f"Going on with {entry_count(count)} in {path}. The backups are kept."
