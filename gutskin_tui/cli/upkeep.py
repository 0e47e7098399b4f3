"""Looking after the journal: where it lies, and whether all of it can be read."""

from __future__ import annotations

import click

from gutskin_tui import locations
from gutskin_tui.cli.commands import Command, pass_session
from gutskin_tui.cli.door import Failure
from gutskin_tui.cli.lines import say
from gutskin_tui.cli.session import Session


@click.command(cls=Command)
@pass_session
def where(session: Session) -> None:
    """Show where the journal, settings and drafts lie."""
    places = (
        ("journal", session.journal_path),
        ("settings", locations.settings_path()),
        ("state", locations.state_path()),
    )
    for name, path in places:
        say(f"{name:8}  {'exists ' if path.exists() else 'not yet'}  {path}")


@click.command(cls=Command)
@pass_session
def doctor(session: Session) -> None:
    """Read every entry and say what is wrong, and where.

    The status is 1 if anything is. Nothing is changed.
    """
    with session.open(read_only=True) as journal:
        count, problems, path = journal.count(), journal.problems(), journal.path
    for problem in problems:
        place = f"{problem.where}, {problem.field}" if problem.field else problem.where
        say(f"{place}: {problem.message}")
    if problems:
        raise Failure(f"{_number(len(problems), 'problem', 'problems')} in {path}; nothing was changed.")
    if not path.exists():
        say(f"There is no journal at {path} yet.")
    else:
        say(f"{_number(count, 'entry', 'entries')} in {path}, all good.")


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
