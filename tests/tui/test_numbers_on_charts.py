"""The numbers on the charts are those that `gutskin list --json` has, added up by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.line import LineChart
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.day_chart import DayChart
from tests.tui.conftest import MakeApp, settle


def listed(app: GutskinApp, clock: Clock) -> list[dict[str, Any]]:
    """Return the entries as the command line lists them."""
    arguments = ["list", "--json", "--journal", str(app.session.journal.path)]
    result = CliRunner().invoke(gutskin, arguments, obj=Session(clock))
    assert result.exit_code == 0
    entries: list[dict[str, Any]] = json.loads(result.output)
    return entries


async def test_charts_of_skin_and_water_have_the_values_of_the_list(make_app: MakeApp, clock: Clock) -> None:
    app = make_app(days=60)
    severity: dict[str, float] = {}
    glasses: dict[str, float] = defaultdict(float)
    for entry in listed(app, clock):
        if entry["kind"] == "skin" and "severity" in entry:
            severity[entry["day"]] = entry["severity"]
        if entry["kind"] == "drink" and "what" not in entry:
            glasses[entry["day"]] += entry["ml"] / app.session.settings.glass_ml
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        line = app.query_one("#today-skin", DayChart).chart(56, 12)
        assert isinstance(line, LineChart)
        assert list(line.points) == [severity.get(day.isoformat()) for day in line.days]
        for day, mean in zip(line.days, line.mean, strict=True):
            week = [severity.get((day - timedelta(days=back)).isoformat()) for back in range(7)]
            logged = [value for value in week if value is not None]
            assert mean == (pytest.approx(sum(logged) / len(logged)) if len(logged) >= 3 else None)
        await app.main_screen.open_tab("water")
        await settle(pilot)
        bars = app.query_one("#water-days", DayChart).chart(56, 12)
        assert isinstance(bars, BarChart)
        assert list(bars.values) == [
            pytest.approx(glasses[iso]) if (iso := day.isoformat()) in glasses else None for day in bars.days
        ]
