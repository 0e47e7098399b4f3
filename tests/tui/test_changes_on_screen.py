"""Which panels are drawn, and what is computed, after a change in the journal."""

from __future__ import annotations

import asyncio

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.insights_worker import InsightsWorker
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.journal_widget import JournalWidget
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, settle
from tests.tui.foreign_entries import add_elsewhere, drink


async def test_the_day_has_the_right_sums_after_a_foreign_change_that_an_own_save_read(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    """The save comes between two looks at the file: no later look finds anything new."""
    app = make_app(days=30)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        before = sum(entry.ml for entry in app.session.entries() if entry.kind == "drink")
        add_elsewhere(app.session, drink(app.session, 1000))
        await press(pilot, "n", *"own", "enter")
        app.watcher.poll()
        await settle(pilot)
        assert sum(entry.ml for entry in app.session.entries() if entry.kind == "drink") == before + 1000
        assert app.session.day_index
        assert app.session.day_index.values["water"][app.session.today] == before + 1000
        logged = app.query_one("#logged", Rows)
        assert logged.border_title == f"Logged today ({len(app.session.entries())})"
        assert logged.count == len(app.session.entries())


async def test_panels_whose_content_did_not_change_are_not_drawn(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        updated: list[str | None] = []
        real = Panel.update_view
        monkeypatch.setattr(Panel, "update_view", lambda panel: updated.append(panel.id) or real(panel))
        add_elsewhere(app.session, drink(app.session, 330, days=50))
        app.watcher.poll()
        await settle(pilot)
        assert updated == ["streaks"]
        add_elsewhere(app.session, make("skin", {"severity": 9}, app.session.clock))
        app.watcher.poll()
        await settle(pilot)
        assert "strips" in updated


async def test_no_insight_is_computed_for_a_hidden_tab(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "1")
        worked: list[InsightsWorker] = []
        real = InsightsWorker.work
        monkeypatch.setattr(InsightsWorker, "work", lambda worker: worked.append(worker) or real(worker))
        add_elsewhere(app.session, make("skin", {"severity": 9}, app.session.clock))
        app.watcher.poll()
        await settle(pilot)
        assert not worked
        await press(pilot, "6")
        assert len(worked) == 1


@pytest.mark.parametrize("name", ["meals", "skin", "water", "stress", "trends", "history"])
async def test_a_tab_can_be_redrawn_while_it_is_being_opened(make_app: MakeApp, name: str) -> None:
    """The journal may have been read in the background just then; a panel that is mounted has its day bound later."""
    app = make_app(30)
    async with app.run_test(size=(120, 40)):
        opening = asyncio.create_task(app.main_screen.open_tab(name))
        while not opening.done():
            app.main_screen.show_all()
            for tab in app.query(Tab):
                tab.reload()
            await asyncio.sleep(0)
        await opening
        assert {widget.day for widget in app.pane.walk_children(JournalWidget)} == {app.session.day}
