"""Files that are whole but no journals: refused and left as they are. A journal that stock TinyDB wrote is adopted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinydb
from click.testing import CliRunner
from store_entries import CLOCK, entry

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.model.entries import to_document
from gutskin_tui.store import Journal, NotAJournal
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.store.recovery import examine, salvage

FOREIGN: list[Any] = [
    {"name": "x", "version": "1"},
    {"compilerOptions": {"target": "es6", "strict": True}},
    {"files.associations": {"*.x": "y"}, "terminal": {"a": {"b": 1}}},
    {"_default": {"1": {"user": "x"}}, "tasks": {"1": {"t": 1}}},
    {"_default": {"1": {"id": "a", "kind": "note", "at": "b", "created": "c", "updated": "d"}}},
    {"auths": {"reg": {"auth": "x"}}},
    {"auths": {}},
    {"note": {"1": {"text": "somebody's own"}, "2": {"kind": "todo", "id": "a", "at": "b"}}},
    {"meal": {"1": 5}, "drink": {}},
    {"foods": {"1": {"name": "bread"}}},
    {"_history": {"1": {"label": "x"}}},
]


@pytest.mark.parametrize("document", FOREIGN, ids=lambda document: "-".join(document))
def test_a_file_of_another_program_is_refused_and_left_as_it_is(path: Path, document: Any, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    data = json.dumps(document, indent=2).encode()
    path.write_bytes(data)
    acts: list[Callable[[], object]] = [
        lambda: Journal.open(path),
        lambda: Journal.open(path, read_only=True),
        lambda: contents_of_file(path),
        lambda: examine(path),
        lambda: salvage(path, tmp_path / "state", CLOCK.now()),
    ]
    for act in acts:
        with pytest.raises(NotAJournal, match="JSON of another program") as refused:
            act()
        assert str(path) in str(refused.value)
    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("words", ["add drink 250", "list", "today", "doctor", "doctor --salvage", "undo", "export"])
def test_every_command_reports_it_in_a_single_line(path: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUTSKIN_JOURNAL", str(path))
    path.parent.mkdir(parents=True)
    path.write_text('{"auths": {"reg": {"auth": "secret"}}}')
    result = CliRunner().invoke(gutskin, words.split(), obj=Session(CLOCK))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"gutskin: {path} is not a journal: it is JSON of another program. It was left untouched.\n"


def test_it_is_refused_when_it_replaces_an_open_journal(path: Path, journal: Journal) -> None:
    drink = entry()
    journal.add(drink)
    path.with_name("new").write_text('{"auths": {"reg": {"auth": "x"}}}')
    path.with_name("new").replace(path)
    for act in (journal.refresh, lambda: journal.add(entry())):
        with pytest.raises(NotAJournal):
            act()
    assert path.read_text() == '{"auths": {"reg": {"auth": "x"}}}'
    assert list(journal.between()) == [drink]


def test_a_journal_of_stock_tinydb_is_adopted_and_a_copy_retained(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    first = entry("meal")
    with tinydb.TinyDB(path) as stock:
        stock.table("meal").insert(to_document(first))
        stock.table("drink").insert({"something": "else"})
    before = path.read_bytes()
    state = tmp_path / "own state"
    with Journal.open(path, state=state, clock=CLOCK) as journal:
        assert list(journal.between()) == [first]
        assert not state.exists()
        journal.add(entry("note"))
    (copy,) = state.glob("adopted-*.json")
    assert copy.read_bytes() == before
    with Journal.open(path, state=state) as journal:
        assert journal.count() == 2
        assert [problem.where for problem in journal.problems()] == ["drink 1"]


def test_another_such_file_gets_a_copy_of_its_own(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    for _ in range(2):
        path.unlink(missing_ok=True)
        with tinydb.TinyDB(path) as stock:
            stock.table("meal").insert(to_document(entry("meal")))
        with Journal.open(path, state=tmp_path / "own state") as journal:
            journal.add(entry("note"))
    assert len(list((tmp_path / "own state").glob("adopted-*.json"))) == 2


@pytest.mark.parametrize("document", [{}, {"meal": {}}, {"foods": {}, "_removed": {}}])
def test_what_holds_nothing_may_be_begun_with_and_needs_no_copy(path: Path, document: Any, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document))
    with Journal.open(path, state=tmp_path / "own state") as journal:
        journal.add(entry())
        assert journal.count() == 1


@pytest.mark.parametrize("name", ["export.json", "journal.json"])
def test_an_export_is_not_merged_or_opened_and_import_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text('{"format": "gutskin-journal", "version": 1, "entries": [{"text": "secret"}]}')
    for act in (contents_of_file, Journal.open, examine):
        with pytest.raises(NotAJournal, match=r"is an export, not a journal; gutskin import adds what it holds\.$"):
            act(file)
