"""The journal that searches are tried on: five days, of which one is empty."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import parse
from gutskin_tui.model.search.document import EntriesDocument, Tags, no_tags

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("UTC"))
CLOCK = fixed_clock(NOW)
TODAY = NOW.date()


def entry(kind: str, days_ago: int = 0, hour: int = 12, **values: Any) -> AnyEntry:
    """Return an entry of some days ago."""
    return make(kind, values, CLOCK, at=NOW.replace(hour=hour, minute=0) - timedelta(days=days_ago))


JOURNAL = [
    entry("meal", 1, 8, text="Oats, blueberries", slot="breakfast", tags=("out",)),
    entry("meal", 1, 13, text="Crème brûlée, (pizza\nslice)", tags=("Dairy", "eaten out"), note="felt  Bloated\nlater"),
    entry("drink", 1, ml=500),
    entry("drink", 1, 13, ml=700),
    entry("drink", 1, 14, ml=330, what="beer", abv=4.5),
    entry("skin", 1, 7, severity=3, itch=0, regions={"left_cheek": 2}, products=("zinc cream",)),
    entry("skin", 1, 13, severity=5),
    entry("note", 1, text="pizza was a mistake"),
    entry("sleep", 2, hours=5.5, quality=4),
    entry("stress", 2, score=6, weighed=("deadline",)),
    entry("supplement", 2, what="probiotic", dose="10 bn CFU"),
    entry("drink", 2, ml=250, what="coffee"),
    entry("mark", 3, what="nothing", of="skin"),
    entry("meal", 5, text="pizza-bread", tags=("dairy-free",)),
]
FIRST = 5
DAYS = sorted({entry.date for entry in JOURNAL})


def of_day(day: date) -> list[AnyEntry]:
    return [entry for entry in JOURNAL if entry.date == day]


def hits(query: str, entries: list[AnyEntry], tags: Tags = no_tags) -> list[AnyEntry]:
    """Return the entries of a matching day that made it match."""
    documents = [EntriesDocument([entry], tags) for entry in entries]
    return [entry for document in parse(query, CLOCK).hits(documents) for entry in document.entries]
