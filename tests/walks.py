"""`make walks`: the calls, files and hops of the four walks of docs/architecture.md, on a journal of 60 days.

A call is a call of a function of the package; a hop is a call from a function of another file. Imports are left out.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from click.testing import CliRunner
from textual.pilot import Pilot

import gutskin_tui
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from tests.tui.conftest import settle

PACKAGE = str(Path(gutskin_tui.__file__).parent)
DAYS = 60


@dataclass
class Walk:
    """What was called while `counted` was active."""

    calls: int = 0
    hops: int = 0
    files: set[str] = field(default_factory=set)

    def count(self, frame: FrameType, event: str, argument: object) -> None:
        """Count a call; a profile function of `sys.setprofile`."""
        if event != "call" or not _ours(frame.f_code) or _calls_from_here(frame):
            return
        self.calls += 1
        self.files.add(frame.f_code.co_filename)
        caller = frame.f_back
        while caller and not _ours(caller.f_code):
            caller = caller.f_back
        if caller and caller.f_code.co_filename != frame.f_code.co_filename:
            self.hops += 1


def _ours(code: CodeType) -> bool:
    return code.co_filename.startswith(PACKAGE) and code.co_name != "<module>"


def _calls_from_here(frame: FrameType) -> bool:
    """Whether a test calls, as `settle` does to see whether the application is idle."""
    return frame.f_back is not None and frame.f_back.f_globals.get("__name__", "").startswith("tests.")


@contextmanager
def counted(name: str) -> Iterator[None]:
    """Count the calls of a block, and print them."""
    walk = Walk()
    sys.setprofile(walk.count)
    try:
        yield
    finally:
        sys.setprofile(None)
    print(f"{name:<58}{walk.calls:>7} calls{len(walk.files):>5} files{walk.hops:>7} hops")


def command_line(folder: Path) -> None:
    """Walk 1: a meal from the command line."""
    names = {"GUTSKIN_JOURNAL": "journal.json", "GUTSKIN_STATE": "state", "GUTSKIN_SETTINGS": "settings.toml"}
    environment = {name: str(folder / file) for name, file in names.items()}
    add = partial(CliRunner().invoke, gutskin, ["add", "meal", "2 eggs, toast"], env=environment)
    add()  # imports what is needed
    with counted("gutskin add meal"):
        result = add()
    assert result.exit_code == 0, result.output


async def screen(folder: Path, clock: Clock) -> None:
    """Walks 2 to 4: a digit, a line of another program, a letter."""
    journal = Journal.open(folder / "journal.json", state=folder / "state", clock=clock, present=True)
    settings = Settings(conditions=("eczema",))
    app = GutskinApp(lambda: journal, settings, folder / "settings.toml", folder / "state", clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await press(pilot, "4")
        with counted("one digit of the check-in"):
            await press(pilot, "5")
        await press(pilot, "escape", "6")
        for day in ("", ", once more"):
            with Journal.open(folder / "journal.json", state=folder / "other", clock=clock) as other:
                other.add(make("drink", {"ml": 250}, clock))
            with counted(f"a line of another program to the Trends chart{day}"):
                app.watcher.poll()
                await settle(pilot)
        await press(pilot, "m", *"oat milk, banan")
        with counted("one letter of a meal to its labels"):
            await press(pilot, "a")
    journal.close()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and wait until the application is idle."""
    await pilot.press(*keys)
    await settle(pilot)


def main() -> None:
    """Make a journal and take the four walks."""
    with tempfile.TemporaryDirectory(prefix="gutskin-walks-") as name:
        folder = Path(name)
        clock = fixed_clock(datetime.now(UTC), "UTC")
        with Journal.open(folder / "journal.json", state=folder / "state", clock=clock) as journal:
            journal.add(*sample_entries(DAYS, 1, clock), label="Sample journal")
        command_line(folder)
        asyncio.run(screen(folder, clock))


if __name__ == "__main__":
    main()
