"""Drafts: what was being typed, kept on disk so that a kill loses nothing.

One small file per journal in the state folder, written whole and renamed into place. A draft that cannot
be kept (a full disk) is not an error worth stopping anybody for: `broken` says so and the screen shows it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec


class Drafts:
    """Half-typed text by the name of its field, for the journal at `journal`; kept below `state`."""

    def __init__(self, state: Path, journal: Path) -> None:
        name = hashlib.sha256(str(journal).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._path = state / "drafts" / f"{name}.json"
        self.broken = False
        try:
            self._texts = msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            self._texts = {}

    @property
    def folder(self) -> Path:
        """Where drafts lie."""
        return self._path.parent

    def get(self, field: str) -> str:
        """Return the draft of `field`, "" if there is none."""
        return self._texts.get(field, "")

    def put(self, field: str, text: str) -> None:
        """Keep `text` as the draft of `field`; "" forgets it."""
        if self._texts.get(field, "") == text:
            return
        if text:
            self._texts[field] = text
        else:
            self._texts.pop(field, None)
        try:
            self._write()
            self.broken = False
        except OSError:
            self.broken = True

    def _write(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(self._texts))
        beside.replace(self._path)
