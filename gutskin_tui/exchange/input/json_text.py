"""Decoding JSON, as a whole file or an object of it."""

from __future__ import annotations

import codecs
from typing import TypeVar

import msgspec

from gutskin_tui.exchange.errors import ExchangeError

T = TypeVar("T")


def decode_json(data: bytes, sort: type[T], fault: str) -> T:
    """Return the contents of a JSON text, with or without a byte order mark. Raises ExchangeError with `fault`."""
    try:
        return msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=sort)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ExchangeError(fault) from None


def decode_object(data: bytes | msgspec.Raw, sort: type[T]) -> T | None:
    """Return a part of a JSON text, None if it does not fit or cannot be read."""
    try:
        return msgspec.json.decode(data, type=sort)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
