"""Ids of entries: globally unique and ordered by time of creation.

The layout is that of a ULID: 48 bits of milliseconds since 1970 and 80 random bits, written as 26 lower-case characters
of Crockford's base 32.
"""

from __future__ import annotations

import os
from datetime import datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
SHORT = 6
"""Length of the suffix of an id, from its random part, that lists display."""


_newest = 0


def new_id(at: datetime, entropy: int | None = None) -> str:
    """Return an id for an entry created at `at`, with `entropy` (80 bits) or random bits if None.

    Ids with random bits of the same millisecond are consecutive numbers, so that they sort in order of creation.
    """
    global _newest
    moment = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    if entropy is not None:
        return _encode(moment << 80 | entropy & ((1 << 80) - 1))
    if moment == _newest >> 80:
        _newest += 1
    else:
        _newest = moment << 80 | int.from_bytes(os.urandom(10), "big") >> 1
    return _encode(_newest)


def _encode(number: int) -> str:
    """Return a number in Crockford's base 32."""
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def short_id(entry_id: str) -> str:
    """Return the suffix of an id that lists display and commands accept."""
    return entry_id[-SHORT:]
