"""jrnl's journal, as its own text file or as its JSON export. An entry is a note with its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec import Struct

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.facts import Facts
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json, decode_object
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import decode

ENCRYPTED = 'is encrypted; write it as plain text with "jrnl --decrypt", or export it with "jrnl --format json".'
NO_ENTRIES = "has no line that begins with a date and time, as entries of jrnl do."
NO_TEXT = "it has no text"
STARRED = "starred"
"""The tag of an entry with a star."""
_SECRET = (b"JRNLv3", b"gAAAAA")
_BRACKETS = re.compile(r"\[(?P<at>(?=[^\]\n]*\d)[^\]\n]{5,40}?\d{1,2}[:.]\d{2}[^\]\n]{0,15})\][ \t]?(?P<title>.*)")
_BARE = re.compile(r"(?P<at>\d{4}-\d{2}-\d{2} \d{1,2}:\d{2})[ \t](?P<title>.*)")  # version 1
_TAG = re.compile(r"(?<![\w@])@(\w[\w-]*)")
_JSON = re.compile(rb'\s*\{\s*"(?:tags|entries)"\s*:')


class _JsonEntry(Struct):
    title: str
    date: str
    time: str = ""
    body: str = ""
    tags: list[str] = []
    starred: bool = False


class _Export(Struct):
    entries: list[msgspec.Raw]


class _Entry(NamedTuple):
    """An entry: its line or number, its time as it is written, its text and tags."""

    line: int
    at: str
    text: str
    tags: Iterable[str]


def recognises(source: Source) -> bool:
    """Whether the text begins with a time in brackets, or is encrypted, or the JSON has entries with title and body."""
    if source.packed:
        return False
    head = source.only().head
    if head.startswith(_SECRET):
        return True
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _JSON.match(text):
        return b'"starred"' in head and b'"title"' in head and b'"body"' in head
    first = text.lstrip().split(b"\n", 1)[0].decode("utf-8", "replace")
    return bool(_header(first))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a journal as notes."""
    if source.only().head.startswith(_SECRET):
        raise ExchangeError(ENCRYPTED)
    text, warning = decode(source.only().read())
    builder = EntryBuilder("jrnl", options.clock)
    builder.report.remark(warning)
    rows = _json_entries(text, builder) if text.lstrip().startswith("{") else _text_entries(text)
    dates = DateColumn("date", [row.at for row in rows], options.dates)
    for row, at in builder.dated(options.track(rows), lambda row: dates.moment(row.at)):
        facts = Facts(builder.report, options.mapping)
        facts.add_note(row.text)
        for tag in row.tags:
            facts.add_label(tag)
        if row.text:
            builder.add(row.line, *facts.drafts(at))
        else:
            builder.report.skip(NO_TEXT, row.line)
    return builder.contents()


def _json_entries(text: str, builder: EntryBuilder) -> list[_Entry]:
    """Return the entries of a JSON export. Raises ExchangeError."""
    export = decode_json(text.encode("utf-8", "replace"), _Export, "is not a complete export of jrnl.")
    rows = []
    for number, raw in enumerate(export.entries, 1):
        entry = decode_object(raw, _JsonEntry)
        if entry is None:
            builder.report.rows += 1
            builder.report.skip("it has no title and date", number)
            continue
        tags = [tag.lstrip("@#") for tag in entry.tags] + [STARRED] * entry.starred
        words = "\n".join(filter(None, (entry.title.strip(), entry.body.strip())))
        rows.append(_Entry(number, f"{entry.date} {entry.time}".strip(), words, tags))
    return rows


def _text_entries(text: str) -> list[_Entry]:
    """Return the entries of a journal's text: each begins with a date and time. Raises ExchangeError without any."""
    rows: list[_Entry] = []
    starts: list[tuple[int, re.Match[str]]] = []
    lines = text.split("\n")
    pattern = _BRACKETS if next((line for line in lines if line.strip()), "").startswith("[") else _BARE
    for number, line in enumerate(lines):
        if (match := pattern.fullmatch(line)) and _header(line):
            starts.append((number, match))
    if not starts:
        raise ExchangeError(NO_ENTRIES)
    for (start, match), end in zip(starts, [number for number, _ in starts[1:]] + [len(lines)], strict=True):
        title = match["title"].strip()
        is_starred = title.endswith(" *") or title == "*"
        body = "\n".join(lines[start + 1 : end])
        words = f"{title.removesuffix('*').rstrip() if is_starred else title}\n{body}".strip()
        tags = _TAG.findall(words) + [STARRED] * is_starred
        rows.append(_Entry(start + 1, match["at"], words, tags))
    return rows


def _header(line: str) -> bool:
    """Whether a line begins with a date and time, whatever their order."""
    match = _BRACKETS.match(line) or _BARE.match(line)
    if not match:
        return False
    try:
        return isinstance(DateColumn("date", [], "dmy").moment(match["at"]), datetime)
    except ValueError:
        pass
    try:
        return isinstance(DateColumn("date", [], "mdy").moment(match["at"]), datetime)
    except ValueError:
        return False


IMPORTER = Importer("jrnl's journal or JSON export", recognises, read)
