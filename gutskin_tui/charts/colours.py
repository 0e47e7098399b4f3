"""Colours as "#RRGGBB": mixing, contrast, and how far apart they are for people with and without colour blindness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

Matrix = tuple[tuple[float, float, float], ...]

TYPICAL: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
"""Linear RGB as people without the green or the red cones see it [Machado, Oliveira and Fernandes 2009]."""


TEXT_CONTRAST = 4.5
"""The least contrast of text [WCAG 2.2, 1.4.3]."""


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with a `share` (0 to 1) of `other`."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02X}" for first, second in parts)


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def distance(colour: str, other: str) -> float:
    """Return the least distance (Delta E of CIELAB 1976) of two colours for typical and for colour-blind sight."""
    return min(math.dist(_lab(colour, sight), _lab(other, sight)) for sight in (TYPICAL, DEUTERANOPIA, PROTANOPIA))


def _channels(colour: str) -> list[int]:
    """Return red, green and blue, 0 to 255."""
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _linear(colour: str) -> list[float]:
    """Return red, green and blue as amounts of light, 0 to 1."""
    shares = (channel / 255 for channel in _channels(colour))
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def _luminance(colour: str) -> float:
    return _times(((0.2126, 0.7152, 0.0722),), _linear(colour))[0]


@lru_cache(maxsize=256)
def _lab(colour: str, sight: Matrix) -> list[float]:
    """Return the colour in CIELAB, white D65, as it looks to `sight`."""
    seen = [min(1.0, max(0.0, part)) for part in _times(sight, _linear(colour))]
    xyz = _times(((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1098, 0.8730)), seen)
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def _times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(factor * part for factor, part in zip(row, vector, strict=True)) for row in matrix]


def readable(colour: str, paper: str, ink: str, least: float) -> str:
    """Return `colour`, mixed with as much of `ink` as it needs for a contrast of `least` on `paper`."""
    shares = (step / 10 for step in range(10))
    mixed = (mix(colour, ink, share) for share in shares)
    return next((candidate for candidate in mixed if contrast(candidate, paper) >= least), ink)
