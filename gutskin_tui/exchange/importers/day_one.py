"""Day One's JSON export, a zip of journals. An entry is a note with its tags, in its own time zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from gutskin_tui.exchange.importers.jrnl import NO_TEXT, STARRED
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.facts import Facts
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.zone import named_zone

ATTACHED = "An entry has photos or recordings, which are not imported."
_MOMENT = re.compile(r"!\[[^\]]*\]\(dayone-moment:[^)]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class _Entry(Struct):
    uuid: str
    creationDate: str  # noqa: N815 - as in the file
    timeZone: str | None = ""  # noqa: N815
    isAllDay: bool | None = False  # noqa: N815
    text: str | None = ""
    tags: list[str] | None = None
    starred: bool | None = False
    photos: list[Any] | None = None
    audios: list[Any] | None = None
    videos: list[Any] | None = None


class _Journal(Struct):
    entries: list[msgspec.Raw]


def _journals(source: Source) -> list[Member]:
    members = source.candidates(".json")
    return [member for member in members if b'"entries"' in member.head and b'"creationDate"' in member.head]


def recognises(source: Source) -> bool:
    """Whether there is a JSON text of entries with a date of creation."""
    return bool(_journals(source))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of all journals as notes."""
    builder = EntryBuilder("day-one", options.clock)
    raws: list[msgspec.Raw] = []
    for member in _journals(source):
        raws += decode_json(member.read(), _Journal, "is not a complete export of Day One.").entries
    for number, entry, at in builder.dated_objects(options.track(raws), _Entry, _time_of):
        text = _ESCAPED.sub(r"\1", _MOMENT.sub("", entry.text or "")).strip()
        if entry.photos or entry.audios or entry.videos:
            builder.report.remark(ATTACHED)
        if not text:
            builder.report.skip(NO_TEXT, number)
            continue
        facts = Facts(builder.report, options.mapping)
        facts.add_note(re.sub(r"\n{3,}", "\n\n", text))
        for tag in [*(entry.tags or ()), *([STARRED] if entry.starred else ())]:
            facts.add_label(tag)
        builder.add(number, *facts.drafts(at, key=(entry.uuid,), has_id=True))
    return builder.contents()


def _time_of(entry: _Entry) -> datetime | date:
    """Return the time of an entry in its zone; a date for one of a whole day. Raises ValueError."""
    at = DateColumn("creationDate", (), "ymd").moment(entry.creationDate)
    if isinstance(at, datetime):
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(named_zone(entry.timeZone or "") or UTC)
        if entry.isAllDay:
            return at.date()
    return at


IMPORTER = Importer("Day One's JSON export", recognises, read)
