"""Every way in which the command line writes: files are new, private, whole, and there after a power cut."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gutskin_tui import paths
from gutskin_tui.model.entries import to_document
from gutskin_tui.model.kinds import AnyEntry
from tests.disk_watch import DiskWatch

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

Good = Callable[..., str]
Read = Callable[[], list[AnyEntry]]
CONFLICT = "journal.sync-conflict-20261121-101112-ABCDEFG.json"

ACTS: dict[str, list[str]] = {
    "the first entry": ["add", "drink", "250"],
    "another entry": ["add", "note", "x"],
    "undo": ["undo"],
    "a food": ["foods", "star", "oats"],
    "restore": ["doctor", "--restore", "1"],
    "salvage": ["doctor", "--salvage"],
    "an older version": ["add", "note", "x"],
    "merge": ["merge", CONFLICT],
    "import": ["import", "in.json", "--restore"],
    "export": ["export", "-o", "out.json"],
    "export again": ["export", "--force", "-o", "out.json"],
    "export as a table": ["export", "-o", "out.csv"],
    "the first setting": ["settings", "set", "theme", "light"],
    "another setting": ["settings", "set", "theme", "light"],
}
LASTING = ("journal.json", "journal.kept-*.json", "before-version-2.json", "????????T??????Z.json", "out.*")
"""Names of files that are sure to be there, whole, once the command has ended; others may be lost in a power cut."""
UNSYNCED = {"watermark.json"}
"""Files that may be lost in a power cut without harm, and are never synced."""


@pytest.fixture
def act(good: Good, entries: Read, tmp_path: Path, journal_file: Path) -> Callable[[str], DiskWatch]:
    """Return what prepares and watches one of ACTS."""

    def prepare(name: str) -> None:
        if name in ("the first entry", "the first setting"):
            return
        good("add", "drink", "200")
        if name == "an older version":
            old = {"_meta": {"1": {"schema_version": 1}}, "drink": {"1": to_document(entries()[0])}}
            journal_file.write_text(json.dumps(old))
        if name == "salvage":
            journal_file.write_bytes(journal_file.read_bytes()[:-1])
        if name == "merge":
            journal_file.with_name(CONFLICT).write_bytes(journal_file.read_bytes())
            good("add", "drink", "300", "--journal", str(journal_file.with_name(CONFLICT)))
        if name == "import":
            good("export", "-o", str(tmp_path / "in.json"))
            good("undo")
        if name == "another setting":
            good("settings", "set", "glass-ml", "300")

    def run(name: str) -> DiskWatch:
        prepare(name)
        places = {CONFLICT: journal_file.parent, "in.json": tmp_path, "out.json": tmp_path, "out.csv": tmp_path}
        words = [str(places[word] / word) if word in places else word for word in ACTS[name]]
        if name == "export again":
            good(*words)
        watch = DiskWatch(tmp_path)
        with watch.watching():
            good(*words)
        return watch

    return run


@pytest.mark.parametrize("name", ACTS)
def test_it_writes_to_new_private_files_that_are_synced_before_they_count(
    act: Callable[[str], DiskWatch], name: str
) -> None:
    watch = act(name)
    assert watch.faults == []
    assert [file for file in watch.unsynced if Path(file).name not in UNSYNCED] == []


@pytest.mark.parametrize("name", ACTS)
def test_a_power_cut_after_a_command_loses_nothing(act: Callable[[str], DiskWatch], name: str, tmp_path: Path) -> None:
    watch = act(name)
    files = [file for pattern in LASTING for file in tmp_path.rglob(pattern)]
    for file in files:
        assert watch.after_power_cut(file) == {file.read_bytes()}, file
    assert len(files) >= (0 if "setting" in name else 1)


def test_a_power_cut_leaves_the_old_or_the_new_settings(act: Callable[[str], DiskWatch]) -> None:
    watch, path = act("another setting"), paths.settings_path()
    assert "theme" in path.read_text()
    assert watch.after_power_cut(path) <= {b"glass-ml = 300\n", path.read_bytes()}
