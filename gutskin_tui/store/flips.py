"""Putting one flipped bit right, in a snapshot or a line of the log: a CRC-32 tells not only that but also which.

Flipping the bit that t bits follow changes the checksum by x^(32+t) in GF(2)[x] modulo the checksum's polynomial.
That is primitive, so no two bits of a text below 512 MB change it alike, and the one at fault is a discrete
logarithm, found by baby steps and giant steps (Shanks 1971) in the square root of the text's length.
"""

from __future__ import annotations

import math
import re
import zlib
from pathlib import Path

import msgspec

from gutskin_tui.store.errors import JournalDamaged
from gutskin_tui.store.log_format import Line, LogScan
from gutskin_tui.store.snapshot import HEAD, Snapshot, parse

_POLYNOMIAL = 0xEDB88320
"""Of CRC-32 as zlib has it: the highest bit is the coefficient of x^0."""

_DIGITS = 8

_SEAL = b"%08x "
"""How a line of the log begins; the checksum is that of all that follows."""

_START = len(_SEAL % 0)
_LINES = re.compile(rb"(?=[0-9a-f]{8} \[\d)")


def mended_snapshot(path: Path, data: bytes) -> Snapshot | None:
    """Return what a damaged snapshot was if one flipped bit is all that is wrong with it, else None."""
    try:
        whole = mended(data, HEAD)
        return parse(path, whole) if whole else None
    except JournalDamaged:
        return None


def mended_log(written: bytes, found: LogScan) -> bytes:
    """Return a log in which each damaged line that one flipped bit is to blame for is as it was.

    That bit may have made a line end, which made two damaged lines of one, or unmade one.
    """
    damaged = {written.count(b"\n", 0, start) for start in found.damage}
    lines: list[bytes] = []
    broken = b""
    for place, line in enumerate(written.split(b"\n")):
        if place not in damaged:
            lines.append(line)
            broken = b""
        elif (right := _mended_line(line)) is not None:
            lines.append(right)
            broken = b""
        elif broken and (right := _mended_line(broken + b"\n" + line)) is not None:
            lines[-1] = right
            broken = b""
        else:
            lines.append(line)
            broken = line
    return b"\n".join(lines)


def _mended_line(line: bytes) -> bytes | None:
    for start in _LINES.finditer(line, 1):
        pair = line[: start.start() - 1], line[start.start() :]
        if all(one[:_START] == _SEAL % zlib.crc32(one[_START:]) for one in pair):
            return b"\n".join(pair)
    right = mended(line.removesuffix(b"\r"), _SEAL)
    try:
        msgspec.json.decode(right[_START:] if right else b"", type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return right


def mended(data: bytes, head: bytes) -> bytes | None:
    """Return `data` with the one bit put right that has flipped in it; None if that is not all that is wrong.

    It begins with `head`, in which %08x stands for the CRC-32 of all that follows.
    """
    start = len(head % 0)
    rest = data[start:]
    right = head % zlib.crc32(rest)
    if (int.from_bytes(right) ^ int.from_bytes(data[:start])).bit_count() <= 1:
        return right + rest
    place = head.index(b"%")
    try:
        checksum = int(data[place : place + _DIGITS], 16)
    except ValueError:
        return None
    following = _following(zlib.crc32(rest) ^ checksum, len(rest) * 8)
    if head % checksum != data[:start] or following is None:
        return None
    whole = bytearray(data)
    whole[len(data) - 1 - following // 8] ^= 0x80 >> following % 8
    return bytes(whole)


def _following(difference: int, bits: int) -> int | None:
    """Return how many bits follow the one that makes this difference to the checksum of so many bits; None if none."""
    step = math.isqrt(bits) + 1
    small, at = {}, difference
    for ahead in range(step):
        small[at] = ahead
        at = _by_x(at)
    giant = 0x80000000
    for _ in range(step):
        giant = _by_x(giant)
    at = _POLYNOMIAL  # x^32
    for reached in range(0, bits + step, step):
        if at in small and 0 <= reached - small[at] < bits:
            return reached - small[at]
        at = _times(at, giant)
    return None


def _by_x(one: int) -> int:
    return one >> 1 ^ (_POLYNOMIAL if one & 1 else 0)


def _times(one: int, other: int) -> int:
    product = 0
    while one:
        if one & 0x80000000:
            product ^= other
        one, other = one << 1 & 0xFFFFFFFF, _by_x(other)
    return product
