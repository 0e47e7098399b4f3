"""State shared by the commands of one run: clock, settings and the path of the journal.

Every command imports this module; what only some of them need is imported when it is used. `gutskin --help` needs
none of it, which saves it 26 ms.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui import paths
from gutskin_tui.cli.errors import print_stderr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gutskin_tui.clock import Clock
    from gutskin_tui.model.kinds import AnyEntry
    from gutskin_tui.settings import Settings
    from gutskin_tui.store import Journal


class Session:
    """One run of the command line; click's context object.

    `clock` replaces the system clock in tests. `journal_option` is the value of `--journal`, None if absent.
    Settings and clock are loaded on first use.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self.journal_option: str | None = None

    @property
    def journal_path(self) -> Path:
        """The journal file in use."""
        return paths.journal_path(self.journal_option)

    @functools.cached_property
    def settings(self) -> Settings:
        """The settings; unknown names are reported on stderr. Raises SettingsError."""
        from gutskin_tui import settings

        return settings.load(paths.settings_path(), print_stderr)

    @functools.cached_property
    def clock(self) -> Clock:
        """The clock, with the day start and first weekday of the settings; an unknown zone is reported on stderr."""
        clock = self.screen_clock
        clock.day_start, clock.first_weekday = self.settings.day_starts, self.settings.first_weekday
        if clock.warning:
            print_stderr(clock.warning)
        return clock

    @property
    def screen_clock(self) -> Clock:
        """A clock without the settings, for the screen, which also opens when they cannot be read."""
        from gutskin_tui.clock import Clock

        return self._clock or Clock()

    def open(self, read_only: bool = False) -> Journal:
        """Open the journal, with warnings about it on stderr. Raises JournalError."""
        from gutskin_tui.store import Journal

        journal = Journal.open(self.journal_path, read_only=read_only, clock=self._clock)
        for alarm in journal.alarms:
            print_stderr(alarm)
        if loss := journal.loss:
            zone = self.screen_clock.now().tzinfo
            print_stderr(f"{loss.message(journal.path, zone)} gutskin doctor shows what you can do.")
        return journal

    def entries(self, first: date | None, last: date | None = None, kind: str | None = None) -> Iterator[AnyEntry]:
        """Yield entries as `Journal.between` does; from a first day on they are read without opening the journal.

        Warnings are printed as by `open`. Raises JournalError.
        """
        from gutskin_tui.store.partial_read import entries_between

        entries = entries_between(self.journal_path, first, last) if first else None
        if entries is None:
            with self.open(read_only=True) as journal:
                yield from journal.between(first, last, kind)
            return
        for entry in entries:
            if kind in (None, entry.kind):
                yield entry
