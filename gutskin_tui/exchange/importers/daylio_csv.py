"""Daylio's CSV export: a row for each moment, with a mood, activities and a note.

The names of moods are the person's own and do not say their level, so that only Daylio's English ones have a number;
the others are named in the mapping under [moods]. The backup has the level of every mood.
"""

from __future__ import annotations

import re
from datetime import datetime

from gutskin_tui.exchange.input.csv_table import Row, header_of, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock, parse_duration
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.entry_values import rounded
from gutskin_tui.exchange.input.facts import Facts
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import from_html
from gutskin_tui.text import fold

COLUMNS = ("weekday", "time", "mood", "activities", "note")
LEVELS = {1: 10, 2: 8, 3: 5, 4: 2, 5: 0}
"""Daylio's levels of mood, 1 the best, as gutskin's 0 to 10."""
MOODS = {"rad": 1, "good": 2, "meh": 3, "bad": 4, "awful": 5}
_POINTS = re.compile(r"(?P<value>[\d.,]+)\s*/\s*(?P<highest>\d+)")


def recognises(source: Source) -> bool:
    """Whether the file has the columns of every version of the export."""
    return not source.packed and set(COLUMNS) <= header_of(source.only().head)


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of an export: a row is a mood, what its activities and scales are, and a note."""
    table = read_table(source.only().read(), COLUMNS)
    builder = EntryBuilder("daylio", options.clock)
    builder.report.remark(table.warning)
    dates = DateColumn("full_date", map(_day_of, table.rows), options.dates)
    # The newest row is first; rows of the same minute are counted from the oldest, so that they keep their ids.
    for row, at in builder.dated(
        options.track(table.rows, backwards=True),
        lambda row: datetime.combine(dates.parse(_day_of(row)), parse_clock(row["time"])),
    ):
        facts = Facts(builder.report, options.mapping)
        facts.add_mood(_mood(row["mood"], options.mapping), row["mood"])
        for activity in re.split(r"[\s\xa0]+\|[\s\xa0]+", row["activities"]):
            facts.add_word(activity)
        for scale in filter(None, row["scales"].split(" | ")):
            _add_scale(facts, *scale.rpartition(": ")[::2])
        facts.add_note(from_html(row["note_title"]), from_html(row["note"]))
        builder.add(row.line, *facts.drafts(at))
    return builder.contents()


def _mood(name: str, mapping: ImportMapping) -> int | None:
    """Return the mood of a name, None if its level is not known."""
    word = fold(name).strip()
    level = mapping.moods.get(word) or MOODS.get(word)
    return LEVELS[level] if level else None


def _day_of(row: Row) -> str:
    """Return the date of a row; the first version of the export has the year in a column of its own."""
    return row["full_date"] or f"{row['date']} {row['year']}"


def _add_scale(facts: Facts, name: str, value: str) -> None:
    """Add a value of one of the person's scales, such as "8/10 points" or "8:00"."""
    points = _POINTS.match(value)
    number = score = None
    try:
        if ":" in value:
            number = parse_duration(value)
        elif points and (number := parse_number(points["value"])) is not None and int(points["highest"]):
            score = number * 10 / int(points["highest"])
    except ValueError:
        number = None
    word = fold(name).strip()
    if word in ("sleep time", "sleep") and ":" in value:
        facts.add("sleep", hours=number)
    elif word == "sleep quality" and score is not None:
        facts.add("sleep", quality=rounded(score))
    else:
        facts.add_symptom(name, score, value)


IMPORTER = Importer("Daylio's CSV export", recognises, read)
