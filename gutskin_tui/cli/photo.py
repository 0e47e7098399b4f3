"""`gutskin photo`: open the photo of a skin check-in in the system's viewer."""

from __future__ import annotations

import click

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.completers import complete_photo_ids
from gutskin_tui.cli.context import Session
from gutskin_tui.exchange.photo import open_photo


@click.command(cls=Command, examples=["gutskin photo 7gk2qd"])
@click.argument("entry_id", metavar="ID", shell_complete=complete_photo_ids)
@pass_session
def photo(session: Session, entry_id: str) -> None:
    """Open the photo of a skin check-in in your picture viewer.

    ID is the short id that gutskin list prints. The picture is where you put it: gutskin keeps its path only.
    """
    with session.open(read_only=True) as journal:
        entry = journal.get(journal.find_id(entry_id))
    open_photo(entry)
