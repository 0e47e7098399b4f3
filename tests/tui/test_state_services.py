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
    return TrialService(journal, clock, foods, journal.day, tuple)


def start_trial(journal: Journal, clock: Clock) -> None:
    repository.start(journal, clock, repository.Plan("dairy", "rosacea", 7, 1.0, clock.today()), NO_RISK)


def add(journal: Journal, clock: Clock, text: str, days: int = 0) -> None:
    journal.add(make("meal", {"text": text}, clock, at=clock.now() + timedelta(days=days)), label="meal")


async def test_the_analyzer_follows_the_own_foods(journal: Journal, clock: Clock, foods: FoodService) -> None:
    add(journal, clock, "pizza")
    assert not foods.ready
    await foods.load()
    assert foods.ready
    before = foods.analyzer
    add(journal, clock, "rice")
    foods.apply(journal.drain_changes())
    assert foods.analyzer is before  # a new meal changes no own food
    save_answers(journal, clock, name="pizza", answers={"gluten": "no"})
    foods.apply(journal.drain_changes())
    assert foods.analyzer is not before
    assert foods.analyzer.labels(journal.day(clock.today())[0]).get("gluten", Certainty.NO) is Certainty.NO


async def test_the_running_trial_is_read_without_the_lexicon(
    journal: Journal, clock: Clock, foods: FoodService, trials: TrialService
) -> None:
    assert trials.running is None
    start_trial(journal, clock)
    trials.apply(journal.drain_changes())
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
    trials.apply(journal.drain_changes())
    assert trials.stale
    assert await trials.read()
    assert not trials.stale
    report = trials.reports[0]
    assert report.trial.what == "dairy"
    assert trials.latest("Dairy") is report
    assert trials.latest("gluten") is None
    assert not await trials.read()
    add(journal, clock, "rice", days=-1)  # the day before the trial
    trials.apply(journal.drain_changes())
    assert not trials.stale
    add(journal, clock, "rice")
    trials.apply(journal.drain_changes())
    assert trials.stale
    assert await trials.read()
    assert trials.reports[0].reading != report.reading


async def test_only_the_reports_of_changed_days_are_renewed(
    journal: Journal, clock: Clock, foods: FoodService, trials: TrialService
) -> None:
    await foods.load()
    start_trial(journal, clock)
    repository.end(journal, clock, repository.trials(journal, clock.today())[0], "no time")
    later = fixed_clock(clock.now() + timedelta(days=60))
    start_trial(journal, later)
    journal.drain_changes()
    trials = TrialService(journal, later, foods, journal.day, tuple)
    await trials.read()
    second, first = trials.reports
    add(journal, later, "rice")
    trials.apply(journal.drain_changes())
    await trials.read()
    assert trials.reports[1] is first
    assert trials.reports[0] is not second


async def test_a_meal_with_the_food_on_an_elimination_day_has_a_notice(
    journal: Journal, clock: Clock, foods: FoodService, trials: TrialService
) -> None:
    start_trial(journal, clock)
    at = clock.now() + timedelta(days=8)  # the second day of the elimination, after seven days of baseline
    slip, other = (make("meal", {"text": text}, fixed_clock(at)) for text in ("milk", "rice"))
    baseline = make("meal", {"text": "milk"}, clock, at=clock.now())
    trials.apply(journal.drain_changes())
    assert trials.notice([slip]) == ""  # the lexicon is not loaded
    await foods.load()
    assert trials.notice([slip]) == "Dairy on a day without it: counts as a slip. "
    assert trials.notice([other]) == ""
    assert trials.notice([baseline]) == ""
