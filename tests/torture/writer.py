"""A program that changes a journal as fast as it can and says so: `python -m tests.torture.writer FOLDER SEED`.

Each line it prints is something it was told is saved: "+id" for an entry that is there, "-id" for one that is gone.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal, lock, log_writer

CLOCK = fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=UTC))


def main(folder: Path, seed: int, most: int) -> None:
    """Add, remove, undo and import until killed, or until `most` entries were added."""
    lock.LOCK_TIMEOUT = 60.0  # the other writer lets go between two changes for a moment only
    log_writer.LOG_AT_LEAST = 20_000  # so that compactions come often enough to be hit
    dice = random.Random(seed)
    with Journal.open(folder / "journal.json", state=folder / "state") as journal:
        added: list[str] = []
        count = 0
        while count < most:
            size = dice.choice((1, 1, 1, 1, 20))
            entries = [make("note", {"text": "x" * dice.randrange(1, 2000)}, CLOCK) for _ in range(size)][
                : most - count
            ]
            journal.put(*entries)
            count += len(entries)
            _acknowledge("+", [entry.id for entry in entries])
            added += [entry.id for entry in entries]
            if most > 1_000_000 and dice.random() < 0.2:
                gone = added.pop()
                print(f"?{gone}", flush=True)
                journal.remove(gone)
                _acknowledge("-", [gone])


def _acknowledge(sign: str, ids: list[str]) -> None:
    print("".join(f"{sign}{entry_id}\n" for entry_id in ids), end="", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1 << 60)
