"""Files and folders are private whatever the umask, and belong to whom their place belongs to."""

from __future__ import annotations

import multiprocessing
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from gutskin_tui import settings
from gutskin_tui.clock import fixed_clock
from gutskin_tui.exchange.destination import new_file
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.private_files import create, make_folder
from gutskin_tui.store import Journal, JournalUnwritable
from gutskin_tui.tui.drafts import Drafts

OWNER, GROUP, OTHER = 4321, 4322, 9999
GUTSKIN = [sys.executable, "-m", "gutskin_tui"]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def below(folder: Path) -> list[Path]:
    return [folder, *folder.rglob("*")]


def give_away(folder: Path, user: int = OWNER, group: int = GROUP) -> None:
    for path in below(folder):
        os.chown(path, user, group, follow_symlinks=False)


def owners(folder: Path) -> set[tuple[int, int]]:
    return {(status.st_uid, status.st_gid) for status in (path.lstat() for path in below(folder))}


def note(text: str) -> AnyEntry:
    return make("note", {"text": text}, fixed_clock(datetime(2026, 11, 21, 12, tzinfo=UTC)))


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277])
def test_whatever_the_umask_each_folder_is_0700_and_each_file_0600(tmp_path: Path, mask: int) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with umask(mask):
        with Journal.open(home / "n" / "e" / "w" / "journal.json", state=home / "s" / "t" / "journals") as journal:
            journal.add(note("x"))
        settings.save(home / "c" / "gutskin" / "settings.toml", {"glass-ml": 300})
        Drafts(home / "d" / "state", home / "journal.json").put("note", "half typed")
        make_folder(home / "a" / "b" / "c")
        with new_file(home / "export.json") as file:
            file.write(b"x")
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in home.rglob("*")}
    assert {path for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == set()
    assert len(modes) > 15


def test_a_new_file_has_the_owner_of_its_folder_or_is_not_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old"
    old.write_text("x")
    given: list[tuple[int, int]] = []
    monkeypatch.setattr("gutskin_tui.private_files.os.fstat", lambda handle: SimpleNamespace(st_uid=-5, st_gid=-5))
    monkeypatch.setattr("gutskin_tui.private_files.os.fchown", lambda handle, *owner: given.append(owner))
    os.close(create(tmp_path / "new", old))
    assert given == [(old.stat().st_uid, old.stat().st_gid)]

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("gutskin_tui.private_files.os.geteuid", lambda: 0)
    os.close(create(tmp_path / "by root"))
    assert given[1:] == [(tmp_path.stat().st_uid, tmp_path.stat().st_gid)]
    monkeypatch.setattr("gutskin_tui.private_files.os.fchown", refuse)
    with pytest.raises(PermissionError, match="its owner and group cannot be kept"):
        create(tmp_path / "other", old)
    with (
        pytest.raises(ExchangeError, match=r"old: cannot be written \(its owner and group cannot be kept\)\."),
        new_file(old, replace=True),
    ):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["by root", "new", "old"]
    assert old.read_text() == "x"


@as_root
def test_what_root_does_in_the_home_of_another_leaves_everything_theirs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "journal").mkdir(parents=True)
    give_away(home)
    environment = {
        **os.environ,
        "HOME": str(home),
        "GUTSKIN_JOURNAL": str(home / "journal" / "journal.json"),
        "GUTSKIN_SETTINGS": str(home / "config" / "gutskin" / "settings.toml"),
        "GUTSKIN_STATE": str(home / ".local" / "state" / "gutskin"),
    }

    def run(words: str) -> None:
        ran = subprocess.run([*GUTSKIN, *words.split()], env=environment, capture_output=True, timeout=60, check=False)
        assert (ran.returncode, ran.stderr) == (0, b""), words

    for words in (
        "add drink 250",
        "add note x",
        "undo",
        "redo",
        "settings set glass-ml 300",
        f"export -o {home}/export.json",
        "settings set theme light",
        "foods star oat",
        "doctor",
    ):
        run(words)
        assert owners(home) == {(OWNER, GROUP)}, words
    Drafts(home / ".local" / "state" / "gutskin", home / "j.json").put("note", "half typed")
    with new_file(home / "export.json", replace=True) as file:
        file.write(b"x")
    assert owners(home) == {(OWNER, GROUP)}
    assert (home / ".local" / "state" / "gutskin" / "drafts").is_dir()


@as_root
def test_a_log_beside_a_journal_in_a_folder_of_all_belongs_to_the_owner_of_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    Journal.create(path, [note("x")], state=tmp_path / "state").close()
    os.chown(path, OWNER, GROUP)
    with Journal.open(path, state=tmp_path / "state") as journal:
        journal.add(note("y"))
        log = path.with_name("journal.json.log").stat()
        assert (log.st_uid, log.st_gid) == (OWNER, GROUP)
    assert (path.stat().st_uid, path.stat().st_gid) == (OWNER, GROUP)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can reach and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def add_note(path: Path, state: Path) -> str:
    """Add a note to a journal, and return why not."""
    with Journal.open(path, state=state) as journal:
        try:
            journal.add(note("y"))
        except JournalUnwritable as error:
            return str(error)
    return "saved"


def save_glass(options: Path) -> str:
    """Save a setting, and return why not."""
    try:
        settings.save(options, {"glass-ml": 330})
    except settings.SettingsError as error:
        return str(error)
    return "saved"


def save_as(user: int, path: Path, options: Path, elsewhere: Path) -> list[str]:
    """Add a note and save a setting in a process of its own, elsewhere and then as `user`; return what came of each."""
    for _ in range(2):  # the second reads what the first wrote
        results = [add_note(elsewhere / "journal.json", elsewhere / "state"), save_glass(elsewhere / "settings.toml")]
    os.setgroups([])  # the user may not read the modules, which are now loaded
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    return [*results, add_note(path, path.parent / "state"), save_glass(options)]


@as_root
@pytest.mark.parametrize(("user", "group"), [(OTHER, OTHER), (OWNER, OTHER)])
def test_who_cannot_keep_owner_and_group_is_refused_before_anything_is_written(
    tmp_path: Path, folder: Path, user: int, group: int
) -> None:
    path = folder / "journal.json"
    Journal.create(path, [note("x")], state=tmp_path / "state").close()
    options = folder / "settings.toml"
    settings.save(options, {"glass-ml": 300})
    for file in (path, options):
        os.chown(file, user, group)
        file.chmod(0o666)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as child:
        results = child.submit(save_as, OWNER, path, options, tmp_path / "elsewhere").result()
    assert results == [
        "saved",
        "saved",
        f"{path} cannot be saved: its owner and group cannot be kept.",
        f"{options}: cannot be written (its owner and group cannot be kept).",
    ]
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before
