"""A person's own foods, as records of the journal: corrections, recipes, stars. Each change can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.errors import InputError
from gutskin_tui.foods.custom_food import MOST_STARS, FoodRecord, LabelAnswer
from gutskin_tui.foods.food import LABELS, Certainty, label_named
from gutskin_tui.foods.ingredient_list import parse_ingredient_list
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import Key
from gutskin_tui.model.amend import Amended, merge_names
from gutskin_tui.model.ids import new_id
from gutskin_tui.store import Journal

TABLE = "foods"
LONGEST_PACKET = 20_000
"""Characters of an ingredient list: as many as a note may have."""


class FoodError(InputError):
    """A name, a label or a part of a food cannot be saved."""


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
        if words not in found or _version(record) > _version(found[words]):
            found[words] = record
    return sorted(found.values(), key=lambda one: one.name.casefold())


def find(records: Iterable[FoodRecord], name: str) -> FoodRecord | None:
    """Return the own food of that name, however it is spelt; None if there is none."""
    words = key(name)
    return next((one for one in records if key(one.name) == words), None)


def label_of(typed: str) -> str:
    """Return the label that was typed, with blanks, hyphens or underscores, British or American.

    Raises FoodError for none.
    """
    label = label_named(typed)
    if label is None:
        raise FoodError(f"There is no such label. The labels are {', '.join(LABELS.values())}.")
    return label


def answer(
    journal: Journal,
    clock: Clock,
    name: str,
    answers: Mapping[str, LabelAnswer | None],
    seen: FoodRecord | None = None,
) -> Amended[FoodRecord]:
    """Remember for a food which labels it has; None goes back to what its words say.

    `seen` is the record that the person saw, None if they saw none: the message names the labels that were answered
    otherwise elsewhere since. Raises FoodError for a name or a label that is none, and what the journal raises.
    """
    known = {label_of(label): said for label, said in answers.items()}
    with journal.exclusive():
        record = record_of(own_foods(journal), clock, name)
        saved = _save(journal, clock, record, "Changed food labels", labels=_answered(record, known))
    return Amended(saved, _answered_elsewhere(seen or record, record, known))


def compose(
    journal: Journal, clock: Clock, name: str, made_of: Iterable[str], seen: FoodRecord | None = None
) -> FoodRecord:
    """Remember the foods that a food is made of; () forgets them.

    `seen` is the record that the person saw, None if they saw none: what was added to it elsewhere since stays.
    Raises FoodError, and what the journal raises.
    """
    parts = tuple(" ".join(one.split()) for one in made_of if one.strip())
    if any(key(one) == key(name) for one in parts):
        raise FoodError("A food cannot be made of itself.")
    with journal.exclusive():
        record = record_of(own_foods(journal), clock, name)
        merged = merge_names((seen or record).made_of, record.made_of, parts)
        return _save(journal, clock, record, "Changed a recipe", made_of=merged)


def unpack(journal: Journal, clock: Clock, name: str, text: str, seen: FoodRecord | None = None) -> Amended[FoodRecord]:
    """Remember what the ingredient list of a food's packet says, as one change.

    Its labels become answers, what it may contain a maybe; its ingredients become what the food is made of. Answers
    about other labels stay. `seen` is as for `answer` and `compose`. Raises FoodError, and what the journal raises.
    """
    if len(text) > LONGEST_PACKET:
        raise FoodError(f"An ingredient list has at most {LONGEST_PACKET} characters.")
    labels, ingredients = parse_ingredient_list(text)
    if not ingredients and not labels:
        raise FoodError("There is no ingredient in that text.")
    said: dict[str, LabelAnswer | None] = {
        label: "yes" if sure is Certainty.YES else "maybe" for label, sure in labels.items()
    }
    with journal.exclusive():
        record = record_of(own_foods(journal), clock, name)
        merged = merge_names((seen or record).made_of, record.made_of, ingredients)
        saved = _save(journal, clock, record, "Read a packet", labels=_answered(record, said), made_of=merged)
    return Amended(saved, _answered_elsewhere(seen or record, record, said))


def star(journal: Journal, clock: Clock, name: str, on: bool) -> FoodRecord:
    """Star a food as a suspect, or take the star off. Raises FoodError, also for an eleventh star."""
    with journal.exclusive():
        records = own_foods(journal)
        if on and sum(record.starred for record in records if key(record.name) != key(name)) >= MOST_STARS:
            raise FoodError(f"{MOST_STARS} foods are starred already; take one star off first.")
        label = "Starred a food" if on else "Took a star off"
        return _save(journal, clock, record_of(records, clock, name), label, starred=on)


def forget(journal: Journal, name: str) -> bool:
    """Forget all that was said about a food; return whether there was anything. Raises what the journal raises."""
    words = key(name)
    with journal.exclusive():
        records = journal.records(TABLE).values()
        gone = {record["id"]: None for record in records if words and key(str(record.get("name"))) == words}
        journal.put_records(TABLE, gone, label="Forgot a food")
    return bool(gone)


def _version(record: FoodRecord) -> tuple[datetime, str]:
    return datetime.fromisoformat(record.updated), record.id


def _answered(record: FoodRecord, answers: Mapping[str, LabelAnswer | None]) -> dict[str, LabelAnswer]:
    """Return the answers of a record with some changed, in the order of the labels."""
    said = {**record.labels, **answers}
    return {label: found for label in LABELS if (found := said.get(label))}


def _answered_elsewhere(seen: FoodRecord, record: FoodRecord, answers: Mapping[str, LabelAnswer | None]) -> str:
    """Name the labels of `answers` whose answer in `record` is neither the one `seen` nor the new one; "" for none."""
    others = {label: record.labels.get(label) for label in answers}
    differing = [
        f"{LABELS[label]} {other or 'automatic'}"
        for label, other in others.items()
        if other not in (seen.labels.get(label), answers[label])
    ]
    return f"Answered elsewhere meanwhile: {', '.join(differing)}; undo brings that back." if differing else ""


def record_of(records: Iterable[FoodRecord], clock: Clock, name: str) -> FoodRecord:
    """Return what is known of a food, a new record if nothing is. Raises FoodError for a name that is none."""
    name = " ".join(name.split())
    found = find(records, name)
    if found is not None:
        return found
    now = clock.now()
    stamp = now.isoformat(timespec="milliseconds")
    try:
        return msgspec.convert({"id": new_id(now), "name": name, "created": stamp, "updated": stamp}, FoodRecord)
    except msgspec.ValidationError:
        raise FoodError("A food needs a name with a word in it, at most 200 characters.") from None


def _save(journal: Journal, clock: Clock, record: FoodRecord, label: str, **fields: object) -> FoodRecord:
    """Save a record with some fields changed; one that says nothing any more is taken away, no change is none."""
    try:
        changed = msgspec.convert(msgspec.to_builtins(record) | fields, FoodRecord)
    except msgspec.ValidationError:
        raise FoodError("A food, and each part of a recipe, has at most 200 characters.") from None
    if changed == record:
        return record
    changed = msgspec.structs.replace(changed, updated=clock.now().isoformat(timespec="milliseconds"))
    empty = not (changed.labels or changed.made_of or changed.starred)
    journal.put_records(TABLE, {record.id: None if empty else msgspec.to_builtins(changed)}, label=label)
    return changed
