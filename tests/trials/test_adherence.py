"""Adherence is read from the meals of a real journal, and can be corrected by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from trial_people import trial

from gutskin_tui.clock import fixed_clock
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.trial import Ending, Trial
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.store import Journal
from gutskin_tui.trials.adherence import Adherence, adherence, read
from gutskin_tui.trials.exposure import exposure

LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 1, 5)
OUT = FIRST + timedelta(days=7)


def meal(day: date, text: str, hour: int = 13, tags: list[str] | None = None) -> AnyEntry:
    at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON)
    values = {"text": text} | ({"tags": tags} if tags else {})
    return make("meal", values, fixed_clock(at, "Europe/London"))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "journal.json")


def went(journal: Journal, plan: Trial, today: date | None = None) -> Adherence:
    today = today or plan.last + timedelta(days=1)
    return adherence(plan, read(plan, journal.day, MealAnalyzer.from_journal(journal), today), today)


def test_yes_is_a_slip_maybe_is_uncertain_and_nothing_is_unknown(journal: Journal) -> None:
    texts = ["rice, apple", "glass of milk", "curry", "rice", "rice", "rice"]
    journal.add(*(meal(OUT + timedelta(days=back), text) for back, text in enumerate(texts)))
    journal.add(meal(FIRST, "glass of milk"), meal(OUT + timedelta(days=7), "glass of milk"))  # days with it
    summary = went(journal, trial())
    assert summary.slips == (OUT + timedelta(days=1),)
    assert summary.uncertain == (OUT + timedelta(days=2),)
    assert summary.unknown == (OUT + timedelta(days=6),)
    assert (len(summary.followed), summary.days) == (4, 7)
    assert (summary.share, summary.least) == (5 / 6, 4 / 6)
    assert summary.known == pytest.approx(6 / 7)


def test_a_yes_among_maybes_is_a_slip(journal: Journal) -> None:
    journal.add(meal(OUT, "curry", 12), meal(OUT, "glass of milk", 18), meal(OUT, "apple", 20))
    assert went(journal, trial(), OUT).slips == (OUT,)


def test_an_own_food_settles_a_maybe(journal: Journal) -> None:
    from gutskin_tui.nutrition.custom_foods import save_answers

    journal.add(meal(OUT, "curry"))
    assert went(journal, trial(), OUT).uncertain == (OUT,)
    clock = fixed_clock(datetime(2026, 1, 12, 20, tzinfo=LONDON), "Europe/London")
    save_answers(journal, clock, "curry", {"dairy": "no"})
    assert went(journal, trial(), OUT).followed == (OUT,)
    save_answers(journal, clock, "curry", {"dairy": "yes"})
    assert went(journal, trial(), OUT).slips == (OUT,)


def test_a_correction_beats_the_meals_both_ways(journal: Journal) -> None:
    journal.add(meal(OUT, "glass of milk"), meal(OUT + timedelta(days=1), "rice"))
    corrections = {OUT.isoformat(): "kept", (OUT + timedelta(days=1)).isoformat(): "slipped"}
    plan = trial(corrections=corrections | {(OUT + timedelta(days=2)).isoformat(): "kept"})
    summary = went(journal, plan, OUT + timedelta(days=3))
    assert summary.followed == (OUT, OUT + timedelta(days=2))
    assert summary.slips == (OUT + timedelta(days=1),)
    assert summary.unknown == ()
    reading = read(plan, journal.day, MealAnalyzer.from_journal(journal), OUT + timedelta(days=3))
    assert (reading.eaten[OUT], len(reading.corrected)) == (Certainty.NO, 3)


def test_a_correction_of_a_day_with_the_food_means_it_was_eaten(journal: Journal) -> None:
    plan = trial(corrections={FIRST.isoformat(): "kept", (FIRST + timedelta(days=1)).isoformat(): "slipped"})
    reading = read(plan, journal.day, MealAnalyzer(), OUT)
    assert reading.eaten == {FIRST: Certainty.YES, FIRST + timedelta(days=1): Certainty.NO}


def test_a_snack_after_midnight_is_of_the_day_before(journal: Journal) -> None:
    journal.add(meal(OUT + timedelta(days=1), "glass of milk", 1))  # before 04:00
    journal.add(meal(OUT + timedelta(days=1), "rice", 13))
    summary = went(journal, trial(), OUT + timedelta(days=1))
    assert summary.slips == (OUT,)
    assert summary.followed == (OUT + timedelta(days=1),)


def test_today_counts_as_soon_as_it_is_recorded(journal: Journal) -> None:
    assert went(journal, trial(), OUT).days == 0
    journal.add(meal(OUT, "rice"))
    assert went(journal, trial(), OUT).followed == (OUT,)
    assert went(journal, trial(), OUT + timedelta(days=1)).days == 1


def test_days_after_an_early_end_do_not_count(journal: Journal) -> None:
    journal.add(*(meal(OUT + timedelta(days=back), "rice") for back in range(7)))
    plan = trial(ended=Ending(day=(OUT + timedelta(days=2)).isoformat(), reason="stopped"))
    assert went(journal, plan).days == 3


def test_a_food_tags_drinks_and_unknown_labels() -> None:
    day = [meal(OUT, "2 oat lattes, toast")]
    assert exposure("food:oat latte", day, MealAnalyzer()) is Certainty.YES
    assert exposure("food:kimchi", day, MealAnalyzer()) is Certainty.NO
    assert exposure("food:kimchi", [], MealAnalyzer()) is None
    assert exposure("dairy", [meal(OUT, "zorb", tags=["dairy"])], MealAnalyzer()) is Certainty.YES
    beer = make("drink", {"ml": 330, "what": "beer", "abv": 5}, fixed_clock(datetime(2026, 1, 12, 20, tzinfo=LONDON)))
    assert exposure("alcohol", [beer], MealAnalyzer()) is Certainty.YES
    assert exposure("dairy", [beer], MealAnalyzer()) is None  # no meal was recorded
    assert exposure("of the future", day, MealAnalyzer()) is None
