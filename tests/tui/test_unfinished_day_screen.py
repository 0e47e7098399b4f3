"""The screen leaves today's sums out of its means and shows them as "so far"; export and command line agree."""

from __future__ import annotations

import json
from datetime import date, timedelta

from click.testing import CliRunner

from gutskin_tui.cli.context import Session as CommandSession
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.presentation.hydration import days_facts
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import facts, table_line
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.tabs.trends import Trends
from tests.tui.conftest import MakeApp, Press, panel_text

SIZE = (120, 40)


def add_week(app: GutskinApp, clock: Clock) -> None:
    for back in range(1, 8):
        app.session.journal.add(make("drink", {"ml": 2000}, clock, at=clock.now() - timedelta(days=back)))
    app.session.journal.add(make("drink", {"ml": 500}, clock))


async def test_strips_keep_the_mean_of_finished_days(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    add_week(app, clock)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert "  8.0" in panel_text(app, "#strips")
        await press(pilot, *["w"] * 6)
        assert "  8.0" in panel_text(app, "#strips")
        await press(pilot, "w", "w")  # ten glasses: the goal is reached
        assert "  8.3" in panel_text(app, "#strips")


async def test_the_water_tab_counts_finished_days(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    add_week(app, clock)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        with app.console.capture() as captured:
            glasses = app.session.series("water", clock.today() - timedelta(days=27)).scaled(250)
            style = series_style("water", app.session.settings)
            app.console.print(days_facts(glasses, style, None, 28, app.session.palette))
        captured_text = captured.get()
        assert "goal met 7 of 7 days logged" in captured_text
        assert "28 days 8.0, median 8" in captured_text
        assert "today 2 so far" in captured_text


async def test_trends_and_the_command_line_agree(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    add_week(app, clock)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6")
        tab = app.query_one(Trends)
        span, palette = app.session.spans.span("water", tab.range), app.session.palette
        assert span.week.current == 8.0
        assert span.means[-1] == 8.0
        assert span.points[-1] == 2.0
        assert "today so far 2" in facts(span, palette, 100).plain
        assert table_line(span, 0, palette).plain.endswith("so far")
        exported = app.session.series("water", date.min).document(clock.today() - timedelta(days=7), clock.today())
    app.session.journal.close()
    result = CliRunner().invoke(
        gutskin, ["trends", "--json", "--journal", str(app.session.journal.path)], obj=CommandSession(clock)
    )
    assert result.exit_code == 0
    (printed,) = (series for series in json.loads(result.output) if series["series"] == "water")
    assert [day["mean7"] for day in printed["days"]][-1] == exported["days"][-1]["mean7"] == 2000
