"""Markdown notes: daily notes with their date in the name or the properties, or a diary with dates as headings.

Facts are the properties at the beginning, lines such as "- itch:: 4" or "- 08:15 water:: 250 ml", and fields in
brackets within a line, "[minutes:: 25]". Keys are those of the mapping; without [fields] in it, gutskin's own names.
Other text becomes a note a day only if the mapping has text = "note.text".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from gutskin_tui.exchange.errors import AmbiguousFile
from gutskin_tui.exchange.input.column_guess import DAYS, guessed_target
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.front_matter import front_matter
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.mapped_values import MappedValues
from gutskin_tui.exchange.input.number_cells import NumberColumn
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.exchange.input.target import Target
from gutskin_tui.exchange.input.text import decode
from gutskin_tui.model.fields import FieldError
from gutskin_tui.text import fold

OTHER_TEXT = "Lines of text without a key were not imported"
NO_DAY = "no heading with a date stands before it"
NESTED = "it is a nested property"
OTHER_NOTES = "Notes without a date in the name, the properties or a heading were not imported"
TEXT = "text"
"""The key of the mapping that other text has."""
HOUSEKEEPING = ("tags", "aliases", "cssclass", "cssclasses", "publish")
"""Properties of the note programs themselves, which are left out unless the mapping names them."""
_SUFFIXES = (".md", ".markdown")
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_FACT = re.compile(
    r"\s*(?:[-*+]\s+(?:\[.\]\s+)?)?(?:(?P<time>\d{1,2}[:.]\d{2})\s+)?(?P<key>[^\[\]():]{1,60})::\s*(?P<value>.*)"
)
_INLINE = re.compile(r"[\[(](?P<key>[^\[\]():]{1,60})::\s*(?P<value>[^\[\]()]*)[\])]")
_CLOCK = re.compile(r"\s*(?:[-*+]\s+(?:\[.\]\s+)?)?(\d{1,2}[:.]\d{2})\s")
_BULLET = re.compile(r"\s*[-*+]\s+(?:\[.\]\s+)?")
_FENCE = re.compile(r"\s*(```|~~~)")
_NAME = re.compile(r"\d{1,2}([-. ])\d{1,2}\1\d{4}")
_NUMBERS = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\d{1,2}[-./]\d{1,2}[-./]\d{4}\b")
"""A heading that begins so is meant as a date, also if there is no such day."""
_ISO = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


class _Fact(NamedTuple):
    """A key with its values, the time of day of its line ("" if it has none), and the line; key "" is other text."""

    line: int
    clock: str
    key: str
    values: list[str]


def recognises(source: Source) -> bool:
    """Whether a text has properties, or a heading and a line with a key; or whether notes are named by dates."""
    notes = _notes(source)
    if source.packed:
        return any(_ISO.search(note.base) or _NAME.fullmatch(_stem(note)) or _has_properties(note) for note in notes)
    lines = notes[0].head.decode("utf-8-sig", "replace").splitlines()
    keys = any(_FACT.fullmatch(line) or _INLINE.search(line) for line in lines)
    dated = any(map(_HEADING.match, lines)) or bool(_ISO.search(notes[0].base))
    return _has_properties(notes[0]) or (keys and dated)


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of notes; a fact is a row."""
    builder = EntryBuilder("markdown", options.clock)
    notes = _notes(source)
    names = DateColumn("name of the note", filter(_NAME.fullmatch, map(_stem, notes)), options.dates)
    undated = 0
    for note in options.track(notes):
        text, warning = decode(note.read(), options.mapping.encoding)
        builder.report.remark(warning)
        undated += not _add_note(text, _day_of_name(_stem(note), names), builder, options, alone=not source.packed)
    if undated:
        builder.report.remark(f"{OTHER_NOTES}: {undated}.")
    return builder.contents()


