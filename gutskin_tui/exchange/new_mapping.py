"""A new mapping for a file: every column with its first values and a guess, or the words that are not known."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gutskin_tui.exchange.errors import AmbiguousFile
from gutskin_tui.exchange.importers import IMPORTERS, recognised, unwrapped
from gutskin_tui.exchange.input.column_guess import guessed_target, guessed_when
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.importer import Columns, ImportOptions
from gutskin_tui.exchange.input.number_cells import NumberColumn
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.text import one_line

MOST_VALUES, LONGEST_VALUE = 4, 30
"""Values of a column that are listed, and their longest length in characters."""

_HELP = """\
# Where the columns of the file go: gutskin add --help lists kinds and their fields. Remove a # to use a line.
# Then: gutskin import FILE --map THIS_FILE --dry-run
# More in docs/importing.md: units, scales, words.
"""


def new_mapping(source: Source, options: ImportOptions, format_name: str | None = None) -> str:
    """Return a mapping for a source as TOML. Raises ExchangeError if it is of no known format."""
    source = unwrapped(source)
    name = format_name or recognised(source)
    importer = IMPORTERS[name]
    if importer.table:
        lines = _for_columns(name, importer.table(source, options))
    else:
        report = importer.read(source, options).report
        lines = _for_words(name, report.unknown if report else {})
    return _HELP + "\n".join(lines) + "\n"


def _for_columns(name: str, columns: Columns) -> Iterator[str]:
    yield f"format = {_quoted(name)}"
    yield '# zone = "Europe/Berlin"      # of times without one'
    cells = {column: [row[column] for row in columns.rows] for column in columns.names}
    when = guessed_when(columns.names) or _when_by_values(cells)
    yield from _open_questions(cells, when)
    yield "\n[when]                         # at, or day and time, or day alone"
    for role, column in when.items():
        yield f"{role} = {_quoted(column)}"
    yield "\n[fields]"
    for column in columns.names:
        if column in when.values():
            continue
        yield f"# first values: {_values(cells[column])}"
        target = guessed_target(column)
        if target is None:
            yield f'# {_quoted(column)} = "kind.field"'
        elif target.unit:
            yield f"{_quoted(column)} = {{ to = {_quoted(target.to)}, unit = {_quoted(target.unit)} }}"
        else:
            yield f"{_quoted(column)} = {_quoted(target.to)}"


def _open_questions(cells: dict[str, list[str]], when: dict[str, str]) -> Iterator[str]:
    """Yield settings for what the file leaves open: the order of dates, the decimal mark."""
    day = when.get("day") or when.get("at")
    try:
        DateColumn(day or "", cells.get(day or "", []))
    except AmbiguousFile:
        yield 'dates = ""                    # "dmy" or "mdy": which number is the month?'
    try:
        for column, values in cells.items():
            NumberColumn(column, values)
    except AmbiguousFile:
        yield '# decimal = "."                # or ",": is 1,000 a thousand or one?'


def _when_by_values(cells: dict[str, list[str]]) -> dict[str, str]:
    """Return the first column whose values are dates, by "day" or "at"; {} if there is none."""
    for column, values in cells.items():
        written = [value for value in values if value.strip()][:20]
        try:
            moments = [DateColumn(column, written, "dmy").moment(value) for value in written]
        except ValueError:
            continue
        if moments:
            return {"at" if any(":" in value for value in written) else "day": column}
    return {}


def _for_words(name: str, unknown: dict[str, dict[str, int]]) -> Iterator[str]:
    yield f"format = {_quoted(name)}"
    moods = unknown.get("mood", {})
    if moods:
        yield "\n[moods]                        # the level of each: 1 (best) to 5 (worst)"
        yield from (f"# {_quoted(word)} = 3" for word in moods)
    yield "\n[words]"
    for what, words in unknown.items():
        if words is not moods:
            yield f"# {what}"
            yield from (f'# {_quoted(word)} = "kind.field"' for word in words)


def _values(cells: list[str]) -> str:
    values = dict.fromkeys(one_line(cell.strip(), LONGEST_VALUE) for cell in cells if cell.strip())
    return " · ".join(list(values)[:MOST_VALUES]) or "none"


def _quoted(text: str) -> str:
    """Return text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
