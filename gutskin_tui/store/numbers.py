"""Document numbers: the keys of a TinyDB table, whole numbers written as text."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_NUMBER = 15
"""Digits of a document number; a longer one is no number that we or TinyDB gave."""


def highest(numbers: Iterable[str]) -> int:
    """Return the highest of some document numbers, 0 for none; keys that are no numbers are passed over."""
    found = [int(key) for key in numbers if key.isdecimal() and key.isascii() and len(key) <= LONGEST_NUMBER]
    return max(found, default=0)


def is_number(key: str) -> bool:
    """Whether a document's key is a number as TinyDB gives them."""
    return key.isascii() and key.isdecimal() and len(key) <= LONGEST_NUMBER
