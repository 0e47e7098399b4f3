"""Sentences about what an undo or a redo changed, for the screen and the command line."""

from __future__ import annotations

from datetime import date
from typing import Literal

from gutskin_tui.dates import show_short
from gutskin_tui.model.entries import summary, title
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store.changeset import Change
from gutskin_tui.text import clean, counted

Verb = Literal["Added", "Changed", "Deleted"]
MERGED = "Merged a copy"
"""The label of a change that merged another copy of the journal."""
NOTHING_TO_UNDO, NOTHING_TO_REDO = "Nothing to undo", "Nothing to redo"


def change_label(verb: Verb, kind: str) -> str:
    """Return the label of a change of an entry of `kind`, as undo names it: "Added drink"."""
    return f"{verb} {KINDS[kind].label.lower()}"


def undone(change: Change, today: date) -> str:
    """Return a sentence about an undo: "Undone: Fri 20 Nov 09:00, skin is back: 4 moderate, itch 2"."""
    return _words("Undone", change, "as before", today)


def redone(change: Change, today: date) -> str:
    """Return a sentence about a redo: "Redone: today 14:15, drink is gone: 250 ml water"."""
    return _words("Redone", change, "changed again", today)


def dropped(seen: AnyEntry | None, entry: AnyEntry | None, today: date) -> str:
    """Return a sentence about the undo of a change that was not saved yet.

    `seen` is the entry before that change (None: it was new), `entry` the one after it (None: it was removed).
    """
    before = "Undone before it was saved"
    if seen is not None:
        return _entry_words(before, seen, "as before" if entry is not None else "back", today)
    return _entry_words(before, entry, "gone", today) if entry is not None else before


def _words(verb: str, change: Change, changed: str, today: date) -> str:
    """Return the sentence, with the day first, as a narrow line is cut at the end. Its text is safe to print."""
    touched = [
        (entry, what)
        for entries, what in ((change.added, "back"), (change.changed, changed), (change.removed, "gone"))
        for entry in entries
    ]
    label = clean(change.label) or "a change"
    if not touched:
        return f"{verb}: {label}"
    if len(touched) > 1 or change.records:
        counts = {what: sum(kind == what for _, kind in touched) for _, what in touched}
        sums = ", ".join(f"{count} {what}" for what, count in counts.items())
        entries = counted(len(touched), "entry", "entries")
        return f"{verb}: {label}, {entries} of {_days(change.days, today)}: {sums}"
    ((place, what),) = touched
    entry = change.entry(place.id)
    if entry is None:
        return f"{verb}: {_day(place.day, today)}, {place.kind} is {what}"
    return _entry_words(verb, entry, what, today)


def _entry_words(verb: str, entry: AnyEntry, what: str, today: date) -> str:
    words = clean(summary(entry)) or clean(" ".join(entry.note.split()))
    message = f"{verb}: {_day(entry.date, today)} {entry.clock_time}, {clean(title(entry))} is {what}"
    return f"{message}: {words}" if words else message


def _day(day: date, today: date) -> str:
    return "today" if day == today else show_short(day, today)


def _days(days: tuple[date, ...], today: date) -> str:
    first, last = _day(days[0], today), _day(days[-1], today)
    return first if first == last else f"{first} to {last}"
