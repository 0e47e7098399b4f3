"""Imports of other programs' files: stable ids, what was changed here stays, one undo, nothing by halves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from gutskin_tui import paths
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Runs = Callable[..., Result]
Entries = Callable[[], list[AnyEntry]]

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
ROWS = [
    '2026-11-20,"20 November",Friday,"22:10","good","walk","","Calm cheeks"\n',
    '2026-11-19,"19 November",Thursday,"08:00","bad","","",""\n',
]


@pytest.fixture
def diary(tmp_path: Path) -> Callable[..., str]:
    """Write a diary with these rows and return its path."""

    def write(*rows: str) -> str:
        path = tmp_path / "diary.csv"
        path.write_text("\ufeff" + HEADER + "".join(rows))
        return str(path)

    return write


def test_the_same_file_twice_adds_nothing_and_a_longer_file_only_its_new_rows(
    good: Good, entries: Entries, diary: Callable[..., str]
) -> None:
    assert good("import", diary(*ROWS)).startswith("3 entries added.\nRows read: 2. By kind: stress 2, note 1.\n")
    before = entries()
    assert {entry.source for entry in before} == {"daylio"}
    assert good("import", diary(*ROWS)).startswith("0 entries added, 3 already there.\n")
    assert entries() == before
    new = '2026-11-21,"21 November",Saturday,"08:00","rad","","",""\n'
    assert good("import", diary(new, *ROWS)).startswith("1 entry added, 3 already there.\n")


def test_another_time_zone_does_not_add_the_rows_once_more(good: Good, diary: Callable[..., str]) -> None:
    good("import", diary(*ROWS), "--zone", "Europe/Berlin")
    assert good("import", diary(*ROWS), "--zone", "America/New_York").startswith("0 entries added, 3 already there.\n")


def test_what_was_changed_or_removed_here_stays(good: Good, entries: Entries, diary: Callable[..., str]) -> None:
    good("import", diary(*ROWS))
    bad, note, _ = entries()
    good("edit", short_id(bad.id), "mood=4")
    good("remove", short_id(note.id))
    expected = "0 entries added, 1 already there, 1 skipped: the journal has a newer version, 1 removed before"
    assert good("import", diary(*ROWS)).startswith(expected)
    assert [entry.recorded() for entry in entries()] == [{"mood": 4}, {"mood": 8}]
    assert good("import", diary(*ROWS), "--restore").startswith("0 entries added, 1 already there, 1 skipped")
    assert len(entries()) == 3


def test_a_row_that_changed_in_the_file_replaces_what_was_not_changed_here(
    good: Good, entries: Entries, diary: Callable[..., str]
) -> None:
    good("import", diary(*ROWS))
    assert good("import", diary(ROWS[0], ROWS[1].replace("bad", "meh"))).startswith(
        "0 entries added, 1 replaced by a later version, 2 already there.\n"
    )
    assert entries()[0].recorded() == {"mood": 5}


def test_an_import_is_undone_at_once(good: Good, entries: Entries, diary: Callable[..., str]) -> None:
    good("add", "drink", "250")
    good("import", diary(*ROWS))
    good("undo")
    assert [entry.kind for entry in entries()] == ["drink"]


def test_a_dry_run_prints_the_same_and_changes_nothing(good: Good, diary: Callable[..., str]) -> None:
    would = good("import", diary(*ROWS), "--dry-run")
    assert not paths.journal_path().exists()
    assert good("import", diary(*ROWS)) == would.replace("would be added", "added")


def test_rows_that_cannot_be_read_are_listed_by_reason_with_their_lines(good: Good, diary: Callable[..., str]) -> None:
    bad = ['2026-11-18,"",Wednesday,"25:00","good","","",""\n'] * 6
    future = '2026-11-22,"",Sunday,"08:00","good","","",""\n'
    output = good("import", diary(*bad, future, *ROWS))
    assert "Skipped: 6 rows: the date or time is not one that exists (lines 2, 3, 4, 5, 6 and 1 more)" in output
    assert "Skipped: 1 row: the date is in the future (line 8)." in output


def test_equal_rows_of_a_moment_are_a_single_mood_and_different_rows_are_two(
    good: Good, entries: Entries, diary: Callable[..., str]
) -> None:
    assert "the same as another row (line 2)" in good("import", diary(ROWS[1], ROWS[1]))
    good("import", diary(ROWS[1].replace("bad", "good"), ROWS[1]))
    assert {entry.recorded()["mood"] for entry in entries()} == {2, 8}
    good("undo")
    good("import", diary(ROWS[1].replace("bad", "good"), ROWS[1], ROWS[1].replace("bad", "good")), "--restore")
    assert len(entries()) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty."),
        (b"a,b\n1,2\n", "is of no program that gutskin recognises; gutskin import FILE --map new"),
        (b"\x7fELF\0\0\0", "is of no format that gutskin recognises"),
        (HEADER.encode() + b'2026-11-20,"x', "a quote that begins in line 2 is not closed."),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(run: Runs, tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    result = run("import", str(path))
    assert result.exit_code == 1
    assert message in result.stderr
    assert not paths.journal_path().exists()


def test_a_mapping_names_moods_and_activities(
    good: Good, entries: Entries, diary: Callable[..., str], tmp_path: Path
) -> None:
    mapping = tmp_path / "diary.toml"
    mapping.write_text('[moods]\nlausig = 4\n[words]\nwalk = { to = "exercise.minutes", value = 20 }\n')
    output = good("import", diary(*(row.replace("bad", "Lausig") for row in ROWS)), "--map", str(mapping))
    assert "Not known" not in output
    assert {entry.kind: entry.recorded() for entry in entries() if entry.kind != "note"} == {
        "stress": {"mood": 8},
        "exercise": {"minutes": 20, "what": "walk"},
    }


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[moods", "is not TOML"),
        ("[wrong]\n", "unknown field"),
        ('[words]\na = "skin.no"\n', "words, a: skin.no: there is no such field"),
        ("[moods]\nfine = 7\n", "moods: use 1 (best) to 5 (worst)."),
    ],
)
def test_a_mapping_with_an_error_is_refused(
    run: Runs, diary: Callable[..., str], tmp_path: Path, toml: str, message: str
) -> None:
    mapping = tmp_path / "diary.toml"
    mapping.write_text(toml)
    result = run("import", diary(*ROWS), "--map", str(mapping))
    assert result.exit_code == 1
    assert message in result.stderr
    assert not paths.journal_path().exists()


def test_an_unknown_zone_is_a_usage_error(run: Runs, diary: Callable[..., str]) -> None:
    assert run("import", diary(*ROWS), "--zone", "Mars/Phobos").exit_code == 2


def test_a_new_mapping_is_written_beside_the_file_and_never_over_another(
    run: Runs, good: Good, entries: Entries, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("date,itch,weather\n2026-11-20,4,rain\n")
    assert f"Wrote {tmp_path / 'log.toml'}." in good("import", str(file), "--map", "new")
    assert run("import", str(file), "--map", "new").exit_code == 1
    good("import", str(file), "--map", str(tmp_path / "log.toml"))
    assert [entry.recorded() for entry in entries()] == [{"itch": 4}]
