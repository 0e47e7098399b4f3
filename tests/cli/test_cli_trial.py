"""gutskin trial: started past the gate, followed from the meals, ended, taken along in exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from click.testing import CliRunner, Result

from gutskin_tui import paths
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import fixed_clock
from gutskin_tui.store import Journal
from gutskin_tui.trials import safety

Good = Callable[..., str]
Runs = Callable[..., Result]

LONDON = ZoneInfo("Europe/London")
NO = tuple(word for question in safety.QUESTIONS for word in (question.option, "no"))
PRODUCT_QUESTIONS = [question.option for question in safety.unanswered({}, "treatment:zinc paste", "acne")]
START = ("trial", "start", "dairy", "--condition", "rosacea", *NO)


def on(day: date, *words: str) -> str:
    """Run a command at noon of a day."""
    clock = fixed_clock(datetime(day.year, day.month, day.day, 12, tzinfo=LONDON), "Europe/London")
    result = CliRunner().invoke(gutskin, list(words), obj=Session(clock))
    assert result.exit_code == 0, result.output
    return result.stdout


def status(good: Good, *words: str) -> Any:
    return json.loads(good("trial", "status", *words, "--json"))


def test_without_a_trial_the_first_step_is_taught(good: Good) -> None:
    assert "gutskin trial start" in good("trial", "status")
    assert "gutskin trial start" in good("trial", "list")
    assert status(good) is None
    assert json.loads(good("trial", "list", "--json")) == []
    assert not paths.journal_path().exists()


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


def test_a_whole_trial_from_the_meals(good: Good) -> None:
    good(*START, "--smallest", "1")
    first = date(2026, 11, 21)
    for back in range(21):
        day = first + timedelta(days=back)
        out = 7 <= back < 14
        on(day, "add", "meal", "rice, apple" if out and back != 9 else "toast, glass of milk")
        on(day, "add", "skin", "--severity", "2" if out else "5")
    noon = first + timedelta(days=10)
    text = on(noon, "trial", "status")
    assert "day 11 of 21, elimination: no dairy until 5 Dec\nEvidence on dairy: eliminated. " in text
    assert "\nslips: Mon 30 Nov\n" in text
    assert "Adherence 75 % (4 days, 1 slip)." in text
    assert on(noon, "trial", "list") == (
        "no dairy  quick  day 11 of 21  skin 5.0 → 2.0; too early to call (a verdict needs day 21)\n"
    )
    end = first + timedelta(days=21)
    assert "Verdict: hint.\n" in on(end, "trial", "status")
    document = json.loads(on(end, "trial", "status", "dairy", "--json"))
    assert (document["status"], document["over"], document["result"]["nap"]) == ("possible pattern", True, 1.0)
    assert document["adherence"]["slips"] == ["2026-11-30"]
    assert document["words"][-1] == "Not medical advice."
    assert on(end, "trial", "day", "2026-12-01", "slipped").startswith("Tue 1 Dec: slipped; adherence 71 % (7 days, 2")
    assert "no verdict (adherence 71 %, 80 % is needed)" in on(end, "trial", "list")
    assert on(end, "trial", "day", "2026-11-30", "kept").startswith("Mon 30 Nov: kept; adherence 85 %")
    on(end, "trial", "day", "2026-12-01", "clear")
    assert json.loads(on(end, "trial", "status", "--json"))["adherence"]["share"] == 1.0
    assert on(end, "undo") == "Undone: Corrected a day of a trial\n"


def test_an_early_end_needs_a_reason(good: Good, run: Runs) -> None:
    good(*START)
    result = run("trial", "end")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--reason" in result.stderr
    assert good("trial", "end", "--reason", "a holiday") == "Ended: no dairy; no verdict (stopped early).\n"
    assert "ended on Sat 21 Nov: a holiday" in good("trial", "status")
    assert run("trial", "end", "--reason", "again").exit_code == 1
    good("undo")
    assert status(good)["ended"] is None


def test_a_severe_reaction_ends_it_with_the_safety_text(good: Good, run: Runs) -> None:
    good(*START)
    output = good("trial", "end", "--reaction", "lips swollen", "--severity", "severe")
    assert output.startswith(safety.SEVERE)
    assert status(good)["ended"]["reason"] == "severe_reaction"
    good("undo")
    assert good("trial", "reaction", "red cheeks", "--severity", "mild") == f"Saved: mild reaction. {safety.WATCH}\n"
    assert status(good)["ended"] is None
    assert good("trial", "reaction", "lips swollen", "--severity", "severe") == f"{safety.SEVERE}\n"
    document = status(good)
    assert document["ended"]["reason"] == "severe_reaction"
    assert [reaction["severity"] for reaction in document["reactions"]] == ["mild", "severe"]
    assert run("trial", "end", "--severity", "severe").exit_code == 2
    good("undo")
    assert (
        good("trial", "end", "--reaction", "red cheeks", "--severity", "moderate")
        == f"{safety.WATCH}\nEnded: no dairy; no verdict (stopped early).\n"
    )


def test_how_bad_a_reaction_was_is_never_assumed(good: Good, run: Runs) -> None:
    good(*START)
    for words in (("reaction", "red cheeks"), ("end", "--reaction", "red cheeks")):
        refused = run("trial", *words)
        assert refused.exit_code == 2
        assert "--severity" in refused.stderr
    assert status(good)["reactions"] == []


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


def test_days_are_corrected_within_the_trial_only(good: Good, run: Runs) -> None:
    assert run("trial", "day", "today", "kept").exit_code == 1
    good(*START)
    for words in (["yesterday", "kept"], ["tomorrow", "kept"], ["today", "perhaps"], ["someday", "kept"]):
        assert run("trial", "day", *words).exit_code == 2


def test_trials_go_out_and_come_in(good: Good, tmp_path: Path) -> None:
    good(*START)
    good("trial", "day", "today", "kept")
    good("trial", "reaction", "=1+1", "--severity", "mild")
    good("add", "drink", "250")
    first, second, elsewhere = tmp_path / "a.json", tmp_path / "b.json", str(tmp_path / "other.json")
    assert good("export", "-o", str(first)) == f"Wrote 1 entry, 1 trial to {first}\n"
    jsonschema.validate(json.loads(first.read_bytes()), json.loads(good("schema")))
    assert good("import", str(first), "--journal", elsewhere) == "1 entry added; 1 trial added.\n"
    good("export", "-o", str(second), "--journal", elsewhere)
    assert first.read_bytes() == second.read_bytes()
    assert good("import", str(first), "--journal", elsewhere).endswith("; 0 trials added, 1 already there.\n")
    assert good("undo", "--journal", elsewhere).startswith("Undone: Imported a file")
    with Journal.open(Path(elsewhere)) as journal:
        assert (journal.records("trials"), journal.count()) == ({}, 0)
    good("trial", "reaction", "later", "--severity", "moderate")
    with Journal.open(paths.journal_path(), read_only=True) as journal:
        assert journal.problems() == []
    assert "1 skipped: the journal has a newer version" in good("import", str(first), "--dry-run")


def test_the_status_of_a_food_follows_its_trial(good: Good) -> None:
    assert json.loads(good("foods", "show", "oat latte", "--json"))["status"] == "untested"
    assert "your trials: untested\n" in good("foods", "show", "oat latte")
    good("trial", "start", "food:Oat Latte", "--start", "2026-11-14", *START[3:])
    assert json.loads(good("foods", "show", "oat lattes", "--json"))["status"] == "eliminated"
    assert "your trials: eliminated\n" in good("foods", "show", "oat lattes")
    assert "Evidence on oat latte: eliminated. The plan was locked on " in good("trial", "status")


def test_the_chart_names_the_phases(good: Good) -> None:
    good("trial", "start", "dairy", "--design", "rigorous", "--pairs", "4", *START[3:])
    good("add", "skin", "--severity", "4")
    lines = good("trial", "status").splitlines()
    (names,) = [line for line in lines if "├" in line and "out" in line]
    assert names.count(" out ") == names.count(" in ") == 4
    assert "washout: today does not count" in lines[1]


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
