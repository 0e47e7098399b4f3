"""How cost grows with the journal: `python -m tests.bench.scale [entries...]`; without numbers up to a million.

Each command is a process of its own; History is measured in a terminal. The processor time, and the peak memory, may
grow as the number of entries does, by TOLERANCE more; a measure that grows faster fails the run.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from gutskin_tui.exchange.input.source import LARGEST_WHOLE
from tests.bench.place import GUTSKIN, Place, place
from tests.bench.repeat import run
from tests.bench.screen import TABS
from tests.terminal import cpu_seconds, resident_mb

SIZES = (10_000, 55_000, 200_000, 1_000_000)
TOLERANCE = 1.25
RUNS = 3
WRITING = ("export", "import")
"""Commands that run once, as they make a new file."""
OPEN = "import sys; from pathlib import Path; from gutskin_tui.store import Journal; Journal.open(Path(sys.argv[1]))"
QUIET = 3.0
"""Seconds without output after which the screen has read everything."""

Cost = tuple[float, float]
"""Processor time in ms and peak memory in MB."""


def costs(here: Place, size: int) -> dict[str, Cost]:
    """Return the cost of each command, and of History, on a journal of so many entries.

    That of an import is missing where the export is larger than any file that is imported, as it is of a million.
    """
    environment = here.journal_of(size)
    journal = environment["GUTSKIN_JOURNAL"]
    exported, imported = here.folder / f"export-{size}.json", here.folder / f"import-{size}.json"
    commands = {
        "open": [sys.executable, "-c", OPEN, journal],
        "add": [*GUTSKIN, "add", "drink", "250"],
        "today": [*GUTSKIN, "today"],
        "find": [*GUTSKIN, "find", "coffee"],
        "export": [*GUTSKIN, "export", "-o", str(exported)],
        "import": [*GUTSKIN, "--journal", str(imported), "import", str(exported)],
    }
    result = {}
    for name, words in commands.items():
        if name == "import" and exported.stat().st_size > LARGEST_WHOLE:
            continue
        runs = sorted(run(words, environment) for _ in range(1 if name in WRITING else RUNS))
        result[name] = runs[len(runs) // 2]
    result["History"] = _history(here, environment)
    return result


def _history(here: Place, environment: dict[str, str]) -> Cost:
    """Return the cost of the screen from its start until History stands, and its memory then."""
    with here.open(environment=environment) as terminal:
        terminal.drawn("1 Today", within=60)
        terminal.settled(quiet=QUIET, within=120)
        terminal.type(TABS["History"])
        terminal.settled(quiet=QUIET, within=120)
        return cpu_seconds(terminal.pid) * 1000, resident_mb(terminal.pid)


def growth(small: float, large: float, before: int, after: int) -> float:
    """Return the growth of a cost divided by that of the number of entries: 1 is linear, less is better."""
    return (large / small) / (after / before)


def show(table_of: dict[int, dict[str, Cost]], console: Console) -> list[str]:
    """Print the costs by size, and return the measures that grow faster than the journal."""
    sizes = list(table_of)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for size in sizes:
        table.add_column(f"{size:,} entries", justify="right")
    table.add_column("growth")
    faster = []
    for name in table_of[sizes[0]]:
        measured = [size for size in sizes if name in table_of[size]]
        for unit, position in (("ms", 0), ("MB", 1)):
            values = {size: table_of[size][name][position] for size in measured}
            linear = all(
                growth(values[before], values[after], before, after) <= TOLERANCE
                for before, after in itertools.pairwise(measured)
            )
            if not linear:
                faster.append(f"{name} ({unit})")
            cells = [f"{values[size]:,.0f}" if size in values else "" for size in sizes]
            table.add_row(f"{name}, {unit}", *cells, "at most linear" if linear else "faster than linear")
    console.print(table)
    return faster


def main(arguments: Sequence[str]) -> int:
    """Measure all sizes and return the exit status: 1 if a cost grows faster than the journal."""
    sizes = tuple(sorted(int(argument.replace(",", "")) for argument in arguments)) or SIZES
    console = Console(width=None if sys.stdout.isatty() else 130)
    results: dict[int, dict[str, Cost]] = {}
    with place() as here:
        for size in sizes:
            console.print(f"[dim]{size:,} entries ...[/dim]")
            results[size] = costs(here, size)
    faster = show(results, console)
    if faster:
        console.print(f"\nFaster than linear: {', '.join(faster)}.")
    return int(bool(faster))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
