"""The line that a meal is typed into: times, mistakes, completions and the draft."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual import events

from gutskin_tui.clock import Clock
from tests.tui.conftest import MakeApp, Press, settle
from tests.tui.meal_texts import TODAY, below, line, meals, remember, title


async def test_a_burst_saves_two_meals_and_a_glass(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ["m", *"oats", "enter", "m", *"soup", "enter", "w"]:
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await press(pilot)
        assert [meal.text for meal in meals(app)] == ["oats", "soup"]
        assert app.session.journal.count("drink") == 1
        assert app.focused is app.query_one("#meals-list")
        assert line(app).value == ""


async def test_a_line_with_time_tag_and_note_is_saved_as_previewed(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        assert "lunch · 14:15 · today" in title(app)
        await press(pilot, *"lentil soup, rye @yesterday 8pm +dairy #with Kim")
        assert "dinner · 20:00 · Fri 20 Nov 2026" in title(app)
        assert "+dairy" in below(app)
        assert "with Kim" in below(app)
        await press(pilot, "enter")
        (meal,) = meals(app, TODAY - timedelta(days=1))
        assert (meal.text, meal.tags, meal.note) == ("lentil soup, rye", ("dairy",), "with Kim")
        assert f"{meal.when:%Y-%m-%d %H:%M}" == "2026-11-20 20:00"


async def test_a_bare_time_belongs_to_the_selected_day(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "left_square_bracket", "m")
        await press(pilot, *"rice @19:30")
        assert "dinner · 19:30 · Fri 20 Nov 2026" in title(app)
        await press(pilot, "enter")
        assert [f"{meal.when:%H:%M}" for meal in meals(app, TODAY - timedelta(days=1))] == ["19:30"]


async def test_a_mistake_is_reported_at_once_until_it_is_corrected(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        await press(pilot, *"soup @7z")
        assert below(app).startswith('! "7z" is not a time')
        await press(pilot, "enter")
        assert meals(app) == []
        assert line(app).value == "soup @7z"
        await press(pilot, "backspace", "a", "m")
        assert "!" not in below(app)
        assert "07:00" in title(app)
        await press(pilot, "enter")
        assert len(meals(app)) == 1


async def test_the_future_is_refused_and_so_is_a_meal_of_nothing(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        await press(pilot, *"soup @23:00")
        assert "in the future" in below(app)
        await press(pilot, "ctrl+u")
        await press(pilot, *"+dairy")
        await press(pilot, "enter")
        assert "needs at least one food" in below(app)
        assert app.session.journal.count() == 0


async def test_tab_inserts_the_best_food_and_arrows_select_another(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-17T08:00", {"text": "Sourdough toast, egg"}),
        ("meal", "2026-11-18T08:00", {"text": "sourdough toast"}),
        ("meal", "2026-11-19T08:00", {"text": "sour cream"}),
    )
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        await press(pilot, *"tea, SOUR")
        first, second, *_ = below(app).splitlines()
        assert first.startswith("> sourdough toast")
        assert "2×" in first
        assert "last 18 Nov" in first
        assert second.startswith("  sour cream")
        await press(pilot, "tab")
        assert line(app).value == "tea, sourdough toast"
        await press(pilot, *", sour")
        await press(pilot, "down", "tab", "enter")
        assert [meal.text for meal in meals(app)] == ["tea, sourdough toast, sour cream"]


async def test_what_was_just_saved_is_offered_and_what_was_undone_is_not(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", *"kizzle", "enter", "m", *"ki")
        assert below(app).startswith("> kizzle")
        await press(pilot, "ctrl+u", "escape", "u", "m", *"ki")
        assert "kizzle" not in below(app)


async def test_tab_without_an_offer_leaves_no_letter_to_the_list(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", *"zz", "tab", "d", "enter")
        assert [meal.text for meal in meals(app)] == ["zzd"]


async def test_escape_keeps_the_draft_and_a_kill_does_too(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", *"oats", "comma", "escape")
        assert app.focused is app.query_one("#meals-list")
        assert "Draft saved" in below(app)
        await press(pilot, "w")  # a letter is a key again
        assert app.session.journal.count("drink") == 1
    reopened = make_app()  # nothing was closed or saved on the way out
    async with reopened.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", *"tea", "enter")
        assert [meal.text for meal in meals(reopened)] == ["oats,tea"]
    async with make_app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        assert line(pilot.app).value == ""  # type: ignore[arg-type]
