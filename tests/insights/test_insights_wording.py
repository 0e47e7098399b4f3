"""Wording of findings: no claim beyond the data, and everything a reader needs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from gutskin_tui.insights import wording
from gutskin_tui.insights.assessments import Assessment
from gutskin_tui.insights.exposures import Factor
from gutskin_tui.insights.finding import AtLag, Finding
from gutskin_tui.insights.insights import Insights
from gutskin_tui.insights.intervals import Interval
from gutskin_tui.insights.templates import TEMPLATES

FORBIDDEN = ("cause", "safe", "allerg")
FIRST = date(2026, 1, 1)
ASSESSMENT = Assessment(FIRST, date(2026, 3, 12), 78, 90)
OTHERS = tuple(Factor(f"food:food {number}", f"food {number}", {}) for number in range(7))


def make_finding(**other: Any) -> Finding:
    given: dict[str, Any] = {
        "factor": "dairy",
        "lag": 1,
        "n_exposed": 23,
        "n_unexposed": 41,
        "mean_exposed": 4.1,
        "mean_unexposed": 3.3,
        "effect": 0.8,
        "interval": Interval(0.2, 1.4),
        "hodges_lehmann": 1.0,
        "cliffs_delta": 0.4,
        "p": 0.02,
        "p_smallest": 0.01,
        "label": "possible",
        "flags": (),
        "profile": (),
    }
    return Finding(**given | other)


def unshown(exposed: int, unexposed: int) -> Finding:
    nothing = dict.fromkeys(
        ("mean_exposed", "mean_unexposed", "effect", "interval", "hodges_lehmann", "cliffs_delta", "p", "p_smallest")
    )
    return make_finding(n_exposed=exposed, n_unexposed=unexposed, label="not_enough_data", **nothing)


def insights_of(
    finding: Finding,
    unsure: int = 0,
    outcome: str = "severity",
    lags: tuple[int, ...] = (0, 1, 2),
    assessment: Assessment = ASSESSMENT,
    recorded: int = 80,
    changes: int = 0,
) -> Insights:
    factors = (Factor(finding.factor, wording.factors.words(finding.factor), {}), *OTHERS)
    last = FIRST + timedelta(99)
    return Insights(outcome, lags, FIRST, last, recorded, factors, (finding,), (assessment,), (unsure,), changes)


def message(results: Insights, finding: Finding) -> str:
    return " ".join([*wording.sentences(results, finding), wording.FOOTER])


MESSAGES = [
    make_finding(),
    make_finding(lag=0),
    make_finding(lag=2, effect=-0.8, interval=Interval(-1.4, -0.2), label="consistent"),
    make_finding(effect=0.0, interval=Interval(-0.9, 0.7), label="no_clear_pattern"),
    make_finding(flags=("skin_first", "sign_flips", "inseparable:food:food 1")),
    make_finding(label="no_clear_pattern", flags=("explained_by:stress", "goes_with:food:food 2", "sign_differs")),
    make_finding(flags=("mostly_unknown",)),
    make_finding(n_exposed=20, n_unexposed=20, label="not_enough_data"),
    unshown(3, 20),
    unshown(0, 0),
    unshown(3, 3),
    make_finding(n_exposed=1, n_unexposed=1),
]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_claims_more_than_an_association(name: str) -> None:
    text = TEMPLATES[name].casefold()
    assert not [word for word in FORBIDDEN if word in text]


@pytest.mark.parametrize("label", [*wording.LABELS.values(), wording.FOOTER])
def test_no_label_does(label: str) -> None:
    assert not [word for word in FORBIDDEN if word in label.casefold()]


@pytest.mark.parametrize("finding", MESSAGES)
@pytest.mark.parametrize("outcome", ["severity", "water"])
def test_every_message_has_counts_unit_interval_how_many_were_looked_at_and_the_footer(
    finding: Finding, outcome: str
) -> None:
    text = message(insights_of(finding, outcome=outcome, unsure=2), finding)
    assert re.search(rf"\b{finding.n_exposed} days?\b", text)
    assert re.search(rf"\b{finding.n_unexposed}\b", text)
    assert ("points" if outcome == "severity" else "ml") in text
    assert "95 % interval" in text
    assert "8 factors compared, 0 to 2 days before" in text
    assert text.endswith("Not medical advice.")
    assert "{" not in text
    assert not [word for word in FORBIDDEN if word in text.casefold()]


def test_a_pattern_whole() -> None:
    finding = make_finding()
    assert message(insights_of(finding, unsure=1), finding) == (
        "The day after dairy (23 days), severity averaged 4.1; on 41 other days 3.3. Difference: 0.8 points higher "
        "(95 % interval 0.2 to 1.4 higher). Possible pattern among 8 factors compared, 0 to 2 days before. It was "
        "certainly absent on 40 days; on 1 day the meals leave it uncertain, and they count as days without it. "
        "Judged 12 Mar, after 60 days with severity; next judged in 12 more days. An association is not proof. Next: "
        "plan a trial (N in the app, or gutskin trial start dairy). Not medical advice."
    )


@pytest.mark.parametrize(
    ("lag", "start"),
    [
        (0, "On days with dairy (23 days), "),
        (1, "The day after dairy (23 days), "),
        (2, "2 days after dairy (23 days), "),
    ],
)
def test_a_sentence_begins_with_the_delay_and_the_days(lag: int, start: str) -> None:
    finding = make_finding(lag=lag)
    assert wording.sentences(insights_of(finding), finding)[0].startswith(start)


def test_what_a_pattern_could_hide_is_not_named() -> None:
    for label, named in (("possible", False), ("no_clear_pattern", True)):
        finding = make_finding(label=label)
        assert finding.could_hide
        assert bool(wording.hidden(insights_of(finding), finding)) == named


def test_what_no_pattern_could_still_hide() -> None:
    finding = make_finding(effect=0.1, interval=Interval(-0.7, 0.9), label="no_clear_pattern")
    text = message(insights_of(finding), finding)
    assert "No clear pattern for dairy among 8 factors" in text
    assert "a difference smaller than 0.9 points could still be hidden in these 64 days." in text
    assert "Next:" not in text
    finding = make_finding(effect=-0.4, interval=Interval(-1.2, 0.4), label="no_clear_pattern")
    assert "smaller than 1.2 points" in message(insights_of(finding), finding)


def test_flags_in_words() -> None:
    finding = make_finding(flags=("skin_first", "sign_flips", "inseparable:food:food 1"))
    assert wording.flags(insights_of(finding), finding) == [
        "Your skin may have changed first: severity is at least as strongly linked to dairy on the days after.",
        "After adjusting for weekday, trend, yesterday's severity, stress, sleep, exercise, treatments and cycle, the "
        "difference reverses.",
        "It cannot be separated from food 1: the two nearly always change together.",
    ]


@pytest.mark.parametrize(
    ("exposed", "unexposed", "missing"),
    [
        (9, 40, "1 more day with dairy, with severity recorded, to show a difference"),
        (40, 8, "2 more days without dairy, with severity recorded, to show a difference"),
        (
            7,
            7,
            "16 more days with severity and dairy recorded, at least 3 with dairy and 3 without dairy, to show a "
            "difference",
        ),
        (5, 24, "5 more days with dairy, with severity recorded, to show a difference"),
        (4, 15, "11 more days with severity and dairy recorded, at least 6 with dairy, to show a difference"),
        (14, 15, "1 more day with severity and dairy recorded to show a difference"),
        (15, 15, "12 more days with severity recorded to judge it"),
    ],
)
def test_what_is_missing_exactly(exposed: int, unexposed: int, missing: str) -> None:
    visible = exposed >= 10 and unexposed >= 10 and exposed + unexposed >= 30
    finding = unshown(exposed, unexposed)
    if visible:
        finding = make_finding(n_exposed=exposed, n_unexposed=unexposed, label="not_enough_data")
    assert wording.needs(insights_of(finding), finding) == missing


def test_lags_in_words() -> None:
    finding = make_finding()
    assert wording.compared(insights_of(finding, lags=(1,))) == "8 factors compared, 1 day before"
    assert wording.compared(insights_of(finding, lags=(0, 1, 7))) == "8 factors compared, 0, 1, 7 days before"
    assert wording.chance(insights_of(finding)).startswith("Even if nothing affects severity, over a year of looks ")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.2, 1.7, "0.2 to 1.7 higher"), (-1.7, -0.2, "0.2 to 1.7 lower"), (-0.3, 1.2, "0.3 lower to 1.2 higher")],
)
def test_an_interval_in_words(low: float, high: float, text: str) -> None:
    finding = make_finding(effect=(low + high) / 2, interval=Interval(low, high))
    assert f"(95 % interval {text})" in message(insights_of(finding), finding)


@pytest.mark.parametrize(
    ("factor", "step"),
    [
        ("food:oat latte", '"food:oat latte"'),
        ("drink:coffee", "drink:coffee"),
        ("stress", "Next: change it for two weeks and watch."),
        ("plants", "Next: change it for two weeks and watch."),
        ("premenstrual", "Next: watch it over the coming cycles."),
    ],
)
def test_the_next_step_is_a_trial_only_of_what_can_be_left_out(factor: str, step: str) -> None:
    finding = make_finding(factor=factor)
    text = message(insights_of(finding), finding)
    assert step in text
    assert ("gutskin trial start" in text) == (":" in factor)


@pytest.mark.parametrize(
    ("factor", "effect", "step"),
    [
        ("treatment:zinc paste", -0.8, 'gutskin trial start "treatment:zinc paste" --use'),
        ("treatment:zinc paste", 0.8, 'gutskin trial start "treatment:zinc paste")'),
        ("supplement:zinc", -0.8, "gutskin trial start supplement:zinc --use"),
        ("practice:yoga", -0.8, "gutskin trial start practice:yoga --use"),
        ("tag:pollen", 0.8, "gutskin trial start tag:pollen"),
        ("tag:pollen", -0.8, "Next: change it for two weeks and watch."),
        ("fermented", -0.8, "Next: change it for two weeks and watch."),
        ("drink:water", 0.8, "Next: change it for two weeks and watch."),
    ],
)
def test_the_next_step_is_the_trial_that_can_test_the_pattern(factor: str, effect: float, step: str) -> None:
    finding = make_finding(factor=factor, effect=effect, interval=Interval(effect - 0.2, effect + 0.2))
    text = message(insights_of(finding), finding)
    assert step in text
    prescribed = "Never stop or start a prescribed treatment without asking whoever prescribed it."
    assert (prescribed in text) == factor.startswith(("treatment", "supplement"))


def test_what_would_make_it_clearer_and_when_it_is_judged_first() -> None:
    finding = make_finding(label="no_clear_pattern")
    text = message(insights_of(finding, unsure=14, recorded=70), finding)
    assert "Confirming the uncertain labels of 14 days would make it clearer." in text
    assert "Logging severity on more days would make it clearer: 30 of 100 days have none." in text
    assert "would make it clearer" not in message(insights_of(finding, unsure=9), finding)
    assert "labels of 10 days would make it clearer" in message(insights_of(finding, unsure=10), finding)
    waiting = insights_of(finding, assessment=Assessment(FIRST, None, 40, 60))
    assert wording.judged(waiting, finding) == "First judged in 20 more days with severity."


def test_changes_of_what_is_compared_are_another_chance() -> None:
    finding = make_finding()
    assert "changed on 3 days; each change is another chance" in wording.chance(insights_of(finding, changes=3))
    assert "changed" not in wording.chance(insights_of(finding))


def test_numbers_are_never_minus_nothing() -> None:
    assert [wording.decimal(value) for value in (-0.04, 0.0, 1.25, None)] == ["0.0", "0.0", "1.2", ""]


def test_the_pairs_of_a_lag() -> None:
    assert AtLag(1, 3, 4, 0.0, 0.0, 0.0, 0.0, 1.0).pairs == 7
