"""The journal against a plain dict: any run of changes, undos, redos and reopenings."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from store_entries import CLOCK, VALUES, content, entry

from gutskin_tui.model.entries import change
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, log_writer

Model = dict[str, AnyEntry]


class JournalAgainstModel(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(log_writer, "LOG_AT_LEAST", 2000)  # so that saves fold the log
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "journal.json"
        self.journal = Journal.open(self.path, clock=CLOCK)
        self.other = Journal.open(self.path, clock=CLOCK)
        self.model: Model = {}
        self.undos: list[Model] = []
        self.redos: list[Model] = []
        self.changes = 0

    def changed(self, after: Model) -> None:
        self.undos.append(self.model)
        self.redos.clear()
        self.model = after
        self.changes += 1

    @rule(kinds=st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=4), days=st.integers(0, 5))
    def add(self, kinds: list[str], days: int) -> None:
        entries = [entry(kind, days, hours=number) for number, kind in enumerate(kinds)]
        self.journal.add(*entries, label="add")
        self.changed(self.model | {entry.id: entry for entry in entries})

    @precondition(lambda self: self.model)
    @rule(data=st.data(), days=st.integers(0, 5), note=st.text(st.characters(codec="utf-8"), max_size=20))
    def replace(self, data: Any, days: int, note: str) -> None:
        item = data.draw(st.sampled_from(sorted(self.model.values(), key=lambda old: old.id)))
        words = {"note": f"x{note}"}
        new = change(item, words, CLOCK, at=CLOCK.now() - timedelta(days=days))
        self.journal.replace(new, label="replace")
        self.changed(self.model | {item.id: new})

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        ids = data.draw(st.lists(st.sampled_from(sorted(self.model)), min_size=1, max_size=3))
        self.journal.remove(*ids, label="remove")
        self.changed({key: entry for key, entry in self.model.items() if key not in ids})

    @rule()
    def undo(self) -> None:
        assert (self.journal.undo() is not None) == bool(self.undos)
        if self.undos:
            self.redos.append(self.model)
            self.model = self.undos.pop()
            self.changes += 1

    @rule()
    def redo(self) -> None:
        assert (self.journal.redo() is not None) == bool(self.redos)
        if self.redos:
            self.undos.append(self.model)
            self.model = self.redos.pop()
            self.changes += 1

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.journal = Journal.open(self.path, clock=CLOCK)
        self.changes = 0

    @rule()
    def save_by_another_process(self) -> None:
        """What one process saved, another sees, and goes on from."""
        self.journal, self.other = self.other, self.journal
        self.journal.refresh()
        self.changes = self.journal.revision

    @invariant()
    def same(self) -> None:
        expected = content(sorted(self.model.values(), key=lambda entry: (entry.day, entry.when, entry.id)))
        assert content(self.journal.between()) == expected
        assert self.journal.count() == len(expected)
        assert self.journal.days() == sorted({entry.date for entry in expected})
        for kind in VALUES:
            assert self.journal.count(kind) == sum(1 for entry in expected if entry.kind == kind)
        for day in self.journal.days():
            assert content(self.journal.day(day)) == [entry for entry in expected if entry.date == day]
        assert self.journal.revision == self.changes
        assert self.journal.problems() == []

    def teardown(self) -> None:
        self.journal.close()
        self.other.close()
        self.folder.cleanup()
        self.patch.undo()


TestJournalAgainstModel = JournalAgainstModel.TestCase
TestJournalAgainstModel.settings = settings(max_examples=25, stateful_step_count=25)
