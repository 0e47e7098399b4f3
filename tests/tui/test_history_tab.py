"""The History tab: the list of days, the day beside it, and exporting the days that are listed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.prompt import Prompt
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_panel import DaySearch
from gutskin_tui.tui.widgets.search_results import SearchResults
from tests.tui.conftest import MakeApp, Press, panel_text, screen_text, settle
from tests.tui.history_days import TODAY, back, listed, open_history, six_days


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> GutskinApp:
    return six_days(make_app, clock)


async def test_without_a_search_every_day_is_listed_newest_first(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        assert listed(tab) == back(0, 1, 2, 3, 4, 5)
        first = tab.query_one("#days", Rows)._line(1, 80).plain
        assert first.startswith("Fri 20 Nov 2026")
        assert first.endswith("pizza, beer")


async def test_delete_needs_a_selected_entry(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_history(app, pilot, press)
        await press(pilot, "d", "slash", "escape", "d")
        assert app.session.journal.count() == 7


async def test_a_burst_of_keys_ends_where_slow_keys_do(make_app: MakeApp, press: Press) -> None:
    keys = ["h", "k", "slash", *"oats", "escape", "down", "down", "enter", "escape", "l", "H", "v", "j"]
    ends = []
    for slow in (False, True):
        app = make_app(120)
        async with app.run_test(size=(80, 24)) as pilot:
            tab = await open_history(app, pilot, press)
            for some in ([key] for key in keys) if slow else (keys,):
                await press(pilot, *some)
            ends.append((app.session.day, tab.series, listed(tab), app.focused.id))  # type: ignore[union-attr]
    assert ends[0] == ends[1]


async def test_the_export_holds_every_entry_of_the_listed_days(app: GutskinApp, press: Press, tmp_path: Path) -> None:
    target = tmp_path / "pizza.json"
    async with app.run_test(size=(120, 40)) as pilot:
        await open_history(app, pilot, press)
        await press(pilot, "slash", *"soup", "escape", "X")
        app.query_one(Prompt).query_one("#prompt-line").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "enter")
    document = json.loads(target.read_text())
    assert document["format"] == "gutskin-journal"
    assert [(entry["kind"], entry["day"]) for entry in document["entries"]] == [
        ("meal", "2026-11-19"),
        ("skin", "2026-11-19"),
    ]


async def test_a_change_redraws_only_what_shows_its_day(app: GutskinApp, clock: Clock, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        year = tab.query_one(CalendarHeatmap)._heatmap
        lines = dict(tab.query_one(SearchResults)._lines)
        app.session.add("drink", {"ml": 250}, clock.now() - timedelta(days=4))
        await settle(pilot)
        assert tab.query_one(CalendarHeatmap)._heatmap is year
        after = tab.query_one(SearchResults)._lines
        assert {day for day, _ in after} == {day for day, _ in lines}
        assert all((after.get(place) is line) == (place[0] != back(4)[0]) for place, line in lines.items())
        app.session.add("skin", {"severity": 9})
        await settle(pilot)
        assert tab.query_one(CalendarHeatmap)._heatmap is not year
        assert all("skin 9" in line.plain for (day, _), line in after.items() if day == TODAY)


async def test_meals_of_the_day_have_their_triggers_beside_them(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "k")
        line = tab.query_one("#day", Rows)._line(0, 55).plain
        assert line == "14:15  lunch     pizza, beer          dairy  gluten  +3"


@pytest.mark.parametrize(("size", "there"), [((120, 40), False), ((160, 50), True)])
async def test_three_columns_have_the_day_before_the_selected_day(
    make_app: MakeApp, press: Press, size: tuple[int, int], there: bool
) -> None:
    app = make_app(days=20)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "7", "[")
        before = app.query_one("#history-before")
        assert before.display is there
        if there:
            day = app.session.day - timedelta(days=1)
            assert str(len(app.session.entries(day))) in str(before.border_title)
            assert all(line.strip() for line in panel_text(app, "#history-before").split("\n"))


async def test_without_a_listed_day_there_is_nothing_to_export(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *"zzz", "escape", "X")
        assert listed(tab) == []
        assert not app.query_one(Prompt).asking


async def test_an_empty_journal_teaches(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "h", "v", "slash", "a", "escape", "enter", "d", "X", "H")
        assert tab.query_one("#days", Rows).count == 0


async def test_a_search_that_waits_for_the_journal_is_not_exported_as_all_of_it(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        search, indexes = DaySearch(app.session), app.session.indexes
        app.session.indexes = None  # as while the journal is being read
        search.set_text("pizza")
        assert search.waiting
        tab.query_one(SearchResults).search = search
        tab.action_export()
        assert not app.query_one(Prompt).asking
        app.session.indexes = indexes
        search.update_days()
        assert list(search.days) == back(1, 3)
        tab.action_export()
        assert app.query_one(Prompt).asking


async def test_a_search_for_the_name_of_a_label_names_the_search_for_labels(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "slash", *"gluten")
        assert "No matching days. tag:gluten finds the label." in screen_text(app)
        await press(pilot, *["backspace"] * 6, *"tag:gluten")
        assert "No matching days" not in screen_text(app)
        await press(pilot, *["backspace"] * 10, *"sushi", "space", "gluten")
        assert "tag:" not in screen_text(app)
