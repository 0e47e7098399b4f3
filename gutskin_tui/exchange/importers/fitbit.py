"""Fitbit's sleep: the JSON files of Google Takeout, and the CSV of its web page. Naps are left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.csv_table import header_of, key, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, Draft, EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json, decode_object
from gutskin_tui.exchange.input.nights import report_naps
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.sleep_spans import is_nap
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.exchange.input.text import decode
from gutskin_tui.zone import named_zone

COLUMNS = {"start time", "end time", "minutes asleep"}
NO_DURATION = "it has no time asleep"
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")


class _Sleep(Struct):
    """A session of a JSON file, with the names of the file."""

    logId: int  # noqa: N815
    dateOfSleep: str  # noqa: N815
    startTime: str  # noqa: N815
    minutesAsleep: float  # noqa: N815
    duration: float
    mainSleep: bool = True  # noqa: N815
    levels: dict[str, Any] | None = None

    @property
    def woke(self) -> int | None:
        """How often the person woke, None if the file does not count it."""
        summary = (self.levels or {}).get("summary") or {}
        for name in ("wake", "awake"):
            part = summary.get(name) if isinstance(summary, dict) else None
            if isinstance(part, dict) and isinstance(part.get("count"), int):
                return int(part["count"])
        return None


def recognises(source: Source) -> bool:
    """Whether there are sessions of sleep in JSON, or a CSV with their columns below a title."""
    if source.packed:
        return bool(_sessions(source))
    return bool(_sessions(source)) or _header_line(source.only()) > 0


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the nights of an export."""
    builder = EntryBuilder("fitbit", options.clock)
    if sessions := _sessions(source):
        _read_sessions(sessions, _zone(source), builder, options)
    else:
        _read_csv(source.only(), builder, options)
    return builder.contents()


def _sessions(source: Source) -> list[Member]:
    members = source.candidates(".json")
    return [
        member
        for member in members
        if _JSON.match(member.head) and b'"dateOfSleep"' in member.head and b'"minutesAsleep"' in member.head
    ]


def _read_sessions(members: list[Member], zone: str, builder: EntryBuilder, options: ImportOptions) -> None:
    """Add the nights of JSON files, which repeat sessions of each other."""
    sessions: dict[int, tuple[int, _Sleep]] = {}
    for member in members:
        raws = decode_json(member.read(), list[msgspec.Raw], "holds a file of sleep that is not complete.")
        for number, raw in enumerate(raws, 1):
            session = decode_object(raw, _Sleep)
            if session is None:
                builder.report.rows += 1
                builder.report.skip(NO_DURATION, number)
                continue
            before = sessions.get(session.logId)
            if before is None or (before[1].woke is None and session.woke is not None):
                sessions[session.logId] = number, session
    dates = DateColumn("startTime", (), "ymd")
    naps = 0
    for number, session in options.track(sorted(sessions.values(), key=lambda pair: pair[1].logId)):
        builder.report.rows += 1
        if not session.mainSleep:
            naps += 1
            continue
        try:
            night = _night(session, dates, zone, builder)
        except (ValueError, OverflowError):
            builder.report.skip(NO_MOMENT, number)
        else:
            builder.add(number, night)
    report_naps(builder, naps)


def _night(session: _Sleep, dates: DateColumn, zone: str, builder: EntryBuilder) -> Draft:
    """Return the night of a session, whose times are in `zone`. Raises ValueError and OverflowError."""
    start = dates.moment(session.startTime)
    day = dates.parse(session.dateOfSleep)
    if not isinstance(start, datetime):
        raise ValueError("has no time")
    start = builder.moment(start.replace(tzinfo=named_zone(zone)) if zone else start)
    # The end is written with the offset of the start, which a change of clocks makes wrong.
    end = (start.astimezone(UTC) + timedelta(milliseconds=session.duration)).astimezone(start.tzinfo)
    values = {
        "hours": round(session.minutesAsleep / 60, 2),
        "bed": f"{start:%H:%M}",
        "up": f"{end:%H:%M}",
        "woke": session.woke,
    }
    at = end if zone else end.replace(tzinfo=None)  # so that the zone of the import does not change the id
    return Draft("sleep", values, at, (session.logId,), day, has_id=True)


def _read_csv(member: Member, builder: EntryBuilder, options: ImportOptions) -> None:
    """Add the nights of a CSV; the sleep ends at a blank line, where another table may follow."""
    line = _header_line(member)
    text, warning = decode(member.read())
    builder.report.remark(warning)
    lines = text.split("\n")
    end = next((at for at in range(line, len(lines)) if not lines[at].strip()), len(lines))
    table = read_table("\n".join(lines[:end]).encode("utf-8", "replace"), sorted(COLUMNS), before=line - 1)
    dates = DateColumn("Start Time", chain(table.column("Start Time"), table.column("End Time")), options.dates)
    naps = 0
    for row in options.track(table.rows):
        builder.report.rows += 1
        try:
            times = [dates.moment(row[name]) for name in ("Start Time", "End Time")]
            start, up = (builder.moment(at) for at in times)
            minutes = parse_number(row["Minutes Asleep"], default=".")
        except (ValueError, OverflowError):
            builder.report.skip(NO_MOMENT, row.line)
            continue
        if minutes is None:
            builder.report.skip(NO_DURATION, row.line)
            continue
        if is_nap(start, timedelta(minutes=minutes)):
            naps += 1
            continue
        values = {
            "hours": round(minutes / 60, 2),
            "bed": f"{start:%H:%M}",
            "up": f"{up:%H:%M}",
            "woke": _count(row["Number of Awakenings"]),
        }
        builder.add(row.line, Draft("sleep", values, times[1]))
    report_naps(builder, naps)


def _count(cell: str) -> int | None:
    try:
        number = parse_number(cell)
    except ValueError:
        return None
    return None if number is None else int(number)


def _header_line(member: Member) -> int:
    """Return the line of the header, below a title, counted from 1; 0 if there is none."""
    try:
        lines = decode(member.head)[0].split("\n")
    except ExchangeError:
        return 0
    for number, line in enumerate(lines, 1):
        if "minutes asleep" in key(line) and header_of(line.encode("utf-8", "replace")) >= COLUMNS:
            return number
    return 0


def _zone(source: Source) -> str:
    """Return the time zone of the profile in a Takeout, "" if it has none that is known."""
    for member in source.named("profile.csv") if source.packed else ():
        table = read_table(member.read())
        for row in table.rows[:1]:
            name = row["timezone"]
            return name if named_zone(name) else ""
    return ""


IMPORTER = Importer("Fitbit's sleep", recognises, read)
