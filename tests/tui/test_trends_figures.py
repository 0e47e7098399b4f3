"""The figures of Trends on small journals made by hand, as worked out on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from rich.console import Console, RenderableType

from gutskin_tui.charts.palette import MONO
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import series_of
from gutskin_tui.presentation import trends as view
from gutskin_tui.presentation.range_summary import range_summary
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import offered
from gutskin_tui.settings import Settings

TODAY = date(2026, 11, 21)
FORTNIGHT = (5, 5, 5, 4, 4, 4, 4, None, 3, 3, 3, 2, 2, 2)
"""Severities of the 14 days to today. Last seven: 15 / 6 = 2.5; the seven before: 31 / 7 = 4.43."""


def severities() -> dict[date, float]:
    return {TODAY - timedelta(days=13 - at): float(value) for at, value in enumerate(FORTNIGHT) if value is not None}


def text_of(picture: RenderableType, width: int = 100) -> str:
    console = Console(width=width, color_system=None)
    lines = console.render_lines(picture, console.options, pad=False)
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def span(values: Mapping[date, float], days: int = 28, name: str = "severity", **settings: Any) -> view.Span:
    return view.span_of(
        series_style(name, Settings(**settings)), series_of(name, values, TODAY, Settings(**settings)), days
    )


def test_means_and_facts_are_those_worked_out_by_hand() -> None:
    fortnight = span(severities())
    assert fortnight.week.current == pytest.approx(15 / 6)
    assert fortnight.week.previous == pytest.approx(31 / 7)
    assert fortnight.logged == 13
    assert fortnight.latest[28] == pytest.approx(46 / 13)
    assert fortnight.latest[90] is None  # 39 of 90 days are needed
    assert fortnight.points[-7:] == [None, 3, 3, 3, 2, 2, 2]
    assert fortnight.means[-1] == pytest.approx(2.5)
    text = text_of(view.facts(fortnight, MONO, 100))
    assert "7 days 2.5 ▼ better than the 7 days before (4.4)" in text
    assert "28 days 3.5" in text
    assert "90 days ·" in text
    assert "13 of 28 days logged" in text


def test_the_summary_counts_good_days_and_names_the_best_and_the_worst_week() -> None:
    text = text_of(range_summary(span(severities(), 14), MONO)).splitlines()
    assert "3 or less    6 of 13 days" in text
    assert "best week    2.5   Sun 15 Nov to Sat 21 Nov" in text
    assert "worst week   4.4   Sun 8 Nov to Sat 14 Nov" in text
    assert "lowest day   2     Sat 21 Nov" in text
    assert "highest day  5     Tue 10 Nov" in text


def test_water_counts_glasses_against_the_goal() -> None:
    values = {TODAY - timedelta(days=back): 1500.0 + 500 * (back % 2) for back in range(7)}
    week = span(values, 7, "water", glass_ml=250, water_goal_ml=2000)
    assert week.points == [6, 8, 6, 8, 6, 8, 6]
    assert "8 or more    3 of 6 days" in text_of(range_summary(week, MONO))
    assert "goal 8" in text_of(view.chart(week, 10, MONO))


@pytest.mark.parametrize(("logged", "words"), [(0, "needs 3 more days"), (1, "needs 2 more days"), (2, "1 more day")])
def test_too_few_days_name_what_is_needed(logged: int, words: str) -> None:
    few = span({TODAY - timedelta(days=back): 4.0 for back in range(logged)}, 7)
    assert words in view.needs(few)
    assert words in text_of(view.facts(few, MONO, 60))
    assert words in text_of(view.metric_line(few, 60, MONO))


@pytest.mark.parametrize(
    ("name", "words"),
    [("severity", "skin logged in 7 days. Press s to check in."), ("poem", "POEM"), ("sleep", "Press a, then z.")],
)
def test_an_empty_chart_names_what_is_not_logged_and_the_keys_that_log_it(name: str, words: str) -> None:
    assert words in text_of(view.chart(span({}, 7, name), 10, MONO))


def test_names_are_whole_and_means_of_whole_units_have_no_decimals() -> None:
    for name in MEASURES:
        line = text_of(view.metric_line(span(severities(), 7, name), 52, MONO), 200)
        assert line.startswith(f"{MEASURES[name][1].label} ")
    minutes = span({TODAY - timedelta(days=back): 20.0 + back for back in range(1, 7)}, 7, "exercise")
    for text in (view.metric_line(minutes, 60, MONO), view.facts(minutes, MONO, 60), range_summary(minutes, MONO)):
        assert "24" in text_of(text)
        assert "23.5" not in text_of(text)


@pytest.mark.parametrize("width", [60, 120])
def test_sparklines_of_all_series_have_the_same_columns(width: int) -> None:
    spans = [span(severities(), 7, name) for name in ("severity", "water", "meals")]
    for line in (text_of(view.metric_line(series, width, MONO), 200) for series in spans):
        assert set(line[width - 7 : width]) <= set("▁▂▃▄▅▆▇█░·")
        assert line[width - 8] == " "
    assert text_of(view.metric_line(spans[1], 60, MONO))[-1] == "░", "water of today may still grow"


def test_an_arrow_in_the_list_of_series_has_a_word() -> None:
    lines = [text_of(view.metric_line(span(severities(), 28, name), 56, MONO)) for name in ("severity", "water")]
    assert all(re.search(r"[▲▼] (better|worse) |= steady ", line) for line in lines)


def test_a_missing_day_is_never_a_zero_in_the_table() -> None:
    table = [text_of(view.table_line(span(severities()), index, MONO)) for index in range(8)]
    assert table[0].split() == ["Sat", "21", "Nov", "2026", "2.0", "2.5"]
    assert table[6].split()[-2:] == ["·", "4.3"]  # 15 November; 26 / 6 from 9 November on


def test_severity_comes_first_even_without_data() -> None:
    assert offered([]) == ["severity"]
    assert offered(["mood", "water", "severity", "itch"])[:3] == ["severity", "itch", "water"]


@pytest.mark.parametrize("name", ["severity", "water", "sleep", "alcohol", "breakouts", "stool", "redness"])
@pytest.mark.parametrize("values", [[], [0.0], [2.0, 2.0, 2.0], [0.0, 1.0, 50.0]])
def test_the_bounds_of_shades_rise(name: str, values: list[float]) -> None:
    bounds = series_style(name, Settings()).bounds(values)
    assert len(bounds) == 4
    assert all(low < high for low, high in pairwise(bounds))
