"""Forms are filled in by clicks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from gutskin_tui.tui.check_in import CheckInForm
from tests.tui.conftest import MakeApp, Press, click
from tests.tui.form_texts import recorded

pytestmark = pytest.mark.unmeasured

SIZE = (120, 40)


@asynccontextmanager
async def stress_form(
    make_app: MakeApp, press: Press, size: tuple[int, int] = SIZE
) -> AsyncIterator[tuple[Any, Any, Any]]:
    """Open Stress on an empty journal; yield the application, its pilot and the form."""
    app = make_app(0)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5")
        yield app, pilot, app.query_one("#stress-form", CheckInForm)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_click_on_a_field_starts_the_form_there_and_a_click_on_a_digit_answers(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    async with stress_form(make_app, press, size) as (app, pilot, form):
        await click(pilot, form, "energy")
        assert form.accepts_answers
        assert form.entry.item.key == "stress.energy"
        await click(pilot, form, " 7 8 ")  # the gap before the digit
        assert [entry.energy for entry in recorded(app, "stress")] == []
        await click(pilot, form, "7 8")
        assert [entry.energy for entry in recorded(app, "stress")] == [7]
        await click(pilot, form, "mood")
        await click(pilot, form, "t=10")
        await click(pilot, form, "stress")
        await click(pilot, form, "0 1 2")
        assert [entry.mood for entry in recorded(app, "stress")] == [10]
        assert [entry.score for entry in recorded(app, "stress")] == [0]
        await click(pilot, form, "exercise")
        await click(pilot, form, "3 4 5")
        assert [entry.minutes for entry in recorded(app, "exercise")] == [30]


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_click_on_a_box_checks_it_and_a_second_click_clears_it(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    async with stress_form(make_app, press, size) as (app, pilot, form):
        if size[1] < 30:
            await click(pilot, form, form.entry.items[6].label.lower())
        await click(pilot, form, "] f family")
        assert [entry.weighed for entry in recorded(app, "stress")] == [("family",)]
        await click(pilot, form, "] h health")
        assert [entry.weighed for entry in recorded(app, "stress")] == [("family", "health")]
        await click(pilot, form, "[x] f")
        assert [entry.weighed for entry in recorded(app, "stress")] == [("health",)]


async def test_minutes_that_are_missing_are_clicked(make_app: MakeApp, press: Press) -> None:
    async with stress_form(make_app, press) as (app, pilot, form):
        await click(pilot, form, "yoga")
        assert [entry.minutes for entry in recorded(app, "practice")] == []
        await click(pilot, form, "2 3 4")
        assert [entry.minutes for entry in recorded(app, "practice")] == [20]
        await click(pilot, form, "⏎ ends")
        assert not form.accepts_answers


async def test_a_click_goes_on_where_a_key_would_and_never_past_a_refused_text(make_app: MakeApp, press: Press) -> None:
    async with stress_form(make_app, press) as (_, pilot, form):
        await click(pilot, form, "sleep  ")
        await press(pilot, "9", "9")
        await click(pilot, form, "energy")
        assert form.entry.item.key == "sleep.hours"
        assert "!" in "".join(form.render_line(y).text for y in range(form.size.height))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_keys_of_a_check_in_are_in_view(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app(30)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        form = app.query_one("#check-in", CheckInForm)
        await press(pilot, "down", "down")
        lines = [form.render_line(y).text for y in range(form.content_size.height)]
        keys = next(y for y, line in enumerate(lines) if "0 1 2" in line)
        assert form.content_region.y + keys < size[1] - 2
