"""The photo of a skin check-in: a path that is checked, listed, exported and opened, and never copied."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from gutskin_tui.exchange import photo
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Run = Callable[..., Result]
Entries = Callable[[], list[AnyEntry]]


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the current folder."""
    (tmp_path / "pictures").mkdir()
    monkeypatch.chdir(tmp_path / "pictures")
    path = tmp_path / "pictures" / "arm.jpg"
    path.write_bytes(b"picture")
    return path


def test_a_photo_is_an_absolute_path_in_list_and_export(good: Good, entries: Entries, picture: Path) -> None:
    good("add", "skin", "--severity", "3", "--photo", "arm.jpg")
    assert entries()[0].recorded()["photo"] == str(picture)
    assert f"photo {picture}" in good("list")
    assert json.loads(good("export"))["entries"][0]["photo"] == str(picture)
    assert [path.name for path in picture.parent.iterdir()] == ["arm.jpg"]


def test_a_photo_must_exist(run: Run, good: Good, entries: Entries, picture: Path) -> None:
    result = run("add", "skin", "--photo", "leg.jpg")
    assert (result.exit_code, result.stderr) == (2, "gutskin: Photo: there is no such file.\n")
    good("add", "skin", "--severity", "3")
    assert run("edit", short_id(entries()[0].id), "photo=leg.jpg").exit_code == 2
    good("edit", short_id(entries()[0].id), "photo=arm.jpg")
    assert entries()[0].recorded()["photo"] == str(picture)
    good("edit", short_id(entries()[0].id), "photo=")
    assert "photo" not in entries()[0].recorded()


def test_the_viewer_opens_it(
    run: Run, good: Good, entries: Entries, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(photo, "open_file", lambda path: opened.append(path) or True)
    good("add", "skin", "--photo", "arm.jpg")
    name = short_id(entries()[0].id)
    good("photo", name)
    assert opened == [picture]
    picture.unlink()
    assert "no longer where it was" in run("photo", name).stderr
    good("add", "drink", "250")
    assert "has no photo" in run("photo", short_id(entries()[-1].id)).stderr
    assert opened == [picture]


def test_a_missing_viewer_is_reported_in_a_sentence(
    run: Run, good: Good, entries: Entries, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good("add", "skin", "--photo", "arm.jpg")
    monkeypatch.setattr(photo, "VIEWER", "no-such-viewer")
    result = run("photo", short_id(entries()[0].id))
    assert (result.exit_code, result.stderr) == (1, "gutskin: No program opened the photo.\n")


@pytest.mark.parametrize(("viewer", "opened"), [("true", True), ("false", False)])
def test_a_viewer_that_fails_did_not_open_the_photo(
    picture: Path, monkeypatch: pytest.MonkeyPatch, viewer: str, opened: bool
) -> None:
    monkeypatch.setattr(photo, "VIEWER", viewer)
    assert photo.open_file(picture) is opened
