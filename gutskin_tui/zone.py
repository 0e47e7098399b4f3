"""The time zone of this machine: what `TZ` or /etc/localtime say, read anew at each call.

The rules are those of the C library, so that times agree with `date`: `TZ` names a zone, a file or a POSIX rule such
as CET-1CEST,M3.5.0,M10.5.0/3; without it /etc/localtime holds. /etc/timezone only helps to name a copied file.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zoneinfo
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

ETC = Path("/etc")
LARGEST = 1 << 20
"""Bytes of a zone file; the largest that exist have 4 KiB."""

US_RULES = ",M3.2.0,M11.1.0"
"""Changes of a POSIX rule that names a summer time without saying when: the C library takes those of the USA."""

_NOT_NAMES = {"localtime", "posixrules"}
_VARIANTS = ("posix/", "right/")
_SECONDS = re.compile(r"^([^,]*?\d:\d\d):\d\d", re.ASCII)


class ZoneError(ValueError):
    """The machine's zone cannot be told. The message is one sentence that ends with what holds instead."""


def system_zone(environ: Mapping[str, str] = os.environ, etc: Path = ETC) -> ZoneInfo:
    """Return the zone in force; `key` is its IANA name, None if only its rules are known.

    Raises ZoneError if it cannot be told.
    """
    value = environ.get("TZ")
    if value is None:
        return _local_file(etc)
    value = value.removeprefix(":")
    if not value:
        return ZoneInfo("UTC")
    zone = _named(value, environ, etc) or _posix(value)
    if zone is None:
        raise ZoneError(f'The time zone "{value[:60]}" (TZ) is unknown; times are in UTC.')
    return zone


def named_zone(name: str | None) -> ZoneInfo | None:
    """Return the zone of an IANA name; None if Python does not know it."""
    try:
        return ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_name(moment: datetime) -> str:
    """Return the IANA name of the zone of an aware time; its offset ("UTC+01:00") where only that is known."""
    if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key:
        return moment.tzinfo.key
    offset = moment.utcoffset()
    assert offset is not None
    return str(timezone(offset))


def _local_file(etc: Path) -> ZoneInfo:
    path = etc / "localtime"
    if not os.path.lexists(path):
        return ZoneInfo("UTC")  # what the C library takes for a machine that was told nothing
    zone = _from_file(path, etc) or named_zone(_name_of(path))
    if zone is None:
        raise ZoneError(f"{path} is not a time zone; times are in UTC.")
    return zone


def _named(value: str, environ: Mapping[str, str], etc: Path) -> ZoneInfo | None:
    """Return the zone of a name or a file; None if there is none."""
    if value.startswith("/"):
        return _from_file(Path(value), etc)
    folders = [environ["TZDIR"]] if environ.get("TZDIR") else []
    for folder in (*folders, *zoneinfo.TZPATH):
        if zone := _from_file(Path(folder, value), etc):
            return zone
    return named_zone(_plain(value))


def _from_file(path: Path, etc: Path) -> ZoneInfo | None:
    """Return the zone that a file holds; None if it holds none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return None
    signature = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
    return _loaded(path, signature, _name_of(path), etc / "timezone")


@lru_cache(maxsize=8)
def _loaded(path: Path, _signature: tuple[int, ...], name: str | None, hint: Path) -> ZoneInfo | None:
    """Read a zone file; `_signature` changes when the file does, so that it is read again."""
    try:
        data = path.read_bytes()
        if not named_zone(name):
            name = _name_by_rules(ZoneInfo.from_file(io.BytesIO(data)), hint)
        return ZoneInfo.from_file(io.BytesIO(data), key=name)
    except (OSError, ValueError, AssertionError, struct.error):
        return None


def _name_of(path: Path) -> str | None:
    """Return the IANA name that a path, or a link on its way, has below a folder called zoneinfo; None if none has."""
    for _ in range(40):  # as many links as Linux follows
        _, folder, name = os.path.normpath(path).rpartition("/zoneinfo/")
        if folder and (plain := _plain(name)) not in _NOT_NAMES:
            return plain
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None


def _plain(name: str) -> str:
    for variant in _VARIANTS:
        name = name.removeprefix(variant)
    return name


def _name_by_rules(zone: ZoneInfo, hint: Path) -> str | None:
    """Return the name of the known zone whose clocks showed the same each month, also of the past; None if none did.

    Agreeing since 1970 is enough for the name that the file `hint` holds, and where no zone agrees for longer: zone
    files of another age differ in what they know of earlier years. Names that stand for several (zone1970.tab) come
    first.
    """
    hinted = []
    with suppress(OSError, UnicodeDecodeError):
        hinted.append(hint.read_text(encoding="ascii").strip())
    names = list(dict.fromkeys(_names()))
    for first, candidates in ((1970, hinted), (1900, names), (1970, names)):
        months = [datetime(year, month, 15, tzinfo=UTC) for year in range(first, 2038) for month in range(1, 13)]
        for name in candidates:
            other = named_zone(name)
            if other and all(_shown(moment, zone) == _shown(moment, other) for moment in months):
                return name
    return None


def _shown(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname()


def _names() -> Iterator[str]:
    yield from ("Etc/UTC", "Etc/GMT")
    for folder in zoneinfo.TZPATH:
        try:
            table = Path(folder, "zone1970.tab").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        yield from (line.split("\t")[2] for line in table.splitlines() if line.count("\t") >= 2 and line[0] != "#")
    yield from sorted(zoneinfo.available_timezones())


def _posix(rule: str) -> ZoneInfo | None:
    """Return the zone of a POSIX rule; None if it is none.

    Offsets lose their seconds, which no zone in use has and ISO 8601 cannot write.
    """
    rule = _SECONDS.sub(r"\1", rule)
    for complete in (rule, rule + US_RULES):
        try:
            zone = ZoneInfo.from_file(io.BytesIO(_file_of(complete)))
            for month in (1, 7):  # an offset of a day and more is refused only when it is asked for
                datetime(2026, month, 1, tzinfo=UTC).astimezone(zone).utcoffset()
        except (ValueError, OverflowError):
            continue
        return zone
    return None


def _file_of(rule: str) -> bytes:
    """Return a zone file (TZif, version 2) without changes of its own, so that the rule at its end always holds."""
    part = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4) + struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    return part + part + b"\n" + rule.encode() + b"\n"
