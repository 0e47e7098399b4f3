"""Actions and reports of `gutskin doctor`: restore a backup, salvage a damaged journal, accept a loss, fix dates."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.dates import show_moment
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.paths import state_folder
from gutskin_tui.presentation import recovery as view
from gutskin_tui.presentation.recovery import entry_count
from gutskin_tui.store import Journal, JournalDamaged, JournalError
from gutskin_tui.store.backups import backups, newest_good, restore
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.store.future_dates import FutureDate
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.recovery import Findings, examine, salvage
from gutskin_tui.store.replacement import retained_copies
from gutskin_tui.text import counted


def list_backups(session: Session) -> None:
    """Print the backups, numbered from the newest, then the files that earlier restores replaced."""
    path = session.journal_path
    copies = _restorable_files(session)
    if not copies:
        print_line(f"There is no backup of {path} yet.")
    for number, (copy, made) in enumerate(copies, 1):
        count = _count(copy)
        contents = entry_count(count) if count is not None else "damaged"
        origin = _when(session, made) if made else f"kept as {copy.name}"
        print_line(f"{number:3}  {origin}  {contents}, {_size(copy.stat().st_size)}")


def restore_backup(session: Session, wanted: str) -> None:
    """Replace the journal by the backup with number `wanted` of the list. Raises Failure for an unknown number."""
    copies = _restorable_files(session)
    if not wanted.isdecimal() or not 1 <= int(wanted) <= len(copies):
        raise Failure(f"There is no backup {wanted}; gutskin doctor --restore lists the backups.")
    path, (copy, _) = session.journal_path, copies[int(wanted) - 1]
    preserved = restore(path, copy, state_folder(path), session.clock.now())
    count = _count(path)
    with confirming("Restored"):
        print_line(f"{view.restored(count, path)}{_preserved_text(preserved)}")


def salvage_journal(session: Session) -> None:
    """Replace a damaged journal by its readable entries; a sound journal is left unchanged."""
    path = session.journal_path
    if not examine(path).problems:
        print_line(f"{path} is not damaged; nothing was changed.")
        return
    findings, preserved = salvage(path, state_folder(path), session.clock.now())
    with confirming("Salvaged"):
        print_line(
            f"Salvaged {entry_count(findings.count)} of {path}{_unreadable_text(findings)}.{_preserved_text(preserved)}"
        )


def report_damage(session: Session, error: JournalDamaged) -> NoReturn:
    """Print the readable part of a damaged journal and the newest good backup, then raise `error`."""
    path = session.journal_path
    findings = examine(path)
    for problem in findings.problems:
        print_line(problem)
    for line in view.damage_lines(findings, newest_good(state_folder(path)), session.clock.now().tzinfo):
        print_line(line)
    raise error


def report_loss(session: Session, loss: Loss) -> None:
    """Print what is missing from the journal and the commands that resolve it."""
    print_line(loss.message(session.journal_path, session.screen_clock.now().tzinfo))
    if loss.backup:
        number = [copy for copy, _ in _restorable_files(session)].index(loss.backup.path) + 1
        print_line(f"  gutskin doctor --restore {number}: {view.RESTORE}")
        print_line(f"  gutskin merge {shlex.quote(str(loss.backup.path))}: {view.MERGE}")
    print_line(f"  gutskin doctor --accept: {view.ACCEPT}")


def accept_loss(session: Session) -> None:
    """Accept the journal without the entries that are missing, if any are."""
    path = session.journal_path
    with Journal.open(path) as journal:
        if journal.loss is None:
            print_line(f"Nothing is missing from {path}; nothing was changed.")
            return
        journal.accept()
        print_line(view.accepted(journal.count(), path))


def report_future_dates(dates: Sequence[FutureDate]) -> None:
    """Print what is dated more than a day ahead, and the command that corrects it."""
    for date in dates:
        print_line(f"{date.where}, {', '.join(date.fields)}: more than a day ahead ({show_moment(date.latest)})")
    print_line("  gutskin doctor --correct-dates: set these to now; gutskin undo reverts that")


def correct_dates(session: Session) -> None:
    """Set what is dated more than a day ahead to now, and print the changed entries."""
    with session.open() as journal:
        dates = journal.correct_dates(session.clock)
        if not dates:
            print_line(f"Nothing in {journal.path} is dated more than a day ahead; nothing was changed.")
            return
        moved = {date.id for date in dates if "at" in date.fields}
        moved_entries = [entry for entry in journal.between() if entry.id in moved]
    with confirming("Corrected"):
        print_line(f"Corrected the dates of {counted(len(dates), 'item')}.")
        for entry in moved_entries:
            what = f"{KINDS[entry.kind].label} {short_id(entry.id)} is now at {show_moment(entry.when)}"
            print_line(f"{what}; if it was earlier: gutskin edit {short_id(entry.id)} at=WHEN")
        print_line(
            "Other copies still have the later dates, which win in a merge: correct those copies before you merge."
        )


def conflict_remarks(path: Path, state: Path) -> list[str]:
    """Return a sentence for each conflict copy beside the journal."""
    return [
        f"{copy} is a conflict copy from a sync tool; run gutskin merge on it."
        for copy in Conflicts(path, state).waiting()
    ]


def state_remarks(state: Path) -> list[str]:
    """Return a sentence if nothing can be written to a state folder, so that it gets no backup."""
    folder = next(folder for folder in (state, *state.parents) if os.path.exists(folder))  # noqa: PTH110 - raises nothing
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return []
    return [f"Nothing can be written to {folder}, so that there are no new backups and no drafts."]


def _restorable_files(session: Session) -> list[tuple[Path, datetime | None]]:
    path = session.journal_path
    made: list[tuple[Path, datetime | None]] = [(backup.path, backup.made) for backup in backups(state_folder(path))]
    return made + [(copy, None) for copy in retained_copies(path)]


def _count(copy: Path) -> int | None:
    try:
        with Journal.open(copy, read_only=True) as journal:
            return journal.count()
    except JournalError:
        return None


def _when(session: Session, made: datetime) -> str:
    return show_moment(made.astimezone(session.clock.now().tzinfo))


def _size(size: int) -> str:
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _unreadable_text(findings: Findings) -> str:
    return f"; {findings.unreadable} cannot be read" if findings.unreadable else ""


def _preserved_text(paths: list[Path]) -> str:
    return f" The previous file was kept as {' and '.join(str(path) for path in reversed(paths))}." if paths else ""
