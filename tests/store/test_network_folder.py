"""A journal in a network folder is reported, as a lock is effective on one computer only."""

from __future__ import annotations

from pathlib import Path

import pytest

from gutskin_tui.store.lock import warning

ORDINARY = "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n"
"""Mounts of a computer with one disk; the journal's own place is told by further lines."""


def warning_for(tmp_path: Path, lines: str, path: Path) -> str:
    mounts = tmp_path / "mounts"
    mounts.write_bytes(ORDINARY.encode() + lines.encode("utf-8", "surrogateescape"))
    return warning(path, mounts)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"])
def test_a_network_folder_is_reported(tmp_path: Path, kind: str) -> None:
    path = Path("/srv/diary/ana/journal.json")
    assert warning_for(tmp_path, f"server:/export /srv/diary {kind} rw 0 0\n", path) == (
        f"{path} is on a network drive ({kind}): use it from one computer at a time."
    )


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "tmpfs", "overlay", "fuse.gocryptfs"])
def test_an_ordinary_disk_is_not(tmp_path: Path, kind: str) -> None:
    assert warning_for(tmp_path, f"/dev/sdb1 /srv/diary {kind} rw 0 0\n", Path("/srv/diary/journal.json")) == ""


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (r"/srv/my\040nas", "/srv/my nas"),
        (r"/srv/tab\011here", "/srv/tab\there"),
        (r"/srv/line\012end", "/srv/line\nend"),
        (r"/srv/back\134040slash", r"/srv/back\040slash"),
        ("/srv/größe", "/srv/größe"),
        ("/srv/old\udcff", "/srv/old\udcff"),
        ("/srv/next\x85line", "/srv/next\x85line"),
    ],
)
def test_the_name_of_the_place_is_read_as_the_system_writes_it(tmp_path: Path, written: str, place: str) -> None:
    lines = f"server:/export {written} nfs rw 0 0\n"
    assert "network drive (nfs)" in warning_for(tmp_path, lines, Path(place) / "journal.json")


NESTED = [
    ("nas:/a /srv nfs rw 0 0\n/dev/sdb1 /srv/disk ext4 rw 0 0\n", "/srv/disk/journal.json", ""),
    ("nas:/a /srv nfs rw 0 0\n/dev/sdb1 /srv/disk ext4 rw 0 0\n", "/srv/diskette/journal.json", "nfs"),
    ("/dev/sdb1 /srv ext4 rw 0 0\n//nas/b /srv/nas cifs rw 0 0\n", "/srv/nas/deep/down/journal.json", "cifs"),
    ("//nas/b /srv/nas cifs rw 0 0\n/dev/sdb1 /srv ext4 rw 0 0\n", "/srv/nas/journal.json", "cifs"),
    ("//nas/b /srv/nas cifs rw 0 0\n", "/srv/nas2/journal.json", ""),
    ("systemd-1 /srv/nas autofs rw 0 0\nnas:/a /srv/nas nfs4 rw 0 0\n", "/srv/nas/journal.json", "nfs4"),
    ("nas:/a /srv/nas nfs4 rw 0 0\n/dev/sdb1 /srv/nas ext4 rw 0 0\n", "/srv/nas/journal.json", ""),
    ("nas:/root / nfs rw 0 0\n", "/home/ana/journal.json", "nfs"),
]


@pytest.mark.parametrize(("lines", "path", "kind"), NESTED)
def test_what_is_mounted_nearest_and_last_counts(tmp_path: Path, lines: str, path: str, kind: str) -> None:
    text = warning_for(tmp_path, lines, Path(path))
    assert f"({kind})" in text if kind else text == ""


def test_the_persons_own_link_leads_to_the_network(tmp_path: Path) -> None:
    (tmp_path / "nas").mkdir()
    (tmp_path / "diary").symlink_to(tmp_path / "nas")
    lines = f"nas:/a {tmp_path / 'nas'} nfs rw 0 0\n"
    assert "(nfs)" in warning_for(tmp_path, lines, tmp_path / "diary" / "journal.json")


@pytest.mark.parametrize("lines", ["nonsense\n", "\n\n", "a b\n"])
def test_lines_without_a_mount_are_skipped(tmp_path: Path, lines: str) -> None:
    assert warning_for(tmp_path, lines, Path("/srv/diary/journal.json")) == ""


def test_a_system_that_lists_no_mounts_has_no_warning(tmp_path: Path) -> None:
    assert warning(tmp_path / "journal.json", tmp_path / "none") == ""
