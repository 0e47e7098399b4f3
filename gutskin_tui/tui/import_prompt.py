"""Asks for a file of another program, shows what importing it would add, and imports it as one change."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.destination import new_file
from gutskin_tui.exchange.errors import AmbiguousFile, ExchangeError, UnmappedFile
from gutskin_tui.exchange.import_file import ComparedImport, compared, read_source
from gutskin_tui.exchange.input.date_cells import ORDERS
from gutskin_tui.exchange.input.importer import ImportContents, ImportOptions, in_zone
from gutskin_tui.exchange.input.mapping import ImportMapping, read_mapping
from gutskin_tui.exchange.input.source import source_at
from gutskin_tui.exchange.new_mapping import new_mapping
from gutskin_tui.model.entries import EntryError
from gutskin_tui.paths import LocationError, user_path
from gutskin_tui.presentation.import_report import import_lines, mapping_line
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.text import alternatives, clean
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.dialogs.import_preview import ImportPreview
from gutskin_tui.tui.widgets.prompt import Question

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

HINT = "A file, zip or folder, such as ~/daylio.csv"
CONTINUE = "continue"
CHOICES = {
    "dates": (
        "Order of the dates",
        {order: f"reads the dates as {order}: day, month, year by their first letters" for order in ORDERS},
    ),
    "decimal": ("Decimal mark", {".": "reads 1,000 as a thousand", ",": "reads 1,000 as one"}),
}
"""The question for an option that a file leaves open, and what each answer does."""


def ask_import(app: GutskinApp) -> None:
    """Ask which file to import."""

    def preview(typed: str) -> str:
        return f"reads {clean(str(_source_path(typed)))} and shows what it would add"

    def accept(typed: str) -> None:
        _start(app, _Import(_source_path(typed)))

    app.main_screen.ask(Question("Import", HINT, preview, accept, enter=CONTINUE))


class _Import(Struct, frozen=True):
    """A file to import, and how to read it: the order of its dates, its decimal mark, the path of a mapping."""

    path: Path
    dates: str | None = None
    decimal: str = ""
    mapping_path: Path | None = None

    def options(self, clock: Clock, progress: Callable[[float], None]) -> ImportOptions:
        """Return how to read the file. Raises ExchangeError for a mapping that cannot be read."""
        mapping = read_mapping(self.mapping_path) if self.mapping_path else ImportMapping()
        mapping.decimal = self.decimal or mapping.decimal
        return ImportOptions(in_zone(clock, mapping.zone), self.dates or mapping.dates, mapping, progress)


def _start(app: GutskinApp, file: _Import) -> None:
    app.run_worker(_import(app, file), group=DIALOGS)


def _ask_choice(app: GutskinApp, file: _Import, field: str, why: str) -> None:
    """Ask for the "dates" or "decimal" of a file, then go on; `why` is what cannot be read without it."""
    title, effects = CHOICES[field]

    def preview(typed: str) -> str:
        if typed.strip() not in effects:
            raise EntryError(field, f"Type {alternatives(effects)}")
        return effects[typed.strip()]

    def accept(typed: str) -> None:
        preview(typed)
        _start(app, replace(file, **{field: typed.strip()}))

    app.main_screen.ask(Question(f"{title}: {alternatives(effects)}", why, preview, accept, enter=CONTINUE))


def _ask_mapping(app: GutskinApp, file: _Import) -> None:
    """Ask for a mapping, then go on; one that does not exist is written, to be completed."""

    def preview(typed: str) -> str:
        path = user_path(typed.strip()).absolute()
        return f"reads the columns by {path.name}" if path.is_file() else f"writes a guess to {clean(str(path))}"

    def accept(typed: str) -> None:
        path = user_path(typed.strip()).absolute()
        if path.is_file():
            _start(app, replace(file, mapping_path=path))
        else:
            app.run_worker(_write_mapping(app, file, path), group=DIALOGS)

    suggested = file.path.parent / f"{file.path.stem}.toml"
    title = "Mapping: what the columns are"
    app.main_screen.ask(Question(title, "A TOML file", preview, accept, start=str(suggested), enter=CONTINUE))


async def _write_mapping(app: GutskinApp, file: _Import, target: Path) -> None:
    """Write a new mapping for a file, and read the file by it if it has a guess of the date and of another column."""
    options = file.options(app.session.clock, lambda _: None)
    try:
        text = await asyncio.to_thread(lambda: new_mapping(source_at(file.path), options))
        with new_file(target) as out:
            out.write(text.encode())
    except ExchangeError as error:
        app.status(clean(str(error)), False)
        return
    mapping = read_mapping(target)
    if mapping.when and mapping.fields:
        _start(app, replace(file, mapping_path=target))
    else:
        app.status(f"Wrote {clean(target.name)}. Complete it in an editor, then import {clean(file.path.name)} again.")


def _source_path(typed: str) -> Path:
    """Return the path that was typed, ~ meaning home. Raises EntryError if it is no file or folder.

    A pipe or a terminal is none: reading one might never end.
    """
    try:
        path = user_path(typed.strip()).absolute()
        mode = path.stat().st_mode
    except (OSError, ValueError, LocationError):
        mode = 0
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise EntryError("file", "There is no file or folder of that name.")
    return path


async def _import(app: GutskinApp, file: _Import) -> None:
    """Read the file in a thread, ask whether to import what it holds, and do so."""
    session, name = app.session, clean(file.path.name)
    loop = asyncio.get_running_loop()

    def progress(part: float) -> None:
        loop.call_soon_threadsafe(app.status, f"Reading {name}: {part:.0%}")

    try:
        contents, lines = await asyncio.to_thread(_read, file, session.journal, session.clock, progress)
    except UnmappedFile:
        _ask_mapping(app, file)
    except AmbiguousFile as error:
        why = f"{name}: {str(error).partition(';')[0]}"
        if error.field:
            _ask_choice(app, file, error.field, why)
        else:
            app.status(f"{why}.", False)
    except ExchangeError as error:
        app.status(f"{name}: {error}", False)
    except JournalError as error:
        app.status(error.short_sentence, False)
    else:
        if await app.push_screen_wait(ImportPreview(lines)):
            _save(app, contents)
        else:
            app.status("Nothing was imported.")


def _save(app: GutskinApp, contents: ImportContents) -> None:
    """Import the contents of a file as one change."""

    def save(journal: Journal, _: Clock) -> tuple[ComparedImport, bool]:
        with journal.exclusive():
            done = compared(journal, contents)  # again: the journal may have changed since
            before = journal.revision
            done.save(journal, restore=False)
            return done, journal.revision != before

    try:
        (done, is_change), _ = app.session.change_records(save, "Imported.")
    except (ExchangeError, JournalError) as error:
        app.status(error.short_sentence, False)
        return
    app.status(import_lines(done, dry_run=False, restore=False)[0], offer="undo" if is_change else "")


def _read(
    file: _Import, journal: Journal, clock: Clock, progress: Callable[[float], None]
) -> tuple[ImportContents, list[str]]:
    """Return the contents of a file, and the report of what importing it would change. Called in a thread."""
    options = file.options(clock, progress)
    contents = read_source(source_at(file.path), options)
    with Journal.open(journal.path, read_only=True, state=journal.state) as copy:
        lines = import_lines(compared(copy, contents), dry_run=True, restore=False)
    if columns := mapping_line(options.mapping):
        lines += [columns, f"The mapping is {file.mapping_path}; edit it and import again to change that."]
    return contents, lines
