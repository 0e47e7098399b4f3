"""The plan of an import: the changes that it would make in a journal.

An imported entry whose id the journal does not have is new, unless the journal removed it after its last change. An
entry equal to the journal's is skipped. Of two different entries with the same id the one with the later `updated` is
used, the journal's own if neither is later. The same rules apply to records, such as the person's own foods.

Entries made from another program's file have no version of their own: there an entry that was changed here stays, one
that was not is replaced if its row changed, and what was removed here stays removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.packed_entries import PackedEntries
from gutskin_tui.exchange.records import Record
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.instants import instant

Item = TypeVar("Item", bound=Record)


class Appendable(Protocol[Item]):
    """A list, or PackedEntries."""

    def append(self, item: Item, /) -> None:
        """Add an item."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Item]: ...


class ImportPlan(Struct, Generic[Item], frozen=True):
    """The items to add (`new`), those that replace older versions (`newer`), and the numbers of the others.

    `same` counts items equal to the journal's, `older` those older than the journal's. `removed` are items that the
    journal removed after their last change.
    """

    new: Appendable[Item]
    newer: Appendable[Item]
    same: int
    older: int
    removed: Appendable[Item]


def compare(
    items: Iterable[Item],
    known: Callable[[str], Item | None],
    name: str = "entries",
    removals: Mapping[str, str] | None = None,
    collection: Callable[[], Appendable[Item]] = list,
) -> ImportPlan[Item]:
    """Return the plan for imported items; `known` returns the journal's item with an id, or None.

    `name` is that of the list in the file, `removals` are the instants of the journal's removals by id, `collection`
    makes each collection of items in the plan. Raises ExchangeError if an entry has the id of an entry of
    another kind.
    """
    new, newer, removed = collection(), collection(), collection()
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
    return ImportPlan(new, newer, same, older, removed)


def compare_rows(
    entries: Iterable[AnyEntry], known: Callable[[str], AnyEntry | None], removals: Mapping[str, str]
) -> ImportPlan[AnyEntry]:
    """Return the plan for entries made from the rows of another program's file. The arguments are those of `compare`.

    An entry is unchanged if only the zone in which the file was read differs.
    """
    new, newer, removed = PackedEntries(), PackedEntries(), PackedEntries()
    same = older = 0
    for entry in entries:
        existing = known(entry.id)
        if existing is None:
            (removed if entry.id in removals else new).append(entry)
        elif _same_row(entry, existing):
            same += 1
        elif existing.edits or type(existing) is not type(entry) or existing.source != entry.source:
            older += 1
        else:
            newer.append(entry)
    return ImportPlan(new, newer, same, older, removed)


def _same_row(entry: AnyEntry, existing: AnyEntry) -> bool:
    """Whether two entries agree in all but their zone and the instants of their record.

    The time is the same on the clock or in fact: one file has no zone, another the zone in which it was written.
    """
    names = ["at", "zone", "created", "updated", "edits"]
    if entry.when == existing.when:
        names.append("day")
    elif entry.when.replace(tzinfo=None) != existing.when.replace(tzinfo=None):
        return False
    return replace(entry, **{name: getattr(existing, name) for name in names}) == existing
