"""Random changes on several computers with wrong clocks, synced in any order and interrupted at any point."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sync_computers import Computer, git

from gutskin_tui.store import Journal
from gutskin_tui.sync.git import Git

Computers = Callable[[int], list[Computer]]

FOOD = {"created": "2026-11-20T08:00:00.000+00:00", "updated": "2026-11-20T08:00:00.000+00:00"}


def change_something(computer: Computer, choice: random.Random, words: set[str]) -> None:
    """Make a random change; `words` gets the text of what was added."""
    computer.now += timedelta(minutes=choice.randrange(1, 600))
    with computer.open() as journal:
        entries = list(journal.between())
    action = choice.choice(["add", "add", "change", "change", "remove", "undo", "food"])
    if action == "add" or not entries:
        word = f"word{choice.getrandbits(60):x}"
        words.add(computer.add("meal", text=word, note="n").id)
    elif action == "change":
        name = choice.choice(["note", "tags"])
        computer.change(choice.choice(entries), **{name: f"c{choice.getrandbits(30)}" if name == "note" else ("out",)})
    elif action == "remove":
        entry = choice.choice(entries)
        words.discard(entry.id)
        with computer.open() as journal:
            journal.remove(entry.id)
    else:
        with computer.open() as journal:
            if action == "food":
                starred = {"id": "tofu", "name": "tofu", "starred": choice.random() < 0.5, "labels": {"soy": "yes"}}
                journal.put_records("foods", {"tofu": FOOD | starred})
            else:
                before = {entry.id for entry in journal.between()}
                journal.undo()
                after = {entry.id for entry in journal.between()}
                words -= before - after
                words |= after - before


@pytest.mark.parametrize("seed", range(2))
def test_all_computers_end_with_equal_files(computers: Computers, seed: int, request: pytest.FixtureRequest) -> None:
    choice = random.Random(seed)
    all_computers = computers(3)
    present: set[str] = set()
    for computer in all_computers:
        computer.skew = timedelta(hours=choice.randrange(-30, 30))
    for _ in range(200 if request.config.getoption("--runslow") else 25):
        computer = choice.choice(all_computers)
        if choice.random() < 0.3:
            computer.sync()
        else:
            change_something(computer, choice, present)
    removed: set[str] = set()
    for computer in (*all_computers, *all_computers):
        computer.sync()
        with computer.open() as journal:
            removed |= {name for _, name in journal.removals()}
    files = {computer.path.read_bytes() for computer in all_computers}
    assert len(files) == 1
    ids = {entry.id for entry in all_computers[0].entries()}
    assert present - removed <= ids


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
