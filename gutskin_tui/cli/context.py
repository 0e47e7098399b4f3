"""What every command is handed: the clock, the settings, and where things lie."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui import paths
from gutskin_tui.cli.errors import say_wrong
from gutskin_tui.clock import Clock

if TYPE_CHECKING:
    from gutskin_tui.settings import Settings
    from gutskin_tui.store import Journal


class Session:
    """One run of the command line.

    `clock` replaces the system's clock, for tests. `journal_given` is what `--journal` said. Nothing is read before
    it is asked for.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self.journal_given: str | None = None

    @property
    def journal_path(self) -> Path:
        """The journal file in use."""
        return paths.journal_path(self.journal_given)

    @functools.cached_property
    def settings(self) -> Settings:
        """The person's settings; says on stderr which of them do not exist. Raises SettingsError."""
        from gutskin_tui import settings

        return settings.load(paths.settings_path(), say_wrong)

    @functools.cached_property
    def clock(self) -> Clock:
        """The clock, with the person's own start of the day and of the week; says on stderr if no zone can be told."""
        clock = self._clock or Clock()
        clock.day_start, clock.first_weekday = self.settings.day_starts, self.settings.first_weekday
        if clock.warning:
            say_wrong(clock.warning)
        return clock

    @property
    def screen_clock(self) -> Clock:
        """A clock for the screen, which reads the settings itself: it opens even if they cannot be read."""
        return self._clock or Clock()

    def open(self, read_only: bool = False) -> Journal:
        """Open the journal, saying on stderr what may be amiss with it; raises JournalError."""
        from gutskin_tui.store import Journal

        journal = Journal.open(self.journal_path, read_only=read_only, clock=self._clock)
        for alarm in journal.alarms:
            say_wrong(alarm)
        if loss := journal.loss:
            zone = self.screen_clock.now().tzinfo
            say_wrong(f"{loss.message(journal.path, zone)} gutskin doctor shows what you can do.")
        return journal

    def has_terminal(self) -> bool:
        """Whether a person sits at both ends: a screen can be drawn and keys can be read."""
        return sys.stdin.isatty() and sys.stdout.isatty()
