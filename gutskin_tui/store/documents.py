"""Entries on their way to the file: as JSON that is known to be readable again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Raw

from gutskin_tui.model.entries import EntryError, decode, encode
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.errors import DuplicateEntry, InvalidEntry


def written(path: Path, entries: Iterable[AnyEntry]) -> dict[str, tuple[str, Raw]]:
    """Return each entry's kind and the entry as JSON, by id.

    Raises DuplicateEntry and InvalidEntry, naming the journal at `path`.
    """
    documents: dict[str, tuple[str, Raw]] = {}
    for entry in entries:
        if entry.id in documents:
            raise DuplicateEntry(path, f"The id {entry.id} was given twice for {path}.")
        try:
            raw = encode(entry)
            decode(raw)
        except UnicodeEncodeError:
            raise InvalidEntry(path, f"An entry holds characters that cannot be saved in {path}.") from None
        except EntryError as error:
            raise InvalidEntry(path, f"An entry cannot be saved in {path}: {error}.") from None
        documents[entry.id] = (entry.kind, Raw(raw))
    return documents
