"""The log beside the journal: what changed since the snapshot was written, a line for each change.

A line is the CRC-32 of its JSON in eight hexadecimal digits, a space, the JSON, a line end. The JSON is
[number, how, label, [[table, document number, document or null or the id of what was removed], ...]]. Numbers go up
by one. The first line has number 0, `how` "base", and names the snapshot the log belongs to; a line "fold" names a
snapshot that holds all lines before it.
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
"""How a change came about; a plain one is not remembered for undo."""

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

BOM = b"\xef\xbb\xbf"


Op = tuple[str, str, Raw]
"""A table, a document's number in it, and the document; where it is removed, its id or null."""


class Line(Struct, array_like=True, frozen=True):
    """One line of the log."""

    number: int
    how: str
    label: str = ""
    ops: list[Op] = field(default_factory=list)


class LogScan(Struct, frozen=True):
    """What stands in a log, or in a part of it.

    `end` is where the last good line ends; `unended` says that its line end is missing. `torn` is the length of an
    unfinished last line: it was never acknowledged. `damage` holds the offsets of lines that cannot be read though
    others follow, or that are there in full; the lines after these are read all the same.
    """

    lines: list[Line]
    end: int
    torn: int = 0
    unended: bool = False
    damage: tuple[int, ...] = ()


def log_path(journal: Path) -> Path:
    """Return where the log of a journal lies: beside the file itself, not beside a link to it."""
    file = Path(os.path.realpath(journal))
    return file.with_name(f"{file.name}.log")


def read(path: Path) -> LogScan:
    """Read the log file at `path`, whole; one that is not there holds nothing. Raises OSError."""
    try:
        handle = disk.open_to_read(path)
    except FileNotFoundError:
        return LogScan([], 0)
    try:
        return scan(disk.read(handle))
    finally:
        os.close(handle)


def scan(data: bytes, expected: int = 0, offset: int = 0) -> LogScan:
    """Take apart the bytes of a log from `offset` on; `expected` is the number of the first line. Raises nothing."""
    at = len(BOM) if data.startswith(BOM) and not expected else 0
    if expected and data.startswith(b"\n"):
        at = 1  # the line end that was missing before
    lines: list[Line] = []
    damage: list[int] = []
    end = at
    while at < len(data):
        stop = data.find(b"\n", at)
        if stop < 0:
            whole = next((n for n in (len(data), len(data) - 1) if _line(data[at:n])), None)
            line = _line(data[at:whole]) if whole else None
            if line and whole and _follows(line, expected):
                return LogScan([*lines, line], whole, unended=True, damage=tuple(damage))
            return LogScan(lines, end, torn=len(data) - at, damage=tuple(damage))
        line = _line(data[at:stop].removesuffix(b"\r"))
        if line and (damage or _follows(line, expected)):
            lines.append(line)
            expected, end = line.number + 1, stop + 1
        elif stop == len(data) - 1 and _never_written(data[at:stop], offset + at):
            return LogScan(lines, end, torn=len(data) - at, damage=tuple(damage))
        else:
            damage.append(at)
        at = stop + 1
    return LogScan(lines, end, damage=tuple(damage))


def encoded(line: Line) -> bytes:
    """Return a line as it stands in the file. A line end within a document can only be white space."""
    body = msgspec.json.encode(line).replace(b"\n", b" ")
    return b"%08x %b\n" % (zlib.crc32(body), body)


def to_replay(lines: list[Line], base: str) -> tuple[list[Line], bool]:
    """Return the changes that a snapshot does not hold yet, and whether the log belongs to another one."""
    folded = max((place for place, line in enumerate(lines) if line.how == FOLD and line.label == base), default=-1)
    changes = [line for line in lines[folded + 1 :] if line.how not in (BASE, FOLD)]
    ours = folded >= 0 or not lines or lines[0].label == base
    return changes, bool(changes) and not ours


def _follows(line: Line, expected: int) -> bool:
    return line.number == expected and (line.how == BASE) == (expected == 0)


def _never_written(line: bytes, offset: int) -> bool:
    """Whether sectors of a line never reached the disk: they hold zeros from their start to their end."""
    zeros = [(offset + run.start(), offset + run.end()) for run in re.finditer(rb"\0+", line)]
    return bool(zeros) and all((a == offset or a % SECTOR == 0) and b % SECTOR == 0 for a, b in zeros)


def _line(piece: bytes) -> Line | None:
    """Return the line that stands in `piece`; None unless every bit of it is as it was written."""
    body = piece[9:]
    if piece[:9] != b"%08x " % zlib.crc32(body):
        return None
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


_decoder = msgspec.json.Decoder(Line)
