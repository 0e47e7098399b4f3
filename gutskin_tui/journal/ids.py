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


def new_id(at: datetime, entropy: int | None = None) -> str:
    """Return an id for an entry made at `at`; `entropy` (80 bits) is drawn at random if not given."""
    bits = secrets.randbits(80) if entropy is None else entropy & ((1 << 80) - 1)
    number = (int(at.timestamp() * 1000) & ((1 << 48) - 1)) << 80 | bits
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def short_id(entry_id: str) -> str:
    """Return the part of an id that lists show and that commands accept."""
    return entry_id[-SHORT:]
