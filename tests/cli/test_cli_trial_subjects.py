"""Trials of treatments, products and tags from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from trial_commands import NO, on, status

from gutskin_tui import paths
from gutskin_tui.trials import safety

Good = Callable[..., str]
Runs = Callable[..., Result]

PRODUCT_QUESTIONS = [question.option for question in safety.unanswered({}, "treatment:zinc paste", "acne")]


PRODUCT = ("--condition", "rosacea", *(word for name in PRODUCT_QUESTIONS for word in (name, "no")))


def test_a_treatment_is_tried_from_its_uses(good: Good) -> None:
    lines = good("trial", "start", "treatment:Zinc  paste", "--use", *PRODUCT).splitlines()
    assert lines[0] == "with zinc paste: a quick trial for rosacea, 21 days"
    assert lines[1:4] == [
        "  baseline            Sat 21 Nov to Fri 27 Nov",
        "  with zinc paste     Sat 28 Nov to Fri 4 Dec",
        "  without zinc paste  Sat 5 Dec to Fri 11 Dec",
    ]
    assert lines[4] == "Never stop, start or change a prescribed treatment without asking whoever prescribed it."
    assert lines[-1] == "Started: with zinc paste. Today: no zinc paste until 28 Nov."
    first = date(2026, 11, 21)
    for back in range(21):
        day = first + timedelta(days=back)
        used = 7 <= back < 14
        on(day, "add", "skin", "--severity", "2" if used else "5")
        if used and back != 9:
            on(day, "add", "treatment", "zinc paste", "--form", "cream")
    middle = on(first + timedelta(days=10), "trial", "status")
    assert "day 11 of 21, with zinc paste: use zinc paste every day until 5 Dec" in middle
    assert "\nslips: Mon 30 Nov\n" in middle
    end = first + timedelta(days=21)
    text = on(end, "trial", "status")
    assert "Verdict: hint.\n" in text
    assert "As used: skin averaged" in text
    document = json.loads(on(end, "trial", "status", "treatment:zinc paste", "--json"))
    assert (document["what"], document["tried"], document["result"]["nap"]) == ("treatment:zinc paste", "with", 1.0)
    assert document["adherence"]["share"] == pytest.approx(20 / 21)
    assert document["adherence"]["slips"] == ["2026-11-30"]


def test_a_prescribed_treatment_is_refused(run: Runs) -> None:
    for command in (["start", "treatment:steroid cream"], ["start", "supplement:iron", "--use"]):
        result = run("trial", *command, *PRODUCT, "--prescribed", "yes")
        assert result.exit_code == 1
        assert "without asking whoever prescribed it" in result.stderr
        assert "No trial was started." in result.stderr
    result = run("trial", "start", "treatment:steroid cream", "--condition", "acne", *NO[:2])
    assert result.exit_code == 2
    assert "--under-18, --pregnant, --product-allergy, --prescribed." in result.stderr
    assert not paths.journal_path().exists()


def test_what_cannot_be_used_or_left_out_is_refused(run: Runs) -> None:
    for what, message in (
        (("tag:pollen", "--use"), "leave this out instead"),
        (("dairy", "--use"), "leave this out instead"),
        (("drink:water",), "Water cannot be left out"),
        (("stress",), "Name one label"),
    ):
        result = run("trial", "start", *what, "--condition", "rosacea", *NO)
        assert result.exit_code == 2
        assert message in result.stderr


def test_a_tag_is_left_out_and_travels_with_an_export(good: Good, tmp_path: Path) -> None:
    assert "Today: pollen as usual, tagged +pollen until 28 Nov." in good(
        "trial", "start", "tag:Pollen", "--condition", "rosacea", *NO
    )
    good("add", "note", "walk", "--tags", "pollen")
    exported = good("export", "--format", "json")
    trials = json.loads(exported)["trials"]
    assert [(record["what"], record.get("tried")) for record in trials] == [("tag:pollen", None)]
    jsonschema.validate(json.loads(exported), json.loads(good("schema")))
    (tmp_path / "export.json").write_text(exported)
    paths.journal_path().unlink()
    good("import", str(tmp_path / "export.json"))
    assert status(good, "tag:pollen")["what"] == "tag:pollen"
