"""Kill a writer at a random moment and compare what it acknowledged with what is stored."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.store import Journal

LARGEST_CHANGE = 20


class Toll(NamedTuple):
    """What some kills cost: acknowledged entries `lost`, removed ones that are `back`, files that do not open."""

    kills: int
    acknowledged: int
    lost: int
    back: int
    unreadable: int


def kill_writers(folder: Path, kills: int, seed: int) -> Toll:
    """Start a writer on the journal in `folder` and kill it, again and again."""
    dice = random.Random(seed)
    there: set[str] = set()
    gone: set[str] = set()
    acknowledged = lost = back = unreadable = 0
    for number in range(kills):
        lines = _acknowledged(folder, seed + number, dice.uniform(0, 0.25))
        acknowledged += len(lines)
        unsure = set()
        for line in lines:
            sign, entry_id = line[0], line[1:]
            unsure.discard(entry_id)
            if sign == "+":
                there.add(entry_id)
            else:
                there.discard(entry_id)
                (unsure if sign == "?" else gone).add(entry_id)
        try:
            with Journal.open(folder / "journal.json", state=folder / "state") as journal:
                present = {entry.id for entry in journal.between()}
                unreadable += bool(journal.problems())
        except Exception:  # noqa: BLE001 - counted, whatever it is
            unreadable += 1
            continue
        lost += len(there - present)
        back += len(gone & present)
        unreadable += len(present - there - unsure) > LARGEST_CHANGE
        there = present
    return Toll(kills, acknowledged, lost, back, unreadable)


def writer(folder: Path, seed: int, most: int | None = None) -> subprocess.Popen[str]:
    """Start a writer; it stops by itself after `most` entries."""
    command = [sys.executable, "-m", "tests.torture.writer", str(folder), str(seed)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        command + ([] if most is None else [str(most)]),
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )


def _acknowledged(folder: Path, seed: int, pause: float) -> list[str]:
    with writer(folder, seed) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        killer = threading.Timer(pause, process.send_signal, (signal.SIGKILL,))
        killer.start()
        lines += list(process.stdout)
        killer.join()
    return [line.strip() for line in lines if line.endswith("\n")]
