"""A sequence of entries in little memory, for an import of up to a million that is read from start to end."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from gutskin_tui.model.entries import decode, encode
from gutskin_tui.model.kinds import AnyEntry

BLOCK = 256
"""Entries that are compressed together."""


class PackedEntries:
    """Entries in the order in which they were added, as compressed JSON; each iteration decodes them again."""

    def __init__(self, entries: Iterable[AnyEntry] = ()) -> None:
        self._blocks: list[bytes] = []
        self._rest: list[bytes] = []
        for entry in entries:
            self.append(entry)

    def append(self, entry: AnyEntry) -> None:
        """Add an entry. Raises UnicodeEncodeError for text that cannot be encoded."""
        self._rest.append(encode(entry))
        if len(self._rest) == BLOCK:
            self._blocks.append(zlib.compress(b"\n".join(self._rest), 1))
            self._rest.clear()

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._rest)

    def __iter__(self) -> Iterator[AnyEntry]:
        for block in self._blocks:
            yield from map(decode, zlib.decompress(block).split(b"\n"))
        yield from map(decode, self._rest)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedEntries):
            return NotImplemented
        return self._blocks == other._blocks and self._rest == other._rest

    __hash__ = None  # type: ignore[assignment]
