"""The shell completes one's own foods, tags and entries, through the scripts that `gutskin completion` prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from gutskin_tui.cli.completers import MOST_IDS
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]
Complete = Callable[[str], list[tuple[str, ...]]]


@pytest.fixture
def complete(clock: Clock) -> Complete:
    """Return a function that completes the last word of a line as zsh would; it returns rows of type, value, help."""

    def run(line: str) -> list[tuple[str, ...]]:
        variables = {
            "_GUTSKIN_COMPLETE": "zsh_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        }
        result = CliRunner().invoke(gutskin, [], obj=Session(clock), env=variables)
        assert result.stderr == ""
        lines = result.stdout.strip("\n").splitlines()  # without any, an empty line is printed
        return list(zip(*(lines[start::3] for start in range(3)), strict=True))

    return run


def values(rows: list[tuple[str, ...]]) -> list[str]:
    return [value for _, value, _ in rows]


def test_own_foods_are_completed(good: Good, complete: Complete) -> None:
    good("foods", "set", "oat latte", "dairy=no")
    good("foods", "star", "Grandma's soup")
    assert values(complete("gutskin foods set oa")) == ["oat latte"]
    assert values(complete("gutskin foods show oat la")) == ["latte"]
    assert values(complete("gutskin foods star gr")) == ["Grandma's soup"]
    assert values(complete("gutskin foods forget x")) == []


def test_recent_entries_are_completed_by_id_with_their_text(good: Good, entries: Entries, complete: Complete) -> None:
    good("add", "drink", "250", "--at", "2020-01-01 08:30")
    good("add", "meal", "porridge", "--at", "yesterday 8:00")
    good("add", "note", "windy")
    _, meal, note = entries()
    rows = complete("gutskin edit ")
    assert values(rows) == [short_id(note.id), short_id(meal.id)]
    assert rows[1][2] == f"{meal.day} meal porridge"
    assert values(complete(f"gutskin remove {short_id(meal.id)}")) == [short_id(meal.id)]
    assert complete("gutskin photo ") == []


def test_at_most_so_many_ids_are_offered(good: Good, entries: Entries, complete: Complete) -> None:
    for _ in range(MOST_IDS + 1):
        good("add", "drink", "250")
    assert len(values(complete("gutskin edit "))) == MOST_IDS


def test_entries_with_a_photo_are_completed_for_photo(
    good: Good, entries: Entries, complete: Complete, tmp_path: Path
) -> None:
    picture = tmp_path / "arm.png"
    picture.write_bytes(b"")
    good("add", "skin", "--itch", "3", "--photo", str(picture))
    good("add", "skin", "--itch", "2")
    (with_photo, _) = entries()
    assert values(complete("gutskin photo ")) == [short_id(with_photo.id)]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("gutskin settings set water", ["water-goal-ml"]),
        ("gutskin trial start dai", ["dairy"]),
        ("gutskin insights --outcome it", ["itch"]),
        ("gutskin completion f", ["fish"]),
        ("gutskin list --kind me", ["meal"]),
    ],
)
def test_names_are_completed(complete: Complete, line: str, offered: list[str]) -> None:
    assert values(complete(line)) == offered


@pytest.mark.parametrize("line", ["import a", "merge a", "export -o a", "--journal a", "add skin --photo a"])
def test_files_are_completed_by_the_shell(complete: Complete, line: str) -> None:
    assert complete(f"gutskin {line}") == [("file", "a", "_")]


def test_of_a_journal_that_cannot_be_read_nothing_is_completed(complete: Complete) -> None:
    path = Path(os.environ["GUTSKIN_JOURNAL"])
    path.parent.mkdir(parents=True)
    path.write_text("no journal")
    for line in ("edit ", "foods show ", "add note --tags "):
        assert complete(f"gutskin {line}") == []


@pytest.mark.parametrize("line", ["gutskin edit ", "gutskin foods show ", "gutskin add note --tags "])
def test_completing_from_the_journal_loads_no_screen_and_no_statistics(good: Good, line: str) -> None:
    good("add", "note", "x", "--tags", "pollen")
    program = "import sys, gutskin_tui.cli as c\ntry: c.main()\nfinally: print(*sys.modules, file=sys.stderr)"
    words = str(len(line.split(" ")) - 1)
    variables = {**os.environ, "_GUTSKIN_COMPLETE": "zsh_complete", "COMP_WORDS": line, "COMP_CWORD": words}
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, env=variables, timeout=60)
    loaded = set(result.stderr.decode().split())
    assert "gutskin_tui.cli.completers" in loaded
    assert not {"textual", "rich", "numpy"} & loaded


BASH = """
eval "$(gutskin completion bash)"
for word in "$@"; do
    COMP_WORDS=(gutskin foods set "$word"); COMP_CWORD=3; COMPREPLY=()
    _gutskin_completion gutskin
    printf '%s\\n' "${COMPREPLY[@]}"
done
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_gets_names_with_spaces_and_quotes_as_it_would_be_typed(good: Good, tmp_path: Path) -> None:
    good("foods", "set", "oat latte", "dairy=no")
    good("foods", "star", "grandma's soup")
    program = tmp_path / "gutskin"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gutskin_tui "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = ["bash", "--norc", "-c", BASH, "bash", "oa", '"oat l', "gr"]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert (result.stdout.splitlines(), result.stderr) == (["oat\\ latte", "oat latte", "grandma\\'s\\ soup"], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(good: Good, shell: str) -> None:
    script = good("completion", shell)
    assert f"_GUTSKIN_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True, timeout=60)


def test_fish_splits_at_the_first_comma_only(good: Good, tmp_path: Path) -> None:
    script = good("completion", "fish")
    assert script.count("string split") == script.count('string split --max 1 ","') == 1
    if not shutil.which("fish"):
        return
    program = tmp_path / "gutskin"
    program.write_text("#!/bin/sh\nprintf 'plain,oats, milk\\tbreakfast, twice\\n'\n")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    command = ["fish", "--no-config", "-c", f"{script}\ncomplete -C 'gutskin foods show '"]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, timeout=60)
    assert result.stdout == "oats, milk\tbreakfast, twice\n"
