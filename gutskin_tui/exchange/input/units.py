"""Units of volume and time in files of other programs."""

from __future__ import annotations

import math

UNITS: dict[str, tuple[str, float]] = {
    "ml": ("ml", 1.0),
    "cl": ("ml", 10.0),
    "dl": ("ml", 100.0),
    "l": ("ml", 1000.0),
    "litre": ("ml", 1000.0),
    "litres": ("ml", 1000.0),
    "liter": ("ml", 1000.0),
    "liters": ("ml", 1000.0),
    "fl oz": ("ml", 29.5735),
    "fl_oz_us": ("ml", 29.5735),
    "oz": ("ml", 29.5735),
    "fl_oz_imp": ("ml", 28.4131),
    "cup": ("ml", 240.0),
    "cups": ("ml", 240.0),
    "cup_us": ("ml", 236.588),
    "cup_imp": ("ml", 284.131),
    "pint": ("ml", 568.261),
    "pt_us": ("ml", 473.176),
    "pt_imp": ("ml", 568.261),
    "glass": ("ml", 250.0),
    "glasses": ("ml", 250.0),
    "min": ("min", 1.0),
    "mins": ("min", 1.0),
    "minutes": ("min", 1.0),
    "s": ("min", 1 / 60),
    "sec": ("min", 1 / 60),
    "h": ("min", 60.0),
    "hr": ("min", 60.0),
    "hours": ("min", 60.0),
}
"""Each unit, in lower case, as a multiple of millilitres or minutes."""


def converted(number: float, unit: str, into: str) -> float:
    """Return a number of `unit` in the unit of a field: "ml", "min" or "h". Raises ValueError if they do not agree."""
    base, factor = UNITS[unit.casefold()]
    if base != {"h": "min"}.get(into, into):
        raise ValueError(f"is in {unit} but should be in {into}" if into else f"is in {unit} but has no unit")
    return number * factor / (60 if into == "h" else 1)


def millilitres(number: float, unit: str) -> int | None:
    """Return an amount as whole millilitres, None if they are not a volume."""
    base, factor = UNITS.get(unit.strip().casefold(), ("", 0.0))
    return int(number * factor + 0.5) if base == "ml" and math.isfinite(number * factor) else None
