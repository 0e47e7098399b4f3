"""Commands that change or remove entries: edit, remove, undo, redo."""

from __future__ import annotations

from typing import Any

import click

from gutskin_tui.cli.add import parse_field
from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.completers import complete_entry_ids
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, entry_reference, print_fitted, print_line
from gutskin_tui.dates import parse_moment
from gutskin_tui.model.fields import Field
from gutskin_tui.model.kinds import KINDS, Kind
from gutskin_tui.presentation import undo as undo_text
from gutskin_tui.text import one_line, with_suggestion


@click.command(
    cls=Command,
    examples=['gutskin edit 7gk2qd itch=4 note="after the gym"', 'gutskin edit 7gk2qd at="yesterday 8pm"'],
)
@click.argument("entry_id", metavar="ID", shell_complete=complete_entry_ids)
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True)
@pass_session
def edit(session: Session, entry_id: str, assignments: tuple[str, ...]) -> None:
    """Change fields of an entry.

    ID is the short id that gutskin list prints, or a whole one. Fields are those of gutskin add; at=WHEN moves
    the entry in time; FIELD= without a value clears the field.
    """
    with session.open() as journal:
        entry = journal.get(journal.find_id(entry_id))
        kind = KINDS[entry.kind]
        values: dict[str, Any] = {}
        at = None
        for assignment in assignments:
            name, equals, typed = assignment.partition("=")
            name = name.strip().replace("-", "_")
            if not equals:
                raise click.UsageError("Write changes as FIELD=VALUE, in quotes if the value has spaces.")
            if name == "at":
                at = parse_moment(typed, session.clock)
            else:
                values[name] = parse_field(_field(kind, name), typed)
        amended = journal.amend(entry, values, session.clock, at, label=undo_text.change_label("Changed", kind.name))
    with confirming("Changed"):
        if amended.entry == entry:
            print_line("Nothing was changed.")
            return
        print_fitted(f"Changed {entry_reference(amended.entry)}")
        if amended.message:
            print_line(amended.message)


@click.command(cls=Command, examples=["gutskin remove 7gk2qd"])
@click.argument("entry_id", metavar="ID", shell_complete=complete_entry_ids)
@pass_session
def remove(session: Session, entry_id: str) -> None:
    """Remove an entry; gutskin undo brings it back."""
    with session.open() as journal:
        entry = journal.get(journal.find_id(entry_id))
        journal.remove(entry.id, label=undo_text.change_label("Deleted", entry.kind))
    with confirming("Deleted"):
        print_fitted(f"Deleted {entry_reference(entry)}")


@click.command(cls=Command, examples=["gutskin undo"])
@pass_session
def undo(session: Session) -> None:
    """Undo the last change, made here or in the app."""
    with session.open() as journal:
        change_made = journal.undo()
    if change_made is None:
        raise Failure(f"{undo_text.NOTHING_TO_UNDO}.")
    with confirming("Undone"):
        print_fitted(undo_text.undone(change_made, session.clock.today()))


@click.command(cls=Command, examples=["gutskin redo"])
@pass_session
def redo(session: Session) -> None:
    """Redo the change that was undone last."""
    with session.open() as journal:
        change_made = journal.redo()
    if change_made is None:
        raise Failure(f"{undo_text.NOTHING_TO_REDO}.")
    with confirming("Redone"):
        print_fitted(undo_text.redone(change_made, session.clock.today()))


def _field(kind: Kind, name: str) -> Field:
    """Return a field of `kind`; raises UsageError for an unknown name."""
    try:
        return kind.field(name)
    except KeyError:
        message = f'Unknown field "{one_line(name, 40)}" of {kind.label.lower()}'
        known = [*(field.name for field in kind.fields), "at"]
        raise click.UsageError(with_suggestion(message, name, known)) from None
