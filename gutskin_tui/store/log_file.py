"""The log as a file: reading lines that other processes append, and appending lines completely or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

from gutskin_tui import disk
from gutskin_tui.store import log_format
from gutskin_tui.store.errors import reason
from gutskin_tui.store.log_format import Line, LogScan

Identity = tuple[int, int]
"""Device and inode."""


class LogFile:
    """The log of a journal, how far it was read, and the identity of the file that was read.

    `end` is the offset after its last complete line, 0 if there is none; `number` is that line's number; `torn` is true
    if an unfinished line follows. `checksums` are those of the lines, by number. `folded` is the snapshot that holds
    all of its lines, "" if that is not known.
    `append_error` is the reason why nothing more may be appended, or "".

    The file that was read or appended to stays open, so that its inode number is not reused for a later log.
    """

    def __init__(self, journal: Path) -> None:
        self.path = log_format.log_path(journal)
        self._journal = journal
        self.end = self.number = 0
        self.checksums: list[int] = []
        self.torn = False
        self.folded = ""
        self.append_error = ""
        self._identity: Identity | None = None
        self._handle: int | None = None
        self._appends = False
        self._read_handle: int | None = None
        self._unended = False

    @property
    def last(self) -> tuple[int, int]:
        """The number and the checksum of the last line; zeros if there is none."""
        return (self.number, self.checksums[self.number]) if self.number else (0, 0)

    def status(self) -> tuple[Identity, int] | None:
        """Return the identity of the file at the path now and its size in bytes; None for no file. Raises OSError."""
        try:
            status = os.lstat(self.path)
        except FileNotFoundError:
            return None
        return (status.st_dev, status.st_ino), status.st_size

    def read(self, start: int = 0) -> tuple[LogScan, Identity | None]:
        """Return the lines from byte `start` on and the file's identity; no lines and None if it does not exist.

        If the last line is unfinished, another process may be writing it, so the log is read up to three times.
        Raises OSError.
        """
        for _ in range(3):
            try:
                handle = disk.open_to_read(self.path)
            except FileNotFoundError:
                return LogScan([], 0), None
            try:
                status = os.fstat(handle)
                scan = log_format.scan(disk.read(handle, start), self.number + 1 if start else 0, start)
            except BaseException:
                os.close(handle)
                raise
            _close(self._read_handle)
            self._read_handle = handle
            if not scan.torn:
                break
            time.sleep(0.002)
        return scan, (status.st_dev, status.st_ino)

    def adopt(self, scan: LogScan, identity: Identity | None) -> None:
        """Continue from a scan of the whole log, which was read last."""
        self.reset()
        self._handle, self._read_handle = self._read_handle, None
        self.end, self.torn, self._unended, self._identity = scan.end, bool(scan.torn), scan.unended, identity
        self.checksums = scan.checksums
        if scan.lines:
            self._advance(scan.lines[-1])

    def _advance(self, line: Line) -> None:
        """Continue after a line, the last one of the log."""
        self.number, self.folded = line.number, line.label if line.how == log_format.FOLD else ""

    def follow(self, status: tuple[Identity, int] | None, base: str) -> LogScan | None:
        """Return the lines appended after `end`, or all lines of a new log of the snapshot `base`.

        `status` is that of the file now. Returns None if the log is not the one that was read before. Raises OSError.
        """
        if status is None or (self._identity is None and status[1] == 0):
            return None if self._identity else LogScan([], self.end)
        if self._identity is None:
            scan, identity = self.read()
            if scan.damage or not scan.lines or scan.lines[0].label != base:
                return None
            self.adopt(scan, identity)
            return scan
        if self._identity != status[0] or status[1] < self.end:
            return None
        if status[1] == self.end:
            self.torn = False
            return LogScan([], self.end)
        scan, identity = self.read(self.end)
        if identity != self._identity or ((scan.damage or scan.torn) and self._was_overwritten()):
            return None
        if not scan.damage:
            self.torn = bool(scan.torn)
            if scan.lines:
                self.end, self._unended = self.end + scan.end, scan.unended
                self.checksums += scan.checksums
                self._advance(scan.lines[-1])
        return scan

    def was_replaced(self) -> bool:
        """Whether the file is another one now, which does not begin with what was read. Raises OSError."""
        if self._handle is None or not self.end or self.status() is None:
            return False
        before = disk.read(self._handle)[: self.end]
        return len(before) == self.end and not disk.read_file(self.path).startswith(before)

    def append(self, how: str, label: str, ops: list[log_format.Op], base: str) -> Line:
        """Append a line and sync it to the disk. If there is no log, a new one for the snapshot `base` is started.

        The caller holds the lock and has called `follow`: the file that is open is the one at the path.
        Raises OSError; the log is then unchanged, or, if it cannot be restored, `append_error` is set.
        """
        new = self.end == 0
        line = Line(1 if new else self.number + 1, how, label, ops)
        written = log_format.encoded(line)
        data = b"\n" * self._unended + written
        handle = self._handle if self._appends and not new else None
        try:
            if new:
                disk.unlink(self.path)
                handle = disk.create(self.path, self._journal)
                first = log_format.encoded(Line(0, log_format.BASE, base))
                self.checksums = [log_format.checksum(first)]
                data = first + data
            elif handle is None:
                handle = disk.open_to_append(self.path)
            status = os.fstat(handle)
            if status.st_size != self.end:
                disk.truncate(handle, self.end)
            disk.write_all(handle, [data])
            disk.fsync(handle)
            if new:
                disk.fsync_folder(self.path.parent)
        except BaseException:
            self._appends = False  # the next one opens the file again, which may have become writable
            if handle is not None:
                self._remove_partial_line(handle, new)
            if handle != self._handle:
                _close(handle)
            raise
        if handle != self._handle:
            _close(self._handle)
            self._handle, self._identity, self._appends = handle, (status.st_dev, status.st_ino), True
        self.end, self._unended, self.torn = self.end + len(data), False, False
        self.checksums.append(log_format.checksum(written))
        self._advance(line)
        return line

    def _was_overwritten(self) -> bool:
        """Whether the file is now an intact log that does not continue the log that was read."""
        scan = log_format.scan(disk.read_file(self.path))
        return not scan.damage and scan.end != self.end

    def reset(self) -> None:
        """Reset to the state without a log."""
        self.end = self.number = 0
        self.checksums = []
        self.torn = self._unended = False
        self.folded = ""
        self._identity = None
        _close(self._handle)
        self._handle, self._appends = None, False

    def close(self) -> None:
        """Close the file; it can be read again."""
        _close(self._handle)
        _close(self._read_handle)
        self._handle = self._read_handle = None
        self._appends = False

    def _remove_partial_line(self, handle: int, new: bool) -> None:
        """Remove a line that a failed append may have written in part: lines after it would be unreadable."""
        try:
            disk.truncate(handle, self.end)
            disk.fsync(handle)
            if new:
                disk.unlink(self.path)
        except OSError as error:
            self.append_error = reason(error)


def _close(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)
