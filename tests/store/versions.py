"""Versions of an entry, changed or removed at so many seconds after NOW."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

from msgspec.structs import replace
from store_entries import NOW

from gutskin_tui.model.kinds import AnyEntry

ZONES = [UTC, timezone(timedelta(hours=-9)), timezone(timedelta(hours=14))]


def instant(second: int, zone: timezone = UTC) -> str:
    """Return the instant so many seconds after NOW, written in a zone."""
    return (NOW + timedelta(seconds=second)).astimezone(zone).isoformat(timespec="milliseconds")


def at(version: AnyEntry, second: int, **values: object) -> AnyEntry:
    """Return a version in which some fields were changed so many seconds after NOW."""
    when = instant(second)
    return replace(version, updated=when, edits=version.edits | dict.fromkeys(values, when), **values)
