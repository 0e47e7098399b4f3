"""Commands that move data out of the journal, and between journals: export, merge, schema."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from gutskin_tui import paths
from gutskin_tui.cli.click_ext import Choice, Command, complete_file, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.listing import FROM, KIND, TO, EntryFilter
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.exchange import exporters
from gutskin_tui.exchange.destination import OwnFiles, new_file
from gutskin_tui.exchange.errors import ExchangeError, FileExists
from gutskin_tui.exchange.exporters import EXPORTERS, exporter_for
from gutskin_tui.exchange.exporters.exporter import ExportContents
from gutskin_tui.exchange.records import Record
from gutskin_tui.exchange.schema import journal_schema, read_records
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.paths import user_path
from gutskin_tui.presentation.import_report import ENTRIES, NOUNS
from gutskin_tui.presentation.undo import MERGED
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.store.conflicts import Conflicts, file_state
from gutskin_tui.store.errors import reason
from gutskin_tui.store.layout import RECORD_TABLES
from gutskin_tui.store.merge import contents_of_file, merge_message
from gutskin_tui.text import counted

STANDARD = "-"
"""The file name that means standard output."""
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE (private to you); default: standard output.",
    shell_complete=complete_file,
)
FORCE = click.option("--force", is_flag=True, help="Replace FILE if it exists.")
"""Options of the commands that write a file: see write_file."""
_FORMATS = "; ".join(
    f"{name}{', the default,' if name == exporters.DEFAULT else ''} {exporter.summary}"
    for name, exporter in EXPORTERS.items()
)


@click.command(
    cls=Command,
    examples=["gutskin export -o diary.json", "gutskin export -o meals.csv --kind meal --from oct"],
)
@OUTPUT
@FORCE
@click.option(
    "--format",
    "format_name",
    type=Choice(list(EXPORTERS)),
    help=f"{_FORMATS}.",
)
@click.option("--bom", is_flag=True, help="Begin a CSV file with a byte order mark, which some spreadsheets need.")
@FROM
@TO
@KIND
@pass_session
def export(
    session: Session,
    output: str | None,
    force: bool,
    format_name: str | None,
    bom: bool,
    first: str | None,
    last: str | None,
    kind: str | None,
) -> None:
    """Export the journal or a part of it as JSON, CSV or Markdown.

    JSON is what gutskin import reads and gutskin schema describes: {"format": "gutskin-journal", "version": 2,
    "exported_at": ..., "entries": [...], "trials": [...], "foods": [...], "factors": [...]}. With --from, --to or
    --kind it holds entries alone: your trials and own foods are left out. CSV has a row for each entry; with --kind,
    the columns of that kind alone; tidy has a row for each value, jsonl an entry on each line, markdown a heading
    for each day. Without --format, the end of the name of FILE chooses: .csv, .tidy.csv, .jsonl, .md, otherwise JSON.
    A FILE that exists is replaced only with --force; the journal, the settings and other files of gutskin itself never
    are.
    """
    entry_filter = EntryFilter(session, first, last, kind)
    exporter = EXPORTERS[format_name] if format_name else exporter_for(output or "")
    if bom and not exporter.suffix.endswith(".csv"):
        raise click.UsageError("--bom is for CSV only.")
    target = None if output in (None, STANDARD) else user_path(output)
    if target:
        check_destination(session, target)
    with session.open(read_only=True) as journal:
        span = entry_filter.first, entry_filter.last, entry_filter.kind
        documents, unreadable = journal.documents(*span)
        entries = [] if exporter.with_records else list(journal.between(*span))
        records: dict[str, list[Record]] = {}
        if exporter.with_records and not (first or last or kind):
            records, unreadable_records = _read_all_records(journal)
            unreadable += unreadable_records

    def write(out: BinaryIO) -> None:
        chosen = KINDS.get(entry_filter.kind or "")
        if bom:
            out.write(codecs.BOM_UTF8)
        exporter.write(ExportContents(entries, session.clock.now(), records, chosen, documents), out)

    if target:
        write_file(target, write, force)
        counts = [counted(len(documents), *ENTRIES)]
        counts += [counted(len(rows), *NOUNS[table]) for table, rows in records.items() if rows]
        with confirming("Exported"):
            print_line(f"Wrote {', '.join(counts)} to {target}")
    else:
        sys.stdout.flush()
        write(sys.stdout.buffer)
    if unreadable:
        raise Failure("Parts of the journal cannot be read and are not in the export; gutskin doctor lists them.")


def _read_all_records(journal: Journal) -> tuple[dict[str, list[Record]], int]:
    """Return the records of each table, and the number of those that cannot be read."""
    records, unreadable = {}, 0
    for table in RECORD_TABLES:
        table_records, unreadable_records = read_records(journal, table)
        records[table] = list(table_records.values())
        unreadable += unreadable_records
    return records, unreadable


@click.command(cls=Command, examples=["gutskin schema > gutskin.schema.json"])
def schema() -> None:
    """Print the JSON Schema (2020-12) of an export."""
    out = sys.stdout.buffer
    out.write(msgspec.json.format(msgspec.json.encode(journal_schema()), indent=2) + b"\n")
    out.flush()


def check_destination(session: Session, target: Path) -> None:
    """Raise UsageError if `target` is a file of gutskin itself."""
    own = OwnFiles(session.journal_path, paths.settings_path(), (paths.state_path(),))
    try:
        own.check(target)
    except ExchangeError as error:
        raise click.UsageError(str(error)) from None


def write_file(target: Path, write: Callable[[BinaryIO], None], force: bool) -> None:
    """Write a new file by `write`; `force` replaces an existing file. Raises ExchangeError."""
    try:
        with new_file(target, replace=force) as out:
            write(out)
    except FileExists as error:
        raise ExchangeError(f"{error} Add --force to replace it.") from None


@click.command(cls=Command, examples=["gutskin merge journal.sync-conflict.json"])
@click.argument("file", metavar="FILE", shell_complete=complete_file)
@pass_session
def merge(session: Session, file: str) -> None:
    """Merge another journal file, such as a conflict copy.

    Of each field of an entry the later change wins, and what was removed here or there stays removed. FILE is only
    read, with its log next to it if there is one. A FILE that cannot be read in full is refused. A conflict copy is
    renamed to journal.merged-DATE.json afterwards, so that it is not offered again. gutskin undo reverts a merge.
    """
    path = user_path(file).absolute()
    state = file_state(path)
    try:
        other = contents_of_file(path)
    except JournalError as error:
        raise Failure(str(error)) from None  # not JournalError, whose advice is about the journal itself
    with session.open() as journal:
        done = journal.merge(other, label=MERGED)
        conflicts = Conflicts(journal.path, journal.state)
        try:
            waiting = path in conflicts.waiting()
            retained = conflicts.retain_merged(path, state, session.clock.now()) if waiting else None
        except OSError as error:
            raise Failure(f"The copy was merged but may be offered again: {reason(error)}.") from None
    with confirming("Merged"):
        print_line(merge_message(done))
        if retained:
            print_line(f"Renamed the copy to {retained.name}.")
