"""Drafts: text that is being typed, stored on disk so that it survives the end of the process.

Each open screen has a file of its own in the state folder, written whole and renamed into place, and locks a file
beside it until it ends. The lock of a screen that was killed is free: the next screen takes its drafts over. Failing
to store a draft (a full disk) raises nothing: `Drafts.broken` is set and the title bar shows it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from gutskin_tui import atomic_file, disk, file_lock

MOST = 100
"""Screens on one journal that keep drafts at the same time."""


class DraftFile:
    """A file of drafts that is locked until `close`."""

    def __init__(self, path: Path) -> None:
        """Lock the file, which need not be there. Raises OSError, BlockingIOError if another screen has it locked."""
        self._path = path
        self._lock = disk.open_to_lock(path.with_suffix(".open"))
        try:
            file_lock.lock_exclusively(self._lock)
        except BlockingIOError:
            os.close(self._lock)
            raise
        except OSError:
            pass  # a file system without locks: two screens may then share a file

    def read(self) -> dict[str, str]:
        """Return the texts by the name of their field; none if there is no file that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}

    def write(self, texts: dict[str, str]) -> None:
        """Replace the texts. Raises OSError."""
        temporary = self._path.with_suffix(f".{os.getpid()}.new")
        atomic_file.replace(self._path, [msgspec.json.encode(texts)], temporary=temporary, sync=False)

    def close(self) -> None:
        """Release the lock."""
        os.close(self._lock)


class Drafts:
    """Unfinished text by the name of its field, for the journal at `journal`; stored below the folder `state`."""

    def __init__(self, state: Path, journal: Path) -> None:
        self.folder = state / "drafts"
        self._name = hashlib.sha256(str(journal).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._file: DraftFile | None = None
        self._texts: dict[str, str] = {}
        self.broken = False
        with contextlib.suppress(OSError):
            self._adopt_abandoned()

    def get(self, field: str) -> str:
        """Return the draft of `field`, "" if there is none."""
        return self._texts.get(field, "")

    def get_form(self, form: str) -> dict[str, str]:
        """Return the drafts of a form's fields, by field; empty if there is none."""
        try:
            return msgspec.json.decode(self.get(form) or "{}", type=dict[str, str])
        except msgspec.DecodeError:
            return {}

    def put_form(self, form: str, texts: dict[str, str]) -> None:
        """Store the texts of a form's fields as its draft; an empty `texts` removes the draft."""
        self.put(form, msgspec.json.encode(texts).decode() if texts else "")

    def put(self, field: str, text: str) -> None:
        """Store `text` as the draft of `field`; "" removes it."""
        if self._texts.get(field, "") == text:
            return
        if text:
            self._texts[field] = text
        else:
            self._texts.pop(field, None)
        try:
            self._file = self._file or self._unused()
            self._file.write(self._texts)
            self.broken = False
        except OSError:
            self.broken = True

    def close(self) -> None:
        """Release the file of drafts; the next screen takes over those that remain."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _adopt_abandoned(self) -> None:
        """Take over the drafts of screens that have ended; of two for one field the older waits. Raises OSError."""
        paths = [path for path in self.folder.glob(f"{self._name}*.json") if path.is_file()]
        for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True):
            try:
                file = DraftFile(path)
            except BlockingIOError:
                continue
            texts = file.read()
            if self._file is None and texts:
                self._file, self._texts = file, texts
                continue
            if new := {field: text for field, text in texts.items() if field not in self._texts}:
                assert self._file is not None
                self._texts |= new
                self._file.write(self._texts)
                file.write({field: text for field, text in texts.items() if field not in new})
            file.close()

    def _unused(self) -> DraftFile:
        """Return a file that no other screen uses and that holds no drafts. Raises OSError."""
        disk.make_folder(self.folder)
        for number in range(MOST):
            try:
                file = DraftFile(self.folder / f"{self._name}{f'.{number}' if number else ''}.json")
            except BlockingIOError:
                continue
            if not file.read():
                return file
            file.close()
        raise FileExistsError(str(self.folder))
