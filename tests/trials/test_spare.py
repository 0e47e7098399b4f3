"""A lost week takes the spare pair; the test keeps the number of pairs that it was planned with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from trial_people import trial

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.trial import Trial
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.store import Journal
from gutskin_tui.trials import repository, safety, wording
from gutskin_tui.trials.report import trial_report
from gutskin_tui.trials.report_json import as_json
from gutskin_tui.trials.schedule import over, phase_of, phases
from gutskin_tui.trials.spare import with_spare

ORDER = ("without", "with", "with", "without", "with")
PLAN = trial(design="rigorous", order=ORDER, spare=1)
DAY = timedelta(days=1)


def diary(clock: Clock, plan: Trial, last: date, without: set[date] = frozenset()) -> dict[date, list[AnyEntry]]:
    """Return the entries by day of a person who keeps to the plan, with no check-in on the days `without`."""
    days: dict[date, list[AnyEntry]] = {}
    for phase in phases(plan):
        for back in range(phase.days):
            day = phase.start + timedelta(days=back)
            at = clock.now().replace(year=day.year, month=day.month, day=day.day, hour=12)
            days[day] = [make("meal", {"text": "rice" if phase.leaves_out else "yogurt"}, clock, at=at)]
            if day not in without:
                days[day].append(make("skin", {"severity": 2 if phase.leaves_out else 6}, clock, at=at))
    return {day: entries for day, entries in days.items() if day <= last}


def lost_week(plan: Trial, pair: int) -> set[date]:
    first = next(phase for phase in phases(plan) if phase.pair == pair)
    return {first.start + timedelta(days=back) for back in range(first.days)}


def test_without_a_lost_week_the_trial_ends_with_its_pairs(clock: Clock) -> None:
    last = PLAN.last
    days = diary(clock, PLAN, last)
    seen = with_spare(PLAN, lambda day: days.get(day, []), last + DAY)
    assert (seen.spare_used, seen.days, seen.last) == (0, 56, last)
    assert over(seen, last + DAY)
    report = trial_report(seen, lambda day: days.get(day, []), MealAnalyzer(), last + DAY)
    assert (len(report.result.differences), report.result.verdict) == (4, "supported by your own test")


def test_a_lost_week_uses_the_spare_pair_once_its_pair_is_over(clock: Clock) -> None:
    lost = lost_week(PLAN, 2)
    pair_end = PLAN.first + timedelta(days=4 * 7 - 1)
    longer = with_spare(PLAN, lambda day: [], PLAN.last + DAY)
    days = diary(clock, longer, longer.last, lost)

    def entries(day: date) -> list[AnyEntry]:
        return days.get(day, [])

    assert with_spare(PLAN, entries, pair_end).spare_used == 0
    seen = with_spare(PLAN, entries, pair_end + DAY)
    assert (seen.spare_used, seen.days) == (1, 70)
    assert [phase.name for phase in phases(seen)[-2:]] == ["with", "without"]
    during = with_spare(PLAN, entries, PLAN.last + DAY)
    assert not over(during, PLAN.last + DAY)
    phase = phase_of(during, PLAN.last + DAY)
    assert phase is not None
    assert phase.pair == 5
    report = trial_report(during, entries, MealAnalyzer(), during.last + DAY)
    assert (len(report.result.differences), report.result.verdict) == (4, "supported by your own test")
    assert wording.SPARE_USED in report.sentences
    document = as_json(report)
    assert (document["pairs"], document["spare"], document["spare_used"]) == (4, 1, 1)
    assert document["order"] == list(ORDER)


def test_two_lost_weeks_of_four_pairs_leave_no_verdict(clock: Clock) -> None:
    lost = lost_week(PLAN, 1) | lost_week(PLAN, 3)
    longer = with_spare(PLAN, lambda day: [], PLAN.last + DAY)
    days = diary(clock, longer, longer.last, lost)
    report = trial_report(longer, lambda day: days.get(day, []), MealAnalyzer(), longer.last + DAY)
    assert report.result.verdict == "no verdict"
    assert "only 3 pairs have enough days" in report.result.why


def test_a_week_recorded_later_makes_the_spare_pair_needless(clock: Clock) -> None:
    lost = lost_week(PLAN, 1)
    short = diary(clock, PLAN, PLAN.last, lost)
    whole = diary(clock, PLAN, PLAN.last)
    used = with_spare(PLAN, lambda day: short.get(day, []), PLAN.last + DAY)
    assert used.spare_used == 1
    assert with_spare(used, lambda day: whole.get(day, []), PLAN.last + DAY).spare_used == 0


def test_the_journal_reads_the_spare_pair_and_corrects_its_days(tmp_path: Path, clock: Clock) -> None:
    with Journal.open(tmp_path / "journal.json", clock=clock) as journal:
        plan = repository.Plan("dairy", "rosacea", 7, 1.0, clock.today(), design="rigorous", pairs=4)
        answers = {question.name: False for question in safety.QUESTIONS}
        made = repository.start(journal, clock, plan, answers)
        later = made.last + DAY
        read = repository.current(journal, later)  # nothing was recorded, so that every pair is lost
        assert read is not None
        assert (read.spare_used, read.last) == (1, made.last + timedelta(days=14))
        ahead = Clock(lambda: clock.now() + (later - clock.today()), clock.zone)
        changed = repository.correct(journal, ahead, read, later, "kept").record
        assert changed.corrections == {later.isoformat(): "kept"}
        assert repository.trials(journal, made.first)[0].days == 56  # what is stored can be read as of any day


def test_a_quick_trial_has_no_spare_pair() -> None:
    with pytest.raises(ValueError, match="no order"):
        trial(spare=1)
