"""The services of the session, without a screen: the analyzer of meals, and the reports of trials."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.custom_foods import save_answers
from gutskin_tui.store import Journal
from gutskin_tui.trials import repository, safety
from gutskin_tui.tui.food_service import FoodService
from gutskin_tui.tui.trial_service import TrialService

NO_RISK = {question.name: False for question in safety.QUESTIONS}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "journal.json")


@pytest.fixture
def foods(journal: Journal, clock: Clock) -> FoodService:
    return FoodService(journal, clock, journal.day)


@pytest.fixture
def trials(journal: Journal, clock: Clock, foods: FoodService) -> TrialService:
    return TrialService(journal, clock, foods, journal.day)


def start_trial(journal: Journal, clock: Clock) -> None:
    repository.start(journal, clock, repository.Plan("dairy", "rosacea", 7, 1.0, clock.today()), NO_RISK)


def add(journal: Journal, clock: Clock, text: str) -> None:
    journal.add(make("meal", {"text": text}, clock, at=clock.now()), label="meal")


async def test_the_analyzer_follows_the_own_foods(journal: Journal, clock: Clock, foods: FoodService) -> None:
    add(journal, clock, "pizza")
    assert not foods.ready
    await foods.load()
    assert foods.ready
    before = foods.analyzer
    add(journal, clock, "rice")
    assert foods.analyzer is before  # a new meal changes no own food
    save_answers(journal, clock, name="pizza", answers={"gluten": "no"})
    assert foods.analyzer is not before
    assert foods.analyzer.labels(journal.day(clock.today())[0]).get("gluten", Certainty.NO) is Certainty.NO


async def test_the_running_trial_is_read_without_the_lexicon(
    journal: Journal, clock: Clock, foods: FoodService, trials: TrialService
) -> None:
    assert trials.running is None
    start_trial(journal, clock)
    assert trials.running is not None
    assert trials.running.what == "dairy"
    assert not foods.ready
    assert not trials.stale  # no reports before the lexicon is loaded


async def test_reports_are_made_only_after_a_change(
    journal: Journal, clock: Clock, foods: FoodService, trials: TrialService
) -> None:
    await foods.load()
    assert not trials.stale
    start_trial(journal, clock)
    assert trials.stale
    assert await trials.read()
    assert not trials.stale
    assert [report.trial.what for report in trials.reports] == ["dairy"]
    assert trials.latest("Dairy") is trials.reports[0]
    assert trials.latest("gluten") is None
    assert not await trials.read()
    add(journal, clock, "rice")
    assert trials.stale


async def test_a_meal_with_the_food_on_an_elimination_day_has_a_notice(
    journal: Journal, clock: Clock, foods: FoodService, trials: TrialService
) -> None:
    start_trial(journal, clock)
    at = clock.now() + timedelta(days=8)  # the second day of the elimination, after seven days of baseline
    slip, other = (make("meal", {"text": text}, fixed_clock(at)) for text in ("milk", "rice"))
    baseline = make("meal", {"text": "milk"}, clock, at=clock.now())
    assert trials.notice([slip]) == ""  # the lexicon is not loaded
    await foods.load()
    assert trials.notice([slip]) == "Dairy on an elimination day: counts as a slip. "
    assert trials.notice([other]) == ""
    assert trials.notice([baseline]) == ""
