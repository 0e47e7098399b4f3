"""gutskin trial: followed from the meals, corrected, ended, and taken along in exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import jsonschema
from click.testing import Result
from trial_commands import START, on, status

from gutskin_tui import paths
from gutskin_tui.store import Journal
from gutskin_tui.trials import safety

Good = Callable[..., str]
Runs = Callable[..., Result]


def test_without_a_trial_the_first_step_is_taught(good: Good) -> None:
    assert "gutskin trial start" in good("trial", "status")
    assert "gutskin trial start" in good("trial", "list")
    assert status(good) is None
    assert json.loads(good("trial", "list", "--json")) == []
    assert not paths.journal_path().exists()


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
