"""A file is written whole or not at all, for its owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from gutskin_tui.exchange.destination import new_file
from gutskin_tui.exchange.errors import ExchangeError, FileExists


def put(path: Path, data: bytes, *, replace: bool = False) -> None:
    with new_file(path, replace=replace) as out:
        out.write(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_written_for_the_owner_alone(tmp_path: Path) -> None:
    put(tmp_path / "out.json", b"new")
    assert (tmp_path / "out.json").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600


def test_it_replaces_an_existing_file_when_forced(tmp_path: Path) -> None:
    (tmp_path / "out.json").write_bytes(b"old")
    put(tmp_path / "out.json", b"new", replace=True)
    assert (tmp_path / "out.json").read_bytes() == b"new"
    assert names(tmp_path) == ["out.json"]


@pytest.mark.parametrize("there", ["file", "link", "link to a link", "link to nothing", "link to itself", "hard link"])
def test_an_existing_file_is_unchanged_unless_forced(tmp_path: Path, there: str) -> None:
    path, other = tmp_path / "out.json", tmp_path / "other.json"
    if there not in ("link to nothing", "link to itself"):
        (path if there == "file" else other).write_bytes(b"old")
    if there == "hard link":
        path.hardlink_to(other)
    elif there == "link to a link":
        (tmp_path / "middle").symlink_to(other)
        path.symlink_to("middle")
    elif there != "file":
        path.symlink_to(path if there == "link to itself" else other)
    before = names(tmp_path)
    with pytest.raises(FileExists, match="exists already"):
        put(path, b"new")
    assert names(tmp_path) == before
    assert [file.read_bytes() for file in tmp_path.iterdir() if file.exists()] == [b"old"] * len(
        [file for file in tmp_path.iterdir() if file.exists()]
    )


def test_what_was_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    def late() -> None:
        with new_file(tmp_path / "out.json") as out:
            out.write(b"new")
            (tmp_path / "out.json").write_bytes(b"theirs")

    with pytest.raises(FileExists):
        late()
    assert (tmp_path / "out.json").read_bytes() == b"theirs"
    assert names(tmp_path) == ["out.json"]


def test_through_a_link_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    put(tmp_path / "link.json", b"new", replace=True)
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


@pytest.mark.parametrize("wrong", [ValueError, KeyboardInterrupt])
def test_what_fails_half_way_leaves_the_old_file_and_no_litter(tmp_path: Path, wrong: type[BaseException]) -> None:
    (tmp_path / "out.json").write_bytes(b"old")

    def half() -> None:
        with new_file(tmp_path / "out.json", replace=True) as out:
            out.write(b"half")
            raise wrong

    with pytest.raises(wrong):
        half()
    assert (tmp_path / "out.json").read_bytes() == b"old"
    assert names(tmp_path) == ["out.json"]


def test_a_full_disk_is_reported_in_a_sentence(tmp_path: Path) -> None:
    def fill() -> None:
        with new_file(tmp_path / "out.json") as out:
            out.write(b"x")
            Path("/dev/full").write_bytes(b"x")

    with pytest.raises(ExchangeError, match=r"cannot be written \(no space left on device\)\.$"):
        fill()
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "words"), [(".", "is a folder"), ("missing/out.json", "does not exist"), ("pipe", "not an ordinary file")]
)
def test_places_where_no_file_can_be(tmp_path: Path, name: str, words: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExchangeError, match=words):
        put(tmp_path / name, b"new")
    assert names(tmp_path) == ["pipe"]


def test_a_name_too_long_is_reported_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be written"):
        put(tmp_path / ("x" * 300), b"new")
