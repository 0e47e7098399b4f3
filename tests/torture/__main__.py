"""`python -m tests.torture [--kills 500] [--seed 1]`: print what the kills cost and fail if it is anything."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from gutskin_tui.store import Journal
from tests.torture.kills import kill_writers, writer

EACH = 500
ROUND = 25
"""Kills of one journal; then a new one, or most of the time would go into reading it."""


def main() -> int:
    """Return 0 if nothing was lost."""
    reader = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    reader.add_argument("--kills", type=int, default=500)
    reader.add_argument("--seed", type=int, default=1)
    options = reader.parse_args()
    bad = 0
    for start in range(0, options.kills, ROUND):
        with tempfile.TemporaryDirectory() as name:
            toll = kill_writers(Path(name), min(ROUND, options.kills - start), options.seed + start)
        print(toll)
        bad += toll.lost + toll.back + toll.unreadable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for process in [writer(folder, seed, EACH) for seed in (1, 2)]:
            process.communicate()
        with Journal.open(folder / "journal.json", state=folder / "state") as journal:
            both = journal.count()
    print(f"Two writers of {EACH} entries each left {both}.")
    return 0 if not bad and both == 2 * EACH else 1


if __name__ == "__main__":
    sys.exit(main())
