"""Memory and processor time when nobody touches the program, the whole journal read."""

from __future__ import annotations

import time

from tests.bench.place import Place
from tests.bench.screen import TABS
from tests.bench.table import Row
from tests.terminal import Terminal, cpu_seconds, resident_mb

WATCHED = 15
"""Seconds of idleness that are watched."""


def at_rest(place: Place) -> list[Row]:
    """Resident memory, before and after all tabs were opened, and the share of one processor over idle seconds."""
    with place.open_at_rest() as terminal:
        memory, idle = resident_mb(terminal.pid), _idle(terminal)
        for key in TABS.values():
            terminal.answered(key)
            terminal.rested(quiet=2)
        memory_of_all = resident_mb(terminal.pid)
    with place.peer("hello.py") as terminal:
        terminal.drawn("Hello, World!")
        terminal.rested(quiet=1.5)
        hello_memory, hello_idle = resident_mb(terminal.pid), _idle(terminal)
    against = "hello-world in Textual"
    return [
        Row("resident memory at rest, ten years", memory, against, hello_memory, 90, "value", "MB"),
        Row("resident memory, all tabs opened", memory_of_all, against, hello_memory, 120, "value", "MB"),
        Row("idle processor time", idle, against, hello_idle, 0.15, "value", "%"),
    ]


def _idle(terminal: Terminal) -> float:
    before = cpu_seconds(terminal.pid)
    time.sleep(WATCHED)
    return (cpu_seconds(terminal.pid) - before) / WATCHED * 100
