"""The files of an import: zips and folders are read within limits, and whatever is damaged is one sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers import recognised
from gutskin_tui.exchange.input import source as source_module
from gutskin_tui.exchange.input.source import Source, source_at, source_of_stream


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def opened(data: bytes) -> Source:
    return source_of_stream(io.BytesIO(data))


def test_a_zip_and_a_folder_have_the_same_members(tmp_path: Path) -> None:
    files = {"b.csv": b"2", "inner/a.csv": b"1", "__MACOSX/._a.csv": b"x"}
    for name, data in files.items():
        path = tmp_path / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "export" / "link.csv").symlink_to("/etc/hostname")
    for source in (opened(zipped(files)), source_at(tmp_path / "export")):
        assert source.packed
        assert {member.name: member.read() for member in source.members} == {"b.csv": b"2", "inner/a.csv": b"1"}
        assert [(member.base, member.folder) for member in source.with_suffix(".csv")] == [
            ("b.csv", ""),
            ("a.csv", "inner"),
        ]


def test_a_zip_bomb_is_not_unpacked() -> None:
    member = opened(zipped({"a.csv": bytes(11 << 20)})).only()
    with pytest.raises(ExchangeError, match="suspiciously small"):
        member.read()


def test_a_path_in_a_zip_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "a.zip"
    file.parent.mkdir()
    file.write_bytes(zipped({"../outside.csv": b"1", "/root.csv": b"2"}))
    assert sorted(member.read() for member in source_at(file).members) == [b"1", b"2"]
    assert [path.name for path in tmp_path.rglob("*")] == ["folder", "a.zip"]


@pytest.mark.parametrize("damage", [slice(0, -30), slice(10, None), slice(0, 40)])
def test_a_damaged_zip_is_a_sentence(damage: slice) -> None:
    data = zipped({"a.csv": b"date,mood\n" * 300})
    try:
        for member in opened(data[damage]).members:
            member.read()
    except ExchangeError as error:
        assert "damaged" in str(error)  # noqa: PT017 - some damage leaves an ordinary file


def test_a_zip_of_a_version_that_does_not_exist_is_a_sentence() -> None:
    data = bytearray(zipped({"a.csv": b"1"}))
    data[data.index(b"PK\x01\x02") + 6] = 97
    with pytest.raises(ExchangeError, match="damaged"):
        opened(bytes(data))


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="holds no files"):
        recognised(source_at(tmp_path))


def test_a_damaged_member_is_a_sentence() -> None:
    data = bytearray(zipped({"a.csv": bytes(range(256)) * 20}))
    data[60] ^= 0xFF
    with pytest.raises(ExchangeError, match="damaged"):
        opened(bytes(data)).only().read()


def test_too_many_and_too_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MOST_MEMBERS", 2)
    with pytest.raises(ExchangeError, match="files, too many"):
        opened(zipped({"a": b"", "b": b"", "c": b""}))
    monkeypatch.setattr(source_module, "LARGEST_WHOLE", 10)
    with pytest.raises(ExchangeError, match="import it as a file"):
        opened(b"12345678901")
