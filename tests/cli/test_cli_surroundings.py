"""Closed and failing streams, other locales, words that look like options, homes of nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gutskin_tui.errors import UserError
from gutskin_tui.exchange.destination import OwnFiles
from gutskin_tui.paths import LocationError, user_path
from gutskin_tui.tui.export_prompt import free_path

GUTSKIN = [sys.executable, "-m", "gutskin_tui"]
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")


def process(*words: str | bytes, **more: object) -> subprocess.CompletedProcess[bytes]:
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, "check": False, **more}
    return subprocess.run([*GUTSKIN, *words], **options)  # type: ignore[call-overload,no-any-return]


def listed(*words: str) -> list[str]:
    return process("list", *words).stdout.decode().splitlines()


def without_output(*words: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run `gutskin` where every write to standard output fails."""
    with FULL.open("wb") as full:
        ran = process(*words, stdout=full, env={**os.environ, **(env or {})})
    return ran.returncode, ran.stderr.decode()


@needs_full
@pytest.mark.parametrize("env", [{}, {"PYTHONUNBUFFERED": "1"}])
def test_a_change_is_reported_as_made_when_its_confirmation_cannot_be_printed(
    tmp_path: Path, env: dict[str, str]
) -> None:
    for words, done in (
        ("add drink 250", "Saved"),
        ("undo", "Undone"),
        ("redo", "Redone"),
        ("foods star oat latte", "Saved"),
        ("settings set glass-ml 300", "Saved"),
        ("export -o {here}/away.json", "Exported"),
        ("import {here}/away.json", "Imported"),
        ("foods forget oat latte", "Reset"),
        ("demo --days 3 --write {here}/other.json", "Written"),
        ("merge {here}/other.json", "Merged"),
    ):
        status, message = without_output(*words.format(here=tmp_path).split(), env=env)
        assert (status, message) == (
            1,
            f"gutskin: {done}, but standard output cannot be written: no space left on device.\n",
        ), words
    assert sum("drink" in line for line in listed()) > 1
    entry = listed()[0].split()[0]
    for words, done in ((("edit", entry, "note=private words"), "Changed"), (("remove", entry), "Deleted")):
        assert without_output(*words)[1].startswith(f"gutskin: {done}, but standard output")
    assert not any(entry in line for line in listed())


@needs_full
@pytest.mark.parametrize("words", ["list", "export", "schema", "today", "--version"])
def test_where_nothing_was_changed_only_the_output_is_named(words: str) -> None:
    process("add", "drink", "250")
    for env in ({}, {"PYTHONUNBUFFERED": "1"}):
        assert without_output(*words.split(), env=env) == (1, "gutskin: standard output: no space left on device.\n")


def closing(*streams: int) -> object:
    return lambda: [os.close(stream) for stream in streams]


@pytest.mark.parametrize("streams", [(1,), (0, 1), (1, 2), (0, 1, 2)])
def test_closed_streams_are_like_the_null_device(streams: tuple[int, ...]) -> None:
    for words in (["add", "drink", "250"], ["list"], ["export"], ["schema"], ["--help"], ["where"]):
        ran = process(*words, preexec_fn=closing(*streams))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b""), words
    assert len(listed()) == 1
    ran = process(preexec_fn=closing(*streams))
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def test_a_closed_pipe_is_reported_after_a_change() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = process("add", "drink", "250", stdout=writing)
    os.close(writing)
    assert ran.stderr == b"gutskin: Saved, but standard output cannot be written: broken pipe.\n"
    assert len(listed()) == 1


@needs_full
def test_where_neither_stream_can_be_written_the_status_tells() -> None:
    with FULL.open("wb") as full:
        ran = process("add", "drink", "250", stdout=full, stderr=full)
    assert ran.returncode == 1


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_utf8_words_are_utf8_in_any_locale(tmp_path: Path, locale: str) -> None:
    surroundings = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    path = tmp_path / "é.json"
    for words in (["add", "note", "café → 漢字"], ["find", "café"], ["export", "-o", str(path)], ["import", str(path)]):
        ran = process(*(word.encode() for word in words), env=surroundings)
        assert (ran.returncode, ran.stderr) == (0, b""), words
    assert b"caf\xc3\xa9" in path.read_bytes()
    other = tmp_path / "ö" / "journal.json"
    assert process("add", "note", "x", "--journal", str(other).encode(), env=surroundings).returncode == 0
    assert other.exists()
    assert "café → 漢字" in listed()[0]


@pytest.mark.parametrize("words", ["-5 kg this year", "-half", "-", "--5", "-h5"])
def test_text_that_begins_with_a_minus_is_accepted_or_explained(words: str) -> None:
    ran = process("add", "note", words)
    if ran.returncode:
        assert ran.returncode == 2
        assert b"before text that begins with a minus, write -- (two hyphens)." in ran.stderr
    assert process("add", "note", "--", words).returncode == 0
    assert listed()[-1].endswith(words)


@pytest.mark.parametrize("name", ["GUTSKIN_JOURNAL", "GUTSKIN_SETTINGS", "GUTSKIN_STATE"])
def test_an_unknown_home_folder_is_reported(name: str) -> None:
    path = "~nobodyhere/x.json"
    surroundings = {**os.environ, name: path}
    message = b"gutskin: ~nobodyhere/x.json: the home folder ~nobodyhere is not known.\n"
    for words in (["where"], ["add", "drink", "250"], ["doctor"]):
        ran = process(*words, env=surroundings)
        assert (ran.returncode, ran.stderr) == (1, message) or (words == ["doctor"] and name == "GUTSKIN_SETTINGS")


@pytest.mark.parametrize(
    "words",
    [
        "--journal ~nobodyhere/j.json list",
        "list --journal ~nobodyhere/j.json",
        "export -o ~nobodyhere/j.json",
        "import ~nobodyhere/j.json",
        "merge ~nobodyhere/j.json",
        "demo --write ~nobodyhere/j.json",
    ],
)
def test_an_unknown_home_in_an_argument(words: str) -> None:
    ran = process(*words.split())
    assert ran.returncode == 1
    assert b"~nobodyhere/j.json: the home folder ~nobodyhere is not known." in ran.stderr
    assert ran.stderr.count(b"\n") == 1


def test_an_unknown_home_in_a_file_name_on_the_screen() -> None:
    with pytest.raises(UserError, match="not a file name"):
        free_path("~nobodyhere/x.json", OwnFiles(Path("journal.json"), Path("settings.toml"), ()))


def test_a_folder_called_like_a_home_can_be_named() -> None:
    assert user_path("./~nobodyhere/x.json") == Path("~nobodyhere/x.json")
    with pytest.raises(LocationError):
        user_path("~nobodyhere/x.json")


def test_a_deleted_current_folder_is_reported(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    surroundings = {**os.environ, "GUTSKIN_JOURNAL": "j.json", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", code, *GUTSKIN[1:], "where"],
        cwd=gone,
        env=surroundings,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, b"gutskin: j.json: the current folder is no longer there.\n")


@pytest.mark.parametrize("words", ["--journal / list", "--journal / add drink 250", "--journal / doctor", "merge /"])
def test_the_root_of_the_file_system_is_a_folder_and_no_journal(words: str) -> None:
    ran = process(*words.split())
    assert (ran.returncode, ran.stderr) == (1, b"gutskin: / cannot be read: it is a folder.\n")
