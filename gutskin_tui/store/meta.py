"""What a journal file says of itself: the version of its layout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

TABLE = "_meta"
NUMBER = "1"
SCHEMA_VERSION = 1
"""The layout this program writes: a table per kind, `_meta`, `_history` and `_redo`."""


class Meta(Struct, frozen=True):
    """The one document of the `_meta` table."""

    schema_version: int


DOCUMENT = Raw(msgspec.json.encode(Meta(SCHEMA_VERSION)))


def notice(path: Path, table: Mapping[str, Raw]) -> str:
    """Say why the journal at `path` with this `_meta` table may only be read; "" if it may be written.

    A file without one holds nothing of ours yet, or was made by hand, and may be written.
    """
    raw = table.get(NUMBER)
    if raw is None:
        return ""
    try:
        version = msgspec.json.decode(raw, type=Meta).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return f"{path} does not say which version made it, so it is open for reading only."
    if version > SCHEMA_VERSION:
        return f"{path} was made by a newer version of gutskin, so it is open for reading only."
    return ""
