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
    """What some kills cost: acknowledged entries `lost`, removed ones that are `back`, files that do not open.

    `wrong_undo` counts the kills after which undo and redo did not concern the last change that was saved.
    """

    kills: int
    acknowledged: int
    lost: int
    back: int
    unreadable: int
    wrong_undo: int


def kill_writers(folder: Path, kills: int, seed: int) -> Toll:
    """Start a writer on the journal in `folder` and kill it, again and again."""
    dice = random.Random(seed)
    there: set[str] = set()
    gone: set[str] = set()
    acknowledged = lost = back = unreadable = wrong_undo = 0
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
                wrong_undo += not _undoes_newest(journal, lines, present - there - unsure, present)
        except Exception:  # noqa: BLE001 - counted, whatever it is
            unreadable += 1
            continue
        lost += len(there - present)
        back += len(gone & present)
        unreadable += len(present - there - unsure) > LARGEST_CHANGE
        there = present
    return Toll(kills, acknowledged, lost, back, unreadable, wrong_undo)


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


def _undoes_newest(journal: Journal, lines: list[str], unacknowledged: set[str], present: set[str]) -> bool:
    """Whether undo takes back the last change, be it acknowledged or not, and redo makes it again."""
    undone, redone = journal.undo(), journal.redo()
    if undone is None or redone is None or {entry.id for entry in journal.between()} != present:
        return False
    removed, added = {entry.id for entry in undone.removed}, {entry.id for entry in undone.added}
    if unacknowledged:
        return removed == unacknowledged
    if lines and lines[-1][0] == "?" and lines[-1][1:] in present:  # the removal was not made
        lines = lines[:-1]
    if not lines:
        return True
    if lines[-1][0] != "+":
        return added == {lines[-1][1:]}
    return removed == {line[1:] for line in lines[-len(removed) :] if line[0] == "+"} != set()


def _acknowledged(folder: Path, seed: int, pause: float) -> list[str]:
    with writer(folder, seed) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        killer = threading.Timer(pause, process.send_signal, (signal.SIGKILL,))
        killer.start()
        lines += list(process.stdout)
        killer.join()
    return [line.strip() for line in lines if line.endswith("\n")]
