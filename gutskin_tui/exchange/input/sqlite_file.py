"""SQLite databases of other programs, read from a private copy that is never written."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.source import Member

MAGIC = b"SQLite format 3\0"


class Database:
    """The tables of a database. Views and virtual tables, which could compute anything, are left out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._columns: dict[str, tuple[str, ...]] = {}
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall():
            rows = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
            self._columns[name.casefold()] = tuple(row[1].casefold() for row in rows)

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is a table with these columns."""
        return set(columns) <= set(self._columns.get(table, ())) and table in self._columns

    def rows(self, table: str, columns: Sequence[str], order: str = "") -> Iterator[dict[str, Any]]:
        """Yield the rows of a table by column; a column that the table lacks is None. Without the table, none.

        `order` is a column by which they are sorted.
        """
        present = [column for column in columns if column in self._columns.get(table, ())]
        if not present:
            return
        wanted = ", ".join(map(_quoted, present))
        by = f" ORDER BY {_quoted(order)}" if order in self._columns[table] else ""
        for row in self._connection.execute(f"SELECT {wanted} FROM {_quoted(table)}{by}"):
            yield dict.fromkeys(columns) | dict(zip(present, row, strict=True))


@contextmanager
def opened(member: Member) -> Iterator[Database]:
    """Open a member as a database. Raises ExchangeError if it is damaged."""
    with tempfile.TemporaryDirectory(prefix="gutskin-") as folder:
        copy = Path(folder, "copy.db")
        with member.open() as file, copy.open("wb") as out:
            shutil.copyfileobj(file, out, 1 << 20)
        try:
            with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
                connection.text_factory = lambda data: data.decode("utf-8", "replace")
                connection.execute("PRAGMA trusted_schema = OFF")
                yield Database(connection)
        except (sqlite3.Error, UnicodeDecodeError):  # the latter if a message about damage has text of the file
            raise ExchangeError("is not a readable SQLite database.") from None


def is_database(member: Member) -> bool:
    """Whether a member begins as a database does."""
    return member.head.startswith(MAGIC)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
