"""The interface of an import format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.records import Record
from gutskin_tui.model.kinds import AnyEntry


class ImportContents(NamedTuple):
    """The contents of a file: its entries, and its records by table."""

    entries: tuple[AnyEntry, ...]
    records: dict[str, tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Importer:
    """An import format. `summary` follows the format's name in the help.

    `read` checks and returns the contents of a whole file. Its clock gives the zone and the journal day of times that
    the file has without a zone. It raises ExchangeError if any part is wrong; the message continues a sentence that
    begins with the file's name, and does not quote the file.
    """

    summary: str
    read: Callable[[bytes, Clock], ImportContents]
