"""Daylio's backup: a zip with a JSON text in base 64. It has the level of every mood and the offset of every time."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
from msgspec import Struct, field

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers.daylio_csv import LEVELS, MOODS
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.facts import Facts
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import from_html

NEWEST = 19
"""The newest version of the backup that was seen."""
MINUTES_BELOW = 1000
"""An offset smaller than this is in minutes; others are in milliseconds."""


class _Mood(Struct):
    id: int
    custom_name: str = ""
    mood_group_id: int = 0


class _Tag(Struct):
    id: int
    name: str = ""


class _Entry(Struct):
    id: int
    minute: int
    hour: int
    day: int
    month: int
    """0 for January."""
    year: int
    datetime: int = 0
    timeZoneOffset: int = 0  # noqa: N815 - as in the file
    mood: int = 0
    note: str | None = ""
    note_title: str | None = ""
    tags: list[int] = []
    assets: list[Any] = []


class _Backup(Struct):
    """The parts that are read; the others, such as the PIN of the app's lock, are not even decoded."""

    entries: list[msgspec.Raw] = field(name="dayEntries")
    moods: list[_Mood] = field(name="customMoods")
    tags: list[_Tag] = []
    version: int = 0


def recognises(source: Source) -> bool:
    """Whether a zip or a folder has the member of a backup."""
    return source.packed and bool(source.named("backup.daylio"))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a backup."""
    try:
        data = base64.b64decode(b"".join(source.named("backup.daylio")[0].read().split()), validate=True)
        backup = msgspec.json.decode(data, type=_Backup)
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, RecursionError, IndexError):
        raise ExchangeError("is not a complete backup of Daylio.") from None
    builder = EntryBuilder("daylio", options.clock)
    if backup.version > NEWEST:
        builder.report.remark(f"The backup is of version {backup.version}; gutskin has seen versions up to {NEWEST}.")
    moods = {mood.id: mood for mood in backup.moods}
    tags = {tag.id: tag.name for tag in backup.tags}
    for number, entry, at in builder.dated_objects(options.track(backup.entries), _Entry, _moment):
        facts = Facts(builder.report, options.mapping)
        if mood := moods.get(entry.mood):
            name = mood.custom_name or next((word for word, level in MOODS.items() if level == mood.mood_group_id), "")
            facts.add_mood(LEVELS.get(mood.mood_group_id), name)
        for tag in entry.tags:
            if tag in tags:
                facts.add_word(tags[tag])
            else:
                builder.report.remark("An activity that no longer has a name was left out.")
        facts.add_note(from_html(entry.note_title or ""), from_html(entry.note or ""))
        if entry.assets:
            builder.report.remark("An entry has photos or recordings, which are not imported.")
        builder.add(number, *facts.drafts(at, key=(entry.id, entry.datetime), has_id=True))
    return builder.contents()


def _moment(entry: _Entry) -> datetime:
    """Return the time of an entry: its clock fields, which follow an edit, and its offset. Raises ValueError."""
    offset = timedelta(milliseconds=entry.timeZoneOffset)
    if abs(entry.timeZoneOffset) < MINUTES_BELOW:
        offset = timedelta(minutes=entry.timeZoneOffset)
    zone = timezone(offset)
    return datetime(entry.year, entry.month + 1, entry.day, entry.hour, entry.minute, tzinfo=zone)


IMPORTER = Importer("Daylio's backup", recognises, read)
