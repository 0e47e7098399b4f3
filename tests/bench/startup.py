"""From the start of the process to the first screen, best of alternating starts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

from tests.bench.place import ENTRY_OF_TODAY, GUTSKIN, Place
from tests.bench.repeat import best
from tests.bench.table import Row
from tests.terminal import Terminal, cpu_seconds

STARTS = 12


def startup(place: Place) -> list[Row]:
    """First paint and today's entries against a bare Textual hello-world, each in a terminal."""

    worked: dict[str, list[float]] = {}

    def until(terminal: Terminal, text: str) -> float:
        with terminal:
            took = terminal.drawn(text) - terminal.started
            worked.setdefault(text, []).append(cpu_seconds(terminal.pid) * 1000)
            return took * 1000

    first, entries, hello = best(
        STARTS,
        lambda: until(place.open(), "1 Today"),
        lambda: until(place.open(), ENTRY_OF_TODAY),
        lambda: until(place.peer("hello.py"), "Hello, World!"),
    )
    against = "hello-world in Textual"
    cpu, cpu_hello = min(worked[ENTRY_OF_TODAY]), min(worked["Hello, World!"])
    return [
        Row("first paint", first, against, hello, 1.45),
        Row("today's entries on screen", entries, against, hello, 1.8),
        Row("today's entries, processor time", cpu, against, cpu_hello, 1.8),
    ]


def command(place: Place) -> list[Row]:
    """`gutskin add drink 250` from start to end, on the long journal and on a new one."""

    def whole(words: Sequence[str], journal: str = "journal.json") -> float:
        environment = place.environment | {"GUTSKIN_JOURNAL": str(place.folder / journal)}
        start = time.perf_counter()
        subprocess.run(words, env=environment, check=True, capture_output=True)
        return (time.perf_counter() - start) * 1000

    add = [*GUTSKIN, "add", "drink", "250"]
    long, new, textual = best(
        STARTS,
        lambda: whole(add),
        lambda: whole(add, "new.json"),
        lambda: whole([sys.executable, "-c", "import textual.app"]),
    )
    return [
        Row("gutskin add drink 250, ten years", long, "import textual.app", textual, 1.0),
        Row("gutskin add drink 250, new journal", new, "import textual.app", textual, 1.0),
    ]
