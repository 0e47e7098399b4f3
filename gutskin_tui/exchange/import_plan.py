"""The plan of an import: the changes that it would make in a journal.

An imported entry whose id the journal does not have is new, unless the journal removed it after its last change. An
entry equal to the journal's is skipped. Of two different entries with the same id the one with the later `updated` is
used, the journal's own if neither is later. The same rules apply to records, such as the person's own foods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.records import Record
from gutskin_tui.store.salvage import instant

Item = TypeVar("Item", bound=Record)


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[Item]):
    """The items to add (`new`), those that replace older versions (`newer`), and the numbers of the others.

    `same` counts items equal to the journal's, `older` those older than the journal's. `removed` are items that the
    journal removed after their last change.
    """

    new: tuple[Item, ...]
    newer: tuple[Item, ...]
    same: int
    older: int
    removed: tuple[Item, ...] = ()


def compare(
    items: Iterable[Item],
    known: Callable[[str], Item | None],
    name: str = "entries",
    removals: Mapping[str, str] | None = None,
) -> ImportPlan[Item]:
    """Return the plan for imported items; `known` returns the journal's item with an id, or None.

    `name` is that of the list in the file, `removals` are the instants of the journal's removals by id. Raises
    ExchangeError if an entry has the id of an entry of another kind.
    """
    new: list[Item] = []
    newer: list[Item] = []
    removed: list[Item] = []
    same = older = 0
    for number, item in enumerate(items):
        existing = known(item.id)
        if existing is None:
            removal = (removals or {}).get(item.id)
            (new if removal is None or instant(item.updated) > instant(removal) else removed).append(item)
        elif existing == item:
            same += 1
        elif type(existing) is not type(item):
            raise ExchangeError(f"{name}[{number}].id: is already used by an entry of another kind.")
        elif instant(item.updated) > instant(existing.updated):
            newer.append(item)
        else:
            older += 1
    return ImportPlan(tuple(new), tuple(newer), same, older, tuple(removed))
