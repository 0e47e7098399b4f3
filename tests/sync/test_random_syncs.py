"""Random changes on several computers with wrong clocks, synced in any order and interrupted at any point."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import msgspec
import pytest
from sync_computers import Computer, Computers, git

from gutskin_tui.insights.choices import choose
from gutskin_tui.nutrition.custom_foods import delete_food, save_recipe, set_star
from gutskin_tui.store import Journal
from gutskin_tui.store.backups import backups, restore
from gutskin_tui.sync.git import Git
from gutskin_tui.trials.repository import Plan, TrialError, draft, react
from gutskin_tui.trials.repository import trials as all_trials

ACTIONS = (
    *("add", "add", "add", "change", "change", "change", "remove", "undo", "undo", "redo"),
    *("recipe", "star", "forget", "trial", "reaction", "factor", "restore"),
)
FOODS = ("tofu", "oat latte")


def new_word(choice: random.Random) -> str:
    """Return a word that occurs nowhere else."""
    return f"word{choice.getrandbits(60):015x}"


def words(data: bytes) -> set[bytes]:
    """Return the words of `new_word` in a file."""
    return set(re.findall(rb"word[0-9a-f]{15}", data))


def change_something(computer: Computer, choice: random.Random) -> None:
    """Make a random change."""
    computer.now += timedelta(minutes=choice.randrange(1, 600))
    word, action = new_word(choice), choice.choice(ACTIONS)
    with computer.open() as journal:
        entries = list(journal.between())
        change_journal(journal, computer, choice, action, word)
    if action == "add" or (action in ("change", "remove") and not entries):
        kind, values = choice.choice(
            [("meal", {"text": word}), ("note", {"text": word}), ("treatment", {"what": word}), ("cycle", {"flow": 2})]
        )
        computer.add(kind, **values)
    elif action == "change":
        entry = choice.choice(entries)
        field = choice.choice(["note", {"meal": "text", "note": "text", "treatment": "dose"}.get(entry.kind, "note")])
        computer.change(entry, **{field: word})
    elif action == "remove":
        with computer.open() as journal:
            journal.remove(choice.choice(entries).id)
    elif action == "restore" and (copies := backups(computer.state)):
        restore(computer.path, copies[0].path, computer.state, computer.clock.now())


def change_journal(journal: Journal, computer: Computer, choice: random.Random, action: str, word: str) -> None:
    """Make a change that is none of a single entry."""
    clock, food = computer.clock, choice.choice(FOODS)
    trials = all_trials(journal, clock.today())
    if action == "undo":
        journal.undo()
    elif action == "redo":
        journal.redo()
    elif action == "recipe":
        save_recipe(journal, clock, food, [word])
    elif action == "star":
        set_star(journal, clock, food, choice.random() < 0.5)
    elif action == "forget":
        delete_food(journal, food)
    elif action == "factor":
        choose(journal, clock, "factor", ("dairy",), [f"tag:{word}"])
    elif action == "trial" and not trials:
        trial = draft(Plan("dairy", "acne", 30, 1, clock.today(), stop_rules=word), clock)
        journal.put_records("trials", {trial.id: msgspec.to_builtins(trial)})
    elif action == "reaction" and trials:
        with suppress(TrialError):  # the clock is wrong, so that the trial may not have begun
            react(journal, clock, trials[0], trials[0].first, "mild", word)


@pytest.mark.parametrize(("seed", "count"), [(0, 3), (1, 2)])
def test_all_computers_end_with_equal_files_and_no_word_is_lost(
    computers: Computers, seed: int, count: int, request: pytest.FixtureRequest
) -> None:
    """A word is in the journal, or listed as superseded, or a computer that had it changed or removed it."""
    rounds = 200 if request.config.getoption("--runslow") else 25
    choice = random.Random(seed)
    all_computers = computers(count)
    written: set[bytes] = set()
    given_up: set[bytes] = set()

    def check(expected: set[bytes], computer: Computer) -> None:
        lists = [computer.state / "merges.json" for computer in all_computers]
        listed = [words(file.read_bytes()) for file in lists if file.exists()]
        assert expected - given_up <= words(computer.path.read_bytes()).union(*listed)

    def sync(computer: Computer) -> None:
        before = words(computer.path.read_bytes())
        computer.sync()
        check(before, computer)

    for number in range(rounds):
        if number % 20 == 0:
            for computer in all_computers:
                computer.skew = timedelta(hours=choice.randrange(-30, 30))
        computer = choice.choice(all_computers)
        if choice.random() < 0.3:
            sync(computer)
            continue
        before = words(computer.path.read_bytes()) if computer.path.exists() else set()
        change_something(computer, choice)
        after = words(computer.path.read_bytes())
        written |= after
        given_up |= before - after
    for computer in (*all_computers, *all_computers):
        sync(computer)
    files = {computer.path.read_bytes() for computer in all_computers}
    assert len(files) == 1
    check(written, computer)


class Stopped(BaseException):
    """The process was killed."""


def test_a_sync_that_was_killed_anywhere_is_completed_by_the_next(
    computers: Computers, monkeypatch: pytest.MonkeyPatch, fault_points: Callable[[int], range]
) -> None:
    laptop, desktop = computers(2)
    calls = 0
    completed = Git._completed

    def count_calls(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        return completed(*arguments)  # type: ignore[arg-type]

    def change_both() -> None:
        laptop.add("drink", ml=250)
        desktop.add("meal", text="soup")
        laptop.sync()

    change_both()
    monkeypatch.setattr(Git, "_completed", count_calls)
    desktop.sync()
    total = calls
    for stop in fault_points(total):
        monkeypatch.setattr(Git, "_completed", completed)
        change_both()
        left = stop

        def stop_at_call(*arguments: object) -> object:
            nonlocal left
            left -= 1
            if not left:
                raise Stopped
            return completed(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Git, "_completed", stop_at_call)
        with pytest.raises(Stopped):
            desktop.sync()
        monkeypatch.setattr(Git, "_completed", completed)
        with Journal.open(desktop.path, state=desktop.state, read_only=True) as journal:
            assert journal.loss is None
        desktop.sync()
        laptop.sync()
        assert laptop.path.read_bytes() == desktop.path.read_bytes()
        assert git(desktop.folder, "status", "--porcelain") == ""
    assert len(laptop.entries()) == 1 + 2 * (1 + len(fault_points(total)))
