"""merges: the list of what lost in a merge, and putting a value back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Runs = Callable[..., Result]
Read = Callable[[], list[AnyEntry]]


def test_what_lost_is_listed_and_put_back(
    run: Runs, good: Good, entries: Read, journal_file: Path, tmp_path: Path
) -> None:
    good("add", "note", "first")
    assert good("merges") == "Nothing lost against another change in a merge.\n"
    copy = tmp_path / "copy.json"
    shutil.copy(journal_file, copy)
    entry = entries()[0]
    good("edit", entry.id, "text=here")
    good("edit", entry.id, "text=there", "--journal", str(copy))
    good("merge", str(copy))
    merged = entries()[0]
    lost = "here" if merged.text == "there" else "there"  # type: ignore[union-attr]
    assert good("merges").endswith(f"  note  text: {lost}\n")
    assert run("merges", "--put-back", "2").exit_code == 2
    assert "Put back" in good("merges", "--put-back", "1")
    assert entries()[0].text == lost  # type: ignore[union-attr]
    assert good("merges") == "Nothing lost against another change in a merge.\n"
    good("undo")
    assert entries()[0].text == merged.text  # type: ignore[union-attr]


def test_the_merge_driver_leaves_a_file_that_it_cannot_merge(run: Runs, good: Good, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    good("add", "note", "here", "--journal", str(ours))
    theirs.write_bytes(b"private words")
    before = ours.read_bytes()
    result = run("merge-driver", str(tmp_path / "base"), str(ours), str(theirs))
    assert result.exit_code == 1
    assert "private words" not in result.stderr
    assert ours.read_bytes() == before
    good("add", "note", "there", "--journal", str(tmp_path / "other"))
    assert good("merge-driver", str(tmp_path / "base"), str(ours), str(tmp_path / "other")) == ""
    assert good("list", "--journal", str(ours)).count("note") == 2
