"""The person's mapping of a file: a TOML file that says what its columns and words are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.target import Target
from gutskin_tui.store.errors import reason
from gutskin_tui.text import fold

LARGEST = 1 << 20
"""Largest size of a mapping, in bytes."""


class _MappingFile(Struct, forbid_unknown_fields=True):
    """A mapping as it is written."""

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    dates: str = ""
    zone: str = ""
    when: dict[str, str] = {}
    rows: dict[str, str | dict[str, str | dict[str, Any]]] = {}
    fields: dict[str, str | dict[str, Any]] = {}
    words: dict[str, str | dict[str, Any]] = {}
    moods: dict[str, int] = {}
    scales: dict[str, int] = {}


class ImportMapping:
    """A mapping, checked: see docs/importing.md. Without a file it is empty.

    `fields` are the targets of columns, `rows` those of the columns for each value of the column `by`; `words` are the
    targets of words, `moods` the levels 1 (best) to 5 of names of moods, and `scales` the highest value of a scale that
    the file does not state.
    """

    def __init__(self, written: _MappingFile | None = None) -> None:
        self._written = written or _MappingFile()
        self.format = self._written.format
        self.encoding = self._written.encoding
        self.delimiter = {"tab": "\t", "\\t": "\t"}.get(self._written.delimiter, self._written.delimiter)
        self.decimal = self._written.decimal
        self.dates = self._written.dates or None
        self.zone = self._written.zone
        self.when = self._written.when
        self.moods = {fold(name).strip(): level for name, level in self._written.moods.items()}
        self.scales = {fold(name).strip(): highest for name, highest in self._written.scales.items()}
        self.fields = {name: _target("fields", name, value) for name, value in self._written.fields.items()}
        self.words = {fold(name).strip(): _target("words", name, value) for name, value in self._written.words.items()}
        by = self._written.rows.get("by", "")
        self.by = by if isinstance(by, str) else ""
        self.rows = {
            fold(value).strip(): {name: _target(f"rows.{value}", name, target) for name, target in targets.items()}
            for value, targets in self._written.rows.items()
            if isinstance(targets, dict)
        }
        self._check()

    def __bool__(self) -> bool:
        return self._written != _MappingFile()

    def word(self, word: str) -> Target | None:
        """Return where a word goes, None if the mapping does not name it."""
        return self.words.get(fold(word).strip())

    def _check(self) -> None:
        if len(self.delimiter) > 1:
            raise ExchangeError("delimiter: is one sign.")
        if self.decimal not in ("", ".", ","):
            raise ExchangeError('decimal: use "." or ",".')
        if self.dates not in (None, "dmy", "mdy", "ymd"):
            raise ExchangeError("dates: use dmy, mdy or ymd.")
        if not self.when.keys() <= {"at", "day", "time"}:
            raise ExchangeError("when: use at, or day and time.")
        if not all(1 <= level <= 5 for level in self.moods.values()):
            raise ExchangeError("moods: use 1 (best) to 5 (worst).")


def read_mapping(path: Path) -> ImportMapping:
    """Return the mapping in a file. Raises ExchangeError with the path."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b"\0"
        written = msgspec.convert(tomllib.loads(data.decode("utf-8-sig")), _MappingFile)
        return ImportMapping(written)
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be read ({reason(error)}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ExchangeError(f"{path}: is not TOML ({error}).") from None
    except msgspec.ValidationError as error:
        raise ExchangeError(f"{path}: {error}.") from None
    except ExchangeError as error:
        raise ExchangeError(f"{path}: {error}") from None


def _target(table: str, name: str, value: str | dict[str, Any]) -> Target:
    """Return a target from its short or long form. Raises ExchangeError."""
    try:
        return msgspec.convert({"to": value} if isinstance(value, str) else value, Target)
    except msgspec.ValidationError as error:
        raise ExchangeError(f"{table}, {name[:60]}: {str(error).partition(' - at ')[0]}.") from None
