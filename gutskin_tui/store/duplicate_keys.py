"""Keys that occur twice in one object of a JSON text: a reader would drop all values but the last."""

from __future__ import annotations

import json
import re
from typing import Any

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
"""A key that may be quoted in a message: one that looks like a field's name, so that it is not journal text."""


class _Duplicate(str):
    """The path of a duplicate key, relative to the object that was read."""

    __slots__ = ()


def duplicate_key(text: str) -> str:
    """Return where the first duplicate key of a JSON text is, such as "entries[3].note"; "" if there is none.

    Raises ValueError for what is not JSON, RecursionError.
    """
    result = json.loads(text, strict=False, object_pairs_hook=_path, parse_int=float)  # int() has a limit
    return str(result) if isinstance(result, _Duplicate) else _in_list(result) or ""


def _path(pairs: list[tuple[str, Any]]) -> _Duplicate | None:
    """Return the path of a duplicate key of an object or of a value in it; the object itself is not needed."""
    keys: set[str] = set()
    for key, value in pairs:
        if key in keys:
            return _Duplicate(_printable_key(key))
        keys.add(key)
        if isinstance(value, _Duplicate):
            return _Duplicate(f"{_printable_key(key)}.{value}")
        if isinstance(value, list) and (place := _in_list(value)):
            return _Duplicate(f"{_printable_key(key)}{place}")
    return None


def _in_list(value: Any) -> str:
    """Return the path of a duplicate key in a list, such as "[3].note"; "" if there is none."""
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, _Duplicate):
            return f"[{number}].{item}"
        if isinstance(item, list) and (place := _in_list(item)):
            return f"[{number}]{place}"
    return ""


def _printable_key(key: str) -> str:
    return key if _NAME.fullmatch(key) else "?"
