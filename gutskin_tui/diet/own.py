"""A person's own foods, as records of the journal: corrections, recipes, stars. Each change can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.foods.labels import LABELS
from gutskin_tui.foods.parser import Key
from gutskin_tui.foods.personal import MOST_STARS, Answer, FoodRecord
from gutskin_tui.foods.words import key
from gutskin_tui.journal.ids import new_id
from gutskin_tui.store import Journal

TABLE = "foods"


class FoodError(ValueError):
    """What was said about a food cannot be kept; one plain sentence."""


def own_foods(journal: Journal) -> list[FoodRecord]:
    """Return the person's own foods by name; of two with the same words the later one counts.

    Records that cannot be read are left out: `Journal.problems` tells of them.
    """
    found: dict[Key, FoodRecord] = {}
    for document in journal.records(TABLE).values():
        try:
            record = msgspec.convert(document, FoodRecord)
        except msgspec.ValidationError:
            continue
        words = key(record.name)
        if words not in found or (record.updated, record.id) > (found[words].updated, found[words].id):
            found[words] = record
    return sorted(found.values(), key=lambda one: one.name.casefold())


def find(records: Iterable[FoodRecord], name: str) -> FoodRecord | None:
    """Return the own food of that name, however it is spelt; None if there is none."""
    words = key(name)
    return next((one for one in records if key(one.name) == words), None)


def answer(journal: Journal, clock: Clock, name: str, answers: Mapping[str, Answer | None]) -> FoodRecord:
    """Remember for a food which labels it has; None goes back to what its words say.

    Raises FoodError for a name or a label that is none, and what the journal raises.
    """
    for label in answers:
        if label not in LABELS:
            raise FoodError(f"There is no such label. The labels are {', '.join(LABELS)}.")
    record = _record(journal, clock, name)
    labels = {**record.labels, **answers}
    return _save(journal, clock, record, "food labels", labels={one: said for one, said in labels.items() if said})


def compose(journal: Journal, clock: Clock, name: str, made_of: Iterable[str]) -> FoodRecord:
    """Remember what a food is made of: the foods of a recipe, or the ingredients of a packet; () forgets it.

    Raises FoodError, and what the journal raises.
    """
    parts = tuple(one.strip() for one in made_of if one.strip())
    record = _record(journal, clock, name)
    if any(key(one) == key(name) for one in parts):
        raise FoodError("A food cannot be made of itself.")
    return _save(journal, clock, record, "recipe", made_of=parts)


def star(journal: Journal, clock: Clock, name: str, on: bool) -> FoodRecord:
    """Star a food as a suspect, or take the star off. Raises FoodError, also for an eleventh star."""
    if on and sum(one.starred for one in own_foods(journal) if key(one.name) != key(name)) >= MOST_STARS:
        raise FoodError(f"{MOST_STARS} foods are starred already; take one star off first.")
    return _save(journal, clock, _record(journal, clock, name), "star", starred=on)


def forget(journal: Journal, name: str) -> bool:
    """Forget all that was said about a food; return whether there was anything."""
    gone = {one["id"]: None for one in journal.records(TABLE).values() if key(str(one.get("name", ""))) == key(name)}
    journal.put_records(TABLE, gone, label="food labels")
    return bool(gone)


def _record(journal: Journal, clock: Clock, name: str) -> FoodRecord:
    """Return what is known of a food, a new record if nothing is."""
    name = " ".join(name.split())
    found = find(own_foods(journal), name)
    if found is not None:
        return found
    now = clock.now()
    stamp = now.isoformat(timespec="milliseconds")
    try:
        return msgspec.convert({"id": new_id(now), "name": name, "created": stamp, "updated": stamp}, FoodRecord)
    except msgspec.ValidationError:
        raise FoodError("A food needs a name with a word in it, at most 200 characters.") from None


def _save(journal: Journal, clock: Clock, record: FoodRecord, label: str, **fields: object) -> FoodRecord:
    """Save a record with some fields changed; one that says nothing any more is taken away."""
    stamp = clock.now().isoformat(timespec="milliseconds")
    document = msgspec.to_builtins(record) | fields | {"updated": stamp}
    try:
        changed = msgspec.convert(document, FoodRecord)
    except msgspec.ValidationError:
        raise FoodError("A food, and each part of a recipe, has at most 200 characters.") from None
    empty = not (changed.labels or changed.made_of or changed.starred)
    if empty and record.id not in journal.records(TABLE):
        return changed
    journal.put_records(TABLE, {record.id: None if empty else msgspec.to_builtins(changed)}, label=label)
    return changed
