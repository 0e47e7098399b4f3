"""The time zone of this machine, read from `TZ` or /etc/localtime at every call.

The rules are those of the C library, so that times agree with `date`: `TZ` is the name of a zone, a file or a POSIX
rule such as CET-1CEST,M3.5.0,M10.5.0/3; without `TZ`, /etc/localtime is used. /etc/timezone only serves as a hint for
the name of a zone whose file was copied to /etc/localtime.
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

from gutskin_tui.errors import UserError

ETC = Path("/etc")
LARGEST = 1 << 20
"""Largest size of a zone file that is read, in bytes; real files have up to 4 KiB."""

US_RULES = ",M3.2.0,M11.1.0"
"""Changes for a POSIX rule that names a summer time without its dates: the C library uses those of the USA."""

_NOT_NAMES = {"localtime", "posixrules"}
_VARIANTS = ("posix/", "right/")
_SECONDS = re.compile(r"^([^,]*?\d:\d\d):\d\d", re.ASCII)


class ZoneError(UserError):
    """The machine's time zone is unknown. The message is a sentence and names the zone used instead."""


def system_zone(environ: Mapping[str, str] = os.environ, etc: Path = ETC) -> ZoneInfo:
    """Return the current time zone; its `key` is the IANA name, None if only the rules are known.

    Raises ZoneError if `TZ` or /etc/localtime cannot be interpreted.
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
    """Return the time zone with an IANA name; None if there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_name(moment: datetime) -> str:
    """Return the IANA name of the zone of an aware datetime, or its offset ("UTC+01:00") if the zone has no name."""
    if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key:
        return moment.tzinfo.key
    offset = moment.utcoffset()
    assert offset is not None
    return str(timezone(offset))


def _local_file(etc: Path) -> ZoneInfo:
    """Return the zone in /etc/localtime, UTC if there is no such file; raises ZoneError."""
    path = etc / "localtime"
    if not os.path.lexists(path):
        return ZoneInfo("UTC")  # as the C library does
    zone = _from_file(str(path), etc) or named_zone(_name_of(path))
    if zone is None:
        raise ZoneError(f"{path} is not a time zone; times are in UTC.")
    return zone


def _named(value: str, environ: Mapping[str, str], etc: Path) -> ZoneInfo | None:
    """Return the zone that `TZ` specifies by name or path; None if there is none."""
    if value.startswith("/"):
        return _from_file(value, etc)
    folders = [environ["TZDIR"]] if environ.get("TZDIR") else []
    for folder in (*folders, *zoneinfo.TZPATH):
        if zone := _from_file(f"{folder}/{value}", etc):
            return zone
    return named_zone(_plain(value))


def _from_file(path: str, etc: Path) -> ZoneInfo | None:
    """Return the zone in a zone file; None if the file is missing or is not a zone file."""
    try:
        # Twenty times for each key pressed; a `Path` would make it five times slower.
        status, link = os.stat(path), os.lstat(path)  # noqa: PTH116 - see above
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return None
    signature = (
        (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size),
        (link.st_dev, link.st_ino, link.st_mtime_ns, link.st_size),
    )
    return _loaded(path, signature, etc)


@lru_cache(maxsize=8)
def _loaded(file: str, _signature: tuple[tuple[int, ...], ...], etc: Path) -> ZoneInfo | None:
    """Read a zone file. `_signature` is part of the cache key and differs after the file or the link to it changed."""
    path = Path(file)
    try:
        data = path.read_bytes()
        name = _name_of(path)
        if not named_zone(name):
            name = _name_by_rules(ZoneInfo.from_file(io.BytesIO(data)), etc / "timezone")
        return ZoneInfo.from_file(io.BytesIO(data), key=name)
    except (OSError, ValueError, AssertionError, struct.error):
        return None


def _name_of(path: Path) -> str | None:
    """Return the IANA name in a path, or in a link it follows: the part after /zoneinfo/. None if there is none."""
    for _ in range(40):  # the limit of Linux
        _, folder, name = os.path.normpath(path).rpartition("/zoneinfo/")
        if folder and (plain := _plain(name)) not in _NOT_NAMES:
            return plain
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None


def _plain(name: str) -> str:
    """Return a zone name without the prefix of its variant ("posix/", "right/")."""
    for variant in _VARIANTS:
        name = name.removeprefix(variant)
    return name


def _name_by_rules(zone: ZoneInfo, hint: Path) -> str | None:
    """Return the name of a zone with the same offsets and abbreviations in every month; None if there is none.

    For the name in the file `hint`, and where no zone agrees since 1900, agreement since 1970 suffices: releases of the
    zone database differ in earlier years. The main names of zone1970.tab are tried before their aliases.
    """
    hinted = []
    with suppress(OSError, UnicodeDecodeError):
        hinted.append(hint.read_text(encoding="ascii").strip())
    names = list(dict.fromkeys(_names()))
    for first, candidates in ((1970, hinted), (1900, names), (1970, names)):
        months = [datetime(year, month, 15, tzinfo=UTC) for year in range(first, 2038) for month in range(1, 13)]
        for name in candidates:
            other = named_zone(name)
            if other and all(_offset_and_name(moment, zone) == _offset_and_name(moment, other) for moment in months):
                return name
    return None


def _offset_and_name(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    """Return the UTC offset and the abbreviation of a zone at an instant."""
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _names() -> Iterator[str]:
    """Yield all zone names: UTC and GMT, those of zone1970.tab, then all others."""
    yield from ("Etc/UTC", "Etc/GMT")
    for folder in zoneinfo.TZPATH:
        try:
            table = Path(folder, "zone1970.tab").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        yield from (line.split("\t")[2] for line in table.splitlines() if line.count("\t") >= 2 and line[0] != "#")
    yield from sorted(zoneinfo.available_timezones())


def _posix(rule: str) -> ZoneInfo | None:
    """Return the zone of a POSIX rule; None if the rule is invalid.

    Seconds of an offset are dropped: no current zone has any and ISO 8601 cannot express them.
    """
    rule = _SECONDS.sub(r"\1", rule)
    for complete in (rule, rule + US_RULES):
        try:
            zone = ZoneInfo.from_file(io.BytesIO(_tzif(complete)))
            for month in (1, 7):  # offsets of a day or more only fail on use
                datetime(2026, month, 1, tzinfo=UTC).astimezone(zone).utcoffset()
        except (ValueError, OverflowError):
            continue
        return zone
    return None


def _tzif(rule: str) -> bytes:
    """Return a zone file (TZif version 2) without transitions, whose footer is the rule [RFC 8536]."""
    part = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4) + struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    return part + part + b"\n" + rule.encode() + b"\n"
