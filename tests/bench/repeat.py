"""Measuring by turns: ours, the peer, ours again, so that a busy moment of the machine hits both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence

Measure = Callable[[], float]
"""Does one thing once and returns what it cost."""


def best(times: int, *measures: Measure) -> list[float]:
    """Return the least that each measure came to in `times` turns: what it costs when nothing else disturbs."""
    return [min(costs) for costs in in_turns(times, *measures)]


def in_turns(times: int, *measures: Measure) -> list[list[float]]:
    """Return what each measure came to at each of `times` turns."""
    costs_of_each: list[list[float]] = [[] for _ in measures]
    for _ in range(times):
        for costs, measure in zip(costs_of_each, measures, strict=True):
            costs.append(measure())
    return costs_of_each


def milliseconds(do: Callable[[], object]) -> float:
    """Do it once and return how long it took, garbage of others collected before."""
    gc.collect()
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def p95(values: Sequence[float]) -> float:
    """Return the value below which 95 in 100 of the values lie."""
    return sorted(values)[len(values) * 95 // 100]
