"""Opening the screen: on the person's journal, or on a sample one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from gutskin_tui import locations
from gutskin_tui.cli.commands import Command, pass_session
from gutskin_tui.cli.door import Failure
from gutskin_tui.cli.lines import say
from gutskin_tui.cli.session import Session

MOST_DAYS = 36_525


def open_screen(session: Session) -> None:
    """Open the full screen on the journal; without a terminal, say so (status 2)."""
    _need_terminal(session)
    from gutskin_tui.tui.app import GutskinApp

    with session.open() as journal:
        GutskinApp(journal, session.settings, locations.settings_path(), locations.state_path(), session.clock).run()


@click.command(cls=Command)
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=365, show_default=True, help="How many days.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another person.")
@click.option("--write", metavar="FILE", help="Save the sample journal as FILE, which must not exist yet.")
@pass_session
def demo(session: Session, days: int, seed: int, write: str | None) -> None:
    """Open the screen on a made-up journal, thrown away afterwards.

    Your own journal is not touched.
    """
    if write is None:
        _need_terminal(session)
    from gutskin_tui.journal.sample import sample_entries
    from gutskin_tui.store import Journal

    if write is not None:
        path = Path(write).expanduser().absolute()
        if path.exists() or path.is_symlink():
            raise Failure(f"{path} exists already; name a new file.")
        entries = sample_entries(days, seed, session.clock)
        with Journal.open(path) as journal:
            journal.add(*entries, label="Sample journal")
        say(f"Wrote a sample journal of {days} days, {len(entries)} entries, to {path}")
        return
    from gutskin_tui.tui.app import GutskinApp

    with tempfile.TemporaryDirectory(prefix="gutskin-demo-") as folder:
        here = Path(folder)
        with Journal.open(here / "journal.json") as journal:
            journal.add(*sample_entries(days, seed, session.clock), label="Sample journal")
            GutskinApp(
                journal, session.settings, here / "settings.toml", here / "state", session.clock, demo=True
            ).run()


def _need_terminal(session: Session) -> None:
    if not session.has_terminal():
        raise click.UsageError("The screen needs a terminal; gutskin --help lists what works without one.")
