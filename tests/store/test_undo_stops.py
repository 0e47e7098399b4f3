"""The program stops at every disk operation: undo reverts the last saved change and no other, redo makes it again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import tinydb
from faulty_disk import FaultyDisk, Stop
from msgspec.structs import replace
from store_entries import CLOCK, content, end_as_killed, entry

from gutskin_tui import disk
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, log_writer
from gutskin_tui.store.merge import contents

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

State = list[AnyEntry]
Act = tuple[str, Callable[[Journal], object]]
MEAL, NOTE = entry("meal"), entry("note", 1)
IMPORTS = [[entry("drink", days, hours) for days in range(3)] for hours in (1, 2, 3)]
MERGED = contents([entry("stress", 2)], {}, {})

UNDO: Act = ("undo", lambda journal: journal.undo())
REDO: Act = ("redo", lambda journal: journal.redo())
MERGE: Act = ("merge", lambda journal: journal.merge(MERGED, "merge"))


def put(label: str, *entries: AnyEntry) -> Act:
    return label, lambda journal: journal.put(*entries, label=label)


FIRST, SECOND, THIRD = (put(f"import {number}", *entries) for number, entries in enumerate(IMPORTS, 1))
ADD, EDIT, LAST = put("add", MEAL), put("edit", replace(MEAL, text="soup")), put("last", NOTE)
SAME: Act = ("same", lambda journal: journal.put(journal.get(MEAL.id), label="same"))
REMOVE: Act = ("remove", lambda journal: journal.remove(MEAL.id, label="remove"))
COMPACT: Act = ("", lambda journal: journal.compact())

# Each list is what one run of the program does; at its end the log is folded.
RUNS = {
    "imports": [[FIRST], [SECOND], [THIRD], [UNDO], [REDO]],
    "a long run": [[FIRST, SECOND, THIRD, UNDO, REDO, UNDO, ADD, EDIT, UNDO, REMOVE, COMPACT, UNDO, REDO], [UNDO]],
    "a merge that is undone": [[ADD], [MERGE, UNDO, REDO, UNDO], [LAST]],
    "changes that change nothing": [[ADD, LAST], [SAME], [UNDO], [REDO, UNDO]],
}


class Steps(NamedTuple):
    """What the journal holds, and the label and the result of each undo and redo, the next one last."""

    now: State
    undo: tuple[tuple[str, State], ...] = ()
    redo: tuple[tuple[str, State], ...] = ()

    def after(self, label: str, now: State) -> Steps:
        """Return the steps after an act that led to `now`."""
        match label:
            case "undo":
                return Steps(self.undo[-1][1], self.undo[:-1], (*self.redo, (self.undo[-1][0], self.now)))
            case "redo":
                return Steps(self.redo[-1][1], (*self.undo, (self.redo[-1][0], self.now)), self.redo[:-1])
            case "":
                return self
        return Steps(now, (*self.undo, (label, self.now)), ())


def state(journal: Journal) -> State:
    return content(journal.between())


def act_all(path: Path, runs: Sequence[Sequence[Act]], after_act: Callable[[Journal, str], object]) -> None:
    for acts in runs:
        with Journal.open(path, clock=CLOCK) as journal:
            for label, act in acts:
                act(journal)
                after_act(journal, label)


def steps_of(path: Path) -> Steps:
    """Undo and redo everything, and return what came of it."""
    with Journal.open(path, clock=CLOCK) as journal:
        assert (journal.loss, journal.problems()) == (None, [])
        now = state(journal)
        redone = [(done.label, state(journal)) for done in iter(journal.redo, None)]
        for _ in redone:
            journal.undo()
        assert state(journal) == now
        undone = [(done.label, state(journal)) for done in iter(journal.undo, None)]
    return Steps(now, tuple(reversed(undone)), tuple(reversed(redone)))


@pytest.mark.parametrize("name", RUNS)
def test_a_stop_leaves_the_undo_history_before_or_after_the_change(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, fault_points: Callable[[int], range]
) -> None:
    monkeypatch.setattr(disk, "fsync", lambda handle: None)
    monkeypatch.setattr(log_writer, "LOG_AT_LEAST", 1000)
    path = tmp_path / "0" / "journal.json"
    Journal.create(path, [], clock=CLOCK).close()
    expected = [Steps([])]
    faultless = FaultyDisk(path.parent)

    def expect(journal: Journal, label: str) -> None:
        expected.append(expected[-1].after(label, state(journal)))
        assert expected[-1].now == state(journal)

    with faultless.mounted():
        act_all(path, RUNS[name], expect)
    assert steps_of(path) == expected[-1]
    for number in fault_points(faultless.count):
        path = tmp_path / str(number) / "journal.json"
        Journal.create(path, [], clock=CLOCK).close()
        acknowledged: list[str] = []
        with pytest.raises(Stop), FaultyDisk(path.parent, "stop", number).mounted():
            act_all(path, RUNS[name], lambda journal, label, done=acknowledged: done.append(label))
        done = len(acknowledged)
        assert steps_of(path) in expected[done : done + 2], (number, acknowledged)


def test_a_stop_does_not_repeat_the_changes_of_a_log_whose_file_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault_points: Callable[[int], range]
) -> None:
    monkeypatch.setattr(disk, "fsync", lambda handle: None)

    def edited(number: int) -> Path:
        path = tmp_path / str(number) / "journal.json"
        act_all(path, [[ADD]], lambda journal, label: None)
        killed = Journal.open(path, clock=CLOCK)
        LAST[1](killed)
        end_as_killed(killed)
        with tinydb.TinyDB(path) as stock:
            stock.table("meal").update({"note": "edited"})
        return path

    def labels(path: Path) -> list[str]:
        with Journal.open(path, clock=CLOCK) as journal:
            return [done.label for done in iter(journal.undo, None)]

    faultless = FaultyDisk((path := edited(0)).parent)
    with faultless.mounted():
        act_all(path, [[FIRST]], lambda journal, label: None)
    for number in fault_points(faultless.count):
        path = edited(number)
        with pytest.raises(Stop), FaultyDisk(path.parent, "stop", number).mounted():
            act_all(path, [[FIRST]], lambda journal, label: None)
        assert labels(path) in (["last", "add"], ["import 1", "last", "add"]), number
