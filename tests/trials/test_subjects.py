"""Trials of treatments, supplements, practices, drinks and tags: exposure, plan, verdict and words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from trial_people import after, reading, trial

from gutskin_tui.clock import fixed_clock
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.chart_events import trial_spans
from gutskin_tui.presentation.report.result_sections import trial_lines
from gutskin_tui.store import Journal
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import adherence, read
from gutskin_tui.trials.exposure import exposure
from gutskin_tui.trials.plan_wording import warnings
from gutskin_tui.trials.report import slip_notice, status, trial_report
from gutskin_tui.trials.repository import treatment_courses
from gutskin_tui.trials.results import result
from gutskin_tui.trials.schedule import phases

LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 1, 5)
BAD, CALM = [6.0, 7, 6, 7, 6, 7, 6], [2.0, 3, 2, 3, 2, 3, 2]
PASTE = "treatment:zinc paste"


def entry(kind: str, values: dict[str, Any], day: date = FIRST) -> AnyEntry:
    at = datetime(day.year, day.month, day.day, 13, tzinfo=LONDON)
    return make(kind, values, fixed_clock(at, "Europe/London"), at=at)


WATER = entry("drink", {"ml": 250})


@pytest.mark.parametrize(
    ("what", "kind", "values"),
    [
        (PASTE, "treatment", {"what": "Zinc  paste"}),
        (PASTE, "treatment", {"what": "zinc paste", "event": "started"}),
        (PASTE, "skin", {"severity": 3, "products": ["zinc paste"]}),
        ("supplement:zinc", "supplement", {"what": "Zinc"}),
        ("practice:yoga", "practice", {"what": "yoga", "minutes": 10}),
        ("drink:coffee", "drink", {"ml": 200, "what": "coffee"}),
        ("drink:coffee", "meal", {"text": "toast, coffee"}),
        ("tag:pollen", "meal", {"text": "rice", "tags": ["Pollen"]}),
    ],
)
def test_an_entry_that_names_it_is_a_day_with_it(what: str, kind: str, values: dict[str, Any]) -> None:
    analyzer = MealAnalyzer()
    assert exposure(what, [WATER, entry(kind, values)], analyzer) is Certainty.YES
    assert exposure(what, [WATER], analyzer) is Certainty.NO
    assert exposure(what, [], analyzer) is None
    assert exposure(what, [entry("mark", {"what": "skip"})], analyzer) is None


def test_what_was_stopped_or_skipped_is_no_day_with_it() -> None:
    stopped = entry("treatment", {"what": "zinc paste", "event": "stopped"})
    assert exposure(PASTE, [stopped], MealAnalyzer()) is Certainty.NO
    skipped = entry("supplement", {"what": "zinc", "taken": False})
    assert exposure("supplement:zinc", [skipped], MealAnalyzer()) is Certainty.NO
    assert exposure("food:coffee", [WATER], MealAnalyzer()) is None  # only a meal says what was not eaten


def test_a_course_that_began_before_the_trial_counts(tmp_path: Path) -> None:
    plan = trial(what=PASTE)
    with Journal.open(tmp_path / "journal.json") as journal:
        journal.add(
            entry("treatment", {"what": "Zinc paste", "event": "started"}, FIRST - timedelta(days=400)),
            entry("treatment", {"what": "Zinc paste", "event": "stopped"}, FIRST + timedelta(days=6)),
            *(entry("skin", {"severity": 3}, FIRST + timedelta(days=back)) for back in range(14)),
        )
        courses = treatment_courses(journal, plan.last)
        report = trial_report(plan, journal.day, MealAnalyzer(), FIRST + timedelta(days=14), (), courses)
    assert [report.reading.eaten[FIRST + timedelta(days=back)] for back in (0, 6, 7)] == [
        Certainty.YES,
        Certainty.YES,
        Certainty.NO,
    ]
    assert (len(report.result.adherence.followed), report.result.adherence.slips) == (7, ())


def test_days_with_it_are_part_of_the_plan_if_it_is_used() -> None:
    plan = trial(what=PASTE, tried="with")
    assert [(phase.name, phase.leaves_out) for phase in phases(plan)] == [
        ("baseline", True),
        ("with", False),
        ("without", True),
    ]
    days = {
        FIRST: [entry("treatment", {"what": "zinc paste"})],  # a slip of the baseline
        FIRST + timedelta(days=7): [entry("treatment", {"what": "zinc paste"}, FIRST + timedelta(days=7))],
        FIRST + timedelta(days=8): [entry("skin", {"severity": 2}, FIRST + timedelta(days=8))],  # forgotten
        FIRST + timedelta(days=9): [entry("skin", {"severity": 2}, FIRST + timedelta(days=9))],
    }
    today = FIRST + timedelta(days=9)
    summary = adherence(plan, read(plan, lambda day: days.get(day, []), MealAnalyzer(), today), today)
    assert summary.slips == (FIRST, FIRST + timedelta(days=8))  # today may still come
    assert summary.followed == (FIRST + timedelta(days=7),)
    assert len(summary.unknown) == 6
    left_out = trial(what=PASTE)
    summary = adherence(left_out, read(left_out, lambda day: days.get(day, []), MealAnalyzer(), today), today)
    assert summary.slips == (FIRST + timedelta(days=7),)


@pytest.mark.parametrize("design", ["quick", "rigorous"])
def test_a_treatment_that_is_used_is_supported_if_the_skin_is_better_with_it(design: str) -> None:
    plan = trial(what=PASTE, tried="with", design=design)
    better = result(plan, reading(plan, BAD, CALM), after(plan))
    assert better.verdict == ("hint" if design == "quick" else "supported by your own test")
    assert better.change == pytest.approx(4.0)  # without less with
    worse = result(plan, reading(plan, CALM, BAD), after(plan))
    assert (worse.verdict, worse.why) == ("no clear change", "the days with it were worse, not better")
    assert status(plan, better, FIRST + timedelta(days=1)) == "testing"
    left_out = trial(what=PASTE, design=design)
    assert result(left_out, reading(left_out, BAD, CALM), after(left_out)).verdict == "no clear change"
    assert result(left_out, reading(left_out, CALM, BAD), after(left_out)).verdict == better.verdict


def test_the_words_for_a_treatment_that_is_used() -> None:
    plan = trial(what=PASTE, tried="with", design="rigorous")
    trial_result = result(plan, reading(plan, BAD, CALM), after(plan))
    sentences = wording.sentences(plan, trial_result, 0)
    assert sentences[1].startswith(
        "As planned: skin averaged 4.0 points lower with zinc paste than without it (87.5 % interval 4.0 to 4.0 lower; "
        "4 pairs, 40 days). By pair: -4.0,"
    )
    assert "As used: skin averaged 6.4 points on 20 days without zinc paste, 2.4 on 20 days with it." in sentences
    assert "One treatment was tested. This does not prove that zinc paste is the reason." in sentences
    assert sentences[-2] == "Next: talk it over with a dermatologist or dietitian before you go on with it."
    assert wording.line(plan, trial_result, after(plan)) == (
        "with zinc paste  rigorous  ended 1 Mar  skin -4.0 with, 4 pairs; supported by your own test"
    )
    quick = trial(what=PASTE, tried="with")
    quick_result = result(quick, reading(quick, BAD, CALM), after(quick))
    assert (
        "Each day with it compared with each day after it was stopped: better with it in 100 % of the pairs (NAP 1.00)."
        in (wording.sentences(quick, quick_result, 0))
    )
    assert [wording.phase_words(quick, phase) for phase in phases(quick)] == [
        "baseline",
        "with zinc paste",
        "without zinc paste",
    ]


@pytest.mark.parametrize(
    ("fields", "with_it", "without_it"),
    [
        ({"what": PASTE}, "use zinc paste as usual", "no zinc paste"),
        ({"what": PASTE, "tried": "with"}, "use zinc paste every day", "no zinc paste"),
        ({"what": "supplement:zinc", "tried": "with"}, "take zinc every day", "no zinc"),
        ({"what": "practice:yoga"}, "do yoga as usual", "no yoga"),
        ({"what": "drink:coffee"}, "drink coffee as usual", "no coffee"),
        ({"what": "alcohol"}, "drink alcohol as usual", "no alcohol"),
        ({"what": "tag:pollen"}, "pollen as usual, tagged +pollen", "no pollen"),
        ({"what": "spicy"}, "eat spicy food as usual", "no spicy food"),
    ],
)
def test_what_to_do_in_the_words_of_each_kind(fields: dict[str, str], with_it: str, without_it: str) -> None:
    plan = trial(**fields)
    assert wording.advice_in(plan, leaves_out=False) == with_it
    assert wording.advice_in(plan, leaves_out=True) == without_it
    first = with_it if plan.tried == "without" else without_it
    assert wording.advice(plan, FIRST) == f"{first} until 12 Jan"


def test_a_plan_for_a_treatment_names_prescribed_treatments() -> None:
    text = "Never stop, start or change a prescribed treatment without asking whoever prescribed it."
    assert warnings(trial(what=PASTE), None)[0] == text
    assert warnings(trial(what="supplement:zinc"), None)[0] == text
    assert text not in warnings(trial(), None)


def test_a_use_on_a_day_without_it_is_reported() -> None:
    plan = trial(what=PASTE)
    out = FIRST + timedelta(days=7)
    used = entry("treatment", {"what": "zinc paste"}, out)
    assert slip_notice(plan, [used], MealAnalyzer()) == "Zinc paste on a day without it: counts as a slip. "
    assert slip_notice(plan, [entry("skin", {"severity": 2}, out)], MealAnalyzer()) == ""
    assert slip_notice(plan, [entry("treatment", {"what": "zinc paste"})], MealAnalyzer()) == ""


def test_charts_name_the_days_of_the_change() -> None:
    last = FIRST + timedelta(days=30)
    assert [(span.start, span.label) for span in trial_spans(trial(what=PASTE, tried="with"), last)] == [
        (FIRST + timedelta(days=7), "with zinc paste")
    ]
    assert [span.label for span in trial_spans(trial(what="tag:pollen"), last)] == ["no pollen"]


@pytest.mark.parametrize(
    ("tried", "plan_words"),
    [
        ("with", "With zinc paste (quick trial): used 12 Jan to 18 Jan; stopped 19 Jan to 25 Jan."),
        ("without", "No zinc paste (quick trial): left out 12 Jan to 18 Jan; back 19 Jan to 25 Jan."),
    ],
)
def test_a_report_names_the_days_of_the_change(tried: str, plan_words: str) -> None:
    plan = trial(what=PASTE, tried=tried)
    line = trial_lines([trial_report(plan, lambda day: [], MealAnalyzer(), after(plan))])[0]
    assert line.startswith(plan_words)
