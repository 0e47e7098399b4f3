"""Ways to recover a journal that cannot be opened, offered in a dialog."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gutskin_tui.clock import Clock
from gutskin_tui.paths import state_folder
from gutskin_tui.presentation.recovery import RESTORE, SALVAGE, backup_name, damage_lines, entry_count
from gutskin_tui.store import Journal, JournalDamaged, JournalError, snapshot
from gutskin_tui.store.backups import Backup, newest_good, restore
from gutskin_tui.store.recovery import Findings, examine, salvage
from gutskin_tui.tui.dialogs.recovery_dialog import Choice, RecoveryDialog


class Recovery:
    """The ways to recover a journal that could not be opened because of `error`.

    `failure` is the error of the previous attempt, "" if there was none.
    """

    def __init__(self, error: JournalError, clock: Clock, failure: str = "") -> None:
        self._path = path = error.path
        self._error, self._clock, self._failure = error, clock, failure
        self._state = state_folder(path)
        self._findings: Findings | None = None
        self._backup: Backup | None = newest_good(self._state)
        if isinstance(error, JournalDamaged):
            try:
                self._findings = examine(path)
            except JournalError as worse:
                self._error = worse

    def dialog(self) -> RecoveryDialog:
        """Return the dialog that asks what to do; its answer is for `do`, or "read", "again" or "quit"."""
        return RecoveryDialog(self._error, self._words(), self._choices())

    def do(self, answer: str) -> str:
        """Salvage or restore; return what went wrong, "" if nothing did."""
        try:
            if answer == "salvage":
                salvage(self._path, self._state, self._clock.now())
            elif answer == "restore" and self._backup:
                restore(self._path, self._backup.path, self._state, self._clock.now())
        except JournalError as error:
            return str(error)
        return ""

    @contextmanager
    def readable_copy(self) -> Iterator[Journal]:
        """Yield a temporary read-only journal of the entries that can be read; it is deleted on exit."""
        assert self._findings is not None
        with tempfile.TemporaryDirectory(prefix="gutskin-read-") as folder:
            copy = Path(folder) / self._path.name
            snapshot.write(copy, self._findings.tables)
            with Journal.open(copy, read_only=True, state=Path(folder) / "state") as journal:
                yield journal

    def _words(self) -> list[str]:
        lines = [self._failure] if self._failure else []
        return [*lines, *damage_lines(self._findings, self._backup, self._clock.now().tzinfo)]

    def _choices(self) -> list[Choice]:
        choices, findings, backup = [], self._findings, self._backup
        if findings and findings.tables:
            choices.append(Choice("salvage", "s", f"Salvage {entry_count(findings.count)}", SALVAGE))
        if backup:
            name = backup_name(backup, self._clock.now().tzinfo)
            choices.append(Choice("restore", "b", f"Restore the backup of {name}", RESTORE))
        if findings and findings.tables:
            name = "Open what can be read, for reading only"
            choices.append(Choice("read", "o", name, "Shows it and writes nothing."))
        return choices
