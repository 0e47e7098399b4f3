"""XML files of any size, read bit by bit: without a document type, entities or control characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from gutskin_tui.exchange.errors import ExchangeError

CHUNK = 1 << 18
LONGEST_DOCTYPE = 4 << 20
"""Bytes within which a document type has to end."""

_CONTROL = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_REFERENCES = re.compile(rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE)
"""References to control characters, which no XML may have."""


def parse(
    file: BinaryIO,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    prefilter: Callable[[bytes], bytes] = lambda data: data,
    progress: Callable[[int], None] = lambda count: None,
) -> None:
    """Call `start` and `end` for each element of a file.

    `prefilter` may remove whole elements from a part of the file, which ends before a "<". `progress` is called with
    the number of bytes read. Raises ExchangeError for a file that is not XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for data in _parts(file, progress):
            parser.Parse(prefilter(data), False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ExchangeError(f"is damaged or not complete: line {error.lineno} is not XML.") from None
    except (LookupError, ValueError):  # an encoding that is not known
        raise ExchangeError("is XML in an encoding that is not known.") from None


def _parts(file: BinaryIO, progress: Callable[[int], None]) -> Iterator[bytes]:
    """Yield the file without its document type in parts that end before a "<"."""
    rest = _without_doctype(file)
    count = len(rest)
    while data := file.read(CHUNK):
        count += len(data)
        progress(count)
        data = rest + _cleaned(data)
        cut = data.rfind(b"<")
        if cut > 0:
            yield data[:cut]
            rest = data[cut:]
        else:
            rest = data
        if len(rest) > LONGEST_DOCTYPE:
            raise ExchangeError("is not XML that gutskin reads: an element is too long.")
    yield rest


def _without_doctype(file: BinaryIO) -> bytes:
    """Return the beginning of a file without its document type, whose definitions some versions write wrongly."""
    data = _cleaned(file.read(CHUNK))
    begin = data.find(b"<!DOCTYPE")
    if begin < 0:
        return data
    while True:
        bracket, close = data.find(b"[", begin), data.find(b">", begin)
        inner = 0 <= bracket < close
        stop = re.compile(rb"\]\s*>").search(data, begin) if inner else None
        if stop or (close >= 0 and not inner):
            return data[:begin] + data[stop.end() if stop else close + 1 :]
        more = _cleaned(file.read(CHUNK))
        if not more or len(data) > LONGEST_DOCTYPE:
            raise ExchangeError("is damaged: its document type does not end.")
        data += more


def _cleaned(data: bytes) -> bytes:
    data = data.translate(None, _CONTROL)
    return _REFERENCES.sub(b"", data) if b"&#" in data else data


def _refuse(*_: object) -> None:
    raise ExchangeError("is not XML that gutskin reads: it has a document type.")
