"""The command that lists what lost against a concurrent change in a merge, and puts it back."""

from __future__ import annotations

import click

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import confirming, print_fitted, print_line
from gutskin_tui.presentation.superseded import NOTHING_SUPERSEDED, superseded_text
from gutskin_tui.sync.superseded import put_back, restorable_values


@click.command(cls=Command, examples=["gutskin merges", "gutskin merges --put-back 2"])
@click.option("--put-back", "number", type=click.IntRange(1), metavar="N", help="Put back the value with this number.")
@pass_session
def merges(session: Session, number: int | None) -> None:
    """List what lost against a later change in a merge.

    If two computers changed the same field of an entry, or one changed what the other removed, the later change or the
    removal is in the journal, and the other one is in this list. gutskin undo reverts putting a value back. On the
    screen the list is the command "merges" of the palette, where Enter puts the selected value back.
    """
    with session.open(read_only=number is None) as journal:
        values = restorable_values(journal)
        if number is not None:
            if number > len(values):
                raise click.UsageError(f"There is no value with the number {number}; gutskin merges lists them.")
            put_back(journal, values[number - 1], session.clock)
            with confirming("Put back"):
                print_fitted(f"Put back {superseded_text(values[number - 1])}")
            return
    for position, value in enumerate(values, 1):
        print_fitted(f"{position:>3}  {superseded_text(value)}")
    if not values:
        print_line(NOTHING_SUPERSEDED)
