"""Three-way merge of a person's changes to an entry that another program may have changed meanwhile.

Only the fields that the person changed are applied. If both sides changed a field, the person's value is saved and the
other one is added to the note, so that nothing is lost. Fields with several names (tags, regions) are merged by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from msgspec import Struct

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import change
from gutskin_tui.model.fields import Field
from gutskin_tui.model.kinds import KINDS, AnyEntry

T = TypeVar("T")

NOTE = "Note"
"""The label of the field to which overwritten values are added."""


class Amended(Struct, Generic[T], frozen=True):
    """A record of another table after a change; `message` describes the other side's changes to the person."""

    record: T
    message: str = ""


class Conflict(Struct, frozen=True):
    """A field that both sides changed: its label, and the other side's value as a person would type it."""

    label: str
    theirs: str


class Amendment(Struct, frozen=True):
    """An entry with a person's changes. `deleted` is whether the entry had been deleted elsewhere."""

    entry: AnyEntry
    conflicts: tuple[Conflict, ...] = ()
    deleted: bool = False

    @property
    def message(self) -> str:
        """Sentences for the person about the other side's changes; "" if there are none."""
        replaced = [conflict.label for conflict in self.conflicts if conflict.theirs]
        cleared = [conflict.label for conflict in self.conflicts if not conflict.theirs]
        sentences = []
        if self.deleted:
            sentences.append("It was deleted elsewhere and is back.")
        if replaced:
            values = "the other value is" if len(replaced) == 1 else "the other values are"
            sentences.append(f"{_changed(replaced)} changed elsewhere too: {values} in the note.")
        if cleared:
            sentences.append(f"{_changed(cleared)} cleared elsewhere: yours is saved.")
        return " ".join(sentences)


def amend(
    current: AnyEntry | None,
    seen: AnyEntry,
    values: Mapping[str, Any],
    clock: Clock,
    at: datetime | None = None,
) -> Amendment:
    """Apply `values` (None clears a field) and `at` to `current`, the entry as it is now.

    `seen` is the entry as the person saw it, the common ancestor. `current` is None for an entry that was deleted; then
    the changes are applied to `seen`. Raises EntryError as `change` does.
    """
    base = current or seen
    merged = dict(values)
    conflicts: list[Conflict] = []
    for field in KINDS[seen.kind].fields:
        if field.name in values:
            before, theirs = getattr(seen, field.name), getattr(base, field.name)
            merged[field.name], lost = _merge(field, before, theirs, _plain(field, values[field.name]))
            if lost is not None:
                conflicts.append(Conflict(field.label, lost))
    if at is not None and base.when not in (seen.when, at):
        conflicts.append(Conflict("When", f"{base.when:%Y-%m-%d %H:%M}"))
    if conflicts:
        merged["note"] = _with_conflicts(merged.get("note", base.note) or "", conflicts) or None
    return Amendment(change(base, merged, clock, at=at), tuple(conflicts), deleted=current is None)


def _plain(field: Field, value: Any) -> Any:
    """Return a new value in the type of the entry's field: the default for None, a tuple for several names."""
    if value is None:
        return field.default
    return tuple(value) if field.type == "names" else value


def _merge(field: Field, seen: Any, theirs: Any, mine: Any) -> tuple[Any, str | None]:
    """Return the value to save, and the other side's value if it is overwritten, else None."""
    if theirs in (seen, mine):
        return mine, None
    if field.type == "names":
        return merge_names(seen, theirs, mine), None
    if field.type == "scores":
        return _merge_scores(field, seen, theirs, mine)
    return mine, field.format(theirs)


def merge_names(seen: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, ...]:
    """Return the names `seen`, with those that either side added and without those that either side removed."""
    left = [name for name in theirs if name in mine or name not in seen]
    return tuple(dict.fromkeys([*left, *(name for name in mine if name not in seen)]))


def _merge_scores(
    field: Field, seen: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[dict[str, Any], str | None]:
    """Merge scores by name, as `_merge` does."""
    absent = object()
    changed = [name for name in {**seen, **mine} if mine.get(name, absent) != seen.get(name, absent)]
    lost = [
        name for name in changed if theirs.get(name, absent) not in (seen.get(name, absent), mine.get(name, absent))
    ]
    merged = {name: score for name, score in theirs.items() if name not in changed}
    merged |= {name: mine[name] for name in changed if name in mine}
    overwritten = field.format({name: theirs[name] for name in lost if name in theirs})
    return merged, overwritten if lost else None


def _with_conflicts(note: str, conflicts: Sequence[Conflict]) -> str:
    """Return a note with the other side's values added as lines; the other side's note is added without a label."""
    lines = [note] if note else []
    for conflict in conflicts:
        line = conflict.theirs if conflict.label == NOTE else f"{conflict.label} (changed elsewhere): {conflict.theirs}"
        if conflict.theirs and line not in note:
            lines.append(line)
    return "\n".join(lines)


def _changed(labels: Sequence[str]) -> str:
    """Return the beginning of a sentence about fields: "Foods was", "Foods and Tags were"."""
    return f"{labels[0]} was" if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]} were"
