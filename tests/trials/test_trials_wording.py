"""Wording of trials: the safety questions first, and no sentence that claims too much."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from trial_people import after, reading, trial

from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.model.trial import OUTCOMES, Ending, Reaction
from gutskin_tui.trials import safety, wording
from gutskin_tui.trials.adherence import Reading
from gutskin_tui.trials.plan_wording import warnings
from gutskin_tui.trials.report import TrialReport, status
from gutskin_tui.trials.report_json import as_json
from gutskin_tui.trials.results import result

NO = {question.name: False for question in safety.unanswered({}, "dairy", "acne")}
FORBIDDEN = re.compile(r"cause|safe|allerg|diagnos|prove[sd]?\b(?<!not prove)", re.IGNORECASE)
BAD, CALM = [6.0, 7, 6, 7, 6, 7, 6], [2.0, 3, 2, 3, 2, 3, 2]


@pytest.mark.parametrize("name", list(NO))
def test_a_yes_fails_the_safety_check(name: str) -> None:
    for answers in (NO | {name: True}, {name: True}):  # whichever questions are unanswered
        with pytest.raises(safety.SafetyError) as raised:
            safety.check(answers, "dairy", "rosacea")
        assert raised.value.refused
        assert str(raised.value) == (safety.EMERGENCY if name == "swelling" else safety.SEE_A_CLINICIAN)


@pytest.mark.parametrize("name", list(NO))
def test_every_question_has_to_be_answered(name: str) -> None:
    with pytest.raises(safety.SafetyError, match=name.replace("_", "-")) as raised:
        safety.check({question: False for question in NO if question != name}, "dairy", "rosacea")
    assert not raised.value.refused
    assert [
        question.name
        for question in safety.unanswered({question: False for question in NO if question != name}, "dairy", "rosacea")
    ] == [name]


def test_eczema_is_confirmed_besides() -> None:
    for condition in ("acne", "rosacea", "psoriasis", "rash"):
        safety.check(NO, "dairy", condition)  # type: ignore[arg-type]
    with pytest.raises(safety.SafetyError, match="go-on"):
        safety.check(NO, "dairy", "eczema")
    with pytest.raises(safety.SafetyError, match="not recommended") as raised:
        safety.check(NO | {"go_on": False}, "dairy", "eczema")
    assert raised.value.refused
    safety.check(NO | {"go_on": True}, "dairy", "eczema")
    with pytest.raises(safety.SafetyError, match="see a doctor"):
        safety.check(NO | {"go_on": True, "pregnant": True}, "dairy", "eczema")


def test_the_questions_are_complete_and_the_texts_give_the_next_step() -> None:
    questions_text = " ".join(question.text for question in safety.unanswered({}, "dairy", "acne"))
    for word in (
        "allergy",
        "under 18",
        "pregnant",
        "breastfeeding",
        "eating disorder",
        "two or more foods",
        "lips",
        "breathe",
    ):
        assert word in questions_text
    assert "emergency number" in safety.EMERGENCY
    assert "emergency number" in safety.SEVERE
    assert all(
        len(text) < 400
        for text in (safety.EMERGENCY, safety.SEE_A_CLINICIAN, safety.SEVERE, f"{safety.ECZEMA} No trial.")
    )


def test_a_treatment_has_its_own_questions_and_is_refused_if_prescribed() -> None:
    names = [question.name for question in safety.unanswered({}, "treatment:zinc paste", "eczema")]
    assert names == ["swelling", "under_18", "pregnant", "product_allergy", "prescribed"]
    assert names == [question.name for question in safety.unanswered({}, "supplement:zinc", "acne")]
    answers = dict.fromkeys(names, False)
    safety.check(answers, "treatment:zinc paste", "eczema")
    with pytest.raises(safety.SafetyError, match="asking whoever prescribed it") as raised:
        safety.check(answers | {"prescribed": True}, "treatment:zinc paste", "acne")
    assert raised.value.refused
    for name in ("under_18", "pregnant", "product_allergy"):
        with pytest.raises(safety.SafetyError, match="doctor or pharmacist"):
            safety.check({name: True}, "treatment:zinc paste", "acne")
    with pytest.raises(safety.SafetyError, match="food allergy"):  # asked for foods, and heeded for all
        safety.check({"allergy": True}, "treatment:zinc paste", "acne")
    with pytest.raises(safety.SafetyError, match="--prescribed"):
        safety.check({"swelling": False}, "treatment:zinc paste", "acne")
    for what in ("practice:yoga", "tag:pollen"):
        names = [question.name for question in safety.unanswered({}, what, "acne")]
        assert names == ["swelling", "under_18", "pregnant"]
    assert safety.unanswered({}, "drink:coffee", "acne") == safety.unanswered({}, "dairy", "acne")


def every_view() -> list[TrialReport]:
    """Return trials of each design in every state that words are made for."""
    reports = []
    ends = [
        None,
        Ending(day="2026-01-15", reason="stopped", words="too hard"),
        Ending(day="2026-01-20", reason="severe_reaction"),
    ]
    people = [(CALM, BAD, 0), (BAD, CALM, 0), (BAD, BAD, 0), (CALM, BAD, 9), (CALM[:2], BAD, 0), ([], [], 0)]
    for design, condition, ended, person, smallest in itertools.product(
        ("quick", "rigorous"), ("rosacea", "acne"), ends, people, (1.0, 9.0)
    ):
        came = (Reaction(day="2026-01-20", severity="severe"),) if ended is ends[2] else ()
        plan = trial(design=design, condition=condition, ended=ended, reactions=came, smallest_change=smallest)
        data = reading(plan, *person)
        maybes = Reading(data.values, dict.fromkeys(data.eaten, Certainty.MAYBE))
        for read, back in itertools.product((data, maybes, Reading(data.values, {})), (-1, 0, 9, 20, 99)):
            today = plan.first + timedelta(days=back)
            trial_result = result(plan, read, today)
            reports.append(TrialReport(plan, today, (), read, trial_result, status(plan, trial_result, today)))
    return reports


def test_no_sentence_claims_too_much() -> None:
    verdicts = set()
    nexts = set()
    for report in every_view():
        sentences = report.sentences
        verdicts.add(report.result.verdict)
        nexts.add(sentences[-2])
        text = " ".join([*sentences, report.line, report.advice, *warnings(report.trial, 1.4)])
        assert not FORBIDDEN.search(text), text
        assert sentences[0].startswith("Verdict: ")
        assert sentences[-1] == "Not medical advice."
        assert sentences[-2].startswith("Next: ")
        tested = "is being tested" if report.result.verdict == "too early to call" else "was tested"
        assert f"One food {tested}. This does not prove that dairy is the reason." in sentences
        assert "nan" not in text
        assert "None" not in text
        if report.result.change is not None:
            assert " points" in text
            assert re.search(r"\d+ days?", text)
            assert "range " in text if report.trial.design == "quick" else "% interval" in text
        finished = report.result.verdict in ("no clear change", "hint", "supported by your own test")
        assert (wording.EXPECTATION in sentences) == finished
        assert ("This is your 1st finished trial: each has " in text) == finished
        if report.result.verdict == "no clear change":
            assert "tested, no clear change" in sentences[0]
            assert re.fullmatch(r"A change smaller than \d+\.\d points could have been missed\.", sentences[1])
            assert not re.search(r"\beat\b|pass", " ".join(sentences))
        if report.trial.design == "quick":
            assert "p = " not in text
            assert report.result.verdict != "supported by your own test"
        if report.result.verdict == "too early to call":
            assert "p = " not in text
    assert verdicts == {"too early to call", "no verdict", "no clear change", "hint", "supported by your own test"}
    assert len(nexts) >= 7


def test_the_result_of_a_rigorous_trial_in_words() -> None:
    plan = trial(design="rigorous")
    trial_result = result(plan, reading(plan, CALM, BAD), after(plan))
    sentences = wording.sentences(plan, trial_result, 0)
    assert sentences[:3] == [
        "Verdict: supported by your own test.",
        "As planned: skin averaged 4.0 points lower without dairy than with it (87.5 % interval 4.0 to 4.0 lower; 4 "
        "pairs, 40 days). By pair: -4.0, -4.0, -4.0, -4.0.",
        "If it made no difference, 6.25 % of all possible orders would still give a result at least this good "
        "(p = 0.0625, two-sided 0.125; 4 pairs could not give a p under 0.0625).",
    ]
    assert sentences[3] == "As eaten: skin averaged 2.4 points on 20 days without dairy, 6.4 on 20 days with it."
    assert wording.line(plan, trial_result, after(plan)) == (
        "no dairy  rigorous  ended 1 Mar  skin -4.0 without, 4 pairs; supported by your own test"
    )


def test_the_interval_has_the_direction_of_the_difference() -> None:
    plan = trial(design="rigorous")
    trial_result = result(plan, reading(plan, BAD, CALM), after(plan))
    assert (
        "4.0 points higher without dairy than with it (87.5 % interval 4.0 to 4.0 higher"
        in wording.sentences(plan, trial_result, 0)[2]
    )
    assert trial_result.test is not None
    assert wording.interval(plan, trial_result.test) == (pytest.approx(4.0), pytest.approx(4.0))


@pytest.mark.parametrize("design", ["quick", "rigorous"])
def test_a_trial_without_any_difference_has_no_direction(design: str) -> None:
    plan = trial(design=design)
    sentences = wording.sentences(plan, result(plan, reading(plan, [4.0] * 7, [4.0] * 7), after(plan)), 0)
    text = " ".join(sentences)
    assert not re.search(r"[-+]0\.0|0\.0 (points )?(higher|lower)", text)
    same = (
        "As planned: skin averaged the same without dairy as with it (87.5 % interval 0.0 to 0.0; 4 pairs, 40 days). "
        "By pair: 0.0, 0.0, 0.0, 0.0."
    )
    assert (same in text) == (design == "rigorous")


def test_the_line_of_a_trial_without_any_difference_has_no_sign() -> None:
    plan = trial(design="rigorous")
    trial_result = result(plan, reading(plan, [4.0] * 7, [4.0] * 7), after(plan))
    assert "skin no different without, 4 pairs" in wording.line(plan, trial_result, after(plan))


def test_what_became_worse_is_called_so() -> None:
    plan = trial()
    worse = result(plan, reading(plan, BAD, CALM), after(plan))
    assert wording.verdict(worse) == "tested, no clear change (the days without it were worse, not better)"
    same = result(plan, reading(plan, BAD, BAD), after(plan))
    assert wording.verdict(same) == "tested, no clear change (the medians differ too little)"


@pytest.mark.parametrize("label", list(LABELS))
def test_every_label_has_a_name_that_reads(label: str) -> None:
    name = wording.name(trial(what=label))
    assert name.startswith("no ")
    assert "_" not in name
    assert wording.name(trial(what="food:oat latte")) == "no oat latte"
    assert "\x1b" not in wording.name(trial(what="food:\x1b[31m latte"))


def test_every_outcome_has_sentences_and_json() -> None:
    for outcome in OUTCOMES:
        for design in ("quick", "rigorous"):
            plan = trial(outcome=outcome, design=design)
            data = reading(plan, CALM, BAD)
            trial_result = result(plan, data, after(plan))
            view: Any = as_json(
                TrialReport(plan, after(plan), (), data, trial_result, status(plan, trial_result, after(plan)))
            )
            assert msgspec.json.decode(msgspec.json.encode(view)) == view
            assert view["result"]["verdict"] == trial_result.verdict


def test_a_baseline_before_the_plan_has_a_warning() -> None:
    for start, warned in (("2026-01-05", False), ("2026-01-04", True)):
        plan = trial(start=start)
        trial_result = result(plan, reading(plan, CALM, BAD), after(plan))
        assert (wording.SEEN_BEFORE in wording.sentences(plan, trial_result, 0)) is warned


def test_the_share_of_pairs_is_the_same_number_as_its_nap() -> None:
    quick = trial(phase_days=7, smallest_change=1.0)
    measured = msgspec.structs.replace(
        result(quick, reading(quick, BAD, CALM), after(quick)), nap=0.578, nap_back=0.996
    )
    text = " ".join(wording.sentences(quick, measured, 0))
    assert "57 % of the pairs (NAP 0.57; 0.50 is no difference)." in text
    assert "99 % of the pairs (NAP 0.99)." in text
