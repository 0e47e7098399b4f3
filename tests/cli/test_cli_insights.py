"""`gutskin insights`, and the settings it depends on."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from gutskin_tui import paths, settings
from gutskin_tui.clock import Clock
from gutskin_tui.insights.wording import FOOTER
from gutskin_tui.model.entries import make
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal

Good = Callable[..., str]
Runs = Callable[..., Result]
KEYS = {
    "factor", "lag", "n_exposed", "n_unexposed", "effect", "unit", "ci_low", "ci_high", "hodges_lehmann",
    "cliffs_delta", "p", "label", "flags", "needs", "p_smallest", "n_unknown", "could_hide", "looked_at_since",
    "last_look", "next_look",
}  # fmt: skip


@pytest.fixture
def year(clock: Clock) -> None:
    with Journal.open(paths.journal_path()) as journal:
        journal.add(*sample_entries(365, 1, clock))


@pytest.mark.usefixtures("year")
def test_the_sample_shows_what_was_put_in(good: Good) -> None:
    document = json.loads(good("insights", "--json"))
    assert set(document) >= {"outcome", "lags", "days", "factors"}
    assert (document["outcome"], document["lags"], document["days"]) == ("severity", [0, 1, 2, 3], 365)
    assert all(set(factor) >= KEYS for factor in document["factors"])
    by_name = {factor["factor"]: factor for factor in document["factors"]}
    # Most days without dairy have a meal that leaves it uncertain.
    assert by_name["dairy"]["flags"] == ["mostly_unknown"]
    assert (by_name["dairy"]["label"], by_name["dairy"]["lag"], by_name["dairy"]["unit"]) == ("possible", 2, "points")
    assert by_name["dairy"]["could_hide"] is None
    assert by_name["alcohol"]["could_hide"] == max(-by_name["alcohol"]["ci_low"], by_name["alcohol"]["ci_high"])
    assert (by_name["dairy"]["looked_at_since"], by_name["dairy"]["next_look"]) == ("2025-11-22", 131)
    assert by_name["dairy"]["ci_low"] < 0.9 < by_name["dairy"]["ci_high"]  # what the sample adds
    assert by_name["alcohol"]["label"] == "no_clear_pattern"


@pytest.mark.usefixtures("year")
def test_the_same_seed_gives_the_same(good: Good) -> None:
    once = good("insights", "--json")
    assert good("insights", "--json") == once == good("insights", "--json", "--seed", "1")
    assert good("insights", "--json", "--seed", "2") != once


@pytest.mark.usefixtures("year")
def test_a_table_and_sentences_within_80_columns(good: Good) -> None:
    output = good("insights")
    lines = output.splitlines()
    assert lines[0] == "Severity in points, 22 Nov 2025 to 21 Nov 2026: 319 of 365 days recorded."
    assert max(map(len, lines)) <= 80
    assert lines[2].split() == ["95", "%"]
    assert lines[3].split() == ["factor", "delay", "with", "without", "difference", "days", "interval", "certainty"]
    assert lines[4].split()[:4] == ["dairy", "2", "d", "4.1"]
    assert lines[-1] == FOOTER
    whole = " ".join(lines)
    assert "Possible pattern among 10 factors compared, 0 to 3 days before." in " ".join(whole.split())
    assert "An association is not proof." in " ".join(whole.split())


def test_an_empty_journal(good: Good) -> None:
    assert "Nothing to compare yet" in good("insights")
    assert FOOTER in good("insights")
    document = json.loads(good("insights", "--json"))
    assert (document["days"], document["recorded"]) == (1, 0)
    assert {factor["label"] for factor in document["factors"]} == {"not_enough_data"}
    assert all(factor["needs"] and factor["effect"] is None for factor in document["factors"])


def test_without_meals_the_missing_days_are_named(good: Good, clock: Clock) -> None:
    with Journal.open(paths.journal_path()) as journal:
        journal.add(*(make("skin", {"severity": back % 7}, clock, clock.now() - timedelta(back)) for back in range(40)))
        journal.add(*(make("stress", {"score": back % 5}, clock, clock.now() - timedelta(back)) for back in range(40)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = json.loads(good("insights", "--json"))
    assert (document["days"], document["from"]) == (40, "2026-10-13")
    by_name = {factor["factor"]: factor for factor in document["factors"]}
    assert by_name["dairy"]["needs"].startswith(
        "30 more days with severity and dairy recorded, at least 10 with dairy "
    )
    assert by_name["stress"]["needs"] == "21 more days with severity recorded to judge it"  # today is not over
    assert (by_name["stress"]["p"], by_name["stress"]["next_look"], by_name["stress"]["last_look"]) == (None, 21, None)
    output = " ".join(good("insights").split())
    assert "Dairy needs 30 more days" in output


def test_an_entry_that_cannot_be_read_is_passed_over(run: Runs, journal_file: Path, clock: Clock) -> None:
    with Journal.open(journal_file) as journal:
        journal.add(*(make("skin", {"severity": 4}, clock, clock.now() - timedelta(back)) for back in range(3)))
    journal_file.write_text(journal_file.read_text().replace('"severity":4', '"severity":11', 1))
    result = run("insights", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["recorded"] == 2


@pytest.mark.usefixtures("year")
def test_days_and_outcome_may_be_named(good: Good) -> None:
    document = json.loads(good("insights", "--json", "--from", "2026-08-01", "--to", "2026-10-31", "--outcome", "Itch"))
    assert (document["outcome"], document["from"], document["to"], document["days"]) == (
        "itch",
        "2026-08-01",
        "2026-10-31",
        92,
    )
    assert document["counted_from"] == "2026-08-01"
    assert document["notes"] == [
        "The days are counted from 1 Aug 2026, as --from says: patterns are judged as if the journal began then. Every "
        "other start that you try is another chance of a false pattern."
    ]
    assert document["notes"][0] in " ".join(good("insights", "--from", "2026-08-01").split())
    whole = json.loads(good("insights", "--json"))
    assert whole["notes"] == []
    assert json.loads(good("insights", "--json", "--from", "2020-01-01"))["notes"] == []
    assert "counted from" not in good("insights")
    assert "stress" not in [
        factor["factor"] for factor in json.loads(good("insights", "--json", "--outcome", "stress"))["factors"]
    ]


def test_a_diary_that_ended_long_ago_is_looked_at_to_its_end(good: Good, clock: Clock) -> None:
    with Journal.open(paths.journal_path()) as journal:
        journal.add(
            *(make("skin", {"severity": 3}, clock, clock.now() - timedelta(back)) for back in range(500, 1000, 100))
        )
    document = json.loads(good("insights", "--json"))
    assert (document["days"], document["to"], document["recorded"]) == (365, "2025-07-09", 4)


@pytest.mark.usefixtures("year")
def test_a_factor_that_is_chosen_later_counts_its_own_days(good: Good) -> None:
    good("settings", "set", "factors", "dairy,treatment:azelaic acid,tag:pollen")
    document = json.loads(good("insights", "--json"))
    by_name = {factor["factor"]: factor for factor in document["factors"]}
    assert list(by_name) == ["dairy", "treatment:azelaic acid", "tag:pollen"]
    assert by_name["dairy"]["looked_at_since"] == "2025-11-22"
    assert by_name["treatment:azelaic acid"]["looked_at_since"] == "2026-11-21"
    assert (by_name["treatment:azelaic acid"]["label"], by_name["treatment:azelaic acid"]["p"]) == (
        "not_enough_data",
        None,
    )
    assert by_name["treatment:azelaic acid"]["effect"] is not None
    assert document["changes"] == 1
    assert "changed on 1 day; each change is another chance" in " ".join(good("insights").split())


def test_factors_chosen_before_the_first_entry_need_no_record(good: Good, clock: Clock) -> None:
    good("settings", "set", "factors", "gluten,stress")
    with Journal.open(paths.journal_path()) as journal:
        journal.add(*sample_entries(90, 1, clock))
        assert journal.records("factors") == {}
    document = json.loads(good("insights", "--json"))
    assert {factor["looked_at_since"] for factor in document["factors"]} == {document["from"]}


def test_conditions_decide_the_lags(good: Good) -> None:
    good("settings", "set", "conditions", "acne,rosacea")
    assert json.loads(good("insights", "--json"))["lags"] == list(range(8))
    good("settings", "set", "conditions", "psoriasis")
    assert json.loads(good("insights", "--json"))["lags"] == list(range(7, 29))


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (["--outcome", "luck"], 'Unknown measure "luck"'),
        (["--from", "2026-11-20", "--to", "2026-11-01"], "--from is a later day than --to."),
        (["--seed", "-1"], "--seed"),
        (["--seed", "x"], "--seed"),
        (["--from", "2027-01-01"], ""),
    ],
)
def test_a_wrong_option_is_a_sentence(run: Runs, words: list[str], output: str) -> None:
    result = run("insights", *words)
    assert result.exit_code == 2
    assert output in result.stderr


def test_factors_are_checked_when_set_and_saved_in_a_single_spelling(run: Runs, good: Good) -> None:
    refused = run("settings", "set", "factors", "dairy,luck")
    assert refused.exit_code == 2
    assert '"luck" is not a factor' in refused.stderr
    assert good("settings", "set", "factors", "Dairy, stress, food:Oat latte,dairy") == (
        "factors is now dairy,stress,food:oat latte.\n"
    )
    document = json.loads(good("insights", "--json"))
    assert [factor["factor"] for factor in document["factors"]] == ["dairy", "stress", "food:oat latte"]
    eleven = "dairy,gluten,egg,soy,nuts,spicy,fruit,legume,stress,itch,water"
    assert run("settings", "set", "factors", eleven).exit_code == 2


@pytest.mark.usefixtures("year")
def test_a_settings_file_edited_by_hand(good: Good, run: Runs) -> None:
    settings.save(paths.settings_path(), {"factors": ["dairy", "luck"]})
    assert good("insights").startswith('Ignoring "luck" in your settings: not a factor.\n')
    document = json.loads(good("insights", "--json"))
    assert ([factor["factor"] for factor in document["factors"]], document["ignored"]) == (["dairy"], ["luck"])
    settings.save(paths.settings_path(), {"outcome": "luck"})
    result = run("insights")
    assert result.exit_code == 2
    assert 'Unknown measure "luck"' in result.stderr


def test_a_food_of_any_name_is_text(good: Good, clock: Clock) -> None:
    with Journal.open(paths.journal_path()) as journal:
        journal.add(make("skin", {"severity": 4}, clock))
    settings.save(paths.settings_path(), {"factors": ["food:[b]寿司" + "x" * 60, "food:{0}"]})
    output = good("insights")
    assert "[b]寿司" in output
    assert "{0}" in output
    assert "\x1b" not in output


@pytest.mark.parametrize("data", [b"hello private words", b"[1]", b'{"meal": 5}'])
def test_a_damaged_journal_is_a_line(run: Runs, journal_file: Path, data: bytes) -> None:
    journal_file.parent.mkdir(parents=True)
    journal_file.write_bytes(data)
    result = run("insights", "--json")
    assert result.exit_code == 1
    assert "private words" not in result.output
    assert journal_file.read_bytes() == data


def test_today_is_not_without_what_may_still_be_eaten(good: Good, clock: Clock) -> None:
    with Journal.open(paths.journal_path()) as journal:
        for back in range(3):
            at = clock.now() - timedelta(days=back)
            journal.add(make("meal", {"text": "apple"}, clock, at=at), make("skin", {"severity": 3}, clock, at=at))
    (dairy,) = (factor for factor in json.loads(good("insights", "--json"))["factors"] if factor["factor"] == "dairy")
    assert dairy["lag"] == 0
    assert dairy["n_unexposed"] == 2
