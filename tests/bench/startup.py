"""From the start of the process to the first frame, to the entries of today, and to rest."""

from __future__ import annotations

import statistics

from tests.bench.place import ENTRY_OF_TODAY, Place
from tests.bench.repeat import medians
from tests.bench.table import Row, value
from tests.terminal import Terminal, cpu_seconds

STARTS = 11
FIRST, HELLO = "1 Today", "Hello, World!"


def startup(place: Place) -> list[Row]:
    """First frame and today's entries against a bare Textual hello-world, each in a terminal."""

    work: dict[str, list[float]] = {}

    def until(terminal: Terminal, text: str) -> float:
        with terminal:
            drawn = terminal.drawn(text)
            work.setdefault(text, []).append(cpu_seconds(terminal.pid) * 1000)
            return (drawn - terminal.started) * 1000

    def to_rest() -> float:
        with place.open_at_rest() as terminal:
            return cpu_seconds(terminal.pid) * 1000

    first, entries, hello, rest = medians(
        STARTS,
        lambda: until(place.open(), FIRST),
        lambda: until(place.open(), ENTRY_OF_TODAY),
        lambda: until(place.peer("hello.py"), HELLO),
        to_rest,
    )
    first_work, entries_work, hello_work = (statistics.median(work[text]) for text in (FIRST, ENTRY_OF_TODAY, HELLO))
    against = "hello-world in Textual"
    return [
        Row("first paint", first, against, hello, 1.15),
        Row("first paint, processor time", first_work, against, hello_work, 1.15),
        Row("today's entries on screen, ten years", entries, against, hello, 1.6),
        Row("today's entries, processor time", entries_work, against, hello_work, 1.6),
        value("processor time from start to rest, ten years", rest, 800),
    ]
