"""where, doctor, settings, demo, and the screen without a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tinydb
from click.testing import Result

from gutskin_tui import paths, settings
from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Runs = Callable[..., Result]


def test_where_lists_what_exists_and_creates_nothing(good: Good, journal_file: Path, tmp_path: Path) -> None:
    lines = good("where").splitlines()
    assert [line.split()[0] for line in lines] == ["journal", "settings", "state", "backups"]
    assert [line.split()[-1] for line in lines[:3]] == [
        str(journal_file),
        str(paths.settings_path()),
        str(paths.state_path()),
    ]
    assert lines[3].split()[-1].startswith(str(paths.state_path()))
    assert all("not yet" in line for line in lines)
    assert list(tmp_path.iterdir()) == []
    good("add", "drink", "250")
    assert "exists" in good("where").splitlines()[0]


@pytest.mark.parametrize("before", [True, False])
def test_another_journal_before_or_after_the_command(
    good: Good, journal_file: Path, tmp_path: Path, before: bool
) -> None:
    other = tmp_path / "other.json"
    option = ["--journal", str(other)]
    good(*(option if before else []), "add", *([] if before else option), "drink", "250")
    good("add", "drink", "300", *option)
    assert not journal_file.exists()
    assert len(good("list", *option).splitlines()) == 2
    assert str(other) in good(*option, "where")


def test_the_innermost_journal_counts(good: Good, tmp_path: Path) -> None:
    output = good("--journal", str(tmp_path / "outer.json"), "where", "--journal", str(tmp_path / "inner.json"))
    assert "inner.json" in output


@pytest.mark.parametrize("words", [["--journal"], ["--journal", "", "where"], ["where", "--journal", " "]])
def test_a_journal_needs_a_path(run: Runs, words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_doctor_finds_nothing_wrong(good: Good, journal_file: Path) -> None:
    assert good("doctor") == f"There is no journal at {journal_file} yet.\n"
    good("add", "drink", "250")
    assert good("doctor") == f"1 entry in {journal_file}, all good.\n"


def test_doctor_lists_problems_and_their_places(run: Runs, good: Good, journal_file: Path) -> None:
    for words in (["drink", "250"], ["skin", "--severity", "4", "--note", "private words"]):
        good("add", *words)
    journal_file.write_text(journal_file.read_text().replace('"severity":4', '"severity":11'))
    before = journal_file.read_bytes()
    result = run("doctor")
    assert result.exit_code == 1
    assert result.stdout.startswith("skin 1, severity: ")
    assert "1 problem in" in result.stderr
    assert "private words" not in result.output
    assert journal_file.read_bytes() == before


def test_an_edit_by_hand_is_accepted_and_reported_until_the_next_change(
    run: Runs, good: Good, journal_file: Path
) -> None:
    good("add", "drink", "250")
    journal_file.write_text(journal_file.read_text().replace('"ml":250', '"ml":260'))
    listed = run("list")
    assert "260 ml" in listed.stdout
    assert "was changed outside gutskin" in listed.stderr
    doctor = run("doctor")
    assert doctor.exit_code == 1
    assert "all good" not in doctor.stdout
    assert "was changed outside gutskin" in run("add", "drink", "250").stderr
    assert run("list").stderr == ""
    assert "2 entries" in good("doctor")


@pytest.mark.parametrize("data", [b"", b"hello private words", b"[1]", b"\xff\xfe", b'{"meal": 5}'])
@pytest.mark.parametrize(
    "words", ["add drink 250", "today", "list", "undo", "export", "doctor", "streaks", "trends", "remove abcdef"]
)
def test_a_damaged_journal_is_a_line_and_is_left_alone(run: Runs, journal_file: Path, data: bytes, words: str) -> None:
    journal_file.parent.mkdir(parents=True)
    journal_file.write_bytes(data)
    result = run(*words.split())
    if not data:  # an empty file is what is left of a journal that never was
        return
    assert result.exit_code == 1
    assert str(journal_file) in result.stderr
    assert "private words" not in result.output
    assert journal_file.read_bytes() == data


def test_a_folder_in_place_of_the_journal(run: Runs, tmp_path: Path) -> None:
    for words in ("add drink 250", "list", "doctor"):
        result = run("--journal", str(tmp_path), *words.split())
        assert result.exit_code == 1
        assert str(tmp_path) in result.stderr


def test_settings_are_listed_set_and_located(good: Good) -> None:
    assert [line.split()[0] for line in good("settings").splitlines()] == list(settings.names())
    assert good("settings") == good("settings", "show")
    assert good("settings", "path") == f"{paths.settings_path()}\n"
    assert good("settings", "set", "glass-ml", "330") == "glass-ml is now 330.\n"
    assert good("settings", "set", "conditions", "acne, eczema") == "conditions is now acne,eczema.\n"
    assert good("settings", "set", "ascii", "true") == "ascii is now true.\n"
    assert good("settings", "set", "keys", "water=f5;undo=f13") == "keys is now water=f5;undo=f13.\n"
    assert good("settings", "set", "conditions", "") == "conditions is now empty.\n"
    chosen = settings.load(paths.settings_path())
    assert (chosen.glass_ml, chosen.conditions, chosen.ascii) == (330, (), True)
    assert "330" in good("settings", "show")


@pytest.mark.parametrize(
    "words",
    [
        ["set"], ["set", "glass-ml"], ["set", "glass-ml", "5"], ["set", "glass-ml", "x"], ["set", "glass-ml", "-5"],
        ["set", "nonsense", "5"], ["set", "day-start", "25:00"], ["set", "theme", "pink"],
        ["set", "conditions", "mood"],
        ["set", "ascii", "perhaps"], ["set", "keys", "water"], ["set", "keys", "watr=f5"],
        ["set", "keys", "water=f99"], ["set", "keys", "water=q"], ["set", "\x1b[31m", "x"], ["show", "x"], ["nonsense"],
        ["set", "sleep-goal-h", "nan"],
    ],
)  # fmt: skip
def test_bad_settings_are_refused(run: Runs, words: list[str]) -> None:
    result = run("settings", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\x1b" not in result.stderr
    assert not paths.settings_path().exists()


@pytest.mark.parametrize("words", ["settings", "settings set glass-ml 330", "today", "trends"])
def test_a_broken_settings_file_is_a_line(run: Runs, good: Good, words: str) -> None:
    good("add", "drink", "250")
    path = paths.settings_path()
    path.parent.mkdir(parents=True)
    path.write_text("glass-ml = 'private words")
    result = run(*words.split())
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert "private words" not in result.stderr


def test_a_sample_journal_can_be_saved(good: Good, run: Runs, journal_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "sample.json"
    good("demo", "--days", "20", "--seed", "3", "--write", str(target))
    assert not journal_file.exists()
    listed = json.loads(good("list", "--json", "--journal", str(target)))
    assert len({entry["day"] for entry in listed}) >= 15
    with tinydb.TinyDB(target, access_mode="r") as stock:
        assert sum(len(stock.table(kind)) for kind in {entry["kind"] for entry in listed}) == len(listed)
    before = target.read_bytes()
    result = run("demo", "--write", str(target))
    assert result.exit_code == 1
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["--days", "0"],
        ["--days", "x"],
        ["--days", "99999999"],
        ["--seed", "x"],
        ["--write"],
        ["--days", "-1"],
        ["x"],
        [],
    ],
)
def test_bad_demos_are_refused(run: Runs, words: list[str]) -> None:
    assert run("demo", *words).exit_code == 2


def test_the_screen_needs_a_terminal(run: Runs, journal_file: Path, entries: Callable[[], list[AnyEntry]]) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "needs a terminal" in result.stderr
    assert not journal_file.exists()


def test_version_and_help_everywhere(good: Good) -> None:
    commands = [
        "",
        "add",
        "add drink",
        "today",
        "list",
        "find",
        "edit",
        "remove",
        "undo",
        "redo",
        "streaks",
        "trends",
        "export",
        "import",
        "schema",
        "demo",
        "where",
        "doctor",
        "settings",
        "settings set",
    ]
    for command in commands:
        assert good(*command.split(), "--version").startswith("gutskin 0")
        output = good(*command.split(), "--help")
        assert "--journal" in output
        if command != "find":  # there, -h is a word that is not wanted
            assert output == good(*command.split(), "-h")


def test_the_outcome_is_a_series_that_exists(run: Runs, good: Good) -> None:
    refused = run("settings", "set", "outcome", "luck")
    assert refused.exit_code == 2
    assert "Unknown measure " in refused.stderr
    assert "itch" in good("settings", "set", "outcome", "itch")


def test_doctor_reports_a_state_folder_that_cannot_be_written(
    good: Good, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good("add", "drink", "250")
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("GUTSKIN_STATE", str(file))
    assert f"Nothing can be written to {file}, so that there are no new backups and no drafts." in good("doctor")
