"""Since when the outcome and the factors are looked at: records of the journal [docs/domain.md 6.13].

What was chosen before the first entry needs no record: it is looked at since that entry. Each change can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.insights.factors import selected
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.model.ids import new_id
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal

TABLE = "factors"
Role = Literal["outcome", "factor"]


def choices(journal: Journal) -> list[FactorChoice]:
    """Return the choices in the order in which they were made; invalid records are left out."""
    records = []
    for document in journal.records(TABLE).values():
        try:
            records.append(msgspec.convert(document, FactorChoice))
        except msgspec.ValidationError:
            continue
    return sorted(records, key=lambda choice: (choice.since, choice.created, choice.id))


def current(records: Iterable[FactorChoice], role: Role) -> tuple[str, ...]:
    """Return the names that are chosen now, () if the journal has no such choice."""
    return tuple(dict.fromkeys(choice.name for choice in records if choice.role == role and choice.until is None))


def since(records: Iterable[FactorChoice], role: Role, name: str, first: date) -> date:
    """Return the day since when an outcome or factor is looked at; `first` is the day of the first entry.

    One that was withdrawn, and is in the settings again without a choice, is looked at since it was withdrawn.
    """
    own = [choice for choice in records if choice.role == role and choice.name == name]
    days = [choice.since for choice in own if choice.until is None] or [choice.until or choice.since for choice in own]
    return max([first, *(date.fromisoformat(day) for day in days)])


def changes(records: Iterable[FactorChoice], first: date) -> int:
    """Return on how many days the choice was changed after the first entry."""
    days = {day for choice in records for day in (choice.since, choice.until) if day is not None}
    return sum(day > first.isoformat() for day in days)


def choose(journal: Journal, clock: Clock, role: Role, before: Sequence[str], names: Sequence[str]) -> bool:
    """Record that `names` are chosen as outcome or factors instead of `before`; return whether anything changed.

    `before` is what the settings held until now. A journal without entries records nothing. Raises JournalError.
    """
    with journal.exclusive():
        days = journal.days()
        if not days:
            return False
        first, today = min(days).isoformat(), clock.today().isoformat()
        records = choices(journal)
        if not current(records, role) and before:
            # A change of its own, so that undoing the next one leads back to what was chosen before.
            _put(journal, [_new(clock, role, name, min(first, today)) for name in before], "Noted what is compared")
            records = choices(journal)
        chosen = current(records, role)
        now = clock.now().isoformat(timespec="milliseconds")
        withdrawn = [
            msgspec.structs.replace(choice, until=max(today, choice.since), updated=now)
            for choice in records
            if choice.role == role and choice.until is None and choice.name not in names
        ]
        added = [_new(clock, role, name, today) for name in names if name not in chosen]
        if not (withdrawn or added):
            return False
        label = "Changed the outcome" if role == "outcome" else "Changed the factors"
        _put(journal, [*withdrawn, *added], label)
        return True


def record_settings(
    journal: Journal, clock: Clock, before: Settings, after: Settings, changed: Collection[str]
) -> None:
    """Record the outcome and the factors of changed settings; `changed` are the names of the settings."""
    if "outcome" in changed:
        choose(journal, clock, "outcome", [before.outcome], [after.outcome])
    if "factors" in changed:
        choose(journal, clock, "factor", selected(before), selected(after))


def _new(clock: Clock, role: Role, name: str, day: str) -> FactorChoice:
    now = clock.now()
    stamp = now.isoformat(timespec="milliseconds")
    return FactorChoice(id=new_id(now), created=stamp, updated=stamp, role=role, name=name, since=day)


def _put(journal: Journal, records: Iterable[FactorChoice], label: str) -> None:
    journal.put_records(TABLE, {record.id: msgspec.to_builtins(record) for record in records}, label=label)
