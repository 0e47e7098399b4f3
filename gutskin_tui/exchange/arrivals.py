"""What an import would do to a journal, worked out before anything is done.

An entry whose id the journal does not have is new. One that the journal has word for word is passed over. Of two
that differ under one id, the one with the later `updated` is kept; the journal's own if neither is later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.journal.kinds import AnyEntry


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Entries to add and to put in place of older ones; how many are there already, and how many are out of date."""

    new: tuple[AnyEntry, ...]
    newer: tuple[AnyEntry, ...]
    same: int
    older: int


def compare(entries: Iterable[AnyEntry], known: Callable[[str], AnyEntry | None]) -> Arrivals:
    """Sort `entries` by what they mean to a journal; `known` returns its entry with an id, None if it has none.

    Raises ExchangeError if an entry has the id of one of another kind.
    """
    new, newer, same, older = [], [], 0, 0
    for number, entry in enumerate(entries):
        here = known(entry.id)
        if here is None:
            new.append(entry)
        elif here == entry:
            same += 1
        elif here.kind != entry.kind:
            raise ExchangeError(f"entries[{number}].id: is that of an entry of another kind in the journal.")
        elif datetime.fromisoformat(entry.updated) > datetime.fromisoformat(here.updated):
            newer.append(entry)
        else:
            older += 1
    return Arrivals(tuple(new), tuple(newer), same, older)
