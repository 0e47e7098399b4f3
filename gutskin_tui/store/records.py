"""Tables of records (foods, trials): documents with an id that are not entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store.errors import InvalidEntry
from gutskin_tui.store.replay import document_id

REMOVED = b"null"
"""The document of a removed record in a change set."""

_NEEDED = ("id", "created", "updated")


def check_table(name: str) -> None:
    """Raise ValueError unless `name` may be a table of records."""
    if name in KINDS or not re.fullmatch(r"[a-z][a-z_]{0,39}", name):
        raise ValueError("a table of records has a short name in small letters that no kind of entry has")


def read_records(table: Mapping[str, Raw]) -> dict[str, dict[str, Any]]:
    """Return the documents of a table by id; those without a readable id are omitted."""
    documents: dict[str, dict[str, Any]] = {}
    for raw in table.values():
        entry_id = document_id(raw)
        if entry_id is not None and entry_id not in documents:
            documents[entry_id] = msgspec.json.decode(raw)
    return documents


def encode_records(path: Path, documents: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Raw]:
    """Return documents as JSON, by id; a removal is `null`. Raises InvalidEntry, naming the journal at `path`."""
    rows: dict[str, Raw] = {}
    for entry_id, document in documents.items():
        if document is None:
            rows[entry_id] = Raw(REMOVED)
            continue
        if document.get("id") != entry_id or not all(isinstance(document.get(name), str) for name in _NEEDED):
            raise InvalidEntry(path, f"A record cannot be saved in {path}: it needs id, created and updated.")
        try:
            raw = msgspec.json.encode(document, order="sorted")
            msgspec.json.decode(raw)
        except (msgspec.MsgspecError, UnicodeError, TypeError, RecursionError):
            raise InvalidEntry(path, f"A record holds something that cannot be saved in {path}.") from None
        rows[entry_id] = Raw(raw)
    return rows