def _add_note(text: str, day: date | None, builder: EntryBuilder, options: ImportOptions, *, alone: bool) -> bool:
    """Add the entries of a note; return whether it has a date. Lines are named only if the file is `alone`."""
    lines = text.split("\n")
    properties, body, nested = front_matter(lines)
    headings = {at: match[1] for at, line in enumerate(lines[body:], body + 1) if (match := _HEADING.match(line))}
    dates = DateColumn("heading", headings.values(), options.dates)
    for key, (_, given) in properties.items():
        if day is None and fold(key).strip() in DAYS and given:
            day = _date_or_none(DateColumn(key, given, options.dates), given[0])
    if day is None and not alone and not any(_date_or_none(dates, heading) for heading in headings.values()):
        return False
    for line in nested:
        builder.report.rows += 1
        builder.report.skip(NESTED, line if alone else 0)
    values: dict[datetime | date, MappedValues] = {}
    other: dict[date, list[str]] = {}
    facts = [
        _Fact(line, "", key, given)
        for key, (line, given) in properties.items()
        if fold(key).strip() not in DAYS and (key not in HOUSEKEEPING or _field(key, options))
    ]
    for fact in (*facts, *_facts(lines, body)):
        if fact.line in headings:
            heading = headings[fact.line]
            day = _date_or_none(dates, heading) or (None if _NUMBERS.match(heading) else day)
        elif not fact.key and day:
            other.setdefault(day, []).extend(fact.values)
        elif fact.key and fact.values:
            builder.report.rows += 1
            line = fact.line if alone else 0
            if day is None:
                builder.report.skip(NO_DAY, line)
                continue
            at = _at(day, fact.clock)
            _add(values.setdefault(at, MappedValues(builder.report)), fact, line, options, builder)
    _add_text(other, values, options, builder)
    for at, collected in values.items():
        for draft in collected.drafts(at):
            builder.add(0, draft)
    return True


def _facts(lines: list[str], body: int) -> Iterator[_Fact]:
    """Yield the facts and other lines after the properties; those of code are left out."""
    fenced = False
    for number, line in enumerate(lines[body:], body + 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or not line.strip():
            continue
        elif (match := _FACT.fullmatch(line)) and not _HEADING.match(line):
            yield _Fact(number, match["time"] or "", match["key"].strip(" *_"), [match["value"].strip()])
        else:
            clock = _CLOCK.match(line)
            fields = [] if _HEADING.match(line) else list(_INLINE.finditer(line))
            for field in fields:
                value = field["value"].strip()
                yield _Fact(number, clock[1] if clock else "", field["key"].strip(" *_"), [value])
            rest = _INLINE.sub("", _BULLET.sub("", line)).strip()
            if rest:
                yield _Fact(number, "", "", [rest])


def _add(values: MappedValues, fact: _Fact, line: int, options: ImportOptions, builder: EntryBuilder) -> None:
    """Add the values of a key to those of its time; one that is not known or out of range is skipped."""
    target = _target(fact.key, options)
    if target is None:
        builder.report.add_unknown("key", fact.key)
        builder.report.skip("its key is not known", line)
        return
    cells = fact.values
    if len(cells) > 1 and target.to == "meal.text":
        target, cells = msgspec.structs.replace(target, split="\n"), ["\n".join(cells)]
    try:
        for cell in cells:
            values.add(fact.key, cell, target, NumberColumn(fact.key, [cell], options.mapping.decimal, default="."))
    except FieldError as error:
        builder.report.skip(error.message, line)
    except ValueError as error:
        builder.report.skip(f"the value {error}", line)


def _add_text(
    other: dict[date, list[str]],
    values: dict[datetime | date, MappedValues],
    options: ImportOptions,
    builder: EntryBuilder,
) -> None:
    """Add other text as a note a day if the mapping asks for it, else count its lines."""
    target = _field(TEXT, options)
    for day, lines in other.items():
        if target and target.to == "note.text":
            values.setdefault(day, MappedValues(builder.report)).add(TEXT, "\n".join(lines), target)
    if count := 0 if target else sum(map(len, other.values())):
        builder.report.remark(f"{OTHER_TEXT}: {count}.")


def _target(key: str, options: ImportOptions) -> Target | None:
    """Return where a key goes. Only without [fields] in the mapping are keys guessed."""
    target = _field(key, options) or options.mapping.word(key)
    return target or (None if options.mapping.fields else guessed_target(key))


def _field(key: str, options: ImportOptions) -> Target | None:
    wanted = fold(key).strip()
    return next((target for name, target in options.mapping.fields.items() if fold(name).strip() == wanted), None)


def _at(day: date, clock: str) -> datetime | date:
    """Return the instant of a fact, or its day alone without a time of day that exists."""
    try:
        return datetime.combine(day, parse_clock(clock)) if clock else day
    except ValueError:
        return day


def _notes(source: Source) -> list[Member]:
    return source.with_suffix(*_SUFFIXES) if source.packed else [source.only()]


def _has_properties(note: Member) -> bool:
    return bool(front_matter(note.head.decode("utf-8-sig", "replace").splitlines())[0])


def _stem(note: Member) -> str:
    return note.base.rpartition(".")[0]


def _day_of_name(stem: str, names: DateColumn) -> date | None:
    """Return the date in the name of a note, None if it has none."""
    if match := _ISO.search(stem):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    return _date_or_none(names, stem)


def _date_or_none(dates: DateColumn, text: str) -> date | None:
    try:
        return dates.parse(text)
    except (ValueError, AmbiguousFile):
        return None


IMPORTER = Importer("Markdown notes", recognises, read)
