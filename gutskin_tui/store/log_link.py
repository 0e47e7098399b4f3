"""A second name of the log, in the state folder, under which its lines remain if another log takes its place.

A sync tool may put another computer's log in the place of this one's while no program has the journal open, and leave
no conflict copy. It renames files, so the replaced one is still there by its second name. On a file system without hard
links, or if the state folder is on another one, there is no such name: the watermark then shows that something is
missing, and no more.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from gutskin_tui import disk
from gutskin_tui.store import log_format
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.merge import Contents, contents_of_documents
from gutskin_tui.store.replay import apply_line


def link(log: Path, state: Path) -> None:
    """Give a log that was just begun its second name; where that is not possible it has none."""
    with suppress(OSError):
        disk.make_folder(state)
        disk.unlink(_path(state))
        disk.link(log, _path(state))


def unlink(state: Path) -> None:
    """Remove the second name: a snapshot has what the log says."""
    with suppress(OSError):
        disk.unlink(_path(state))


def changed_by_replaced(log: Path, state: Path) -> Contents:
    """Return the entries and records that a log changed, as it left them, if it was replaced or removed since."""
    try:
        if not _path(state).exists() or (log.exists() and log.samefile(_path(state))):
            return {}
        scan = log_format.read(_path(state))
    except OSError:
        return {}
    tables: Tables = {}
    for line in scan.lines:
        apply_line(tables, line)
    return contents_of_documents(tables)


def _path(state: Path) -> Path:
    return state / "log"
