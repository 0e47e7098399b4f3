"""Uncertain labels of a meal are settled: by a key, in a burst, while the meal is typed."""

from __future__ import annotations

from pathlib import Path

from textual import events

from gutskin_tui.clock import Clock
from gutskin_tui.tui.dialogs.label_questions import LabelQuestions
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, status
from tests.tui.meal_texts import answers, below, line, listed, remember


async def test_a_key_settles_the_uncertain_labels_of_a_meal_for_good(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(
        tmp_path,
        clock,
        ("meal", "2026-11-21T08:05", {"text": "yogurt"}),
        ("meal", "2026-11-20T08:05", {"text": "Yogurt"}),
    )
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        assert "added sugar" not in listed(app)[1]
        await press(pilot, "M")
        dialog = app.screen
        assert isinstance(dialog, LabelQuestions)
        rows = dialog.query_one(Rows)
        assert " ".join(rows._line(0, 60).plain.split()) == "yogurt: added sugar yes or no resolves 2 days ?"
        await press(pilot, "y")
        assert "yogurt: added sugar yes: remembered" in status(app)
        await press(pilot, "enter")  # skips ultra-processed, the last one
        assert not isinstance(app.screen, LabelQuestions)
        assert answers(app, "yogurt") == {"added_sugar": "yes"}
        assert "added sugar" in listed(app)[1]
        assert sum("added sugar" in line for line in listed(app)) == 2  # the meal of the day before as well
        await press(pilot, "u")
        assert answers(app, "yogurt") == {}
        assert "added sugar" not in listed(app)[1]


async def test_a_burst_opens_answers_and_goes_on(make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "yogurt"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        for key in ("M", "n", "y", "w"):
            app.post_message(events.Key(key, key))
        await press(pilot)
        assert answers(app, "yogurt") == {"added_sugar": "no", "ultra_processed": "yes"}
        assert app.session.journal.count("drink") == 1
        await press(pilot, "M")
        assert "no uncertain labels" in status(app)


async def test_answers_are_undone_within_the_dialog(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "yogurt, granola"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "M", "u")
        assert app.session.journal.count("meal") == 1  # no answer was given yet, so nothing is undone
        await press(pilot, "y", "n", "u")
        assert answers(app, "yogurt") == {"added_sugar": "yes"}
        assert app.screen.query_one(Rows).cursor == 1
        await press(pilot, "escape")
        assert app.focused is app.query_one("#meals-list")


async def test_the_maybes_of_a_line_are_settled_while_it_is_typed(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "m")
        await press(pilot, *"yogurtM")
        assert line(app).value == "yogurtM"
        await press(pilot, "backspace")
        assert "ctrl+t confirm" in below(app).split("\n")[-1]
        await press(pilot, "ctrl+t", "n", "n")
        assert app.focused is line(app)
        assert line(app).value == "yogurt"
        assert below(app).split("\n")[1] == "dairy  fermented"
        assert app.session.drafts.get("meal") == "yogurt"


async def test_a_kill_in_the_dialog_loses_neither_draft_nor_answer(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, "m")
        await press(pilot, *"yogurt, granola")
        await press(pilot, "ctrl+t", "y")
    reopened = make_app()  # nothing was closed or saved on the way out
    async with reopened.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        assert answers(reopened, "yogurt") == {"added_sugar": "yes"}
        assert line(reopened).value == "yogurt, granola"
        assert below(reopened).split("\n")[1].startswith("dairy  added sugar")


async def test_without_a_meal_the_keys_explain_what_to_do(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        for key in ("M", "f"):
            await press(pilot, key)
            assert "Select a meal first" in status(app)
            assert len(app.screen_stack) == 1


async def test_keys_pressed_before_foods_are_loaded_do_the_same(
    make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock
) -> None:
    remember(tmp_path, clock, ("meal", "2026-11-21T08:05", {"text": "yogurt"}))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "M", "y")
        assert answers(app, "yogurt") == {"added_sugar": "yes"}
