"""Asks for a file name and writes what a tab shows to a new file; nothing that exists is ever written over."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gutskin_tui.exchange.destination import OwnFiles, new_file
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.model.entries import EntryError
from gutskin_tui.paths import LocationError, user_path
from gutskin_tui.text import clean
from gutskin_tui.tui.widgets.prompt import Question

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp
    from gutskin_tui.tui.state import AppState

Write = Callable[[BinaryIO], object]


def ask_export(
    app: GutskinApp, name: str, what: str, gather: Callable[[], Awaitable[Write]], title: str = "Export as JSON"
) -> None:
    """Ask where to write `what` ("84 days"), offering a free name like `name` in the home folder.

    `gather` collects what is to be written without keeping a key waiting, and returns how to write it.
    """

    own = own_files(app.session)

    def preview(typed: str) -> str:
        return f"writes {what} to {clean(str(free_path(typed, own)))}, readable by you alone"

    def accept(typed: str) -> None:
        app.run_worker(write_export(app, free_path(typed, own), what, gather), group="export")

    app.main_screen.ask(
        Question(title, f"A file name, such as ~/{name}", preview, accept, start=offered_path(name), enter="write")
    )


def own_files(session: AppState) -> OwnFiles:
    """Return the files of gutskin itself, which no export overwrites."""
    return OwnFiles(session.journal.path, session.settings_path, (session.journal.state, session.drafts.folder.parent))


def free_path(typed: str, own: OwnFiles) -> Path:
    """Return the file that was typed, ~ meaning home.

    Raises EntryError if it exists, if its folder does not, or if it would be a file of gutskin itself.
    """
    try:
        path = user_path(typed.strip()).absolute()
        there = path.parent.is_dir()
        path.lstat()
    except FileNotFoundError:
        if not there:
            raise EntryError("file", "The folder for it does not exist.") from None
        return _not_own(path, own)
    except (OSError, ValueError, LocationError):
        raise EntryError("file", "That is not a file name.") from None
    raise EntryError("file", "That file already exists. Choose another name.")


def _not_own(path: Path, own: OwnFiles) -> Path:
    try:
        own.check(path)
    except ExchangeError:
        raise EntryError("file", "That name is for a file of gutskin itself. Type another one.") from None
    return path


def offered_path(name: str) -> str:
    """Return a path for a new file like `name` in the home folder; it has a number if there is such a file already."""
    stem, _, suffix = name.rpartition(".")
    number = 2
    home = "~/"
    try:
        user_path(home)
    except LocationError:
        home = ""
    offered = f"{home}{name}"
    while os.path.lexists(user_path(offered)):
        offered = f"{home}{stem}-{number}.{suffix}"
        number += 1
    return offered


async def write_export(app: GutskinApp, path: Path, what: str, gather: Callable[[], Awaitable[Write]]) -> None:
    """Write the new file `path` by what `gather` returns, and show that or why it failed in the status line."""
    write = await gather()

    def to_disk() -> None:
        with new_file(path) as out:
            write(out)

    try:
        await asyncio.to_thread(to_disk)
    except ExchangeError as error:
        app.status(str(error), False)
    else:
        app.status(f"Wrote {what} to {clean(str(path))}")
