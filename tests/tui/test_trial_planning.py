"""Planning a trial: the form, the safety questions, and the plan that is confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.model.entries import make
from gutskin_tui.trials import repository, safety
from gutskin_tui.tui.dialogs.safety_questions import SafetyQuestions
from gutskin_tui.tui.dialogs.trial_confirm import TrialConfirm
from gutskin_tui.tui.dialogs.trial_detail import TrialDetail
from gutskin_tui.tui.dialogs.trial_form import DRAFT, TrialForm
from tests.tui.conftest import MakeApp, Press, panel_text
from tests.tui.trial_steps import NO_KEYS, TODAY, at, eat, ready, the_trial, words


@pytest.mark.parametrize("tab", ["1", "2", "3", "6", "7"])
async def test_no_trial_starts_before_the_questions_and_a_yes_ends_it(
    make_app: MakeApp, press: Press, tab: str
) -> None:
    app = make_app(days=10, conditions=("acne",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, tab)
        subject = [] if tab == "6" else [*"dairy"]  # Trends proposes the selected factor
        await ready(app, pilot, press, "N", *subject, "ctrl+s")
        assert isinstance(app.screen, SafetyQuestions)
        assert safety.QUESTIONS[0].text in words(app, "#question-text")
        await press(pilot, "y")
        assert words(app, "#question-text") == safety.EMERGENCY
        await press(pilot, "n", "n", "n", "n", "n", "n", "enter")  # a text of this kind does not go by itself
        assert words(app, "#question-text") == safety.EMERGENCY
        await press(pilot, "escape", "N", "ctrl+s", "n", "n", "n", "y")
        assert words(app, "#question-text") == safety.SEE_A_CLINICIAN
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
        assert repository.trials(app.session.journal, TODAY) == []


async def test_an_answer_can_be_undone(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    async with app.run_test(size=(60, 20)) as pilot:
        await ready(app, pilot, press, "N", *"dairy", "ctrl+s", "n", "n", "u")
        assert safety.QUESTIONS[1].text in words(app, "#question-text")


async def test_a_burst_of_keys_plans_and_starts_a_quick_trial(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("rosacea",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"dai", "tab", "ctrl+s", *NO_KEYS)
        assert isinstance(app.screen, TrialConfirm)
        text = words(app, "#plan-words")
        assert "no dairy: a quick trial for rosacea, 21 days" in text
        assert "elimination     Sat 28 Nov to Fri 4 Dec" in text
        assert "a hint at most" in text
        assert "Not medical advice." in text
        assert repository.trials(app.session.journal, TODAY) == []
        await press(pilot, "enter")
        trial = the_trial(app)
        assert (trial.what, trial.design, trial.phase_days, trial.outcome) == ("dairy", "quick", 7, "severity")
        assert trial.frozen == app.session.clock.now().isoformat(timespec="milliseconds")
        assert isinstance(app.screen, TrialDetail)
        assert app.session.drafts.get(DRAFT) == ""
        await press(pilot, "escape", "u")
        assert repository.trials(app.session.journal, TODAY) == []


async def test_eczema_needs_confirmation_and_rigorous_names_the_smallest_p(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("eczema", "acne"))
    async with app.run_test(size=(60, 20)) as pilot:
        form = [*"dairy", "enter", "enter", *"ecz", "enter", "enter", *"rig", "space", "5", "enter", "ctrl+s"]
        await ready(app, pilot, press, "N", *form, *NO_KEYS)
        assert isinstance(app.screen, SafetyQuestions)
        assert safety.ECZEMA in words(app, "#question-text")
        await press(pilot, "n")
        assert "No trial was started" in words(app, "#question-text")
        await press(pilot, "escape", "N", "ctrl+s", *NO_KEYS, "y")
        text = words(app, "#plan-words")
        assert "With 5 pairs the smallest possible p is 0.0312" in text
        assert "A coin decides for each pair" in text
        assert "A spare pair of 28 days follows only if skin is recorded on too few" in text
        assert "pair 1, with" not in text
        await press(pilot, "enter")
        assert (the_trial(app).pairs, the_trial(app).spare) == (5, 1)


async def test_a_treatment_of_the_journal_is_completed_and_tried(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("rosacea",))
    clock = at(TODAY - timedelta(days=3))
    app.session.journal.add(make("treatment", {"what": "Zinc paste", "form": "cream"}, clock, at=clock.now()))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"zinc p", "tab")
        form = app.screen
        assert isinstance(form, TrialForm)
        what = form.row("what")
        assert what is not None
        assert (what.typed, what.message) == ("zinc paste", "as a treatment")
        await press(pilot, "down", *"use", "ctrl+s")
        assert isinstance(app.screen, SafetyQuestions)
        assert "Question 1 of 5" in words(app, "#question-text")
        await press(pilot, "n", "n", "n")
        assert "Are you allergic to it" in words(app, "#question-text")
        await press(pilot, "n")
        assert safety.PRESCRIBED in words(app, "#question-text")
        await press(pilot, "n")
        assert isinstance(app.screen, TrialConfirm)
        text = " ".join(words(app, "#plan-words").split())
        assert "with zinc paste: a quick trial for rosacea, 21 days" in text
        assert safety.PRESCRIBED in text
        assert "use zinc paste every day" in text
        await press(pilot, "enter")
        assert (the_trial(app).what, the_trial(app).tried) == ("treatment:zinc paste", "with")
        await press(pilot, "escape", "1")
        assert panel_text(app, "#trial-today").startswith("day 1 of 21")
        assert "no zinc paste until 28 Nov" in panel_text(app, "#trial-today")


async def test_a_trial_of_a_treatment_starts_on_trends(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=90, factors=("treatment:azelaic acid",), conditions=("rosacea",))
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot, press, "6")
        await ready(app, pilot, press, "N")
        form = app.screen
        assert isinstance(form, TrialForm)
        assert form.typed("what") == "azelaic acid"


async def test_a_food_allergy_does_not_rule_out_a_cream(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("eczema",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"treatment:zinc paste", "down", *"use", "ctrl+s")
        for text in ("ever made your lips", "under 18", "pregnant", "Are you allergic to it", "prescribed"):
            assert isinstance(app.screen, SafetyQuestions)
            assert text in words(app, "#question-text")
            await press(pilot, "n")
        assert isinstance(app.screen, TrialConfirm)


async def test_a_changed_plan_keeps_the_answers_while_its_subject_is_the_same(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("rosacea",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"dairy", "ctrl+s", *NO_KEYS)
        assert isinstance(app.screen, TrialConfirm)
        await press(pilot, "escape", "down", "down", "down", "down", "down", *"14", "ctrl+s")
        assert isinstance(app.screen, TrialConfirm)
        await press(pilot, "escape", *["backspace"] * 5, *"treatment:zinc paste", "ctrl+s")
        assert isinstance(app.screen, SafetyQuestions)
        assert "Question 1 of 5" in words(app, "#question-text")


async def test_a_prescribed_treatment_is_not_tried(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("eczema",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"treatment:steroid cream", "ctrl+s", "n", "n", "n", "n", "y")
        assert words(app, "#question-text") == safety.NOT_PRESCRIBED
        await press(pilot, "escape")
        assert repository.trials(app.session.journal, TODAY) == []


async def test_only_a_treatment_or_the_like_can_be_used(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"dairy", "down", *"use", "ctrl+s")
        form = app.screen
        assert isinstance(form, TrialForm)
        tried = form.row("tried")
        assert tried is not None
        assert "leave this out instead" in tried.message
        await press(pilot, "up", *["backspace"] * 5, *"zinc paste")
        assert tried.message == ""  # it is not known yet what that is
        await press(pilot, *["backspace"] * 10, *"treatment:zinc paste", "ctrl+s")
        assert isinstance(app.screen, SafetyQuestions)


async def test_a_phase_too_short_is_reported_and_allowed(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("psoriasis",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"dairy", "enter", "enter", "enter", "enter", "enter", "7")
        form = app.screen
        assert isinstance(form, TrialForm)
        days = form.row("days")
        assert days is not None
        assert days.message.startswith("shorter than the 84 days psoriasis needs")
        assert not days.refused
        await press(pilot, "ctrl+s", *NO_KEYS)
        assert "there will be no verdict" in " ".join(words(app, "#plan-words").split())
        await press(pilot, "escape")
        assert isinstance(app.screen, TrialForm)
        await press(pilot, "down", "down", "down", "down", "down", "backspace", "6", "ctrl+s")
        days = app.screen.row("days")
        assert days is not None
        assert days.refused


async def test_only_a_single_recognised_food(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    eat(app, 1, "oat latte, toast")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"zorgle", "ctrl+s")
        form = app.screen
        assert isinstance(form, TrialForm)
        what = form.row("what")
        assert what is not None
        assert "type food:zorgle or treatment:zorgle" in what.message
        what.put("")
        await press(pilot, *"dairy", "comma", *"egg", "ctrl+s")
        assert "one at a time" in what.message
        what.put("")
        await press(pilot, *"oat", "space", "l", "tab", "ctrl+s", *NO_KEYS, "enter")
        assert the_trial(app).what == "food:oat latte"


async def test_a_food_is_completed_and_recognised_whatever_its_accents(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    eat(app, 1, "Crème brûlée")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"creme", "tab")
        form = app.screen
        assert isinstance(form, TrialForm)
        assert form.typed("what") == "Crème brûlée"
        await press(pilot, "ctrl+s", *NO_KEYS, "enter")
        assert the_trial(app).what == "food:crème brûlée"
        for spelling in ("Creme Brulee", "cre\u0300me bru\u0302le\u0301e"):
            assert app.session.trials.latest(f"food:{spelling}") is not None


async def test_what_was_typed_survives_esc_and_a_kill(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot, press, "N", *"glut", "enter", "enter", "enter", "enter", *"rig")
        # Nothing is closed here: what is on disk now is what a kill would leave.
        assert "glut" in next(app.session.drafts.folder.glob("*.json")).read_text()
    reopened = make_app(conditions=("acne",))
    async with reopened.run_test(size=(80, 24)) as pilot:
        await ready(reopened, pilot, press, "N")
        form = reopened.screen
        assert isinstance(form, TrialForm)
        assert [form.typed(key) for key in ("what", "design")] == ["glut", "rig"]
        await press(pilot, "ctrl+r")
        assert form.typed("what") == ""
        assert reopened.session.drafts.get(DRAFT) == ""
