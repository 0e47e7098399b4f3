"""Measuring by turns: ours, the peer, ours again, so that a busy moment of the machine affects both."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

Measure = Callable[[], float]
"""Does something once and returns its cost."""


def medians(times: int, *measures: Measure) -> list[float]:
    """Return the median cost of each measure in `times` turns."""
    return [statistics.median(costs) for costs in in_turns(times, *measures)]


def in_turns(times: int, *measures: Measure) -> list[list[float]]:
    """Return the cost of each measure in each of `times` turns."""
    costs_of_each: list[list[float]] = [[] for _ in measures]
    for _ in range(times):
        for costs, measure in zip(costs_of_each, measures, strict=True):
            costs.append(measure())
    return costs_of_each


def milliseconds(do: Callable[[], object]) -> float:
    """Do it once and return the processor time in ms, after collecting earlier garbage."""
    gc.collect()
    start = time.process_time()
    do()
    return (time.process_time() - start) * 1000


def processor_ms(words: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a program to its end and return its processor time in ms. Raises CalledProcessError if it fails."""
    return run(words, environment)[0]


LAUNCHER = """
import os, sys
null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1)]
program = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=null)
_, status, usage = os.wait4(program, 0)
print((usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1000)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a program and prints its processor time in ms and its peak memory in MB.

A program's peak counts from before its own start and so contains the memory of the one that starts it: this is small.
"""


def run(words: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Run a program to its end and return its processor time in ms and its peak memory in MB.

    Raises CalledProcessError if it fails.
    """
    launcher = [sys.executable, "-S", "-c", LAUNCHER, *words]
    done = subprocess.run(launcher, env=dict(environment), stdout=subprocess.PIPE, check=True)
    processor_time, memory = done.stdout.split()
    return float(processor_time), float(memory)


def p95(values: Sequence[float]) -> float:
    """Return the value below which 95 in 100 of the values lie."""
    return sorted(values)[len(values) * 95 // 100]
