"""Values of entries from those of other programs: whole numbers, and foods as the text of a meal."""

from __future__ import annotations

import math
from collections.abc import Iterable


def rounded(value: float) -> int:
    """Return a number as the nearest whole one, halves up. Raises ValueError for one that is not finite."""
    if not math.isfinite(value):
        raise ValueError("is not a number")
    return math.floor(value + 0.5)


def joined_foods(foods: Iterable[str]) -> tuple[str, str]:
    """Return foods as the text of a meal, and a note with the names that contain a separator of gutskin's own.

    Commas, semicolons and line ends within a food become dashes, so that it stays a single food.
    """
    names = [" ".join(food.split()) for food in foods if food.strip()]
    changed = [name for name in names if "," in name or ";" in name]
    return ", ".join(filter(None, map(_single, names))), "\n".join(changed)


def _single(name: str) -> str:
    return " – ".join(part.strip() for part in name.replace(";", ",").split(",") if part.strip())
