"""What `gutskin doctor` does besides looking: bringing back a backup, and saving what a damaged journal still holds."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, say
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.paths import state_folder
from gutskin_tui.store import Journal, JournalDamaged, JournalError
from gutskin_tui.store.backups import backups, newest_good, restore
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.store.future_dates import FutureDate
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.recovery import Findings, examine, salvage
from gutskin_tui.store.replacement import retained_copies


def entries(count: int) -> str:
    """Say how many entries."""
    return f"{count} {'entry' if count == 1 else 'entries'}"


def list_copies(session: Session) -> None:
    """Say which backups there are, numbered from the newest, and what earlier restores kept."""
    path = session.journal_path
    copies = _copies(session)
    if not copies:
        say(f"There is no backup of {path} yet.")
    for number, (copy, made) in enumerate(copies, 1):
        count = _count(copy)
        holds = entries(count) if count is not None else "damaged"
        said = _when(session, made) if made else f"kept as {copy.name}"
        say(f"{number:3}  {said}  {holds}, {_size(copy.stat().st_size)}")


def restore_copy(session: Session, wanted: str) -> None:
    """Put the copy with this number of the list in the journal's place."""
    copies = _copies(session)
    if not wanted.isdecimal() or not 1 <= int(wanted) <= len(copies):
        raise Failure(f"There is no backup {wanted}; gutskin doctor --restore lists those there are.")
    path, (copy, _) = session.journal_path, copies[int(wanted) - 1]
    kept = restore(path, copy, state_folder(path), session.clock.now())
    count = _count(path)
    holds = entries(count) if count is not None else "a damaged journal"
    with confirming("Restored"):
        say(f"Restored {holds} to {path}.{_kept(kept)}")


def salvage_journal(session: Session) -> None:
    """Make a journal of what can be read, if anything cannot be."""
    path = session.journal_path
    if not examine(path).problems:
        say(f"{path} is not damaged; nothing was changed.")
        return
    found, kept = salvage(path, state_folder(path), session.clock.now())
    with confirming("Salvaged"):
        say(f"Salvaged {entries(found.count)} of {path}{_lost(found)}.{_kept(kept)}")


def say_damage(session: Session, error: JournalDamaged) -> NoReturn:
    """Say what a damaged journal still holds and which backup there is; raises `error`."""
    path = session.journal_path
    found = examine(path)
    for problem in found.problems:
        say(problem)
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.counts.items())
    say(f"Can be read: {entries(found.count)}{f' ({kinds})' if kinds else ''}{_lost(found)}.")
    said = newest_good(state_folder(path))
    say(f"Newest good backup: {_when(session, said.made)}." if said else "There is no good backup.")
    raise error


def say_loss(session: Session, loss: Loss) -> None:
    """Say what is missing from the journal, and each way on."""
    say(loss.message(session.journal_path, session.screen_clock.now().tzinfo))
    if loss.backup:
        number = [copy for copy, _ in _copies(session)].index(loss.backup.path) + 1
        say(f"  gutskin doctor --restore {number}: put that backup in its place; what is there now is kept beside it")
        say(f"  gutskin merge {shlex.quote(str(loss.backup.path))}: add what is missing to what is there now")
    say("  gutskin doctor --accept: go on with what is there now; the backups are kept")


def accept_loss(session: Session) -> None:
    """Go on without what is missing from the journal, if anything is."""
    path = session.journal_path
    with Journal.open(path) as journal:
        if journal.loss is None:
            say(f"Nothing is missing from {path}; nothing was changed.")
            return
        journal.accept()
        say(f"Going on with {entries(journal.count())} in {path}. Older backups are kept.")


def say_dates(dates: Sequence[FutureDate]) -> None:
    """Say what is dated more than a day ahead, and the way on."""
    for date in dates:
        say(f"{date.where}, {', '.join(date.fields)}: more than a day ahead ({date.latest:%a %d %b %Y %H:%M})")
    say("  gutskin doctor --correct-dates: set these to now; gutskin undo takes that back")


def correct_dates(session: Session) -> None:
    """Set what is dated more than a day ahead to now, and say what became of it."""
    with session.open() as journal:
        dates = journal.correct_dates(session.clock)
        if not dates:
            say(f"Nothing in {journal.path} is dated more than a day ahead; nothing was changed.")
            return
        moved = {date.id for date in dates if "at" in date.fields}
        moved_entries = [entry for entry in journal.between() if entry.id in moved]
    with confirming("Corrected"):
        say(f"Corrected the dates of {len(dates)} {'item' if len(dates) == 1 else 'items'}.")
        for entry in moved_entries:
            what = f"{KINDS[entry.kind].label} {short_id(entry.id)} is now at {entry.when:%a %d %b %Y %H:%M}"
            say(f"{what}; if it was earlier: gutskin edit {short_id(entry.id)} at=WHEN")
        say("Other copies still hold the later dates, which win in a merge: correct these copies before you merge.")


def remarks(path: Path, state: Path) -> list[str]:
    """Return what should be known of the files around a sound journal, one sentence each."""
    return [
        f"{copy} is a copy that a synchroniser left; gutskin merge takes it in."
        for copy in Conflicts(path, state).waiting()
    ]


def _copies(session: Session) -> list[tuple[Path, datetime | None]]:
    path = session.journal_path
    made: list[tuple[Path, datetime | None]] = [(one.path, one.made) for one in backups(state_folder(path))]
    return made + [(one, None) for one in retained_copies(path)]


def _count(copy: Path) -> int | None:
    try:
        with Journal.open(copy, read_only=True) as journal:
            return journal.count()
    except JournalError:
        return None


def _when(session: Session, made: datetime) -> str:
    return f"{made.astimezone(session.clock.now().tzinfo):%a %d %b %Y %H:%M}"


def _size(size: int) -> str:
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _lost(found: Findings) -> str:
    return f"; {found.unreadable} cannot be read" if found.unreadable else ""


def _kept(kept: list[Path]) -> str:
    return f" What stood there is kept as {' and '.join(str(one) for one in reversed(kept))}." if kept else ""
