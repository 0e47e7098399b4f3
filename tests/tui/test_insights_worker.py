"""Insights are computed when they are needed, and no key waits for them."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.insights_worker import InsightsWorker
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from tests.tui.conftest import MakeApp, Press, screen_text, settle
from tests.tui.factor_texts import YEAR, answer, open_trends, panel


async def test_the_insights_remain_until_something_is_recorded(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    real = InsightsWorker.work

    async def counted(self: InsightsWorker) -> bool:
        runs.append(self.question)
        return await real(self)

    monkeypatch.setattr(InsightsWorker, "work", counted)
    app = make_app(60, conditions=("eczema",))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_trends(pilot, press)
        before = answer(app)
        await press(pilot, "D", "3", "6", "v", "right")
        assert (len(runs), answer(app)) == (1, before)
        await press(pilot, "w")  # today's water counts only once the day is over
        assert answer(app) is before
        assert app.session.insights.fresh
        app.session.journal.add(make("skin", {"severity": 9}, app.session.clock))
        app.session.apply_changes()
        await settle(pilot)
        assert answer(app) is not before
        assert app.session.insights.fresh


async def test_an_answer_to_an_older_journal_is_dropped(make_app: MakeApp, clock: Clock) -> None:
    app = make_app(60)
    async with app.run_test() as pilot:
        await settle(pilot)
        work = InsightsWorker(app.session, app.session.foods)
        running = asyncio.create_task(work.work())
        await asyncio.sleep(0)  # it has begun
        assert not running.done()
        app.session.journal.add(make("skin", {"severity": 9}, clock))
        app.session.apply_changes()
        assert await running is False
        assert work.answer is None


async def test_keys_typed_while_it_is_worked_out_arrive(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    real = InsightsWorker.work

    async def wait_for_gate(self: InsightsWorker) -> bool:
        await gate.wait()
        return await real(self)

    monkeypatch.setattr(InsightsWorker, "work", wait_for_gate)
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "down", "down", "right", "v", workers=False)
        assert "calculating" in screen_text(app)
        trends = app.pane
        assert isinstance(trends, Trends)
        assert (panel(app).rows.cursor, trends.series, trends.range) == (2, "itch", 365)
        await press(pilot, "enter", workers=False)
        assert "Still calculating" in app.query_one(StatusLine).render().plain
        await press(pilot, "4", "w", workers=False)  # leaving in the middle is fine, and so is recording
        gate.set()
        await settle(pilot)
        await press(pilot, "6")
        assert app.session.insights.fresh
        assert panel(app).rows.cursor == 2


def test_the_tab_itself_brings_in_no_numpy() -> None:
    code = (
        "import sys; import gutskin_tui.tui.app, gutskin_tui.tui.tabs.trends, gutskin_tui.tui.tabs.today; "
        "print([name for name in sys.modules if name.startswith(('numpy', 'gutskin_tui.insights.'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
