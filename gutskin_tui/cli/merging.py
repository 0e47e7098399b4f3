"""`gutskin merge`: taking in what another copy of the journal holds."""

from __future__ import annotations

import click

from gutskin_tui.cli.commands import Command, pass_session
from gutskin_tui.cli.door import Failure
from gutskin_tui.cli.lines import confirming, say
from gutskin_tui.cli.session import Session
from gutskin_tui.paths import user_path
from gutskin_tui.store import JournalError
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.store.merge import told
from gutskin_tui.store.merging import contents_of_file


@click.command(cls=Command)
@click.argument("file", metavar="FILE")
@pass_session
def merge(session: Session, file: str) -> None:
    """Take in the entries of another journal file, such as a copy that a synchroniser left.

    Of each entry the version changed last is kept, and what was removed here or there stays away. FILE is only read;
    its log beside it, if there is one, counts. A FILE that cannot be read in full is refused. gutskin undo takes
    a merge back.
    """
    path = user_path(file).absolute()
    try:
        other = contents_of_file(path)
    except JournalError as error:
        raise Failure(str(error)) from None  # it is not the journal that needs mending
    with session.open() as journal:
        done = journal.merge(other, label="Merged a copy")
        conflicts = Conflicts(journal.path, journal.state)
        if path in conflicts.waiting():
            conflicts.decide(path, "merged")
    with confirming("Merged"):
        say(told(done))
