"""`gutskin photo`: open the photo of a skin check-in in the system's viewer."""

from __future__ import annotations

import click

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.model.kinds import Skin
from gutskin_tui.paths import existing_file


@click.command(cls=Command)
@click.argument("entry_id", metavar="ID")
@pass_session
def photo(session: Session, entry_id: str) -> None:
    """Open the photo of a skin check-in in your picture viewer.

    ID is the short id that gutskin list prints. The picture is where you put it: gutskin keeps its path only.
    """
    with session.open(read_only=True) as journal:
        entry = journal.get(journal.find_id(entry_id))
    if not isinstance(entry, Skin) or not entry.photo:
        raise Failure("That entry has no photo; add one with gutskin edit ID photo=FILE.")
    path = existing_file(entry.photo)
    if path is None:
        raise Failure("The photo is no longer where it was; gutskin edit ID photo=FILE corrects its path.")
    if click.launch(str(path)):
        raise Failure("No program opened the photo.")
