"""Speed of opening the journal, reading a day, and searching at a keystroke: medians of several runs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import islice

from tinydb import TinyDB, where

from gutskin_tui.model.search import Query, parse
from gutskin_tui.model.search.document import no_tags
from gutskin_tui.store import Journal
from gutskin_tui.tui.journal_indexes import JournalIndexes
from tests.bench.place import Place
from tests.bench.repeat import medians, milliseconds
from tests.bench.table import Row

QUERIES = ("c", "co", "cof", "coff", "coffe", "coffee", "coffee skin>=5", "tag:out -kind:gut")
"""The text of the search field after each keystroke; the slowest query counts."""


def opening(place: Place) -> list[Row]:
    """Time opening the journal and reading a day, and reading days that are not in the cache."""

    def ours() -> None:
        with Journal.open(place.path) as journal:
            journal.day(place.today)

    def stock() -> None:
        with TinyDB(place.path) as db:
            db.table("drink").all()

    opened, read = medians(5, lambda: milliseconds(ours), lambda: milliseconds(stock))

    with Journal.open(place.path) as journal, TinyDB(place.path) as db:
        days = [place.today - timedelta(days=back) for back in range(7, 3600, 7)]
        start = time.process_time()
        for day in days:
            journal.day(day)
        elapsed = (time.process_time() - start) * 1000 / len(days)
        table = db.table("drink")

        def scan() -> None:
            table.clear_cache()
            table.search(where("day") == str(days[0]))

        (scanned,) = medians(3, lambda: milliseconds(scan))
    return [
        Row("open and read today", opened, "stock TinyDB's first read", read, 0.2),
        Row("a day from the index", elapsed, "stock TinyDB's search, one table", scanned, 0.08, "value"),
    ]


def search(place: Place) -> list[Row]:
    """Time counting all matching days, and finding the newest 200, at each keystroke of a query."""
    with Journal.open(place.path) as journal:
        entries = list(journal.between())
        indexes = JournalIndexes(place.clock.day_start, no_tags, journal.day)
        for day in journal.days():
            indexes.update(day, journal.day(day))
    index = indexes.search
    texts = [text.casefold() for entry in entries if (text := getattr(entry, "text", None))]

    def matching(limit: int | None, query: Query) -> None:
        deque(islice(index.days(query), limit), maxlen=0)

    def slowest(search: Callable[[Query], object]) -> float:
        def keystroke(query: str) -> float:
            return milliseconds(lambda: search(parse(query, place.clock)))

        return max(medians(5, *(partial(keystroke, query) for query in QUERIES)))

    (scan,) = medians(5, lambda: milliseconds(lambda: sum("coffee" in text for text in texts)))
    against = f"'in' over {len(texts)} folded texts"
    return [
        Row("search keystroke, all that match", slowest(partial(matching, None)), against, scan, 4, "value"),
        Row("search keystroke, newest 200", slowest(partial(matching, 200)), against, scan, 1, "value"),
    ]
