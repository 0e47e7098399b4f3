"""Commands for a journal on several computers: sync, and the merge driver that git calls."""

from __future__ import annotations

from pathlib import Path

import click

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.paths import user_path
from gutskin_tui.store import JournalError
from gutskin_tui.sync.driver import merge_in_git
from gutskin_tui.sync.journal_sync import plan
from gutskin_tui.sync.journal_sync import sync as sync_journal
from gutskin_tui.sync.repository import Repository


@click.command(cls=Command, examples=["gutskin sync --init", "gutskin sync"])
@click.option("--init", "set_up", is_flag=True, help="Set up the git repository of the journal, and do nothing else.")
@click.option("--dry-run", is_flag=True, help="Only show what would be sent and received.")
@pass_session
def sync(session: Session, set_up: bool, dry_run: bool) -> None:
    """Sync the journal with your other computers through git.

    The journal must be in a git repository with a remote that git can log in to by itself. The journal is committed,
    merged with what the other computers pushed, and pushed; nothing is lost if several of them changed it. gutskin undo
    reverts what was received. Nothing is done while the repository holds other changes or a rebase is going on.

    --init writes .gitattributes and .gitignore next to the journal, commits them, and tells git how to merge journals
    and how to show their changes as text. Run it once in each clone. docs/sync.md explains the rest.
    """
    if set_up and dry_run:
        raise click.UsageError("Give only one of --init and --dry-run.")
    if set_up:
        files = Repository(session.journal_path).set_up()
        print_line(f"Committed {' and '.join(files)}." if files else "Everything was set up already.")
        return
    with session.open() as journal:
        result = plan(journal) if dry_run else sync_journal(journal)
    with confirming("Synced"):
        print_line(result.message(planned=dry_run))


@click.command("merge-driver", cls=Command, examples=["gutskin merge-driver base.json ours.json theirs.json"])
@click.argument("base", metavar="BASE")
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS")
def merge_driver(base: str, ours: str, theirs: str) -> None:
    """Merge two journal files for git.

    Git runs it as gutskin merge-driver %O %A %B. THEIRS is merged into OURS, by field, whatever BASE holds; BASE only
    decides what gutskin merges lists. If one of the two cannot be read in full, the status is 1 and OURS is unchanged.
    Your own journal is not opened.
    """
    try:
        merge_in_git(_file(base), _file(ours), _file(theirs))
    except JournalError as error:
        raise Failure(str(error)) from None  # not JournalError, whose advice is about the journal itself


def _file(typed: str) -> Path:
    return user_path(typed).absolute()
