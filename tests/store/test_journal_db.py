"""JournalDB: the TinyDB API on a journal file, with atomic writes."""

from __future__ import annotations

import json
import stat
import warnings
from pathlib import Path

import pytest
import tinydb
from faulty_disk import FaultyDisk
from tinydb import where

from gutskin_tui.store.tinydb_tables import FileStorage, JournalDB

OPTIONS: list[dict[str, object]] = [
    {},
    {"indent": 2},
    {"sort_keys": True, "separators": (",", ":")},
    {"ensure_ascii": False, "encoding": "utf-8"},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_the_file_is_what_tinydb_would_write(tmp_path: Path, options: dict[str, object]) -> None:
    for kind, name in ((tinydb.TinyDB, "stock"), (JournalDB, "ours")):
        with kind(tmp_path / name, **options) as db:
            db.insert_multiple([{"b": 1, "a": "é"}, {"c": [None, 1.5]}])
            db.table("other").upsert({"x": 2}, where("x") == 1)
            db.update({"b": 3}, where("b") == 1)
            db.remove(doc_ids=[2])
            assert (tmp_path / name).read_bytes()
    assert (tmp_path / "ours").read_bytes() == (tmp_path / "stock").read_bytes()


def test_it_creates_file_and_folders_on_demand_and_closes_its_handle(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileStorage(tmp_path / "a" / "db.json")
    storage = FileStorage(tmp_path / "a" / "db.json", create_dirs=True)
    assert (tmp_path / "a" / "db.json").read_bytes() == b""
    assert storage.read() is None
    storage.write({"t": {"1": {}}})
    assert stat.S_IMODE((tmp_path / "a" / "db.json").stat().st_mode) == 0o600
    assert not storage._handle.closed
    storage.close()
    assert storage._handle.closed


def test_modes(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with pytest.raises(FileNotFoundError):
        JournalDB(path, access_mode="r")
    with JournalDB(path) as db:
        db.insert({"a": 1})
    with JournalDB(path, access_mode="r") as db:
        assert db.all() == [{"a": 1}]
        with pytest.raises(OSError, match="Access mode"):
            db.insert({"b": 1})
    with pytest.warns(UserWarning, match="access_mode"):
        FileStorage(path, access_mode="w").close()


def test_two_of_them_see_each_other(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with JournalDB(tmp_path / "db.json") as first, JournalDB(tmp_path / "db.json") as other:
            first.insert({"a": 1})
            assert other.all() == [{"a": 1}]
            other.insert({"a": 2})
            assert first.all() == [{"a": 1}, {"a": 2}]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with JournalDB(path) as db:
        db.insert({"a": 1})
        before = path.read_bytes()
        for number in range(1, 5):
            faulty = FaultyDisk(tmp_path, 28, number)
            with faulty.mounted(), pytest.raises(OSError, match="No space"):
                db.insert({"b": "x" * 1000})
            assert path.read_bytes() == before
        assert json.loads(before) == db.storage.read()
