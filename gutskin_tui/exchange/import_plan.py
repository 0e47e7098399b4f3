"""What an import would do to a journal, worked out before anything is done.

An entry whose id the journal does not have is new, unless the journal removed it and it was not changed since. One
that the journal has word for word is passed over. Of two that differ under one id, the one with the later `updated`
is kept; the journal's own if neither is later. So it is with records, such as the person's own foods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.records import Record
from gutskin_tui.store.salvage import instant

Arrived = TypeVar("Arrived", bound=Record)


@dataclass(frozen=True, slots=True)
class Arrivals(Generic[Arrived]):
    """What is to be added and put in place of older ones; how many are there already, and how many are out of date.

    `removed` are those that the journal removed later than they were changed.
    """

    new: tuple[Arrived, ...]
    newer: tuple[Arrived, ...]
    same: int
    older: int
    removed: tuple[Arrived, ...] = ()


def compare(
    arrived: Iterable[Arrived],
    known: Callable[[str], Arrived | None],
    name: str = "entries",
    removals: Mapping[str, str] | None = None,
) -> Arrivals[Arrived]:
    """Sort what arrived by what it means to a journal; `known` returns what the journal has with an id, or None.

    `name` is that of the list in the file, `removals` are the instants of the journal's removals by id. Raises
    ExchangeError if an entry has the id of one of another kind.
    """
    new: list[Arrived] = []
    newer: list[Arrived] = []
    removed: list[Arrived] = []
    same = older = 0
    for number, one in enumerate(arrived):
        here = known(one.id)
        if here is None:
            removal = (removals or {}).get(one.id)
            (new if removal is None or instant(one.updated) > instant(removal) else removed).append(one)
        elif here == one:
            same += 1
        elif type(here) is not type(one):
            raise ExchangeError(f"{name}[{number}].id: is that of an entry of another kind in the journal.")
        elif instant(one.updated) > instant(here.updated):
            newer.append(one)
        else:
            older += 1
    return Arrivals(tuple(new), tuple(newer), same, older, tuple(removed))
