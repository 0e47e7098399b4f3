"""The Trends tab: choosing series and range, the hairline, the table, and exporting the days of the range."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from gutskin_tui.charts.palette import MONO
from gutskin_tui.clock import Clock
from gutskin_tui.errors import UserError
from gutskin_tui.exchange.destination import OwnFiles
from gutskin_tui.model.entries import EntryError, make
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.export_prompt import free_path
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.widgets.prompt import Prompt
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.series_panels import SeriesChart, SeriesList
from tests.tui.conftest import MakeApp, Press, settle

TODAY = date(2026, 11, 21)
FORTNIGHT = (5, 5, 5, 4, 4, 4, 4, None, 3, 3, 3, 2, 2, 2)
"""Severities of the 14 days to today. Last seven: 15 / 6 = 2.5; the seven before: 31 / 7 = 4.43."""


def fill(app: GutskinApp, clock: Clock) -> None:
    """Write the fortnight, and stress on its last three days, into the app's journal."""
    back = timedelta(days=1)
    skin = [
        make("skin", {"severity": value}, clock, at=clock.now() - (13 - at) * back)
        for at, value in enumerate(FORTNIGHT)
        if value is not None
    ]
    app.session.journal.add(
        *skin, *(make("stress", {"score": 6}, clock, at=clock.now() - at * back) for at in range(3))
    )


def tab(app: GutskinApp) -> Trends:
    assert isinstance(app.pane, Trends)
    return app.pane


