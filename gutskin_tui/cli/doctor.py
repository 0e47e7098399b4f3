"""`gutskin where` and `gutskin doctor`: paths of the files in use; check, restore and repair of the journal."""

from __future__ import annotations

import click

from gutskin_tui import paths
from gutskin_tui.cli import recovery
from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import print_line
from gutskin_tui.paths import state_folder
from gutskin_tui.store import Journal, JournalDamaged
from gutskin_tui.store.backups import backup_folder
from gutskin_tui.store.migrations import copies_before
from gutskin_tui.text import counted


@click.command(cls=Command, examples=["gutskin where"])
@pass_session
def where(session: Session) -> None:
    """Show the paths of the journal, settings, drafts and backups."""
    state = state_folder(session.journal_path)
    places = (
        ("journal", session.journal_path),
        ("settings", paths.settings_path()),
        ("state", paths.state_path()),
        ("backups", backup_folder(state)),
    )
    for name, path in places:
        print_line(f"{name:8}  {'exists ' if path.exists() else 'not yet'}  {path}")
    for copy in copies_before(state):
        print_line(f"As an older version of gutskin left the journal: {copy}")


@click.command(cls=Command, examples=["gutskin doctor", "gutskin doctor --restore", "gutskin doctor --salvage"])
@click.option(
    "--restore", is_flag=False, flag_value="", metavar="[N]", help="List the backups; with a number, restore that one."
)
@click.option("--salvage", is_flag=True, help="Rebuild a damaged journal from everything readable.")
@click.option(
    "--accept", is_flag=True, help="Continue without the missing entries; the backup that has them is never deleted."
)
@click.option("--correct-dates", is_flag=True, help="Set entries dated more than a day ahead to now.")
@pass_session
def doctor(session: Session, restore: str | None, salvage: bool, accept: bool, correct_dates: bool) -> None:
    """Check every entry, and whether any saved entry is missing.

    The status is 1 if anything is wrong, or dated more than a day ahead. Nothing is changed unless --restore N,
    --salvage, --accept or --correct-dates is given. The file that a restored or salvaged journal replaces is kept next
    to it, so that it can be restored too.
    """
    if salvage + accept + correct_dates + (restore is not None) > 1:
        raise click.UsageError("Give only one of --restore, --salvage, --accept and --correct-dates.")
    if accept:
        recovery.accept_loss(session)
    elif correct_dates:
        recovery.correct_dates(session)
    elif salvage:
        recovery.salvage_journal(session)
    elif restore:
        recovery.restore_backup(session, restore)
    elif restore is not None:
        recovery.list_backups(session)
    else:
        _examine(session)


def _examine(session: Session) -> None:
    """Print what is wrong with the journal; raises Failure if anything is."""
    try:
        with Journal.open(session.journal_path, read_only=True) as journal:
            count, problems, path, alarms = journal.count(), journal.problems(), journal.path, journal.alarms
            remarks, loss = [*journal.warnings, *recovery.conflict_remarks(path, journal.state)], journal.loss
            remarks += recovery.state_remarks(journal.state)
            dates = journal.future_dates(session.screen_clock.now())
    except JournalDamaged as error:
        recovery.report_damage(session, error)
    for problem in problems:
        place = f"{problem.where}, {problem.field}" if problem.field else problem.where
        print_line(f"{place}: {problem.message}")
    for remark in remarks:
        print_line(remark)
    if loss:
        recovery.report_loss(session, loss)
    if dates:
        recovery.report_future_dates(dates)
    if problems:
        raise Failure(f"{counted(len(problems), 'problem')} in {path}; nothing was changed.")
    if alarms or loss or dates:
        raise Failure(f"{counted(count, 'entry', 'entries')} in {path}, with the problems above; nothing was changed.")
    if not path.exists():
        print_line(f"There is no journal at {path} yet.")
    else:
        print_line(f"{counted(count, 'entry', 'entries')} in {path}, all good.")
