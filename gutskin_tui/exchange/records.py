"""What a file holds besides entries: records, such as the person's own foods."""

from __future__ import annotations

from typing import Protocol

TABLES = ("trials", "foods")
"""The tables of records of a file, in its order."""


class Record(Protocol):
    """What every record has: its id, and the instant it was changed last."""

    @property
    def id(self) -> str: ...
    @property
    def updated(self) -> str: ...
