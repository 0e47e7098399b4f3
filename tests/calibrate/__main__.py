"""`python -m tests.calibrate [--people N --seed S]`: simulate, count, and print one table with each goal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

os.environ.setdefault("OMP_NUM_THREADS", "1")  # two processes share the machine; before numpy is loaded
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from rich.console import Console
from rich.table import Table

from tests.calibrate.people import World
from tests.calibrate.shares import Shares, coverage, false_findings, power, reverse
from tests.calibrate.trials import trial_rows

PROCESSES = 2
TRIALS_PER_DIARY = 8
"""Simulated trials for each simulated diary: they take a small part of the time."""
GROUPS = ("false", "power", "coverage", "reverse", "trials")


@dataclass(frozen=True)
class Cell:
    """One kind of person and what is counted: `goals` by name of the share, its least and its most."""

    what: str
    world: World
    count: Callable[[World, int, int], Shares]
    goals: dict[str, tuple[float, float]]


def cells(groups: tuple[str, ...]) -> Iterator[Cell]:
    """Yield all that is measured."""
    phis = (0.0, 0.6, 0.8)
    if "false" in groups:
        limits = {"possible": (0.0, 0.12), "consistent": (0.0, 0.06)}
        for days in (90, 180):
            for phi in phis:
                for pattern, weekly, trend in (
                    ("flat", 0, 0),
                    ("weekly rhythm", 0.5, 0),
                    ("rhythm and trends", 0.5, 1),
                ):
                    world = World(days, phi, phi, weekly, trend, exposed=None)
                    yield Cell(f"no effect, {pattern}", world, false_findings, limits)
    if "power" in groups:
        for phi in phis:
            for exposed_phi in (0.0, 0.4):
                for pattern, missing, exposed in (("full diary, half exposed", 0.0, 0.5), ("10 % missing", 0.1, 0.4)):
                    world = World(90, phi, exposed_phi, effect=1.0, missing=missing, exposed=exposed)
                    limits = {"found": (0.85, 1.0), "right": (0.8, 1.0)}
                    yield Cell(f"effect of 1 SD, {pattern}", world, power, limits)
    if "coverage" in groups:
        for days in (90, 180):
            for phi in phis:
                for effect in (0.0, 1.0):
                    for exposed_phi in sorted({0.3, phi}):
                        world = World(days, phi, exposed_phi, effect=effect, scale=False)
                        yield Cell(f"interval, effect {effect:g} SD", world, coverage, {"covered": (0.92, 0.97)})
    if "reverse" in groups:
        for phi in phis:
            for exposed_phi in (0.0, 0.4):
                world = World(90, phi, exposed_phi, reverse=True)
                yield Cell("the skin decides", world, reverse, {"flagged": (0.8, 1.0)})


def count(cell: Cell, people: int, seed: int) -> Shares:
    """Count one cell; runs in a process of its own."""
    return cell.count(cell.world, people, seed)


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.calibrate", description=__doc__)
    reader.add_argument("groups", nargs="*", metavar="group", help=", ".join(GROUPS))
    reader.add_argument("--people", type=int, default=250, help="simulated people for each row")
    reader.add_argument("--seed", type=int, default=1)
    options = reader.parse_args()
    if unknown := [name for name in options.groups if name not in GROUPS]:
        reader.error(f"there is no group {unknown[0]}; the groups are {', '.join(GROUPS)}")
    console = Console(width=None if sys.stdout.isatty() else 110)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("people", "days", "phi", "of factors", "share", "", "goal", ""):
        table.add_column(title, justify="right" if title in ("days", "phi", "of factors", "goal") else "left")
    wanted = list(cells(tuple(options.groups) or GROUPS))
    met = True
    with ProcessPoolExecutor(PROCESSES) as pool:
        counted = pool.map(count, wanted, [options.people] * len(wanted), [options.seed] * len(wanted))
        for cell, shares in zip(wanted, counted, strict=True):
            for name, (least, most) in cell.goals.items():
                reached = least <= round(shares[name], 6) <= most
                met &= reached
                goal = f"<= {most:g}" if not least else f">= {least:g}" if most == 1 else f"{least:g} to {most:g}"
                table.add_row(
                    cell.what,
                    str(cell.world.days),
                    f"{cell.world.phi:g}",
                    f"{cell.world.exposed_phi:g}",
                    name,
                    f"{shares[name]:.3f}",
                    goal,
                    "met" if reached else "MISSED",
                )
    if not options.groups or "trials" in options.groups:
        for row in trial_rows(options.people * TRIALS_PER_DIARY, options.seed):
            met &= row.met
            table.add_row(row.name, "", "", "", "", f"{row.value:.3f}", row.goal, "met" if row.met else "MISSED")
    console.print(table)
    console.print(f"\n{options.people} people a row, seed {options.seed}: {'all met' if met else 'not all met'}.")


if __name__ == "__main__":
    main()
