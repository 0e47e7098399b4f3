"""Other programs, each in an environment of its own below .venvs/peers: toolong for a first frame, jrnl for an add.

They are installed once, if the package index can be reached.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.place import GUTSKIN, Place
from tests.bench.repeat import medians, processor_ms
from tests.bench.table import Row
from tests.terminal import Terminal

ENVIRONMENTS = Path(".venvs/peers")
SECONDS = 180
"""Longest time for an installation."""
STARTS = 7
LINE = "The first line of a log"
JRNL = """\
journals: {{default: {{journal: {folder}/jrnl.txt}}}}
encrypt: false
template: false
default_hour: 9
default_minute: 0
timeformat: "%F %r"
tagsymbols: "#@"
highlight: true
linewrap: 79
indent_character: "|"
colors: {{body: none, date: none, tags: none, title: none}}
editor: ""
"""


def peers(place: Place) -> list[Row]:
    """The first frame against toolong's, and an add to ten years against jrnl's to a new journal."""
    rows: list[Row] = []
    if toolong := _installed("toolong", "tl"):
        log = place.folder / "peer.log"
        log.write_text(f"{LINE}\n" * 20, encoding="utf-8")

        def until(terminal: Terminal, text: str) -> float:
            with terminal:
                return (terminal.drawn(text) - terminal.started) * 1000

        first, theirs = medians(
            STARTS,
            lambda: until(place.open(), "1 Today"),
            lambda: until(Terminal([str(toolong), str(log)], place.environment, (120, 40)), LINE),
        )
        rows.append(Row("first paint", first, "toolong's first lines", theirs, 1))
    if jrnl := _installed("jrnl", "jrnl"):
        configuration = place.folder / "jrnl.yaml"
        configuration.write_text(JRNL.format(folder=place.folder), encoding="utf-8")
        words = [str(jrnl), "--config-file", str(configuration), "drank 250 ml"]
        subprocess.run(words, env=place.environment, check=True, capture_output=True)  # the first run makes the journal
        added, theirs = medians(
            STARTS,
            lambda: processor_ms([*GUTSKIN, "add", "drink", "250"], place.environment),
            lambda: processor_ms(words, place.environment),
        )
        rows.append(Row("gutskin add drink 250, ten years", added, "jrnl, a new journal", theirs, 1))
    return rows


def _installed(package: str, program: str) -> Path | None:
    """Return the path of a program, installed now if need be; None, with a message, if it cannot be installed."""
    environment = (ENVIRONMENTS / package).absolute()
    path = environment / "bin" / program
    if not path.exists():
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--compile", package]
        try:
            subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
            subprocess.run(pip, check=True, capture_output=True, timeout=SECONDS)
        except (subprocess.SubprocessError, OSError):
            print(f"{package} cannot be installed: is the package index reachable?")
            return None
    return path
