"""gutskin import of an export: what is new, later, removed or undone, and a journal that comes back unchanged."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from gutskin_tui import paths
from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]
Runs = Callable[..., Result]


def without_moment(data: bytes) -> bytes:
    return re.sub(rb'"exported_at": "[^"]*"', b"", data, count=1)


def test_export_and_import_give_the_same_bytes(good: Good, sample: list[AnyEntry], tmp_path: Path) -> None:
    out, second, other = tmp_path / "out.json", tmp_path / "again.json", str(tmp_path / "other" / "journal.json")
    good("export", "-o", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    good("import", str(out), "--journal", other)
    good("--journal", other, "export", "-o", str(second))
    assert without_moment(second.read_bytes()) == without_moment(out.read_bytes())


def test_importing_twice_adds_nothing(good: Good, sample: list[AnyEntry], entries: Entries, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    good("export", "-o", str(out))
    before = entries()
    assert good("import", str(out)) == f"0 entries added, {len(sample)} already there.\n"
    assert entries() == before


def test_an_import_is_a_single_change(good: Good, sample: list[AnyEntry], entries: Entries, tmp_path: Path) -> None:
    out, other = tmp_path / "out.json", str(tmp_path / "other.json")
    good("export", "-o", str(out))
    good("import", str(out), "--journal", other)
    good("undo", "--journal", other)
    assert good("list", "--journal", other) == ""


def test_through_standard_input_and_output(good: Good, sample: list[AnyEntry], tmp_path: Path) -> None:
    output = good("export", "-o", "-").encode()
    assert output == good("export").encode()
    assert good("import", "-", "--journal", str(tmp_path / "x.json"), typed=output).startswith(f"{len(sample)} entries")


def test_a_dry_run_prints_the_same_and_writes_nothing(good: Good, sample: list[AnyEntry], tmp_path: Path) -> None:
    out, other = tmp_path / "out.json", tmp_path / "other" / "journal.json"
    good("export", "-o", str(out))
    assert good("import", str(out), "--dry-run", "--journal", str(other)) == f"{len(sample)} entries would be added.\n"
    assert not other.parent.exists()


def test_the_later_version_wins(good: Good, entries: Entries, tmp_path: Path) -> None:
    good("add", "drink", "250")
    good("add", "note", "new here")
    before = {entry.kind: entry for entry in entries()}
    file = json.loads(good("export"))
    documents = {document["kind"]: document for document in file["entries"]}
    documents["drink"] |= {"ml": 500, "updated": "2026-11-22T08:00:00.000+00:00"}
    documents["note"] |= {"text": "older", "updated": "2026-11-20T08:00:00.000+00:00"}
    out = tmp_path / "out.json"
    out.write_text(json.dumps(file))
    output = good("import", str(out))
    assert output == ("0 entries added, 1 replaced by a later version, 1 skipped: the journal has a newer version.\n")
    now = {entry.kind: entry for entry in entries()}
    assert (now["drink"].id, now["drink"].ml) == (before["drink"].id, 500)  # type: ignore[union-attr]
    assert now["note"] == before["note"]


LEFT_OUT = "removed before and skipped (--restore adds what you removed)"


def test_what_was_removed_stays_away_unless_wanted_back(good: Good, entries: Entries, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    good("add", "drink", "250")
    good("add", "note", "a note")
    good("foods", "star", "oat latte")
    good("export", "-o", str(out))
    note = next(entry for entry in entries() if entry.kind == "note")
    good("remove", note.id)
    good("foods", "forget", "oat latte")
    expected = f"0 entries added, 1 already there, 1 {LEFT_OUT}; 0 foods added, 1 {LEFT_OUT}.\n"
    assert good("import", str(out), "--dry-run") == expected.replace("added", "would be added")
    assert good("import", str(out)) == expected
    assert [entry.kind for entry in entries()] == ["drink"]
    restored = "0 entries added, 1 already there, 1 restored; 0 foods added, 1 restored.\n"
    dry = good("import", str(out), "--restore", "--dry-run")
    assert dry == restored.replace("added", "would be added").replace("1 restored", "1 would be restored")
    assert good("import", str(out), "--restore") == restored
    assert {entry.kind for entry in entries()} == {"drink", "note"}
    assert "oat latte" in good("foods")


def test_what_was_restored_is_newer_than_its_removal(good: Good, entries: Entries, tmp_path: Path) -> None:
    out, copy = tmp_path / "out.json", tmp_path / "copy.json"
    good("add", "note", "a note")
    good("export", "-o", str(out))
    good("remove", entries()[0].id)
    copy.write_bytes(paths.journal_path().read_bytes())
    good("import", str(out), "--restore")
    assert good("merge", str(copy)) == "Nothing to merge: everything is already here.\n"
    assert [entry.kind for entry in entries()] == ["note"]


def test_what_was_changed_after_its_removal_is_new(good: Good, entries: Entries, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    good("add", "note", "a note")
    file = json.loads(good("export"))
    good("remove", entries()[0].id)
    file["entries"][0] |= {"text": "changed elsewhere", "updated": "2026-11-22T08:00:00.000+00:00"}
    out.write_text(json.dumps(file))
    assert good("import", str(out)) == "1 entry added.\n"


def test_an_undone_import_is_repeated_only_with_restore(
    good: Good, sample: list[AnyEntry], entries: Entries, tmp_path: Path
) -> None:
    out, other = tmp_path / "out.json", str(tmp_path / "other.json")
    good("export", "-o", str(out))
    good("import", str(out), "--journal", other)
    good("undo", "--journal", other)
    assert good("import", str(out), "--journal", other) == f"0 entries added, {len(sample)} {LEFT_OUT}.\n"
    assert good("import", "--restore", str(out), "--journal", other).endswith(f"{len(sample)} restored.\n")
    assert len(json.loads(good("list", "--json", "--journal", other))) == len(sample)


def test_nothing_is_imported_by_halves(run: Runs, good: Good, entries: Entries, sample: Any, tmp_path: Path) -> None:
    file = json.loads(good("export"))
    file["entries"][7] |= {"note": 5}
    out, other = tmp_path / "out.json", tmp_path / "other.json"
    out.write_text(json.dumps(file))
    result = run("import", str(out), "--journal", str(other))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"gutskin: {out}: entries[7].note: ")
    assert not other.exists()


@pytest.mark.parametrize("option", ["--format", "--from"])
def test_the_format_of_an_import_has_a_new_and_an_old_option(
    good: Callable[..., str], tmp_path: Path, option: str
) -> None:
    good("add", "note", "hot day")
    file = tmp_path / "a.json"
    good("export", "-o", str(file))
    assert good("import", str(file), option, "json", "--dry-run").startswith(
        "0 entries would be added, 1 already there"
    )
    assert "--format" in good("import", "--help")
    assert "--from" not in good("import", "--help")
