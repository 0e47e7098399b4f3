"""The few signs that the screen itself draws, each with its plain ASCII form."""

from __future__ import annotations

SIGNS: dict[str, tuple[str, str]] = {
    "done": ("✓", "+"),
    "open": ("○", "o"),
    "part": ("◐", "o"),
    "dot": ("·", "-"),
    "star": ("★", "*"),
    "more": ("…", "..."),
    "enter": ("⏎", "Enter"),
    "times": ("×", "x"),
}


def sign(name: str, plain_ascii: bool) -> str:
    """Return the sign called `name`, in ASCII if asked."""
    return SIGNS[name][plain_ascii]
