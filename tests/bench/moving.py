"""From a key to the screen standing still again, in a terminal: lists, tabs, days, ranges."""

from __future__ import annotations

import statistics
import time

from tests.bench.place import ENTRY_OF_TODAY, Place
from tests.bench.repeat import p95
from tests.bench.table import Row
from tests.terminal import Terminal, cpu_seconds

DOWN = b"\x1b[B"
STEPS = 200
UNSEEN = (b"2", b"3", b"4", b"5", b"6", b"7")


def lists(place: Place) -> list[Row]:
    """Press the down key in a list of all entries; from the key to the first of what it drew."""

    def steps(terminal: Terminal, text: str) -> list[float]:
        with terminal:
            terminal.drawn(text)
            terminal.settled(quiet=1)
            return [_first_answer(terminal, DOWN) * 1000 for _ in range(STEPS)]

    ours = steps(place.peer("rows.py"), "entries")
    floor = steps(place.peer("line.py"), "Line 0")
    return [
        Row(f"moving in a list of all entries, {name}", of(ours), "two lines changing", of(floor), 16, "value")
        for name, of in (("median", statistics.median), ("p95", p95))
    ]


def tabs(place: Place) -> list[Row]:
    """Open each tab for the first time; go back day by day; change the range of the trend. Medians."""
    unseen: list[float] = []
    for _ in range(3):
        with _opened(place) as terminal:
            unseen += [terminal.answered(key) * 1000 for key in UNSEEN]
    with _opened(place) as terminal:
        days = [terminal.answered(b"[") * 1000 for _ in range(15)]
        terminal.answered(b"6")
        ranges = [terminal.answered(b"v") * 1000 for _ in range(12)]
        before = cpu_seconds(terminal.pid)
        for _ in range(24):
            terminal.answered(b"v")
        redraw = (cpu_seconds(terminal.pid) - before) * 1000 / 24
    with place.peer("paper.py") as terminal:
        terminal.drawn("Paper")
        terminal.settled(quiet=0.5)
        paper = [terminal.answered(b"x") * 1000 for _ in range(15)]
        before = cpu_seconds(terminal.pid)
        for _ in range(24):
            terminal.answered(b"x")
        floor = (cpu_seconds(terminal.pid) - before) * 1000 / 24
    against, peer = "a whole screen of text", statistics.median(paper)
    return [
        Row("unseen tab, median", statistics.median(unseen), against, peer, 90, "value"),
        Row("unseen tab, slowest of the medians", _slowest(unseen), against, peer, 90, "value"),
        Row("day before", statistics.median(days), against, peer, 50, "value"),
        Row("range of the trend", statistics.median(ranges), against, peer, 50, "value"),
        Row("chart redraw, processor time", redraw, against, floor, 12, "value"),
    ]


def _opened(place: Place) -> Terminal:
    """Return a program that has read everything and is idle."""
    terminal = place.open()
    terminal.drawn(ENTRY_OF_TODAY)
    terminal.drawn("any entry")  # streaks stand only when the whole journal is read
    terminal.settled(quiet=0.7)
    return terminal


def _slowest(unseen: list[float]) -> float:
    return max(statistics.median(unseen[place :: len(UNSEEN)]) for place in range(len(UNSEEN)))


def _first_answer(terminal: Terminal, keys: bytes) -> float:
    sent = time.perf_counter()
    mark = len(terminal.output)
    terminal.type(keys)
    while len(terminal.output) == mark:
        terminal.settled(quiet=0.0005)
    answer = terminal.last - sent
    terminal.settled(quiet=0.03)
    return answer
