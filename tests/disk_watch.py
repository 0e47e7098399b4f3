"""Watches how files are written: made new, for their owner alone, through no link, and synced before they count."""

from __future__ import annotations

import builtins
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class DiskWatch:
    """Watches everything below `root` while `watching`, under a umask that takes nothing away.

    `faults` are files and folders that were made or opened to be written without care, `unsynced` files that were
    put in place before their contents were sure to be on the disk. Only calls by Python's own os and io are seen.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []
        self.unsynced: list[str] = []
        self._made: set[int] = set()
        self._contents: dict[int, bytes] = {}
        self._names: dict[Path, dict[str, int]] = {}
        for folder in (root, *filter(Path.is_dir, root.rglob("*"))):
            self._note_names(folder)
        for file in filter(Path.is_file, root.rglob("*")):
            self._contents[file.stat().st_ino] = file.read_bytes()

    @contextmanager
    def watching(self) -> Iterator[None]:
        umask = os.umask(0)
        try:
            with pytest.MonkeyPatch.context() as patch:
                for module, name, watched in (
                    (os, "open", self._open),
                    (os, "mkdir", self._mkdir),
                    (os, "fsync", self._fsync),
                    (os, "rename", self._rename),
                    (os, "replace", self._rename),
                    (io, "open", self._open_by_name),
                    (builtins, "open", self._open_by_name),
                ):
                    patch.setattr(module, name, watched(getattr(module, name)))
                yield
        finally:
            os.umask(umask)

    def after_power_cut(self, path: Path) -> set[bytes | None]:
        """Return what may be at `path` after a power cut now: contents, or None for no file."""
        names: list[int | None] = [self._inode(path), self._durable_inode(path)]
        return {None if inode is None else self._contents.get(inode, b"") for inode in names}

    def _durable_inode(self, path: Path) -> int | None:
        """Return the inode that is sure to have this name; None if a folder above it may be lost."""
        if path != self.root and path.parent != self.root and self._durable_inode(path.parent) is None:
            return None
        return self._names.get(path.parent, {}).get(path.name)

    @staticmethod
    def _inode(path: Path) -> int | None:
        return path.stat().st_ino if path.exists() else None

    def _note_names(self, folder: Path) -> None:
        self._names[folder] = {name: (folder / name).lstat().st_ino for name in os.listdir(folder)}  # noqa: PTH208

    def _below(self, path: Any) -> bool:
        return isinstance(path, str | os.PathLike) and Path(path).is_relative_to(self.root)

    def _fault(self, path: Any, what: str) -> None:
        self.faults.append(f"{Path(path).relative_to(self.root)} {what}")

    def _open(self, real: Callable[..., int]) -> Callable[..., int]:
        def watched(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            there = os.path.lexists(path)
            handle = real(path, flags, *args, **kwargs)
            if self._below(path) and flags & (os.O_WRONLY | os.O_RDWR):
                status = os.fstat(handle)
                if not flags & (os.O_EXCL | os.O_NOFOLLOW):
                    self._fault(path, "is opened through a link")
                if flags & os.O_TRUNC and there:
                    self._fault(path, "is written over in place")
                if not there:
                    self._contents.pop(status.st_ino, None)
                    if stat.S_IMODE(status.st_mode) & 0o077:
                        self._fault(path, "can be read by others when it is made")
                if flags & os.O_EXCL:
                    self._made.add(status.st_ino)
            return handle

        return watched

    def _open_by_name(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if self._below(file) and not set("wax+").isdisjoint(mode):
                self._fault(file, f"is opened by its name alone ({mode})")
            return real(file, mode, *args, **kwargs)

        return watched

    def _mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def watched(path: Any, *args: Any, **kwargs: Any) -> None:
            real(path, *args, **kwargs)
            if self._below(path) and stat.S_IMODE(Path(path).stat().st_mode) != 0o700:
                self._fault(path, "can be entered by others when it is made")

        return watched

    def _fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def watched(handle: int) -> None:
            real(handle)
            there = Path(f"/proc/self/fd/{handle}")
            status = os.fstat(handle)
            if stat.S_ISDIR(status.st_mode):
                self._note_names(there.resolve())
            else:
                self._contents[status.st_ino] = there.read_bytes()

        return watched

    def _rename(self, real: Callable[..., None]) -> Callable[..., None]:
        def watched(old: Any, new: Any, **kwargs: Any) -> None:
            if self._below(new):
                inode = Path(old).stat().st_ino
                if inode not in self._made:
                    self._fault(old, "is put in place though it may have been another's file")
                if self._contents.get(inode) != Path(old).read_bytes():
                    self.unsynced.append(str(Path(new).relative_to(self.root)))
            real(old, new, **kwargs)

        return watched
