"""From a key to the first of what it draws, in a list of all entries in a terminal."""

from __future__ import annotations

import statistics
import time

from tests.bench.place import Place
from tests.bench.repeat import p95
from tests.bench.table import Row
from tests.terminal import Terminal

DOWN = b"\x1b[B"
STEPS = 200


def lists(place: Place) -> list[Row]:
    """Press the down key in a list of all entries."""

    def steps(terminal: Terminal, text: str) -> list[float]:
        with terminal:
            terminal.drawn(text)
            terminal.settled(quiet=1)
            return [_first_answer(terminal, DOWN) * 1000 for _ in range(STEPS)]

    ours = steps(place.peer("rows.py"), "water")
    floor = steps(place.peer("line.py"), "Line 0")
    return [
        Row(f"moving in a list of all entries, {name}", of(ours), "two lines changing", of(floor), 16, "value")
        for name, of in (("median", statistics.median), ("p95", p95))
    ]


def _first_answer(terminal: Terminal, keys: bytes) -> float:
    sent = time.perf_counter()
    mark = len(terminal.output)
    terminal.type(keys)
    while len(terminal.output) == mark:
        terminal.settled(quiet=0.0005)
    answer = terminal.last - sent
    terminal.settled(quiet=0.03)
    return answer
