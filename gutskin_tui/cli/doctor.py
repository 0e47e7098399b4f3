"""Looking after the journal: where it lies, and whether all of it can be read."""

from __future__ import annotations

import click

from gutskin_tui import paths
from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import say
from gutskin_tui.paths import state_folder
from gutskin_tui.store import Journal, JournalDamaged
from gutskin_tui.store.backups import folder


@click.command(cls=Command)
@pass_session
def where(session: Session) -> None:
    """Show where the journal, settings, drafts and backups lie."""
    places = (
        ("journal", session.journal_path),
        ("settings", paths.settings_path()),
        ("state", paths.state_path()),
        ("backups", folder(state_folder(session.journal_path))),
    )
    for name, path in places:
        say(f"{name:8}  {'exists ' if path.exists() else 'not yet'}  {path}")


@click.command(cls=Command)
@click.option(
    "--restore", is_flag=False, flag_value="", metavar="[N]", help="List the backups; with a number, restore that one."
)
@click.option("--salvage", is_flag=True, help="Make a journal of all that can be read of a damaged one.")
@click.option(
    "--accept", is_flag=True, help="Go on without what is missing; the backup that holds it is kept for good."
)
@click.option("--correct-dates", is_flag=True, help="Set what is dated more than a day ahead to now.")
@pass_session
def doctor(session: Session, restore: str | None, salvage: bool, accept: bool, correct_dates: bool) -> None:
    """Read every entry and say what is wrong, and where, and whether anything that was saved is missing.

    The status is 1 if anything is, or if anything is dated more than a day ahead. Nothing is changed unless --restore
    N, --salvage, --accept or --correct-dates is given. What stood in the place of a restored or salvaged journal is
    kept beside it, so that it can be restored too.
    """
    from gutskin_tui.cli import mending

    if salvage + accept + correct_dates + (restore is not None) > 1:
        raise click.UsageError("Give only one of --restore, --salvage, --accept and --correct-dates.")
    if accept:
        mending.accept_loss(session)
    elif correct_dates:
        mending.correct_dates(session)
    elif salvage:
        mending.salvage_journal(session)
    elif restore:
        mending.restore_copy(session, restore)
    elif restore is not None:
        mending.list_copies(session)
    else:
        _examine(session)


def _examine(session: Session) -> None:
    from gutskin_tui.cli import mending

    try:
        with Journal.open(session.journal_path, read_only=True) as journal:
            count, problems, path, alarms = journal.count(), journal.problems(), journal.path, journal.alarms
            remarks, loss = [*journal.warnings, *mending.remarks(path, journal.state)], journal.loss
            dates = journal.future_dates(session.screen_clock.now())
    except JournalDamaged as error:
        mending.say_damage(session, error)
    for problem in problems:
        place = f"{problem.where}, {problem.field}" if problem.field else problem.where
        say(f"{place}: {problem.message}")
    for remark in remarks:
        say(remark)
    if loss:
        mending.say_loss(session, loss)
    if dates:
        mending.say_dates(dates)
    if problems:
        raise Failure(f"{_number(len(problems), 'problem', 'problems')} in {path}; nothing was changed.")
    if alarms or loss or dates:
        raise Failure(f"{_number(count, 'entry', 'entries')} in {path}, but see above; nothing was changed.")
    if not path.exists():
        say(f"There is no journal at {path} yet.")
    else:
        say(f"{_number(count, 'entry', 'entries')} in {path}, all good.")


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
