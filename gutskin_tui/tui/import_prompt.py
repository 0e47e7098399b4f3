"""Asks for a file of another program, shows what importing it would add, and imports it as one change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.import_file import ComparedImport, compared, read_source
from gutskin_tui.exchange.input.importer import ImportContents, ImportOptions
from gutskin_tui.exchange.input.source import source_at
from gutskin_tui.model.entries import EntryError
from gutskin_tui.paths import LocationError, user_path
from gutskin_tui.presentation.import_report import import_lines
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.dialogs.import_preview import ImportPreview
from gutskin_tui.tui.widgets.prompt import Question

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

HINT = "A file, zip or folder, such as ~/daylio.csv"


def ask_import(app: GutskinApp) -> None:
    """Ask which file to import."""

    def preview(typed: str) -> str:
        return f"reads {clean(str(_source_path(typed)))} and shows what it would add"

    def accept(typed: str) -> None:
        app.run_worker(_import(app, _source_path(typed)), group=DIALOGS)

    app.ask(Question("Import", HINT, preview, accept))


def _source_path(typed: str) -> Path:
    """Return the path that was typed, ~ meaning home. Raises EntryError if there is nothing."""
    try:
        path = user_path(typed.strip()).absolute()
        path.lstat()
    except (OSError, ValueError, LocationError):
        raise EntryError("file", "There is no file or folder of that name.") from None
    return path


async def _import(app: GutskinApp, path: Path) -> None:
    """Read the file in a thread, ask whether to import what it holds, and do so."""
    session = app.session
    loop = asyncio.get_running_loop()

    def progress(part: float) -> None:
        loop.call_soon_threadsafe(app.status, f"Reading {clean(path.name)}: {part:.0%}")

    try:
        contents, dry_run = await asyncio.to_thread(_read, path, session.journal, session.clock, progress)
    except ExchangeError as error:
        app.status(f"{clean(path.name)}: {error}", False)
        return
    except JournalError as error:
        app.status(error.short_sentence, False)
        return
    if not await app.push_screen_wait(ImportPreview(import_lines(dry_run, dry_run=True, restore=False))):
        app.status("Nothing was imported.")
        return

    def save(journal: Journal, _: Clock) -> ComparedImport:
        with journal.exclusive():
            done = compared(journal, contents)  # anew: the journal may have changed since
            done.save(journal, restore=False)
        return done

    try:
        done, _ = session.change_records(save, "Imported.")
    except (ExchangeError, JournalError) as error:
        app.status(error.short_sentence, False)
        return
    app.status(import_lines(done, dry_run=False, restore=False)[0], offer="undo")


def _read(
    path: Path, journal: Journal, clock: Clock, progress: Callable[[float], None]
) -> tuple[ImportContents, ComparedImport]:
    """Return the contents of a file and what importing it would change. Called in a thread."""
    contents = read_source(source_at(path), ImportOptions(clock, progress=progress))
    with Journal.open(journal.path, read_only=True, state=journal.state) as copy:
        return contents, compared(copy, contents)
