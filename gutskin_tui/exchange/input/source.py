"""The file of an import as its members: an ordinary file has one, a zip or a folder many.

Members are read within limits and never written to disk by their names, so that a hostile archive costs neither memory
nor files. Links inside a folder are not followed.
"""

from __future__ import annotations

import codecs
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.store.errors import reason

MB = 1 << 20
LARGEST_WHOLE = 128 * MB
"""Largest member that is read as a whole, in bytes."""
LARGEST_STREAM = 16_384 * MB
"""Largest member that is read bit by bit, and the most that a zip may have unpacked."""
MOST_MEMBERS = 50_000
MOST_RATIO, UNSUSPICIOUS = 400, 10 * MB
"""A member of a zip above this size may be at most this many times as large as it is compressed."""
HEAD = 64 << 10
"""Bytes at the beginning of a member by which a format is recognised."""
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Member:
    """A file of the source: its path with forward slashes, and its size in bytes when unpacked."""

    def __init__(self, name: str, size: int, opened: Callable[[], BinaryIO]) -> None:
        self.name = name
        self.size = size
        self._opened = opened

    @property
    def base(self) -> str:
        """The name without its folders."""
        return PurePosixPath(self.name).name

    @property
    def folder(self) -> str:
        """The name of the folder that holds it, "" at the top."""
        return PurePosixPath(self.name).parent.name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the member for reading. Raises ExchangeError if it is too large or damaged."""
        if self.size > LARGEST_STREAM:
            raise ExchangeError("is too large to import.")
        try:
            with self._opened() as file:
                yield file
        except ExchangeError:
            raise
        except _BROKEN as error:
            raise ExchangeError(f"cannot be read ({_reason(error)}).") from None

    def read(self) -> bytes:
        """Return the whole member, UTF-16 as UTF-8. Raises ExchangeError if it exceeds LARGEST_WHOLE, or is damaged."""
        if self.size > LARGEST_WHOLE:
            raise ExchangeError(f"holds a file of more than {LARGEST_WHOLE // MB} MB, too large to import.")
        with self.open() as file:
            data = file.read(LARGEST_WHOLE + 1)
        if len(data) > LARGEST_WHOLE:  # it grew, or a zip states a wrong size
            raise ExchangeError(f"holds a file of more than {LARGEST_WHOLE // MB} MB, too large to import.")
        return _in_utf8(data)

    @cached_property
    def head(self) -> bytes:
        """The first HEAD bytes, UTF-16 as UTF-8. Raises ExchangeError as `open` does."""
        with self.open() as file:
            return _in_utf8(file.read(HEAD))


class Source:
    """The members of a file, a zip or a folder, sorted by name. `packed` is true for a zip and a folder."""

    def __init__(self, members: list[Member], *, packed: bool) -> None:
        self.members = sorted(members, key=lambda member: member.name)
        self.packed = packed

    def only(self) -> Member:
        """Return the only member. Raises ExchangeError if there are none or several."""
        if len(self.members) != 1:
            raise ExchangeError("holds several files; name the one to import.")
        return self.members[0]

    def named(self, *bases: str) -> list[Member]:
        """Return the members with one of these names, in any folder and in any case."""
        wanted = {base.casefold() for base in bases}
        return [member for member in self.members if member.base.casefold() in wanted]

    def with_suffix(self, *suffixes: str) -> list[Member]:
        """Return the members whose name ends in one of these, in any case."""
        return [member for member in self.members if member.name.casefold().endswith(suffixes)]

    def candidates(self, suffix: str) -> list[Member]:
        """Return the members that an importer looks at: those with a suffix, or a single file whatever its name."""
        return self.with_suffix(suffix) if self.packed else self.members


def source_at(path: Path) -> Source:
    """Return the source at a path. Raises ExchangeError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Source(_folder_members(path), packed=True)
        if not stat.S_ISREG(status.st_mode):
            with path.open("rb") as file:
                return source_of_stream(file)
        if zipfile.is_zipfile(path):
            return Source(_zip_members(path), packed=True)
    except OSError as error:
        raise ExchangeError(f"cannot be read ({_reason(error)}).") from None
    except ValueError:
        raise ExchangeError("is not a valid file name.") from None
    return _single_file(Member(path.name, status.st_size, lambda: path.open("rb")))


def source_of_stream(file: BinaryIO) -> Source:
    """Return the source in a stream, such as standard input, read as a whole. Raises ExchangeError."""
    try:
        data = file.read(LARGEST_WHOLE + 1)
    except OSError as error:
        raise ExchangeError(f"cannot be read ({_reason(error)}).") from None
    if len(data) > LARGEST_WHOLE:
        raise ExchangeError(f"is more than {LARGEST_WHOLE // MB} MB; import it as a file.")
    if zipfile.is_zipfile(io.BytesIO(data)):
        return Source(_zip_members(io.BytesIO(data)), packed=True)
    return _single_file(Member("", len(data), lambda: io.BytesIO(data)))


def _single_file(member: Member) -> Source:
    """Return the source of a file that is not a zip. Raises ExchangeError for the beginning of one."""
    if member.head.startswith(b"PK\x03\x04"):
        raise ExchangeError("is a zip that is damaged or not complete.")
    return Source([member], packed=False)


def _in_utf8(data: bytes) -> bytes:
    """Return text in UTF-16, which begins with a byte order mark, as UTF-8 with such a mark; other data as it is."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8-sig", "replace")
    return data


def _zip_members(file: Path | BinaryIO) -> list[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:  # NotImplementedError for a version that does not exist
        raise ExchangeError(f"cannot be read ({_reason(error)}).") from None
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_junk(info.filename)]
    _check_count(len(infos))
    if sum(info.file_size for info in infos) > LARGEST_STREAM:
        raise ExchangeError("is too large to import when it is unpacked.")
    return [Member(info.filename, info.file_size, _opener(archive, info)) for info in infos]


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        if info.flag_bits & 1:
            raise ExchangeError("is protected by a password; unpack it first and import the folder.")
        if info.file_size > UNSUSPICIOUS and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise ExchangeError("holds a file that is suspiciously small for its contents; it is not unpacked.")
        return archive.open(info)  # type: ignore[return-value]

    return opened


def _folder_members(folder: Path) -> list[Member]:
    members: list[Member] = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_junk(name))
        for name in names:
            path = Path(where, name)
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) and not name.startswith(".") and not _is_junk(name):
                relative = path.relative_to(folder).as_posix()
                members.append(Member(relative, status.st_size, _path_opener(path)))
        _check_count(len(members))
    return members


def _path_opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _check_count(count: int) -> None:
    if count > MOST_MEMBERS:
        raise ExchangeError(f"holds more than {MOST_MEMBERS:,} files, too many for an export.")


def _is_junk(name: str) -> bool:
    return any(part in _JUNK for part in PurePosixPath(name).parts)


def _reason(error: Exception) -> str:
    """Return why a file cannot be read, without text of the file."""
    return reason(error) if isinstance(error, OSError) else "it is damaged"
