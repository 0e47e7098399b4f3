"""`settle` ends when the application is idle, and not before; the tests of the screen wait by nothing else."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label

from tests.tui.conftest import settle

BY_TIME = re.compile(r"\.pause\(|wait_for_complete|wait_for_idle|pilot\.press\(|asyncio\.sleep\((?!0\))")


class Slow(App[None]):
    """Reaches "done" by a number of steps, each of a kind that takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Label("begun")

    def on_mount(self) -> None:
        self.call_after_refresh(self.run_worker, self.work())

    async def work(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)
        await asyncio.to_thread(sum, range(1_000_000))
        self.query_one(Label).update("in the middle of it")
        self.call_after_refresh(lambda: self.run_worker(self.more()))

    async def more(self) -> None:
        await self.gate.wait()
        self.call_later(self.query_one(Label).update, "done")


def drawn(app: App[None]) -> str:
    return app.screen._compositor.render_strips()[0].text.strip()


async def test_it_waits_for_workers_and_what_they_begin() -> None:
    app = Slow()
    app.gate.set()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert drawn(app) == "done"


async def test_it_can_leave_a_worker_waiting() -> None:
    app = Slow()
    async with app.run_test() as pilot:
        await settle(pilot, workers=False, until=lambda: drawn(app) == "in the middle of it")
        app.gate.set()
        await settle(pilot)
        assert drawn(app) == "done"


async def test_it_waits_for_a_new_size() -> None:
    app = Slow()
    app.gate.set()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(40, 10)
        await settle(pilot)
        assert (app.screen.size.width, len(app.screen._compositor.render_strips())) == (40, 10)


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("test_*.py")), ids=lambda path: path.stem)
def test_no_test_waits_for_a_time_or_a_number_of_pauses(path: Path) -> None:
    if path.name != Path(__file__).name:
        match = BY_TIME.search(path.read_text(encoding="utf-8"))
        assert not match, f"{path.name}: {match and match[0]} may end too early on a busy machine; await settle(pilot)"
