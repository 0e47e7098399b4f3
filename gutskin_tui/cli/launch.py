"""Opening the screen on the journal, and `gutskin demo`, which opens it on a sample journal.

The screen is imported only once the process is prepared for it, and the sample journal only where it is used: this
module is on the way to the first frame.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import click

from gutskin_tui import paths
from gutskin_tui import settings as settings_file
from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, print_line

MOST_DAYS = 36_525


def open_screen(session: Session) -> int:
    """Open the screen on the journal and return its exit status. Raises UsageError without a terminal."""
    _prepare_process(session)
    from gutskin_tui.tui import launch

    return launch.open_screen(session.journal_path, paths.settings_path(), paths.state_path(), session.screen_clock)


@click.command(cls=Command)
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=365, show_default=True, help="Number of days.")
@click.option("--seed", type=int, default=1, show_default=True, help="Random seed: another made-up person.")
@click.option("--write", metavar="FILE", help="Write the sample journal to FILE (must not exist).")
@pass_session
def demo(session: Session, days: int, seed: int, write: str | None) -> int:
    """Open the app on a made-up journal; nothing is saved.

    Your own journal is not changed.
    """
    if write is not None:
        _save_sample(session, days, seed, paths.user_path(write).absolute())
        return 0
    _prepare_process(session)
    from gutskin_tui.model.sample.generator import sample_entries
    from gutskin_tui.tui import launch

    clock = session.screen_clock
    return launch.open_screen(
        session.journal_path,
        paths.settings_path(),
        paths.state_path(),
        clock,
        sample_entries(days, seed, clock, cycle=_offers_cycle()),
    )


def _offers_cycle() -> bool:
    """Whether the setting `cycle` is on; False if the settings cannot be read, which the screen reports itself."""
    try:
        return settings_file.load(paths.settings_path()).cycle
    except settings_file.SettingsError:
        return False


def _save_sample(session: Session, days: int, seed: int, path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Failure(f"{path} already exists; choose another name.")
    from gutskin_tui.model.sample.generator import sample_entries
    from gutskin_tui.store import Journal

    entries = sample_entries(days, seed, session.clock, cycle=_offers_cycle())
    Journal.create(path, entries).close()
    with confirming("Written"):
        print_line(f"Wrote a sample journal of {days} days, {len(entries)} entries, to {path}")


def _prepare_process(session: Session) -> None:
    """Prepare the process before Textual is imported. Raises UsageError without a terminal."""
    if not session.has_terminal():
        raise click.UsageError("The app needs a terminal; gutskin --help lists the commands that work without one.")
    os.environ.setdefault("TEXTUAL_FPS", "120")  # read at import: a key is drawn within 8 ms, not 16
    gc.disable()  # objects made before the first frame live on; the app enables it again
