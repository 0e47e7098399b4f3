"""The copies that sync tools create beside a journal that was changed on two machines at once.

Names: Syncthing "journal.sync-conflict-20261121-101112-ABCDEFG.json", Dropbox "journal (Anna's conflicted copy
2026-11-21).json", Nextcloud "journal (conflicted copy 2026-11-21 101112).json" and, in older versions,
"journal_conflict-20261121-101112.json"; the same for the log beside the journal. They are only read, never
renamed or deleted. The user's decision about each is saved in the journal's state folder.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import msgspec

from gutskin_tui import atomic_file, disk

Decision = Literal["merged", "never"]

_TAGS = (
    r"\.sync-conflict-\d{8}-\d{6}(-[0-9A-Za-z]+)?",
    r" \([^/()]*conflicted copy[^/()]*(\(\d+\))?[^/()]*\)( \(\d+\))?",
    r"_conflict-[^/]+",
)
_TAG_PATTERN = "|".join(_TAGS)


class SavedDecision(msgspec.Struct, frozen=True):
    """The decision about a copy of this size (bytes) and modification time (ns); it is void once the copy changes."""

    decision: Decision
    size: int
    written: int


class Conflicts:
    """The copies beside the journal at `path`; decisions are saved in `state`, the journal's state folder."""

    def __init__(self, path: Path, state: Path) -> None:
        self._file = Path(os.path.realpath(path))
        self._decisions_file = state / "conflicts.json"
        self._folder_changed: list[int] = []
        self._returned: set[tuple[Path, tuple[int, int] | None]] = set()

    def waiting(self) -> list[Path]:
        """Return the copies without a decision, sorted by name; none if the folder cannot be read."""
        copies = self._copies()
        if not copies:
            return []
        decided = self._decided()
        return [copy for copy in copies if _is_undecided(decided.get(copy.name), _file_state(copy))]

    def arrived(self) -> list[Path]:
        """Return the `waiting` copies that an earlier call has not returned in their present state.

        For frequent calls: the folder is listed only after its modification time changed, and once more at the next
        call, because two changes may have the same modification time.
        """
        try:
            changed = self._file.parent.stat().st_mtime_ns
        except OSError:
            return []
        if self._folder_changed == [changed, changed]:
            return []
        self._folder_changed = [*self._folder_changed[-1:], changed]
        copies = {(copy, _file_state(copy)) for copy in self.waiting()} - self._returned
        self._returned |= copies
        return sorted(copy for copy, _ in copies)

    def decide(self, copy: Path, decision: Decision) -> None:
        """Save that a copy was merged or is to be ignored (`never`). Raises OSError."""
        state = _file_state(copy)
        if state is None:
            return
        decided = self._decided() | {copy.name: SavedDecision(decision, *state)}
        disk.make_folder(self._decisions_file.parent)
        atomic_file.replace(self._decisions_file, [msgspec.json.encode(decided)])

    def _copies(self) -> list[Path]:
        stem, suffix = re.escape(self._file.stem), re.escape(self._file.suffix)
        whole = re.escape(self._file.name)
        wanted = re.compile(rf"{stem}({_TAG_PATTERN}){suffix}|{whole}({_TAG_PATTERN})\.log")
        try:
            with os.scandir(self._file.parent) as entries:
                files = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        except OSError:
            return []
        return [self._file.with_name(name) for name in sorted(files) if wanted.fullmatch(name)]

    def _decided(self) -> dict[str, SavedDecision]:
        try:
            return msgspec.json.decode(self._decisions_file.read_bytes(), type=dict[str, SavedDecision])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}


def _file_state(copy: Path) -> tuple[int, int] | None:
    """Return the size (bytes) and modification time (ns) of a file; None if it does not exist."""
    try:
        status = copy.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _is_undecided(decided: SavedDecision | None, state: tuple[int, int] | None) -> bool:
    return state is not None and (decided is None or (decided.size, decided.written) != state)
