"""Entry ids: globally unique and ordered by time of creation.

The layout is that of a ULID: 48 bits of milliseconds, 80 random bits, written as 26
characters of Crockford's base 32, in lower case.
"""

from __future__ import annotations

import secrets
from datetime import datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
SHORT = 6
"""How many closing characters of an id are shown to people; they are its random part."""


_newest = 0


def new_id(at: datetime, entropy: int | None = None) -> str:
    """Return an id for an entry made at `at`; `entropy` (80 bits) is drawn at random if not given.

    Ids drawn in the same millisecond go up by one, so that what was entered first is listed first.
    """
    global _newest
    moment = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    if entropy is not None:
        return _written(moment << 80 | entropy & ((1 << 80) - 1))
    _newest = _newest + 1 if moment == _newest >> 80 else moment << 80 | secrets.randbits(79)
    return _written(_newest)


def _written(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def short_id(entry_id: str) -> str:
    """Return the part of an id that lists show and that commands accept."""
    return entry_id[-SHORT:]
