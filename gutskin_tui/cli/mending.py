"""What `gutskin doctor` does besides looking: bringing back a backup, and saving what a damaged journal still holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NoReturn

from gutskin_tui.cli.door import Failure
from gutskin_tui.cli.lines import confirming, say
from gutskin_tui.cli.session import Session
from gutskin_tui.store import Journal, JournalDamaged, JournalError
from gutskin_tui.store.aside import kept_copies
from gutskin_tui.store.backups import backups, good_count, newest_good, restore
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.store.recovery import Findings, examine, salvage
from gutskin_tui.store.state import state_folder


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


def remarks(path: Path, state: Path, count: int) -> list[str]:
    """Return what should be known of the files around a sound journal, one sentence each."""
    said = [
        f"{copy} is a copy that a synchroniser left; gutskin merge takes it in."
        for copy in Conflicts(path, state).waiting()
    ]
    newest = newest_good(state)
    if newest and not count and (held := good_count(newest.path)):
        said.append(f"{path} holds nothing, but its newest backup holds {entries(held)}; gutskin doctor --restore.")
    return said


def _copies(session: Session) -> list[tuple[Path, datetime | None]]:
    path = session.journal_path
    made: list[tuple[Path, datetime | None]] = [(one.path, one.made) for one in backups(state_folder(path))]
    return made + [(one, None) for one in kept_copies(path)]


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
