"""`python -m tests.calibrate [--people N --seed S]`: simulate, count, and print one table with each goal."""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor

os.environ.setdefault("OMP_NUM_THREADS", "1")  # two processes share the machine; before numpy is loaded
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests.calibrate.cells import GROUPS, NO_GOAL, Cell
from tests.calibrate.counts import Counts, Share
from tests.calibrate.trials import trial_rows

PROCESSES = 2
TRIALS_PER_DIARY = 8
"""Simulated trials for each simulated diary: they take a small part of the time."""
JUDGING_SEED = 1000


def count(cell: Cell, people: int, seed: int) -> Counts:
    """Count one cell; runs in a process of its own."""
    return cell.count(cell.diary, people, seed)


def outcome(share: Share, least: float, most: float) -> str:
    """Return whether a share meets its goal; "unclear" if it does not but its interval holds the goal."""
    if (least, most) == NO_GOAL:
        return ""
    if least <= round(share.value, 6) <= most:
        return "met"
    low, high = share.interval
    return "unclear" if low <= most and high >= least else "MISSED"


def goal_text(least: float, most: float) -> str:
    """Return a goal as it is printed."""
    if (least, most) == NO_GOAL:
        return ""
    return f"<= {most:g}" if not least else f">= {least:g}" if most == 1 else f"{least:g} to {most:g}"


def main() -> None:
    groups = (*GROUPS, "trials")
    reader = argparse.ArgumentParser(prog="python -m tests.calibrate", description=__doc__)
    reader.add_argument("groups", nargs="*", metavar="group", help=", ".join(groups))
    reader.add_argument("--people", type=int, default=250, help="simulated people for each row")
    reader.add_argument(
        "--seed", type=int, default=JUDGING_SEED, help="1000 and more judge; less were used to choose the bounds"
    )
    options = reader.parse_args()
    if unknown := [name for name in options.groups if name not in groups]:
        reader.error(f"there is no group {unknown[0]}; the groups are {', '.join(groups)}")
    chosen = options.groups or groups
    cells = [cell for name, group in GROUPS.items() if name in chosen for cell in group()]
    results: list[str] = []
    print_row("people", "share", "measured", "95 % interval", "goal", "")
    with ProcessPoolExecutor(PROCESSES) as pool:
        counted = pool.map(count, cells, [options.people] * len(cells), [options.seed] * len(cells))
        for cell, counts in zip(cells, counted, strict=True):
            for name, (least, most) in cell.goals.items():
                share = counts[name]
                low, high = share.interval
                results.append(outcome(share, least, most))
                interval = f"{low:.3f} to {high:.3f}"
                print_row(cell.what, name, f"{share.value:.3f}", interval, goal_text(least, most), results[-1])
    if "trials" in chosen:
        for row in trial_rows(options.people * TRIALS_PER_DIARY, options.seed):
            results.append("met" if row.met else "MISSED")
            print_row(row.name, "", f"{row.value:.3f}", "", row.goal, results[-1])
    missed, unclear = results.count("MISSED"), results.count("unclear")
    print(f"\n{options.people} people a row, seed {options.seed}: {missed} missed, {unclear} unclear.")


def print_row(what: str, name: str, value: str, interval: str, goal: str, result: str) -> None:
    """Print a row as soon as it is counted; the whole takes some minutes."""
    print(f"{what:<54}  {name:<18}  {value:>8}  {interval:>14}  {goal:>12}  {result}", flush=True)


if __name__ == "__main__":
    main()
