"""The common fields of the records, such as foods and trials, that a journal file holds besides entries."""

from __future__ import annotations

from typing import Protocol


class Record(Protocol):
    """A record of any table: its id, and the instant of its last change (ISO 8601)."""

    @property
    def id(self) -> str: ...

    @property
    def updated(self) -> str: ...
