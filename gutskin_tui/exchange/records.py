"""The records besides entries that a journal file holds. Imports no definitions of them, so that it loads quickly."""

from __future__ import annotations

from typing import Protocol

TABLES = ("trials", "foods")
"""Tables of records, in the order of a file."""


class Record(Protocol):
    """A record of any table: its id, and the instant of its last change (ISO 8601)."""

    @property
    def id(self) -> str: ...
    @property
    def updated(self) -> str: ...
