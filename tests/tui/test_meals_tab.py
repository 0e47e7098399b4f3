"""The Meals tab: the list of days, usual meals, and panels that a change draws."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import Meal
from gutskin_tui.store import Journal
from gutskin_tui.tui.tabs.meals import Meals
from gutskin_tui.tui.widgets.meal_list import MealRows
from gutskin_tui.tui.widgets.meal_panels import UsualMeals
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, panel_text, screen_text, settle
from tests.tui.meal_texts import TODAY, line, listed, meals, remember


async def test_the_list_has_days_headings_severity_late_meals_and_what_is_missing(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "oats"}),
        ("meal", "2026-11-20T13:00", {"text": "wrap"}),
        ("meal", "2026-11-20T21:40", {"text": "chocolate", "tags": ["sugar"]}),
        ("skin", "2026-11-20T09:00", {"severity": 3}),
        ("skin", "2026-11-19T09:00", {"severity": 5}),
        ("meal", "2026-11-18T12:45", {"text": "pizza"}),
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        expected = listed(app)
        assert expected == [
            "Sat 21 Nov · today skin ·",
            "08:05 breakfast oats",
            "--:-- lunch not yet r repeats Fri lunch",
            "--:-- dinner not yet",
            "Fri 20 Nov skin 3 ▼",
            "13:00 lunch wrap gluten high-glycaemic",
            "21:40 dinner chocolate +sugar added sugar late",
            "Thu 19 Nov no meals skin 5",
            "Wed 18 Nov skin ·",
            "12:45 lunch pizza dairy gluten high-glycaemic +1",
        ]
        await press(pilot, "r")
        assert [meal.text for meal in meals(app)] == ["oats", "wrap"]


async def test_gut_signs_are_listed_between_the_meals_and_can_be_edited_and_deleted(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "oats"}),
        ("gut", "2026-11-21T10:00", {"bloating": 3, "stool": 5, "note": "after coffee"}),
        ("gut", "2026-11-20T22:00", {"pain": 2}),
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        lines = listed(app)
        assert lines[1:3] == ["08:05 breakfast oats", "10:00 gut bloating 3, stool 5 #after coffee"]
        assert lines[-2:] == ["Fri 20 Nov no meals skin ·", "22:00 gut pain 2"]
        await press(pilot, "down", "enter")
        assert "gut" in str(app.screen.title).lower()
        await press(pilot, "escape", "d")
        assert "after coffee" not in " ".join(listed(app))
        await press(pilot, "u")
        assert "after coffee" in " ".join(listed(app))


async def test_the_selection_passes_over_headings(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "oats"}),
        ("meal", "2026-11-20T08:00", {"text": "eggs"}),
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        tab = app.query_one(Meals)
        seen = []
        for _ in range(5):
            entry = tab.selected()
            seen.append(entry.text if isinstance(entry, Meal) else "")
            await press(pilot, "down")
        assert seen == ["oats", "", "", "eggs", "eggs"]
        await press(pilot, "g", "up")
        first = tab.selected()
        assert isinstance(first, Meal)
        assert first.text == "oats"


async def test_enter_on_a_missing_meal_types_it(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "enter")
        assert line(app).value == "breakfast: "
        await press(pilot, *"eggs", "enter")
        (meal,) = meals(app)
        assert (meal.text, meal.slot) == ("eggs", "breakfast")


async def test_delete_and_undo_go_by_the_selected_meal(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "oats"}), ("meal", "2026-11-21T12:00", {"text": "soup"})
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "down", "d")
        assert [meal.text for meal in meals(app)] == ["oats"]
        await press(pilot, "u")
        assert [meal.text for meal in meals(app)] == ["oats", "soup"]


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_editing_keeps_the_id_and_the_selection(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock, key: str
) -> None:
    remember(
        tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "oats"}), ("meal", "2026-11-21T12:00", {"text": "soup"})
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "down")
        before = app.query_one(Meals).selected()
        assert isinstance(before, Meal)
        assert before.text == "soup"
        await press(pilot, key, "end", *"up", "ctrl+s")  # the text is selected
        after = app.query_one(Meals).selected()
        assert isinstance(after, Meal)
        assert (after.id, after.text, after.at) == (before.id, "soupup", before.at)
        assert [meal.text for meal in meals(app)] == ["oats", "soupup"]
        app.session.change(after, {}, at=after.when - timedelta(hours=6))
        moved = app.query_one(Meals).selected()
        assert moved is not None
        assert moved.id == before.id


async def test_a_usual_meal_is_logged_by_its_digit(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=40)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        before = len(meals(app))
        await press(pilot, "2", "R", "1")
        assert len(meals(app)) == before + 1
        assert meals(app)[-1].text == app.session.usual.meals(TODAY)[0].text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_click_on_a_usual_meal_logs_it(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app(days=40)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2")
        before, second = len(meals(app)), app.session.usual.meals(TODAY)[1].text
        panel = app.query_one(UsualMeals)
        lines = [strip.text for strip in panel.lines]
        row = next(index for index, line in enumerate(lines) if "2 " in line)
        inside = panel.content_region.offset - panel.region.offset
        await pilot.click(panel, offset=(inside.x + lines[row].index("2 ") + 3, inside.y + row))
        await settle(pilot)
        assert [meal.text for meal in meals(app)[before:]] == [second]


async def test_a_glass_of_water_draws_no_panel_and_a_meal_only_those_of_its_day(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(days=200)
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, "2")
        drawn: list[str | None] = []
        for kind in (Panel, MealRows):
            real = kind.update_view
            monkeypatch.setattr(kind, "update_view", lambda self, real=real: (drawn.append(self.id), real(self)))

        async def log(kind: str, days: int, **fields: object) -> set[str | None]:
            drawn.clear()
            clock = app.session.clock
            app.session.journal.add(make(kind, fields, clock, at=clock.now() - timedelta(days=days)))
            app.session.apply_changes()
            await settle(pilot)
            return set(drawn)

        assert await log("drink", 0, ml=250) == set()
        assert await log("note", 0, text="windy") == set()
        assert await log("meal", 150, text="soup") == {"meals-list", "meals-usual", "meal-selected"}
        foods = {"meals-week", "meals-triggers", "meals-plants"}
        assert await log("drink", 0, what="beer", ml=330) == foods
        assert await log("meal", 0, text="soup") == foods | {"meals-list", "meals-usual", "meal-selected"}


@pytest.mark.parametrize(
    ("days", "expected"), [(29, "shown after 1 without it"), (30, "next-day skin 2.0 with it, 6.0 without")]
)
async def test_the_selected_meal_is_described_once_thirty_days_can_be_compared(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock, days: int, expected: str
) -> None:
    with Journal.open(tmp_path / "journal.json") as journal:
        for back in range(1, days + 1):
            at = clock.now() - timedelta(days=back)
            journal.add(make("meal", {"text": "egg, oats" if back % 2 else "soup"}, clock, at=at))
            after = clock.now() - timedelta(days=back - 1, hours=5)
            journal.add(make("skin", {"severity": 2 if back % 2 else 6}, clock, at=after))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down", "down", "down")
        selected = panel_text(app, "#meal-selected")
        assert "logged 15×" in selected
        assert expected in selected
        assert ("15 days with it, 15 without; an average, not a result." in selected) == (days == 30)


async def test_small_screens_show_the_line_and_the_list_without_scrolling(make_app: MakeApp, press: Press) -> None:
    for size in ((80, 24), (60, 20)):
        app = make_app(days=10)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "2")
            assert app.query_one(Meals).max_scroll_y == 0
            assert app.query_one("#meals-list").size.height >= 5
            assert "Usual" in screen_text(app)
            assert "plants " in screen_text(app)


async def test_the_first_meal_of_a_journal_is_counted_in_the_week_at_once(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        assert "No meals" in panel_text(app, "WeekFoods")
        await press(pilot, "m", *"rice", "enter", "escape")
        assert "meals 1" in panel_text(app, "WeekFoods")


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_a_blank_comes_between_a_label_and_the_scroll_bar(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(days=60)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2")
        rows = app.query_one("#meals-list", Rows)
        assert rows.show_vertical_scrollbar
        width = rows.scrollable_content_region.width
        lines = [rows.render_line(y).text for y in range(rows.size.height)]
        assert any(line[width - 2] != " " for line in lines)
        assert all(line[width - 1] == " " for line in lines)