async def test_arrows_choose_the_series_and_v_the_range(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    fill(app, clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        assert (tab(app).series, tab(app).range) == ("severity", 28)  # the shortest range that shows all 14 days
        await press(pilot, "right")
        assert tab(app).series == "stress"
        await press(pilot, "shift+tab", "shift+tab", "up")
        assert tab(app).series == "severity"
        await press(pilot, "less_than_sign", "v", "v", "v")
        assert (tab(app).series, tab(app).range) == ("stress", 7)
        await press(pilot, "greater_than_sign")
        assert tab(app).series == "severity"


async def test_a_burst_of_keys_ends_where_slow_keys_do(make_app: MakeApp, press: Press) -> None:
    keys = ("6", "down", "down", "right", "v", "T", "down", "left", "T", "down", "v", "up", "up")
    ends = []
    app = make_app(60)
    for slow in (False, True):
        app = make_app(60)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key in keys if slow else ():
                await press(pilot, key)
            if not slow:
                await press(pilot, *keys)
            ends.append((tab(app).series, tab(app).range, tab(app).query_one("#metrics", Rows).cursor, app.focused.id))  # type: ignore[union-attr]
    assert ends[0] == ends[1]


async def test_t_shows_the_table_and_escape_and_t_lead_back(make_app: MakeApp, press: Press) -> None:
    app = make_app(400)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "v", "v", "T")
        table = tab(app).query_one("#table", Rows)
        assert (table.count, table.has_focus, table.display) == (365, True, True)
        assert tab(app).query_one("#chart").display is False
        await press(pilot, "G", "right")
        assert table.cursor == 364
        assert tab(app).series == "itch"
        await press(pilot, "T")
        assert table.display is False
        assert tab(app).home().has_focus


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_hairline_of_the_chart_shows_a_day_and_opens_it(
    make_app: MakeApp, press: Press, clock: Clock, size: tuple[int, int]
) -> None:
    app = make_app()
    fill(app, clock)
    back = timedelta(days=2)
    app.session.journal.add(
        make("treatment", {"what": "Steroid", "event": "started"}, clock, at=clock.now() - back),
        make("skin", {"severity": 2, "tags": ["flare"]}, clock, at=clock.now() - back),
    )
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        chart = tab(app).query_one(SeriesChart)
        assert "f flare" in "".join(line.text for line in chart.lines)
        app.set_focus(chart)
        await press(pilot)
        assert chart.crosshair == TODAY
        await press(pilot, "left", "left")
        border = f"{chart.border_title} {chart.border_subtitle}"
        assert f"Thu 19 Nov 2026 {MONO.glyphs.separator} 2 {MONO.glyphs.separator} 7-day average" in border
        assert "Steroid" in border
        assert "flare" in border
        assert tab(app).series == "severity"  # the arrows are those of the chart
        await press(pilot, *["left"] * 40)
        assert chart.crosshair == TODAY - timedelta(days=27)
        await press(pilot, "right", "enter")
        assert (app.tab, app.session.day) == ("history", TODAY - timedelta(days=26))
        await press(pilot, "6")
        await press(pilot, "v")
        assert chart.crosshair is None


async def test_the_pointer_moves_the_hairline_and_a_click_opens_the_day(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    fill(app, clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        chart = tab(app).query_one(SeriesChart)
        right = chart.content_region.right - chart.region.x - 1
        await pilot.hover(chart, offset=(right, 4))
        assert chart.crosshair == TODAY
        await pilot.hover("#metrics", offset=(5, 3))
        assert chart.crosshair is None
        await pilot.click(chart, offset=(right, 4))
        await press(pilot)
        assert (app.tab, app.session.day) == ("history", TODAY)


async def test_function_keys_work_while_the_prompt_has_the_focus(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "X")
        line, before = app.focused, tab(app).range
        await press(pilot, "f6", "f7", "z")
        assert tab(app).range != before
        assert tab(app).query_one("#table").display
        assert app.query_one(Prompt).asking
        assert app.focused is line
        assert line.value.endswith("z")  # type: ignore[union-attr]
        await press(pilot, "escape", "f7")
        assert not tab(app).query_one("#table").display


async def test_an_empty_journal_teaches_instead_of_failing(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "v", "right", "left", "T", "T", "down")
        assert tab(app).query_one("#metrics", Rows).count == 0


async def test_the_export_holds_the_days_of_the_range(
    make_app: MakeApp, press: Press, clock: Clock, tmp_path: Path
) -> None:
    app = make_app()
    fill(app, clock)
    target = tmp_path / "skin.json"
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "v", "v", "v", "X")
        line = app.query_one(Prompt).query_one("#prompt-line")
        line.value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "enter")
    [series] = json.loads(target.read_text())
    assert (series["series"], series["label"], len(series["days"])) == ("severity", "Skin", 7)
    assert series["days"][-1] == {
        "day": "2026-11-21",
        "value": 2.0,
        "mean7": 2.5,
        "mean28": pytest.approx(46 / 13),
        "mean90": None,
    }
    assert series["days"][0]["value"] is None
    assert target.stat().st_mode & 0o777 == 0o600


async def test_an_export_never_writes_over_a_file(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    app = make_app(20)
    there = tmp_path / "there.json"
    there.write_text("mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "X")
        prompt = app.query_one(Prompt)
        prompt.query_one("#prompt-line").value = str(there)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert prompt.asking
    assert there.read_text() == "mine"


@pytest.fixture
def own(tmp_path: Path) -> OwnFiles:
    """Files of gutskin itself, none of which is there yet."""
    return OwnFiles(tmp_path / "journal.json", tmp_path / "settings.toml", (tmp_path / "state",))


@pytest.mark.parametrize(
    "name", ["journal.json", "journal.json.log", "journal.json.tmp", "settings.toml", "state/x.json", "link/x.json"]
)
def test_a_file_of_gutskin_itself_is_refused_in_words(name: str, own: OwnFiles, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "link").symlink_to("state")
    with pytest.raises(EntryError, match="gutskin itself"):
        free_path(str(tmp_path / name), own)


@pytest.mark.parametrize("typed", ["", ".", "/nowhere/at/all.json", "a\0b", "~nobody-of-that-name/x.json"])
def test_what_is_no_new_file_is_refused_in_words(typed: str, own: OwnFiles) -> None:
    with pytest.raises(UserError) as refusal:
        free_path(typed, own)
    assert str(refusal.value)


async def test_no_row_of_the_measures_is_cut_in_two_narrow_columns(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6")
        rows = app.query_one(SeriesList)
        lines = [rows.render_line(y).text for y in range(rows.size.height)]
        assert any("glasses" in line for line in lines)
        assert not [line for line in lines if "…" in line]
