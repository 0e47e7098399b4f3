"""gutskin trial start: the plan, its defaults, the questions before it, and refusals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from trial_commands import NO, START, status

from gutskin_tui import paths
from gutskin_tui.trials import safety

Good = Callable[..., str]
Runs = Callable[..., Result]


def test_a_start_is_printed_frozen_and_undone(good: Good) -> None:
    lines = good(*START, "--days", "14", "--stop", "if it burns").splitlines()
    assert lines[:4] == [
        "no dairy: a quick trial for rosacea, 42 days",
        "  baseline        Sat 21 Nov to Fri 4 Dec",
        "  elimination     Sat 5 Dec to Fri 18 Dec",
        "  reintroduction  Sat 19 Dec to Fri 1 Jan 2027",
    ]
    assert lines[-1] == "Started: no dairy. Today: eat dairy as usual until 5 Dec."
    document = status(good)
    assert (document["what"], document["days"], document["day"], document["phase"]) == ("dairy", 42, 1, "baseline")
    assert (document["frozen"], document["stop_rules"]) == ("2026-11-21T14:15:00.000+00:00", "if it burns")
    assert document["result"]["verdict"] == "too early to call"
    assert good("trial", "status").splitlines()[1] == "day 1 of 42, baseline: eat dairy as usual until 5 Dec"
    assert good("undo") == "Undone: Started a trial\n"
    assert status(good) is None
    assert good("redo") == "Redone: Started a trial\n"
    assert status(good) == document


def test_defaults_follow_condition_and_settings(good: Good) -> None:
    good("settings", "set", "conditions", "acne")
    good("settings", "set", "outcome", "redness")
    good("trial", "start", "added sugar", *NO)
    document = status(good)
    assert (document["what"], document["condition"], document["phase_days"]) == ("added_sugar", "acne", 28)
    assert (document["outcome"], document["smallest_change"]) == ("redness", 0.4)


def test_a_rigorous_trial(good: Good) -> None:
    output = good(
        "trial", "start", "food:oat latte", "--condition", "rash", "--design", "rigorous", "--pairs", "5", *NO
    )
    assert "no oat latte: a rigorous trial for rash, 70 days" in output
    assert output.count(", without oat latte") == output.count(", with oat latte") == 5
    assert "With 5 pairs the smallest possible p is 0.0312: by chance alone 1 trial in 32" in output
    document = status(good)
    assert (len(document["order"]), document["result"]["smallest_p"]) == (5, 1 / 32)


@pytest.mark.parametrize("name", [question.option for question in safety.QUESTIONS])
def test_a_yes_starts_nothing(run: Runs, name: str) -> None:
    result = run(*START, name, "yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert ("emergency number" in result.stderr) == (name == "--swelling")
    assert not paths.journal_path().exists()


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (["dairy"], "--condition"),
        (["dairy", "--condition", "rosacea"], "--swelling, --allergy, --under-18"),
        (["dairy", "--condition", "rosacea", *NO[2:]], "first: --swelling."),
        (["dairy", "--condition", "eczema", *NO], "first: --go-on."),
        ([*START[2:], "--days", "6"], "7 to 168"),
        ([*START[2:], "--days", "x"], "x"),
        ([*START[2:], "--outcome", "water"], "cannot be the outcome"),
        ([*START[2:], "--pairs", "4"], "Only a rigorous"),
        ([*START[2:], "--design", "rigorous", "--pairs", "3"], "4 to 12"),
        ([*START[2:], "--smallest", "0"], "above 0"),
        ([*START[2:], "--smallest", "nan"], "above 0"),
        ([*START[2:], "--start", "2026-11-01"], "only the baseline"),
        ([*START[2:], "--start", "2027-11-01"], "within 60 days"),
        ([*START[2:], "--start", "soon"], "such as today"),
        ([*START[2:], "--start", "2026-11-31"], "exists"),
        (["diary", *START[3:]], "Name one label"),
        (["dairy,gluten", *START[3:]], "one at a time"),
        (["", *START[3:]], "Name one label"),
        (["x" * 5000, *START[3:]], "Name one label"),
        ([f"food:{'x' * 300}", *START[3:]], "at most 200"),
    ],
)
def test_a_refused_start_is_explained_in_a_line(run: Runs, words: list[str], output: str) -> None:
    result = run("trial", "start", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert output in result.stderr
    assert not paths.journal_path().exists()


def test_start_days(good: Good) -> None:
    for typed, day in (
        ("tomorrow", "2026-11-22"),
        ("mon", "2026-11-23"),
        ("30 nov", "2026-11-30"),
        ("2026-11-14", "2026-11-14"),
        ("yesterday", "2026-11-20"),
        ("3 jan", "2027-01-03"),
    ):
        good(*START, "--start", typed)
        assert status(good)["from"] == day
        good("undo")


def test_a_second_trial_is_refused_and_eczema_needs_confirmation(good: Good, run: Runs) -> None:
    good("trial", "start", "dairy", "--condition", "eczema", "--go-on", "yes", *NO)
    assert status(good)["phase_days"] == 14
    result = run(*START)
    assert result.exit_code == 2
    assert "one at a time" in result.stderr
    assert run("trial", "start", "dairy", "--condition", "eczema", "--go-on", "no", *NO).exit_code == 1
