"""`python -m tests.soak [--seeds 20] [--keys 1500] [--first 1]`: status 1 if any seed broke the program."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.soak.run import rounds


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    reader.add_argument("--seeds", type=int, default=20)
    reader.add_argument("--keys", type=int, default=1500)
    reader.add_argument("--first", type=int, default=1)
    given = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutskin-soak-") as folder:

        def place(seed: int) -> Path:
            own = Path(folder) / str(seed)
            own.mkdir()
            return own

        broken = rounds(range(given.first, given.first + given.seeds), given.keys, place)
    print(f"{given.seeds - broken} of {given.seeds} seeds came through")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
