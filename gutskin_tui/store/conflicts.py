"""The copies that sync tools create beside a journal that was changed on two machines at once.

Names: Syncthing "journal.sync-conflict-20261121-101112-ABCDEFG.json", Dropbox "journal (Anna's conflicted copy
2026-11-21).json", Nextcloud "journal (conflicted copy 2026-11-21 101112).json" and, in older versions,
"journal_conflict-20261121-101112.json"; the same for the log beside the journal. Others are recognised by their
contents, whatever their name: a journal that has an entry or record in common with this one, such as Dropbox's names
in other languages, "Copy of journal.json", and "journal.json.orig". Two computers may have begun a journal each before
they were connected: iCloud's "journal 2.json", "journal (1).json", OneDrive's "journal-DESKTOP-1A2B.json" and "journal
(Case Conflict).json" are copies also if nothing is in common, but not if they are empty. A copy that was merged is
renamed to "journal.merged-DATE.json", never deleted. The user's decisions are saved in the journal's state folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

import msgspec

from gutskin_tui import atomic_file, disk
from gutskin_tui.store import snapshot
from gutskin_tui.store.errors import JournalError
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.replay import document_id

FileState = tuple[int, int]
"""The size (bytes) and modification time (ns) of a file."""
Decision = Literal["merged", "never"]

_TAGS = (
    r"\.sync-conflict-\d{8}-\d{6}(-[0-9A-Za-z]+)?",
    r" \([^/()]*conflicted copy[^/()]*(\(\d+\))?[^/()]*\)( \(\d+\))?",
    r"_conflict-[^/]+",
)
_TAG_PATTERN = "|".join(_TAGS)
_OTHER_TAG = re.compile(r" \d{1,2}| ?\(\d{1,2}\)| \(case conflict( \d+)?\)|-(desktop|laptop)-[0-9a-z]+(-\d+)?")
"""What tools that say nothing of a conflict add to the stem of the name."""
_MERGED = ".merged-"
"""What follows the stem of the journal's name in that of a copy that was merged."""
_HEAD_LENGTH = snapshot.HEAD.index(b"%")
"""Length of the part of a journal file's start that is the same in all."""


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
        self._returned: set[tuple[Path, FileState | None]] = set()
        self._related: dict[tuple[Path, FileState | None], bool] = {}

    def waiting(self) -> list[Path]:
        """Return the copies without a decision, sorted by name; none if the folder cannot be read."""
        copies = self._copies()
        if not copies:
            return []
        decided = self._decided()
        return [copy for copy in copies if _is_undecided(decided.get(copy.name), file_state(copy))]

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
        copies = {(copy, file_state(copy)) for copy in self.waiting()} - self._returned
        self._returned |= copies
        return sorted(copy for copy, _ in copies)

    def retain_merged(self, copy: Path, state: FileState | None, now: datetime) -> Path | None:
        """Rename a copy that was merged, and the log next to it, so that it is not offered again; return its new path.

        `state` is the copy's `file_state` from before it was read: if it has changed since, nothing is done. Where
        nothing can be renamed the decision is saved. The result is None in both cases. Raises OSError.
        """
        if state is None or state != file_state(copy):
            return None
        end = ".log" if copy.suffix == ".log" else self._file.suffix
        free = (path for path in self._merged_paths(now, end) if not _any_exists(path, log_path(path)))
        path = next(free)
        try:
            if end != ".log" and log_path(copy).is_file():
                _move(log_path(copy), log_path(path))
            _move(copy, path)
        except OSError:
            self.decide(copy, "merged")
            return None
        return path

    def _merged_paths(self, now: datetime, end: str) -> Iterator[Path]:
        """Yield paths for a merged copy: with its date, then with a number too."""
        for number in count(1):
            more = f"-{number}" if number > 1 else ""
            yield self._file.with_name(f"{self._file.stem}{_MERGED}{now:%Y-%m-%d-%H%M%S}{more}{end}")

    def decide(self, copy: Path, decision: Decision) -> None:
        """Save that a copy was merged or is to be ignored (`never`). Raises OSError."""
        state = file_state(copy)
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
        decided = self._decided()
        return [
            self._file.with_name(name)
            for name in sorted(files)
            if wanted.fullmatch(name) or (self._is_candidate(name) and self._is_related(name, decided))
        ]

    def _is_candidate(self, name: str) -> bool:
        """Whether the name of a file may be that of a copy, and is not that of a file of gutskin itself."""
        stem = self._file.stem
        own = name in (self._file.name, f"{self._file.name}.lock") or name.startswith((f"{stem}.kept-", stem + _MERGED))
        if own or name.startswith(".") or name.endswith((".log", ".tmp")):
            return False
        return ".json" in name.casefold() or stem.casefold() in name.casefold()

    def _is_related(self, name: str, decided: Mapping[str, SavedDecision]) -> bool:
        """Whether a file is a journal that has an entry or record in common with this one, or any, by its name."""
        copy = self._file.with_name(name)
        state = file_state(copy)
        if not _is_undecided(decided.get(name), state):
            return True
        if (copy, state) not in self._related:
            ids = _ids(copy)
            is_named = copy.suffix == self._file.suffix and _OTHER_TAG.fullmatch(
                copy.stem.casefold().removeprefix(self._file.stem.casefold())
            )
            self._related[copy, state] = bool(ids) and (bool(is_named) or not ids.isdisjoint(_ids(self._file)))
        return self._related[copy, state]

    def _decided(self) -> dict[str, SavedDecision]:
        try:
            return msgspec.json.decode(self._decisions_file.read_bytes(), type=dict[str, SavedDecision])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}


def _any_exists(*paths: Path) -> bool:
    return any(map(os.path.lexists, paths))


def _move(old: Path, new: Path) -> None:
    """Rename a file, where the file system can do that without replacing another."""
    try:
        disk.link(old, new)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        disk.rename(old, new)
    else:
        disk.unlink(old)


def file_state(copy: Path) -> FileState | None:
    """Return the state of a file; None if it does not exist or no file can have its name."""
    try:
        status = copy.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns


def _ids(file: Path) -> set[str]:
    """Return the ids of the entries, records and tombstones of a journal file; none for any other file."""
    try:
        with file.open("rb") as opened:
            if opened.read(_HEAD_LENGTH) != snapshot.HEAD[:_HEAD_LENGTH]:
                return set()
        tables = snapshot.read(file).tables
    except (OSError, JournalError):
        return set()
    ids = {document_id(raw) for table in tables.values() for raw in table.values()}
    return {name for name in ids if name is not None}


def _is_undecided(decided: SavedDecision | None, state: FileState | None) -> bool:
    return state is not None and (decided is None or (decided.size, decided.written) != state)
