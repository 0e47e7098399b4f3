"""Trials on the screen: the panel of Today, the list of Trends, the page of a trial, and the status of a food."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from gutskin_tui.store import Journal
from gutskin_tui.trials import repository, safety
from gutskin_tui.tui.dialogs.food_card import FoodCard
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.dialogs.trial_confirm import TrialConfirm
from gutskin_tui.tui.dialogs.trial_detail import TrialDetail
from gutskin_tui.tui.dialogs.trial_form import TrialForm
from gutskin_tui.tui.dialogs.trial_notes import TrialEnd, TrialReaction
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_block import TextBlock
from gutskin_tui.tui.widgets.trial_panels import TrialList, TrialToday
from tests.tui.conftest import MakeApp, Press, panel_text, screen_text, status
from tests.tui.trial_steps import NO_KEYS, TODAY, at, begin, eat, lines, ready, select_a_meal, the_trial, words


async def test_a_single_trial_at_a_time_and_today_shows_it(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=30)
    begin(app, 8)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot, press)
        panel = app.query_one(TrialToday)
        text = [line.text.rstrip() for line in panel.lines]
        assert text[0].startswith("day 9 of 21")
        assert text[0].endswith("elimination")
        assert text[1] == "no dairy until 27 Nov"
        assert text[2].startswith("slips ")
        assert text[3].endswith("too early to call. Not medical advice.")
        await press(pilot, "N")
        assert isinstance(app.screen, TrialDetail)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_without_a_trial_today_has_no_panel_and_a_trial_moves_nothing(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=size) as pilot:
        await ready(app, pilot, press)
        panel = app.query_one(TrialToday)
        assert not panel.display
        begin(app, 8)
        app.session.apply_changes()
        await press(pilot)
        assert panel.display
        before = panel.region  # as it is while nothing was read yet
        await ready(app, pilot, press)
        assert "day 9 of 21" in panel.lines[0].text
        assert panel.region == before
        assert panel.region.bottom <= app.size.height - 2


async def test_a_meal_on_an_elimination_day_is_reported(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 8)
    eat(app, 1, "hummus wrap")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "m", *"yogurt", "enter")
        assert status(app).startswith("✓ Dairy on a day without it: counts as a slip. Saved")
        await ready(app, pilot, press, "m", *"rice", "enter")
        assert status(app).startswith("✓ Saved")
        await ready(app, pilot, press, "m", *"quiche", "space", *"wrap", "enter")
        assert status(app).startswith("✓ Dairy on a day without it: counts as a slip. Saved lunch: quiche")
        await ready(app, pilot, press, "1")
        assert "slips 1" in panel_text(app, "#trial-today")


async def test_an_uncertain_label_raises_a_question(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 8)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "m", *"hummus", "space", *"wrap", "enter")
        assert status(app).startswith("✓ Possibly dairy on a day without it: press M on Meals to answer.")
        await ready(app, pilot, press, "1")
        assert "1 day needs your answer" in panel_text(app, "#trial-today")
        await ready(app, pilot, press, "2", "M", "n", "escape", "1")
        assert "your answer" not in panel_text(app, "#trial-today")


async def test_days_are_corrected_and_undone(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 9)
    eat(app, 1, "yogurt")
    eat(app, 0, "hummus wrap")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N")
        assert [line.split()[-1] for line in lines(app, "#trial-days")[:3]] == ["?", "slip", "entry"]
        await press(pilot, "y", "down", "y", "down", "n")
        assert [line.split("  ")[-1] for line in lines(app, "#trial-days")[:3]] == [
            "kept (by you)",
            "kept (by you)",
            "slip (by you)",
        ]
        assert the_trial(app).corrections == {"2026-11-21": "kept", "2026-11-20": "kept", "2026-11-19": "slipped"}
        await press(pilot, "c", "u", "u", "u", "u")
        assert the_trial(app).corrections == {}
        await press(pilot, "u")  # nothing more was changed here: the start stands
        assert len(repository.trials(app.session.journal, TODAY)) == 1


async def test_a_concurrent_answer_of_another_program_stays(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 9)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N")
        repository.correct(app.session.journal, at(TODAY), the_trial(app), TODAY - timedelta(days=1), "slipped")
        await press(pilot, "y")
        assert the_trial(app).corrections == {"2026-11-20": "slipped", "2026-11-21": "kept"}
        repository.correct(app.session.journal, at(TODAY), the_trial(app), TODAY, "slipped")
        await press(pilot, "c")
        assert the_trial(app).corrections == {"2026-11-20": "slipped"}
        assert "set to slipped elsewhere" in str(app.screen.query_one("#message").render())


async def test_an_early_end_needs_a_reason(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 9)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", "e", "ctrl+s")
        assert isinstance(app.screen, TrialEnd)
        await press(pilot, *"holiday", "enter")
        ended = the_trial(app).ended
        assert ended is not None
        assert (ended.reason, ended.words) == ("stopped", "holiday")
        assert isinstance(app.screen, TrialDetail)
        assert "no verdict (stopped early)" in words(app, "#trial-words")
        await press(pilot, "u")
        assert the_trial(app).ended is None


async def test_a_severe_reaction_ends_the_trial_with_the_safety_text(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 15)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", "r", *"itch", "enter", "ctrl+s")
        assert the_trial(app).reactions == ()  # how bad it was is not assumed
        await press(pilot, *"mild", "ctrl+s")
        assert [reaction.severity for reaction in the_trial(app).reactions] == ["mild"]
        assert the_trial(app).ended is None
        await press(pilot, "r")
        assert isinstance(app.screen, TrialReaction)
        await press(pilot, *"hives", "enter", *"sev", "enter")
        ended = the_trial(app).ended
        assert ended is not None
        assert ended.reason == "severe_reaction"
        assert isinstance(app.screen, TextPage)
        assert safety.SEVERE in str(app.screen.query_one(TextBlock).content)
        await press(pilot, "escape", "u", "u")
        assert the_trial(app).reactions == ()


async def test_trends_lists_trials_and_opens_a_trial(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    begin(app, 40)
    repository.end(app.session.journal, at(TODAY - timedelta(days=30)), the_trial(app), "holiday")
    begin(app, 9, what="gluten")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "6", "o")
        rows = lines(app, "#trial-rows")
        assert rows[0].startswith("no gluten  day 10 of 21")
        assert "too early to call" in rows[0]
        assert rows[1].startswith("no dairy  ended 22 Oct")
        assert "no verdict (stopped early)" in rows[1]
        assert lines(app, "#trial-rows", 50)[0].endswith("too early to call")
        assert lines(app, "#trial-rows", 50)[1].endswith("no verdict")
        await press(pilot, "down", "enter")
        page = app.screen
        assert isinstance(page, TrialDetail)
        assert page.trial.what == "dairy"
        assert screen_text(app).count("Not medical advice.") == 1


async def test_trends_without_trials_teaches_the_key(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=10)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "6", "o")
        assert app.query_one(TrialList).count == 0
        assert "Press N to plan" in app.query_one(TrialList).empty
        assert "There is no trial yet" in status(app)


async def test_a_food_shows_the_status_of_its_latest_trial(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    eat(app, 0, "yogurt")
    begin(app, 9)
    async with app.run_test(size=(120, 40)) as pilot:
        await select_a_meal(app, pilot, press)
        assert "trials: dairy eliminated" in panel_text(app, "#meal-selected")
        await press(pilot, "f")
        assert isinstance(app.screen, FoodCard)
        assert "your trials: untested; dairy eliminated" in words(app, "#card-summary")
        await press(pilot, "N")
        assert isinstance(app.screen, TrialDetail)  # one at a time


async def test_a_card_begins_a_trial_of_its_food(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    eat(app, 0, "oat latte")
    async with app.run_test(size=(80, 24)) as pilot:
        await select_a_meal(app, pilot, press)
        await press(pilot, "f", "N")
        form = app.screen
        assert isinstance(form, TrialForm)
        assert form.typed("what") == "oat latte"


async def test_a_rigorous_trial_of_many_days_shows_both_ways_and_its_smallest_p(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app(days=90)
    begin(app, 60, design="rigorous", pairs=4, what="alcohol")
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot, press, "6", "o", "enter")
        text = " ".join(words(app, "#trial-words").split())
        assert "As planned: " in text
        assert "As drunk: " in text
        assert "4 pairs could not give a p under 0.0625" in text


async def test_a_plan_and_a_running_trial_fit_sixty_columns(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("rosacea",))
    async with app.run_test(size=(60, 20)) as pilot:
        await ready(app, pilot, press, "N", *"dai", "tab", "ctrl+s", *NO_KEYS)
        assert isinstance(app.screen, TrialConfirm)
        lines = app.screen.query_one("#plan-words", Static).render().plain.splitlines()  # type: ignore[attr-defined]
        phase = next(place for place, line in enumerate(lines) if line.startswith("elimination"))
        assert lines[phase + 1].strip() == "no dairy"
        await press(pilot, "enter")
        assert str(app.screen.query_one("#trial-days", Rows).border_title) == " Days so far "
        await press(pilot, "escape")
        panel = panel_text(app, "#trial-today")
        assert "eat dairy as usual until 28 Nov" in panel


async def test_another_program_ends_the_trial(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    app = make_app()
    begin(app, 9)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press)
        with Journal.open(tmp_path / "journal.json") as other:
            repository.end(other, at(TODAY), repository.trials(other, TODAY)[0], "elsewhere")
        app.watcher.poll()
        await ready(app, pilot, press)
        assert not app.query_one(TrialToday).display


def test_no_screen_of_trials_claims_too_much() -> None:
    package = Path(__file__).parents[2] / "gutskin_tui"
    files = [
        *(package / "tui").glob("**/*trial*.py"),
        package / "tui" / "dialogs" / "safety_questions.py",
        *(package / "presentation").glob("trial*.py"),
        package / "trials" / "plan_parser.py",
    ]
    assert len(files) > 9
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docstrings = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        styles = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "DEFAULT_CSS"
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings | styles:
                assert not re.search(r"cause|\bsafe|allerg", node.value, re.IGNORECASE), (file.name, node.value)
