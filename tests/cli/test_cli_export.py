"""gutskin export and schema: to a file, to standard output, as tables, and never over what must not be lost."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result

from gutskin_tui import paths
from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal

Good = Callable[..., str]
Runs = Callable[..., Result]
ROOT = str(Path(__file__).parents[2])
MOMENT = datetime(2026, 11, 21, 14, 15, tzinfo=UTC)


def test_an_export_is_valid_by_the_printed_schema(good: Good, sample: list[AnyEntry]) -> None:
    file = json.loads(good("export"))
    schema = json.loads(good("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(file)
    assert len(file["entries"]) == len(sample)
    file["entries"][0]["note"] = 5
    assert not jsonschema.Draft202012Validator(schema).is_valid(file)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["import"], 2), (["import", "a", "b"], 2), (["import", "x", "--from", "papyrus"], 2),
        (["import", "x", "--dry"], 2),
        (["import", "missing.json"], 1), (["import", "/"], 1), (["import", "-"], 1), (["import", "/dev/null"], 1),
        (["import", ""], 1), (["export", "--format", "xml"], 2), (["export", "-o"], 2), (["export", "-o", "/"], 1),
        (["export", "-o", "/missing/folder/x"], 1), (["export", "-o", "/dev/null"], 1), (["schema", "x"], 2),
        (["export", "-o", ""], 1), (["export", "-o", "x" * 300], 1),
    ],
)  # fmt: skip
def test_bad_options_are_refused(run: Runs, words: list[str], status: int) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (status, "")


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_no_export_over_a_file_of_gutskin_itself(
    run: Runs, good: Good, journal_file: Path, tmp_path: Path, force: list[str]
) -> None:
    good("add", "drink", "250")
    other = tmp_path / "other" / "diary.json"
    good("--journal", str(other), "add", "drink", "250")
    good("settings", "set", "glass-ml", "330")
    good("add", "drink", "300")
    settings, state = paths.settings_path(), paths.state_path()
    backup = next(state.rglob("backups/*.json"))
    (tmp_path / "link").symlink_to(journal_file)
    (tmp_path / "link to a link").symlink_to("link")
    (tmp_path / "hard link").hardlink_to(journal_file)
    (tmp_path / "hard settings").hardlink_to(settings)
    (tmp_path / "own folder").symlink_to(state)
    targets = [
        journal_file,
        tmp_path / "link",
        tmp_path / "link to a link",
        tmp_path / "hard link",
        other,
        settings,
        backup,
        tmp_path / "hard settings",
        tmp_path / "own folder" / "new.json",
        state / "new.json",
        journal_file.with_name("journal.json.log"),
        journal_file.with_name("journal.json.lock"),
        journal_file.parent / ".." / journal_file.parent.name / journal_file.name,
    ]
    there = [path for path in tmp_path.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in there}
    for target in targets:
        for layout in ("json", "csv"):
            result = run("export", *force, "--format", layout, "-o", str(target))
            assert (result.exit_code, result.stdout) == (2, ""), target
            assert "name another file" in result.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_no_export_over_a_log_that_was_left(run: Runs, good: Good, journal_file: Path, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.json") as journal:
        journal.add(*sample_entries(1, 1, fixed_clock(MOMENT)))
        log = tmp_path / "other.json.log"
        before = log.read_bytes()
        assert run("export", "--force", "-o", str(log)).exit_code == 2
        assert log.read_bytes() == before


def test_an_existing_file_is_replaced_only_with_force(run: Runs, good: Good, tmp_path: Path) -> None:
    good("add", "drink", "250")
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / "link").symlink_to("precious")
    for target in (precious, tmp_path / "link"):
        result = run("export", "-o", str(target))
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"gutskin: {target}: exists already. Add --force to replace it.\n"
        assert precious.read_text() == "precious"
    good("export", "--force", "-o", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert json.loads(precious.read_text())["format"] == "gutskin-journal"


@pytest.mark.parametrize("target", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_no_export_to_a_file_that_is_open_as_standard_output(
    good: Good, tmp_path: Path, target: str, force: list[str]
) -> None:
    good("add", "drink", "250")
    (tmp_path / "link").symlink_to("/dev/stdout")
    command = [sys.executable, "-m", "gutskin_tui", "export", *force, "-o", target]
    with (tmp_path / "out").open("ab") as out:
        out.write(b"precious")
        out.flush()
        ran = subprocess.run(
            command,
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": ROOT},
        )
    assert (ran.returncode, (tmp_path / "out").read_bytes()) == (1, b"precious")
    assert ran.stderr.decode() == f"gutskin: {target}: is not an ordinary file.\n"


@pytest.mark.parametrize("target", ["/dev/null", "/dev/stdout", "/dev/full", "/dev/fd/0", "/proc/self/fd/1", "/"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_no_export_to_a_device_a_pipe_or_a_folder(good: Good, target: str, force: list[str]) -> None:
    good("add", "drink", "250")
    command = [sys.executable, "-m", "gutskin_tui", "export", *force, "-o", target]
    ran = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.count(b"\n") == 1


def test_a_part_of_the_journal(good: Good, sample: list[AnyEntry]) -> None:
    file = json.loads(good("export", "--kind", "skin", "--from", "-10d", "--to", "-3d"))
    days = [entry["day"] for entry in file["entries"]]
    assert {entry["kind"] for entry in file["entries"]} == {"skin"}
    assert min(days) >= "2026-11-11"
    assert max(days) <= "2026-11-18"
    assert len(days) == sum(entry.kind == "skin" and "2026-11-11" <= entry.day <= "2026-11-18" for entry in sample)


@pytest.mark.parametrize("options", [["--format", "csv"], ["-o", "OUT.CSV"]])
def test_csv(good: Good, sample: list[AnyEntry], tmp_path: Path, options: list[str]) -> None:
    target = tmp_path / "OUT.CSV"
    output = good("export", *(str(target) if word == "OUT.CSV" else word for word in options))
    text = target.read_text() if target.exists() else output
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(sample)
    drinks = [row for row in rows if row["kind"] == "drink"]
    assert sum(int(row["ml"]) for row in drinks) == sum(entry.ml for entry in sample if entry.kind == "drink")  # type: ignore[union-attr]


def test_csv_of_a_kind_has_its_columns(good: Good) -> None:
    good("add", "note", "=HYPERLINK()")
    assert good("export", "--format", "csv", "--kind", "note").splitlines() == [
        "kind,day,at,text,tags,note",
        "note,2026-11-21,2026-11-21T14:15:00+00:00,'=HYPERLINK(),,",
    ]


def test_what_cannot_be_read_is_not_passed_over_in_silence(run: Runs, good: Good, journal_file: Path) -> None:
    good("add", "drink", "250")
    good("add", "note", "private words")
    journal_file.write_text(journal_file.read_text().replace('"ml":250', '"ml":99999'))
    result = run("export")
    assert result.exit_code == 1
    assert "gutskin doctor" in result.stderr
    assert [entry["kind"] for entry in json.loads(result.stdout)["entries"]] == ["note"]


@pytest.mark.parametrize("name", ["csv", "tidy"])
def test_a_table_begins_with_a_byte_order_mark_if_wanted(run: Runs, name: str) -> None:
    assert run("export", "--format", name, "--bom").stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert not run("export", "--format", name).stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert run("export", "--format", "jsonl", "--bom").exit_code == 2
