"""`python -m tests.torture [--kills 500] [--seed 1]`: kill writers; fail if an entry is lost or an undo is wrong."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from gutskin_tui.store import Journal
from tests.torture.kills import kill_writers, writer

EACH = 500
"""Entries that each of two concurrent writers adds."""
ROUND = 25
"""Kills per journal. Then a new journal is started, because reading a long one would take most of the time."""


def main() -> int:
    """Return the exit status: 0 if nothing was lost, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failures = 0
    for start in range(0, options.kills, ROUND):
        with tempfile.TemporaryDirectory() as name:
            toll = kill_writers(Path(name), min(ROUND, options.kills - start), options.seed + start)
        print(toll)
        failures += toll.lost + toll.back + toll.unreadable + toll.wrong_undo
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for process in [writer(folder, seed, EACH) for seed in (1, 2)]:
            process.communicate()
        with Journal.open(folder / "journal.json", state=folder / "state") as journal:
            count = journal.count()
    print(f"Two writers of {EACH} entries each left {count}.")
    return 0 if not failures and count == 2 * EACH else 1


if __name__ == "__main__":
    sys.exit(main())
