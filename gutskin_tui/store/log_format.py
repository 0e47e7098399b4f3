"""The format of the log beside the journal: the changes since the snapshot was written, one per line.

A line is the CRC-32 of its JSON in eight hexadecimal digits, a space, the JSON, a line end. The JSON is
[number, how, label, [[table, document number, document], ...]]; for a removed document its id, or null, takes the
place of the document. Numbers increase by one. The first line has number 0 and `how` "base"; its label identifies the
snapshot that the log belongs to. The label of a line "fold" identifies a snapshot that holds all lines before it.
"""

from __future__ import annotations

import os
import re
import zlib
from pathlib import Path

import msgspec
from msgspec import Raw, Struct, field

from gutskin_tui import disk

BASE, FOLD = "base", "fold"
DO, MERGE, UNDO, REDO, PLAIN = "do", "merge", "undo", "redo", ""
"""How a change was made; a plain one cannot be undone."""

SECTOR = 512
"""Bytes that a disk writes completely or not at all."""

BOM = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which an editor may have added."""

Op = tuple[str, str, Raw]
"""A table, a document's number in it, and the document; for a removal its id or null."""


class Line(Struct, array_like=True, frozen=True):
    """One line of the log."""

    number: int
    how: str
    label: str = ""
    ops: list[Op] = field(default_factory=list)


class LogScan(Struct, frozen=True):
    """The contents of a log, or of a part of it.

    `end` is the offset in bytes after the last intact line; `unended` is true if its line end is missing. `torn` is
    the length in bytes of an unfinished last line, whose change was never acknowledged. `damage` holds the offsets of
    lines that are unreadable although complete or followed by others; the lines after them are in `lines`.
    `checksums` are those of the lines.
    """

    lines: list[Line]
    end: int
    torn: int = 0
    unended: bool = False
    damage: tuple[int, ...] = ()
    checksums: list[int] = []


def log_path(journal: Path) -> Path:
    """Return the path of a journal's log: beside the file itself, not beside a link to it."""
    file = Path(os.path.realpath(journal))
    return file.parent / f"{file.name}.log"  # the root of the file system has no name to replace


def read(path: Path) -> LogScan:
    """Read the whole log file at `path`; a missing file has no lines. Raises OSError."""
    try:
        return scan(disk.read_file(path))
    except FileNotFoundError:
        return LogScan([], 0)


def scan(data: bytes, expected: int = 0, offset: int = 0) -> LogScan:
    """Parse bytes of a log that begin at `offset` in it; `expected` is the number of the first line. Raises nothing."""
    at = len(BOM) if data.startswith(BOM) and not expected else 0
    if expected and data.startswith(b"\n"):
        at = 1  # the line end that was missing
    lines: list[Line] = []
    checksums: list[int] = []
    damage: list[int] = []
    end = at
    while at < len(data):
        stop = data.find(b"\n", at)
        if stop < 0:
            whole = next((n for n in (len(data), len(data) - 1) if _line(data[at:n])), None)
            line = _line(data[at:whole]) if whole else None
            if line and whole and _follows(line, expected):
                checksums.append(checksum(data[at:whole]))
                return LogScan([*lines, line], whole, 0, True, tuple(damage), checksums)
            return LogScan(lines, end, len(data) - at, False, tuple(damage), checksums)
        line = _line(data[at:stop].removesuffix(b"\r"))
        if line and (damage or _follows(line, expected)):
            lines.append(line)
            checksums.append(checksum(data[at:stop]))
            expected, end = line.number + 1, stop + 1
        elif stop == len(data) - 1 and _never_written(data[at:stop], offset + at):
            return LogScan(lines, end, len(data) - at, False, tuple(damage), checksums)
        else:
            damage.append(at)
        at = stop + 1
    return LogScan(lines, end, 0, False, tuple(damage), checksums)


def encoded(line: Line) -> bytes:
    """Return a line as bytes of the file. A line end within a document can only be white space."""
    body = msgspec.json.encode(line).replace(b"\n", b" ")
    return b"%08x %b\n" % (zlib.crc32(body), body)


def checksum(written: bytes) -> int:
    """Return the checksum that a line of the file begins with."""
    return int(written[:8], 16)


def to_replay(lines: list[Line], base: str) -> tuple[list[Line], bool]:
    """Return the changes that the snapshot `base` does not contain, and whether the log belongs to another snapshot."""
    folded = max((index for index, line in enumerate(lines) if line.how == FOLD and line.label == base), default=-1)
    changes = [line for line in lines[folded + 1 :] if line.how not in (BASE, FOLD)]
    same_snapshot = folded >= 0 or not lines or lines[0].label == base
    return changes, bool(changes) and not same_snapshot


def _follows(line: Line, expected: int) -> bool:
    """Whether a line has the expected number, and is the base line exactly if that is 0."""
    return line.number == expected and (line.how == BASE) == (expected == 0)


def _never_written(line: bytes, offset: int) -> bool:
    """Whether sectors of a line were never written to the disk: they hold only zeros."""
    zeros = [(offset + run.start(), offset + run.end()) for run in re.finditer(rb"\0+", line)]
    return bool(zeros) and all((a == offset or a % SECTOR == 0) and b % SECTOR == 0 for a, b in zeros)


def _line(piece: bytes) -> Line | None:
    """Return the line in `piece`; None if its checksum does not match."""
    body = piece[9:]
    if piece[:9] != b"%08x " % zlib.crc32(body):
        return None
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


_decoder = msgspec.json.Decoder(Line)
