"""A Markdown diary: headings with dates, and lines such as "- itch:: 4" or "- 08:15 water:: 250 ml" below them.

Keys are those of the mapping, else gutskin's own names. Other text is not imported.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from gutskin_tui.exchange.input.column_guess import guessed_target
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.mapped_values import MappedValues
from gutskin_tui.exchange.input.number_cells import NumberColumn
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import decode
from gutskin_tui.model.fields import FieldError

OTHER_TEXT = "Lines of text without a key were not imported"
NO_DAY = "no heading with a date stands before it"
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_FACT = re.compile(
    r"\s*(?:[-*+]\s+)?(?:(?P<time>\d{1,2}[:.]\d{2})\s+)?[\[(]?(?P<key>[^\[\]():]{1,60})::\s*(?P<value>.*?)[\])]?\s*"
)
_FENCE = re.compile(r"\s*(```|~~~)")


def recognises(source: Source) -> bool:
    """Whether the text has a heading and a line with a key."""
    if source.packed:
        return False
    lines = source.only().head.decode("utf-8", "replace").splitlines()
    return any(map(_HEADING.match, lines)) and any(map(_FACT.fullmatch, lines))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a diary; a line is a row."""
    text, warning = decode(source.only().read(), options.mapping.encoding)
    builder = EntryBuilder("markdown", options.clock)
    builder.report.remark(warning)
    lines = list(enumerate(text.split("\n"), 1))
    headings = {line: match[1] for line, written in lines if (match := _HEADING.match(written))}
    dates = DateColumn("heading", headings.values(), options.dates)
    day: date | None = None
    fenced, other = False, 0
    values: dict[datetime | date, MappedValues] = {}
    for line, written in options.track(lines):
        if _FENCE.match(written):
            fenced = not fenced
        elif line in headings and not fenced:
            try:
                day = dates.parse(headings[line])
            except ValueError:
                continue  # a heading within a day
        elif not fenced and (match := _FACT.fullmatch(written)):
            builder.report.rows += 1
            if day is None:
                builder.report.skip(NO_DAY, line)
                continue
            at = datetime.combine(day, parse_clock(match["time"])) if match["time"] else day
            _add(
                values.setdefault(at, MappedValues(builder.report)),
                match["key"].strip(),
                match["value"],
                line,
                options,
                builder,
            )
        elif written.strip() and not fenced:
            other += 1
    for at, collected in values.items():
        for draft in collected.drafts(at):
            builder.add(0, draft)
    if other:
        builder.report.remark(f"{OTHER_TEXT}: {other}.")
    return builder.contents()


def _add(values: MappedValues, name: str, value: str, line: int, options: ImportOptions, builder: EntryBuilder) -> None:
    """Add the value of a key to those of its time; one that is not known or out of range is skipped."""
    target = options.mapping.fields.get(name) or options.mapping.word(name) or guessed_target(name)
    if target is None:
        builder.report.add_unknown("key", name)
        builder.report.skip("its key is not known", line)
        return
    try:
        values.add(name, value, target, NumberColumn(name, [value], options.mapping.decimal, default="."))
    except FieldError as error:
        builder.report.skip(error.message, line)
    except ValueError as error:
        builder.report.skip(f"the value {error}", line)


IMPORTER = Importer("a Markdown diary", recognises, read)
