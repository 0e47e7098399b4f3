"""The repository of a person's own foods: corrections, recipes and stars as records of the journal.

Each change can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from gutskin_tui import foods
from gutskin_tui.clock import Clock
from gutskin_tui.errors import InputError
from gutskin_tui.foods.custom_food import MOST_STARS, FoodRecord, LabelAnswer
from gutskin_tui.foods.food import LABELS, Certainty, label_named
from gutskin_tui.foods.matching import Key
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.amend import Amended, merge_names
from gutskin_tui.model.ids import new_id
from gutskin_tui.store import Journal
from gutskin_tui.text import with_suggestion

TABLE = "foods"
MAX_INGREDIENT_LIST = 20_000
"""Greatest length of an ingredient list, in characters."""


class FoodError(InputError):
    """A name, a label or a part of a food cannot be saved."""


def own_foods(journal: Journal) -> list[FoodRecord]:
    """Return the person's own foods sorted by name; of two with the same look-up key the later version counts.

    Invalid records are left out: `Journal.problems` lists them.
    """
    latest: dict[Key, FoodRecord] = {}
    for document in journal.records(TABLE).values():
        try:
            record = msgspec.convert(document, FoodRecord)
        except msgspec.ValidationError:
            continue
        words = key(record.name)
        if words not in latest or _version(record) > _version(latest[words]):
            latest[words] = record
    return sorted(latest.values(), key=lambda record: record.name.casefold())


def find_food(records: Iterable[FoodRecord], name: str) -> FoodRecord | None:
    """Return the own food with the look-up key of `name`, None if there is none."""
    words = key(name)
    return next((record for record in records if key(record.name) == words), None)


def parse_label(typed: str) -> str:
    """Return the label that `typed` names (see `label_named`). Raises FoodError if there is none."""
    label = label_named(typed)
    if label is None:
        known = LABELS.values()
        raise FoodError(with_suggestion("Unknown label", typed, known, f"the labels are {', '.join(known)}"))
    return label


def save_answers(
    journal: Journal,
    clock: Clock,
    name: str,
    answers: Mapping[str, LabelAnswer | None],
    seen: FoodRecord | None = None,
) -> Amended[FoodRecord]:
    """Save the person's answers about labels of a food; None removes an answer, so that the food's name decides.

    `seen` is the record that the person saw, None if there was none: the message names the labels whose answer another
    program changed since. Raises FoodError for an invalid name or label, and JournalError.
    """
    given = {parse_label(label): answer for label, answer in answers.items()}
    with journal.exclusive():
        record = record_for(own_foods(journal), clock, name)
        saved = _save(journal, clock, record, "Changed food labels", labels=_merged(record, given))
    return Amended(saved, _changed_answers(seen or record, record, given))


def save_recipe(
    journal: Journal, clock: Clock, name: str, made_of: Iterable[str], seen: FoodRecord | None = None
) -> FoodRecord:
    """Save the foods that a food is made of, its recipe; an empty iterable removes them.

    `seen` is the record that the person saw, None if there was none: parts that another program added since are kept.
    Raises FoodError for an invalid name or part, and JournalError.
    """
    parts = tuple(" ".join(part.split()) for part in made_of if part.strip())
    if any(key(part) == key(name) for part in parts):
        raise FoodError("A food cannot be made of itself.")
    with journal.exclusive():
        record = record_for(own_foods(journal), clock, name)
        merged = merge_names((seen or record).made_of, record.made_of, parts)
        return _save(journal, clock, record, "Changed a recipe", made_of=merged)


def save_ingredient_list(
    journal: Journal, clock: Clock, name: str, text: str, seen: FoodRecord | None = None
) -> Amended[FoodRecord]:
    """Save the labels and ingredients of a food's ingredient list, as a single change.

    The labels become answers ("maybe" for possible traces), the ingredients the parts of the food. Answers about other
    labels are kept. `seen` is as for `save_answers` and `save_recipe`. Raises FoodError for a text without ingredients
    or an invalid name, and JournalError.
    """
    if len(text) > MAX_INGREDIENT_LIST:
        raise FoodError(f"An ingredient list has at most {MAX_INGREDIENT_LIST} characters.")
    labels, ingredients = foods.ingredient_list.parse_ingredient_list(text)
    if not ingredients and not labels:
        raise FoodError("There is no ingredient in that text.")
    answers: dict[str, LabelAnswer | None] = {
        label: "yes" if certainty is Certainty.YES else "maybe" for label, certainty in labels.items()
    }
    with journal.exclusive():
        record = record_for(own_foods(journal), clock, name)
        merged = merge_names((seen or record).made_of, record.made_of, ingredients)
        saved = _save(journal, clock, record, "Read a packet", labels=_merged(record, answers), made_of=merged)
    return Amended(saved, _changed_answers(seen or record, record, answers))


def save_is_food(journal: Journal, clock: Clock, name: str, is_food: bool | None) -> FoodRecord:
    """Save whether a name is a food at all; None removes the answer.

    Of a name that is not a food nothing else is saved. Raises FoodError for an invalid name, and JournalError.
    """
    with journal.exclusive():
        record = record_for(own_foods(journal), clock, name)
        others = {"labels": {}, "made_of": (), "starred": False} if is_food is False else {}
        return _save(journal, clock, record, "Answered what a food is", is_food=is_food, **others)


def set_star(journal: Journal, clock: Clock, name: str, on: bool) -> FoodRecord:
    """Star a food as a suspect, or remove the star. Raises FoodError for an invalid name or more than ten stars."""
    with journal.exclusive():
        records = own_foods(journal)
        if on and sum(record.starred for record in records if key(record.name) != key(name)) >= MOST_STARS:
            raise FoodError(f"{MOST_STARS} foods are starred already; unstar one first.")
        label = "Starred a food" if on else "Took a star off"
        return _save(journal, clock, record_for(records, clock, name), label, starred=on)


def delete_food(journal: Journal, name: str) -> bool:
    """Remove all records of a food; return whether there were any. Raises JournalError."""
    words = key(name)
    with journal.exclusive():
        records = journal.records(TABLE).values()
        removed = {record["id"]: None for record in records if words and key(str(record.get("name"))) == words}
        journal.put_records(TABLE, removed, label="Forgot a food")
    return bool(removed)


def _version(record: FoodRecord) -> tuple[datetime, str]:
    """Return the sort key that orders the versions of a record."""
    return datetime.fromisoformat(record.updated), record.id


def _merged(record: FoodRecord, answers: Mapping[str, LabelAnswer | None]) -> dict[str, LabelAnswer]:
    """Return the answers of a record updated with `answers`, in the order of LABELS."""
    merged = {**record.labels, **answers}
    return {label: answer for label in LABELS if (answer := merged.get(label))}


def _changed_answers(seen: FoodRecord, record: FoodRecord, answers: Mapping[str, LabelAnswer | None]) -> str:
    """Return a message on the labels whose answer in `record` is neither that in `seen` nor the new one; "" if none."""
    others = {label: record.labels.get(label) for label in answers}
    differing = [
        f"{LABELS[label]} {other or 'automatic'}"
        for label, other in others.items()
        if other not in (seen.labels.get(label), answers[label])
    ]
    return f"Answered elsewhere meanwhile: {', '.join(differing)}; undo brings that back." if differing else ""


def record_for(records: Iterable[FoodRecord], clock: Clock, name: str) -> FoodRecord:
    """Return the record of a food, a new one if there is none. Raises FoodError for an invalid name."""
    name = " ".join(name.split())
    record = find_food(records, name)
    if record is not None:
        return record
    now = clock.now()
    stamp = now.isoformat(timespec="milliseconds")
    try:
        return msgspec.convert({"id": new_id(now), "name": name, "created": stamp, "updated": stamp}, FoodRecord)
    except msgspec.ValidationError:
        raise FoodError("A food needs a name with a word in it, at most 200 characters.") from None


def _save(journal: Journal, clock: Clock, record: FoodRecord, label: str, **fields: object) -> FoodRecord:
    """Save a record with some fields changed, if they differ; a record without content is removed.

    Labels, a recipe or a star make a name that was not a food a food again. Returns the record. Raises FoodError for a
    field that is too long, and JournalError.
    """
    if record.is_food is False and any(fields.values()):
        fields = {"is_food": None} | fields
    try:
        changed = msgspec.convert(msgspec.to_builtins(record) | fields, FoodRecord)
    except msgspec.ValidationError:
        raise FoodError("A food, and each part of a recipe, has at most 200 characters.") from None
    if changed == record:
        return record
    changed = msgspec.structs.replace(changed, updated=clock.now().isoformat(timespec="milliseconds"))
    empty = not (changed.labels or changed.made_of or changed.starred or changed.is_food is not None)
    journal.put_records(TABLE, {record.id: None if empty else msgspec.to_builtins(changed)}, label=label)
    return changed
