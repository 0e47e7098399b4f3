"""gutskin foods unknown and foods uncertain: lists in a pipe, questions answered by a key in a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gutskin_tui.nutrition.custom_foods import own_foods
from gutskin_tui.store import Journal
from tests.terminal import Terminal, surroundings

Good = Callable[..., str]


def test_unknown_foods_are_listed_in_a_pipe_and_answered_by_commands(good: Good) -> None:
    assert good("foods", "unknown") == "No unknown foods: every food in your meals and drinks is known.\n"
    good("add", "meal", "zorb, toast, felt tired", "--at", "2026-11-20 12:00")
    good("add", "meal", "quux, zorb", "--at", "2026-11-21 12:00")
    assert good("foods", "unknown").splitlines() == [
        "zorb  2 times, last Sat 21 Nov 2026",
        "quux  1 time, last Sat 21 Nov 2026",
        "felt tired  1 time, last Fri 20 Nov 2026",
    ]
    assert json.loads(good("foods", "unknown", "--json"))[0] == {"name": "zorb", "times": 2, "last": "2026-11-21"}
    assert good("foods", "set", "felt tired", "food=no") == "felt tired: no food.\n"
    assert good("foods", "set", "quux", "food=yes") == "quux: food.\n"
    good("foods", "recipe", "zorb", "cheese sandwich")
    assert json.loads(good("foods", "unknown", "--json")) == []
    assert json.loads(good("foods", "read", "--json", "felt tired")) == []
    assert "marked by you as no food" in good("foods", "show", "felt tired")
    assert json.loads(good("foods", "--json"))[0]["is_food"] is False
    good("foods", "set", "felt tired", "food=auto")
    assert [food["name"] for food in json.loads(good("foods", "unknown", "--json"))] == ["felt tired"]


def test_no_food_goes_through_an_export_and_an_import(good: Good, tmp_path: Path) -> None:
    good("foods", "set", "felt tired", "food=no")
    good("export", "-o", str(tmp_path / "all.json"))
    other = str(tmp_path / "other.json")
    good("import", str(tmp_path / "all.json"), "--journal", other)
    assert good("foods", "--journal", other) == "felt tired  no food\n"


def test_uncertain_labels_are_listed_with_the_days_that_an_answer_settles(good: Good) -> None:
    assert good("foods", "uncertain") == "No uncertain labels: the labels of every day are certain.\n"
    good("add", "meal", "yogurt", "--at", "2026-11-20 12:00")
    good("add", "meal", "yogurt, muesli", "--at", "2026-11-21 12:00")
    first, *_ = good("foods", "uncertain").splitlines()
    assert first == "yogurt: added sugar?  yes resolves 2 days, no 1"
    assert json.loads(good("foods", "uncertain", "--json"))[0] == {
        "food": "yogurt",
        "label": "added_sugar",
        "yes_settles": 2,
        "no_settles": 1,
    }


@pytest.mark.parametrize("wrong", [["food=maybe"], ["food=no", "dairy=yes"], ["food"]])
def test_food_cannot_be_set_to_maybe_or_beside_labels(run: Callable[..., object], wrong: list[str]) -> None:
    result = run("foods", "set", "zorb", *wrong)
    assert result.exit_code == 2  # type: ignore[attr-defined]


def press(terminal: Terminal, key: bytes) -> None:
    """Press a key once the program waits for one: what was pressed before is dropped."""
    while not terminal.raw:
        assert not terminal.gone
        terminal.settled()
    terminal.type(key)


def in_terminal(folder: Path, *command: str) -> Terminal:
    return Terminal([sys.executable, "-m", "gutskin_tui", *command], surroundings(str(folder)), (80, 24))


def test_each_key_answers_in_a_terminal(good: Good, tmp_path: Path) -> None:
    path = str(tmp_path / "journal.json")
    good("add", "meal", "zorb, quux, blarg, felt tired, zorb, zorb, zorb, quux, quux, blarg, blarg", "--journal", path)
    with in_terminal(tmp_path, "--journal", path, "foods", "unknown") as terminal:
        terminal.drawn("zorb  4 times")
        press(terminal, b"s")
        terminal.drawn("same as: ")
        terminal.type(b"xyzzy\r")
        terminal.drawn("That food is unknown too")
        terminal.type(b"cheese\r")
        terminal.drawn("same as cheese: saved")
        for name, key, answered in (
            ("blarg  3 times", b"\r", ""),
            ("quux  3 times", b"f", "a food: saved"),
            ("felt tired  1 time", b"n", "no food: saved"),
        ):
            terminal.drawn(name)
            press(terminal, key)
            terminal.drawn(answered)
        assert terminal.wait() == 0
    with Journal.open(Path(path), read_only=True) as journal:
        answers = {record.name: (record.is_food, record.made_of) for record in own_foods(journal)}
    assert answers == {"zorb": (None, ("cheese",)), "quux": (True, ()), "felt tired": (False, ())}


def test_uncertain_labels_are_answered_by_a_key_and_q_ends(good: Good, tmp_path: Path) -> None:
    path = str(tmp_path / "journal.json")
    good("add", "meal", "yogurt", "--journal", path)
    with in_terminal(tmp_path, "--journal", path, "foods", "uncertain") as terminal:
        terminal.drawn("yogurt: added sugar?  yes or no resolves 1 day")
        press(terminal, b"n")
        terminal.drawn("no: saved")
        terminal.drawn("yogurt: ultra-processed?")
        press(terminal, b"q")
        assert terminal.wait() == 0
    with Journal.open(Path(path), read_only=True) as journal:
        (record,) = own_foods(journal)
    assert record.labels == {"added_sugar": "no"}
