"""What the program holds and does when nobody touches it, the whole journal read."""

from __future__ import annotations

import time

from tests.bench.place import ENTRY_OF_TODAY, Place
from tests.bench.table import Row
from tests.terminal import Terminal, cpu_seconds, resident_mb

WATCHED = 15
"""Seconds of idleness that are watched."""


def at_rest(place: Place) -> list[Row]:
    """Resident memory, and the share of one processor over some idle seconds."""
    memory, idle = _watched(place.open(), ENTRY_OF_TODAY)
    hello_memory, hello_idle = _watched(place.peer("hello.py"), "Hello, World!")
    against = "hello-world in Textual"
    return [
        Row("resident memory", memory, against, hello_memory, 100, "value", "MB"),
        Row("idle processor time", idle, against, hello_idle, 0.2, "value", "%"),
    ]


def _watched(terminal: Terminal, text: str) -> tuple[float, float]:
    with terminal:
        terminal.drawn(text)
        terminal.settled(quiet=3)
        before = cpu_seconds(terminal.pid)
        time.sleep(WATCHED)
        return resident_mb(terminal.pid), (cpu_seconds(terminal.pid) - before) / WATCHED * 100
