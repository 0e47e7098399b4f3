"""The watermark of an open journal: updating it after each save, and detecting missing changes with it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from gutskin_tui.store import loss, tombstones, watermark
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.replay import Delta
from gutskin_tui.store.versions import changes
from gutskin_tui.store.watermark import Save, Watermark, WatermarkFile


class Position(NamedTuple):
    """The state of a journal's files: the `base` of the snapshot, and the number of the log's last line."""

    base: str
    line: int


class LossTracker:
    """The watermark in the state folder `state`. Callers of methods that write it hold the journal's lock."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._file = WatermarkFile(state)
        self._compared: tuple[Watermark | None, Position] | None = None
        self._loss: Loss | None = None

    def find(self, tables: Tables, now: Position) -> Loss | None:
        """Return the changes that were saved on this computer and are missing from `tables`; None for none."""
        return self._find(self._file.read(), tables, now)

    def is_acknowledged(self, now: Position) -> bool:
        """Whether the files are those last saved on this computer, or continue them, and nothing was missing then."""
        saved = self._file.read()
        return saved is not None and not saved.unresolved and saved.base == now.base and saved.line <= now.line

    def before_save(self, tables: Tables, now: Position) -> Watermark:
        """Return the watermark before a save, for `after_save`."""
        before = self._file.read()
        if lost := self._find(before, tables, now):
            if before is None:
                backup = lost.backup.path.name if lost.backup else ""
                before = Watermark(now.base, 0, lost.entries, backup=backup)
            return before if before.unresolved else msgspec.structs.replace(before, unresolved=True)
        if before is None or before.unresolved or before.base != now.base:
            new = watermark.of(tables, now.base)
            if before and not before.unresolved:  # another computer continued from this state
                new = msgspec.structs.replace(new, backup=before.backup, since_backup=before.since_backup)
            return new
        return before

    def after_save(self, before: Watermark, tables: Tables, now: Position, deltas: Sequence[Delta] = ()) -> None:
        """Record the result of a save that made `deltas`; a failure to write it is ignored."""
        named = {tombstones.name(key): version for key, version in changes(deltas).items()}
        save = Save(now.line, watermark.count_entries(tables), named)
        with suppress(OSError):
            if before is self._file.read() and before.base == now.base:
                self._file.append(save)
            else:
                before = msgspec.structs.replace(before, base=now.base)
                self._file.write(watermark.advanced(before, save))

    def accept(self, tables: Tables, now: Position) -> None:
        """Make the present contents the watermark, so that no change counts as missing. Raises OSError."""
        self._file.write(msgspec.structs.replace(watermark.of(tables, now.base), line=now.line))

    @property
    def backup(self) -> str:
        """The name of the newest backup whose contents are all in the journal, "" if there is none."""
        saved = self._file.read()
        return saved.backup if saved else ""

    def backed_up(self, name: str) -> None:
        """Record that the backup with this name holds everything in the journal; a failure to write it is ignored."""
        if saved := self._file.read():
            with suppress(OSError):
                self._file.write(msgspec.structs.replace(saved, backup=name, since_backup={}))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _find(self, saved: Watermark | None, tables: Tables, now: Position) -> Loss | None:
        if (saved, now) != self._compared:
            self._compared = saved, now
            self._loss = loss.find(saved, self._state, tables, now.base, now.line)
        return self._loss
