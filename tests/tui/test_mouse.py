"""The mouse does what the keys do: forms, lists, calendars and charts."""

from __future__ import annotations

from typing import Any

import pytest

from gutskin_tui.tui.check_in import CheckInForm
from tests.tui.conftest import click

SIZE = (120, 40)


def values_of(app: Any, kind: str, name: str) -> list[Any]:
    return [getattr(entry, name) for entry in app.session.entries() if entry.kind == kind]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_click_on_a_field_starts_the_form_there_and_a_click_on_a_digit_answers(
    make_app: Any, press: Any, size: tuple[int, int]
) -> None:
    app = make_app(0)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "energy")
        assert form.accepts_answers
        assert form.item.key == "stress.energy"
        await click(pilot, form, " 7 8 ")  # the gap before the digit
        assert values_of(app, "stress", "energy") == []
        await click(pilot, form, "7 8")
        assert values_of(app, "stress", "energy") == [7]
        await click(pilot, form, "mood")
        await click(pilot, form, "t=10")
        await click(pilot, form, "stress")
        await click(pilot, form, "0 1 2")
        assert values_of(app, "stress", "mood") == [10]
        assert values_of(app, "stress", "score") == [0]
        await click(pilot, form, "exercise")
        await click(pilot, form, "3 4 5")
        assert values_of(app, "exercise", "minutes") == [30]


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_click_on_a_box_checks_it_and_a_second_click_clears_it(
    make_app: Any, press: Any, size: tuple[int, int]
) -> None:
    app = make_app(0)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        if size[1] < 30:
            await click(pilot, form, form.items[6].label.lower())
        await click(pilot, form, "] f family")
        assert values_of(app, "stress", "weighed") == [("family",)]
        await click(pilot, form, "] h health")
        assert values_of(app, "stress", "weighed") == [("family", "health")]
        await click(pilot, form, "[x] f")
        assert values_of(app, "stress", "weighed") == [("health",)]


async def test_minutes_that_are_missing_are_clicked(make_app: Any, press: Any) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "yoga")
        assert values_of(app, "practice", "minutes") == []
        await click(pilot, form, "2 3 4")
        assert values_of(app, "practice", "minutes") == [20]
        await click(pilot, form, "⏎ ends")
        assert not form.accepts_answers


async def test_a_click_goes_on_where_a_key_would_and_never_past_a_refused_text(make_app: Any, press: Any) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "sleep  ")
        await press(pilot, "9", "9")
        await click(pilot, form, "energy")
        assert form.item.key == "sleep.hours"
        assert "!" in "".join(form.render_line(y).text for y in range(form.size.height))
