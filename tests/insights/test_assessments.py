"""The fixed looks: when patterns are judged, and that nothing changes between."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from gutskin_tui.insights.assessments import ASSESSED_AT, last_assessment
from gutskin_tui.insights.insights import Gathering
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.settings import Settings
from tests.calibrate.counts import ANALYZER
from tests.calibrate.diaries import Diary, Person, person

FIRST = date(2026, 1, 1)
STAMP = "2026-01-01T08:00:00.000+00:00"


def test_the_days_of_assessments() -> None:
    assert ASSESSED_AT[:10] == [60, 90, 135, 200, 300, 450, 675, 1000, 1500, 2250]
    assert all(after == before * 3 // 2 for before, after in pairwise(ASSESSED_AT[8:]))


@pytest.mark.parametrize(
    ("days", "number", "to_go"), [(0, 0, 60), (59, 0, 1), (60, 60, 30), (89, 60, 1), (90, 90, 45), (1500, 1500, 750)]
)
def test_the_last_assessment(days: int, number: int, to_go: int) -> None:
    recorded = [FIRST + timedelta(days=2 * place) for place in range(days)]
    assessment = last_assessment(recorded, FIRST)
    assert (assessment.number, assessment.to_go) == (number, to_go)
    assert assessment.day == (recorded[number - 1] if number else None)


def test_only_days_since_the_choice_count() -> None:
    recorded = [FIRST + timedelta(days=place) for place in range(100)]
    assert last_assessment(recorded, FIRST + timedelta(days=50)).to_go == 10


def read(someone: Person, days: int, choices: tuple[FactorChoice, ...] = ()) -> Gathering:
    """Return the first days of a diary as they were read on the day after."""
    gathering = Gathering(Settings(), ANALYZER, someone.first + timedelta(days=days), choices=choices)
    for day in list(someone.entries)[:days]:
        gathering.read(day, someone.entries[day])
    return gathering


def test_between_two_assessments_the_label_does_not_change_but_the_numbers_do() -> None:
    someone = person(Diary(150, effect=1.0, skips=0.0), np.random.default_rng(3))
    judged, effects = [], []
    for days in (59, 60, 61, 75, 89, 90, 120, 134, 135):
        results = read(someone, days).insights(someone.first, someone.first + timedelta(days=days - 1))
        judged.append(tuple((finding.label, finding.p) for finding in results.findings))
        effects.append(results.findings[0].effect)
    assert {label for label, _ in judged[0]} == {"not_enough_data"}
    assert {p for _, p in judged[0]} == {None}
    assert judged[1] == judged[2] == judged[3] == judged[4] != judged[5] == judged[6] == judged[7] != judged[8]
    assert judged[8][0][0] in ("possible", "consistent")
    assert len(set(effects)) == len(effects)


def test_a_factor_that_was_chosen_later_is_judged_later_and_from_its_own_days() -> None:
    someone = person(Diary(200, effect=1.5, skips=0.0), np.random.default_rng(4))
    since = (someone.first + timedelta(days=150)).isoformat()
    names = ("dairy", "gluten", "added_sugar", "stress")
    choices = tuple(
        FactorChoice(
            id=name, created=STAMP, updated=STAMP, role="factor", name=name,
            since=since if name == "dairy" else someone.first.isoformat(),
        )
        for name in names
    )  # fmt: skip
    results = read(someone, 200, choices).insights(someone.first, someone.last)
    assert [factor.name for factor in results.factors] == sorted(names, key=names.index)
    assert (results.findings[0].label, results.assessments[0].to_go) == ("not_enough_data", 10)
    assert [assessment.number for assessment in results.assessments[1:]] == [200, 200, 200]
    assert results.changes == 1


def test_days_before_the_window_count_for_assessments() -> None:
    someone = person(Diary(400, skips=0.0), np.random.default_rng(5))
    gathering = Gathering(Settings(), ANALYZER, someone.last + timedelta(days=1))
    first = someone.last - timedelta(days=364)
    for day, entries in someone.entries.items():
        (gathering.read if day >= first else gathering.read_earlier)(day, entries)
    assert gathering.first_needed(someone.first, first, someone.last) == someone.first
    assert gathering.insights(first, someone.last, started=someone.first).assessments[0].number == 300
