"""The processor time of the screen for a key, a new size and an entry of another program, in a terminal."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

from gutskin_tui.model.entries import make
from gutskin_tui.store import Journal
from tests.bench.place import Place
from tests.bench.table import Row, value
from tests.terminal import Terminal, cpu_seconds

STARTS = 3
REDRAWS = 12
SIZES = (((120, 40), 12.0), ((200, 60), 18.0))
"""Sizes of the terminal, each with the goal of a redraw in ms."""

CHART_KEYS = {"range": b"v", "series": b">", "factor delay": b"D"}
TABS = {"Meals": b"2", "Skin": b"3", "Water": b"4", "Stress": b"5", "Trends": b"6", "History": b"7"}
DIALOGS = {
    "help": b"?", "commands": b":", "water": b"W", "kinds": b"a", "edit": b"e", "night": b"z", "exercise": b"x",
    "note": b"n", "settings": b"\x1b[24~",
}  # fmt: skip
ESCAPE = b"\x1b"
RESIZES = ((100, 30), (80, 24), (140, 50), (120, 40))
FOREIGN = 9
SMALL = 1_000


def redraws(place: Place) -> list[Row]:
    """Each key that redraws the charts of Trends; the key whose median is the slowest counts."""
    rows = []
    for size, goal in SIZES:
        with place.open_at_rest(size) as terminal:
            _cost(terminal, TABS["Trends"], quiet=1.5)
            costs = {
                name: statistics.median(_cost(terminal, key) for _ in range(REDRAWS))
                for name, key in CHART_KEYS.items()
            }
        with place.peer("paper.py", size) as terminal:
            terminal.drawn("Paper")
            terminal.settled(quiet=0.5)
            paper = statistics.median(_cost(terminal, b"x") for _ in range(REDRAWS))
        slowest = max(costs, key=costs.__getitem__)
        what = f"redraw of Trends, {size[0]}x{size[1]} (slowest: {slowest})"
        rows.append(Row(what, costs[slowest], "a whole screen of text", paper, goal, "value"))
    return rows


def letters(place: Place) -> list[Row]:
    """Letters typed into the meal line and into the search."""
    with place.open_at_rest() as terminal:
        _cost(terminal, b"m")
        meal = [_cost(terminal, letter.encode()) for letter in "oat milk, bananas"]
        for _ in range(3):
            terminal.answered(ESCAPE)
        _cost(terminal, TABS["History"], quiet=1.5)
        _cost(terminal, b"/")
        search = [_cost(terminal, letter.encode()) for letter in "coffee with milk"]
    return [
        value("a letter of a meal", statistics.median(meal), 10),
        value("a letter of a search", statistics.median(search), 10),
    ]


def opening_parts(place: Place) -> list[Row]:
    """Dialogs and tabs opened for the first time in a process; the one whose median is the slowest counts."""
    tabs: dict[str, list[float]] = {name: [] for name in TABS}
    dialogs: dict[str, list[float]] = {name: [] for name in DIALOGS}
    history: list[float] = []
    for _ in range(STARTS):
        with place.open_at_rest() as terminal:
            for name, key in TABS.items():
                tabs[name].append(_cost(terminal, key))
                terminal.rested(quiet=1)
        with place.open_at_rest() as terminal:
            for name, key in DIALOGS.items():
                dialogs[name].append(_cost(terminal, key))
                terminal.answered(ESCAPE)
        with place.open_at_rest() as terminal:
            history.append(_cost(terminal, TABS["History"], quiet=2))
    return [
        _slowest("dialog", dialogs),
        _slowest("unseen tab", tabs),
        value("opening History and the work behind it", statistics.median(history), 400),
    ]


def resizes(place: Place) -> list[Row]:
    """New sizes of the terminal."""
    with place.open_at_rest() as terminal:
        costs = []
        for size in islice(cycle(RESIZES), 3 * len(RESIZES)):
            before = cpu_seconds(terminal.pid)
            terminal.resize(size)
            terminal.settled(quiet=0.4)
            costs.append((cpu_seconds(terminal.pid) - before) * 1000)
    return [value("resize", statistics.median(costs), 60)]


def foreign(place: Place) -> list[Row]:
    """Entries of today that another program saves while the screen is open, at ten years and at 1,000 entries."""
    large = _foreign(place, place.open_at_rest, place.path)
    small_environment = place.journal_of(SMALL)

    def open_small() -> Terminal:
        terminal = place.open(environment=small_environment)
        terminal.drawn("1 Today")
        terminal.rested(quiet=1.5)
        return terminal

    small = _foreign(place, open_small, Path(small_environment["GUTSKIN_JOURNAL"]))
    what = "an entry of another program"
    return [
        value(f"{what}, ten years", large, 30),
        Row(f"{what}, in the journal's size", large, "1,000 entries", small, 1.2),
    ]


def _foreign(place: Place, start: Callable[[], Terminal], path: Path) -> float:
    with start() as terminal, Journal.open(path) as journal:
        costs = []
        for minutes in range(FOREIGN):
            before, mark = cpu_seconds(terminal.pid), len(terminal.output)
            at = place.clock.now() - timedelta(hours=5, minutes=minutes)
            journal.add(make("drink", {"ml": 250}, place.clock, at=at))
            while len(terminal.output) == mark:
                terminal.settled(quiet=0.1)
            terminal.settled(quiet=0.4)
            costs.append((cpu_seconds(terminal.pid) - before) * 1000)
    return statistics.median(costs)


def _cost(terminal: Terminal, keys: bytes, quiet: float = 0) -> float:
    """Send keys and return the processor time in ms of the answer; if `quiet`, of all until it rested for so long."""
    before = cpu_seconds(terminal.pid)
    terminal.answered(keys)
    if quiet:
        terminal.rested(quiet=quiet)
    return (cpu_seconds(terminal.pid) - before) * 1000


def _slowest(what: str, costs: dict[str, list[float]]) -> Row:
    medians = {name: statistics.median(values) for name, values in costs.items()}
    slowest = max(medians, key=medians.__getitem__)
    others = statistics.median(medians.values())
    return Row(f"{what} (slowest: {slowest})", medians[slowest], "median of all", others, 90, "value")
