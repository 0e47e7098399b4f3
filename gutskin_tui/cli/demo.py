"""`gutskin demo`: the screen on a sample journal, or such a journal as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from gutskin_tui import paths
from gutskin_tui import settings as settings_file
from gutskin_tui.cli.click_ext import Command, complete_file, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.cli.screen import run_screen
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal

MOST_DAYS = 36_525


@click.command(cls=Command, examples=["gutskin demo", "gutskin demo --days 1000 --write sample.json"])
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=365, show_default=True, help="Number of days.")
@click.option("--seed", type=int, default=1, show_default=True, help="Random seed: another made-up person.")
@click.option(
    "--write", metavar="FILE", help="Write the sample journal to FILE (must not exist).", shell_complete=complete_file
)
@pass_session
def demo(session: Session, days: int, seed: int, write: str | None) -> int:
    """Open the app on a made-up journal; nothing is saved.

    Your own journal is not changed.
    """
    if write is not None:
        _save_sample(session, days, seed, paths.user_path(write).absolute())
        return 0
    clock = session.screen_clock
    with tempfile.TemporaryDirectory(prefix="gutskin-demo-") as name:
        folder = Path(name)

        def open_journal() -> Journal:
            entries = sample_entries(days, seed, clock, cycle=_offers_cycle())
            return Journal.create(folder / "journal.json", entries, state=folder / "state", clock=clock)

        return run_screen(open_journal, clock, demo=folder)


def _offers_cycle() -> bool:
    """Whether the setting `cycle` is on; False if the settings cannot be read, which the screen reports itself."""
    try:
        return settings_file.load(paths.settings_path()).cycle
    except settings_file.SettingsError:
        return False


def _save_sample(session: Session, days: int, seed: int, path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Failure(f"{path} already exists; choose another name.")
    entries = sample_entries(days, seed, session.clock, cycle=_offers_cycle())
    Journal.create(path, entries).close()
    with confirming("Written"):
        print_line(f"Wrote a sample journal of {days} days, {len(entries)} entries, to {path}")
