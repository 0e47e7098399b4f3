"""`gutskin import`: entries from an export of gutskin's own or of another program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from gutskin_tui import paths
from gutskin_tui.cli.click_ext import Choice, Command, complete_file, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.clock import Clock
from gutskin_tui.exchange.destination import new_file
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.import_file import compared, read_source
from gutskin_tui.exchange.importers import IMPORTERS
from gutskin_tui.exchange.input.date_cells import ORDERS
from gutskin_tui.exchange.input.importer import ImportOptions, in_zone
from gutskin_tui.exchange.input.mapping import ImportMapping, read_mapping
from gutskin_tui.exchange.input.source import Source, source_at, source_of_stream
from gutskin_tui.exchange.new_mapping import new_mapping
from gutskin_tui.paths import user_path
from gutskin_tui.presentation.import_report import import_lines, mapping_line

NEW = "new"
"""The name of a mapping that is to be written."""
STANDARD = "-"
"""The file name that means standard input."""
_SOURCES = "; ".join(f"{name}, {importer.summary}" for name, importer in IMPORTERS.items())
"""The formats with their summaries, for the help."""


@click.command(
    "import",
    cls=Command,
    examples=["gutskin import diary.json --dry-run", "gutskin import daylio.csv --zone Europe/Berlin"],
)
@click.argument("file", metavar="FILE", shell_complete=complete_file)
@click.option(
    "--format",
    "format_name",
    type=Choice(list(IMPORTERS)),
    help=f"The format of FILE, by default recognised by its contents: {_SOURCES}.",
)
@click.option("--from", "old_format", type=Choice(list(IMPORTERS)), hidden=True)
@click.option("--map", "mapping_name", metavar="FILE", help="A mapping of columns and words; new writes one.")
@click.option("--dates", type=Choice(list(ORDERS)), help="The order of day, month and year in FILE.")
@click.option("--zone", metavar="ZONE", help="The time zone of times without one, such as Europe/Berlin.")
@click.option("--restore", is_flag=True, help="Also add what you have removed since.")
@click.option("--dry-run", is_flag=True, help="Show what would happen; change nothing.")
@pass_session
def import_file(
    session: Session,
    file: str,
    format_name: str | None,
    old_format: str | None,
    mapping_name: str | None,
    dates: str | None,
    zone: str | None,
    restore: bool,
    dry_run: bool,
) -> None:
    """Import an export of gutskin or of another program.

    FILE is a file, a zip or a folder; - is standard input. Entries that the journal has already are skipped, so a
    later, longer export adds only what is new. What you have changed here stays as it is, and what you have removed
    stays removed unless --restore is given. gutskin undo reverts an import.

    A JSON export of gutskin is imported as a whole or not at all; of two versions of an entry, the one changed last
    wins. In the files of other programs, rows that cannot be read are skipped and listed, and a file whose dates or
    numbers can be read in two ways is refused. docs/importing.md describes the formats and mappings.
    """
    name = "standard input" if file == STANDARD else file
    if mapping_name == NEW:
        _write_mapping(session, file, format_name, zone)
        return
    mapping = read_mapping(_mapping_path(mapping_name)) if mapping_name is not None else ImportMapping()
    clock = _in_zone(session.clock, zone or mapping.zone)
    try:
        with _progress_bar() as progress:
            options = ImportOptions(clock, dates or mapping.dates, mapping, progress)
            contents = read_source(_source(file), options, format_name or old_format)
        with session.open(read_only=dry_run) as journal, nullcontext() if dry_run else journal.exclusive():
            done = compared(journal, contents)
            if not dry_run:
                done.save(journal, restore=restore)
    except ExchangeError as error:
        raise ExchangeError(f"{name}: {error}") from None
    with confirming("Checked" if dry_run else "Imported"):
        if dry_run and (columns := mapping_line(mapping)):
            print_line(columns)
        for line in import_lines(done, dry_run=dry_run, restore=restore):
            print_line(line)


def _write_mapping(session: Session, file: str, format_name: str | None, zone: str | None) -> None:
    """Write a new mapping beside a file. Raises ExchangeError, also if there is one."""
    if file == STANDARD:
        raise click.UsageError("--map new needs a FILE, beside which it writes the mapping.")
    path = user_path(file)
    target = path.parent / f"{path.stem}.toml"
    try:
        text = new_mapping(_source(file), ImportOptions(_in_zone(session.clock, zone or "")), format_name)
    except ExchangeError as error:
        raise ExchangeError(f"{file}: {error}") from None
    with new_file(target) as out:
        out.write(text.encode())
    with confirming("Wrote the mapping"):
        print_line(f"Wrote {target}. Complete it, then: gutskin import {file} --map {target} --dry-run")


def _source(file: str) -> Source:
    """Return the source that is named, standard input for "-". Raises ExchangeError."""
    if file == STANDARD:
        return source_of_stream(sys.stdin.buffer)
    if not file.strip():
        raise ExchangeError("is not a valid file name.")
    return source_at(user_path(file))


def _mapping_path(name: str) -> Path:
    """Return the path of a mapping: as it is named, else in the folder of the settings, with or without .toml."""
    path = user_path(name)
    if not path.exists():
        for other in (name, f"{name}.toml"):
            if (beside := paths.settings_path().parent / other).is_file():
                return beside
    return path


def _in_zone(clock: Clock, name: str) -> Clock:
    """Return a clock in the time zone with a name, the same clock if it is empty. Raises UsageError."""
    try:
        return in_zone(clock, name)
    except ExchangeError as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def _progress_bar() -> Iterator[Callable[[float], None]]:
    """Give a function that shows the part that is done, from 0 to 1, on a terminal's standard error."""
    if not sys.stderr.isatty():
        yield lambda part: None
        return
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=1.0)
        yield lambda part: progress.update(task, completed=part)
