"""Opening the screen: on the person's journal, or on a sample one."""

from __future__ import annotations

import click

from gutskin_tui.cli.session import Session


def open_screen(session: Session) -> None:
    """Open the full screen on the journal; without a terminal, say so (status 2)."""
    if not session.has_terminal():
        raise click.UsageError("The screen needs a terminal; gutskin --help lists what works without one.")
    from gutskin_tui import locations
    from gutskin_tui.tui.app import GutskinApp

    journal = session.open()
    try:
        GutskinApp(journal, session.settings, locations.settings_path(), locations.state_path(), session.clock).run()
    finally:
        journal.close()
