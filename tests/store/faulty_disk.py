"""A disk that fails or stops at its k-th operation, and remembers what a power cut would leave."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gutskin_tui import disk

OPERATIONS = ("create", "open_to_append", "write", "fsync", "fsync_folder", "truncate", "rename", "link", "unlink")


class Stop(BaseException):
    """The process ends here: nothing it would still do reaches the disk."""


class FaultyDisk:
    """Wraps every operation of disk.py. `fault` is "", "stop", "short" or an errno; it strikes at number `at`.

    A `lasting` fault strikes at every later operation too.
    """

    def __init__(self, folder: Path, fault: int | str = "", at: int = 0, lasting: bool = False) -> None:
        self.folder, self.fault, self.at, self.lasting = folder, fault, at, lasting
        self.count = 0
        self.stopped = self.shortened = False
        self._handles: list[int] = []
        self._contents: dict[int, bytes] = {}
        self._names: dict[str, int] = {}
        self._real = {name: getattr(disk, name) for name in OPERATIONS}
        self._note_names()
        for inode, path in self._files().values():
            self._contents[inode] = path.read_bytes()
            self._hold(str(path))

    @contextmanager
    def mounted(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in OPERATIONS:
                patch.setattr(disk, name, self._wrapped(name))
            try:
                yield
            finally:
                for handle in self._handles:
                    os.close(handle)
                self._handles.clear()

    def after_power_cut(self, target: Path, with_current_names: bool) -> None:
        """Write to `target` what is sure to be on the disk; with the names of now if `names_kept`."""
        target.mkdir()
        names = {name: inode for name, (inode, _) in self._files().items()} if with_current_names else self._names
        for name, inode in names.items():
            (target / name).write_bytes(self._contents.get(inode, b""))

    def _wrapped(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def operation(*args: Any) -> Any:
            if self.stopped:
                raise Stop
            self.count += 1
            if self.shortened and name == "write":
                self.shortened = False
                raise OSError(28, "No space left on device")
            if self.fault and (self.count == self.at or (self.lasting and self.count > self.at)):
                if self.fault == "stop":
                    self.stopped = True
                    if name == "write":
                        real(args[0], bytes(args[1])[: len(args[1]) // 2])
                    raise Stop
                if self.fault == "short":
                    if name == "write" and len(args[1]) > 1:
                        self.shortened = True
                        return real(args[0], bytes(args[1])[: len(args[1]) // 2])
                else:
                    assert isinstance(self.fault, int)
                    raise OSError(self.fault, os.strerror(self.fault))
            result = real(*args)
            if name == "create":
                self._hold(f"/proc/self/fd/{result}")
            elif name == "fsync":
                self._contents[os.fstat(args[0]).st_ino] = Path(f"/proc/self/fd/{args[0]}").read_bytes()
            elif name == "fsync_folder" and args[0] == self.folder:
                self._note_names()
            return result

        return operation

    def _hold(self, path: str) -> None:
        """Hold a file open, so that its inode number is not that of a later file: contents are known by it."""
        self._handles.append(os.open(path, os.O_RDONLY))

    def _note_names(self) -> None:
        self._names = {name: inode for name, (inode, _) in self._files().items()}

    def _files(self) -> dict[str, tuple[int, Path]]:
        return {path.name: (path.stat().st_ino, path) for path in self.folder.iterdir()}
