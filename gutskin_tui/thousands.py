"""Numbers that some people read as thousands and others as decimals: 1,000 and 2.500."""

from __future__ import annotations

import re

_AMBIGUOUS = re.compile(r"\s*[-+]?([1-9]\d{0,2})([.,])(\d{3})(?![\d.,])")


def ambiguity(typed: str) -> str:
    """Return a sentence that names both readings if the number at the start of `typed` has two, else "".

    It has two where one comma or point stands before exactly three digits, whatever unit follows. A number that
    begins with 0 can only be a decimal, and one with more than three digits before the sign has no thousands in it.
    """
    match = _AMBIGUOUS.match(typed)
    if not match:
        return ""
    whole, decimals = match[1], match[3].rstrip("0")
    if len(decimals) == len(match[3]):
        decimals += "0"  # a fourth digit, so that the reading can be typed without being refused again
    fraction = f"{match[2]}{decimals}" if decimals else ""
    return f"{match[0].strip()} could be {whole}{match[3]} or {whole}{fraction}; type the one you mean."
