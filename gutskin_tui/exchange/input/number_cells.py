"""Numbers as people and programs write them: 1,000.5 and 1.000,5 and 1 000,5 and 3,5."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from gutskin_tui.exchange.errors import AmbiguousFile

MISSING = frozenset({"", "n/a", "na", "--", "-", "–", ".", "null", "none", "nan"})
"""Cells, in lower case, that stand for no value."""

_NUMBER = re.compile(r"[-+−]?(?:\d[\d.,]*|[.,]\d+)", re.ASCII)
_SPACES = re.compile(r"(?<=\d)[ \xa0\u202f\u2009'’](?=\d{3}(?!\d))")
_AMOUNT = re.compile(r"\s*([-+−]?[\d.,](?:[\d.,\xa0\u202f ]*\d)?)\s*(.*?)\s*", re.DOTALL)


class NumberColumn:
    """The numbers of a column, whose decimal mark is the same in all of its cells.

    The mark is `decimal`, else what a cell proves: 3,5 and 1.000,5 have a comma. If nothing does, 1,000 could be a
    thousand or one; raises AmbiguousFile with the `name` of the column, unless `default` says what the format writes.
    A unit after a number is ignored.
    """

    def __init__(self, name: str, cells: Iterable[str], decimal: str = "", default: str = "") -> None:
        numbers = [number for cell in cells if (number := _digits(split_amount(cell)[0]))]
        marks = {mark for number in numbers if (mark := _proven(number))}
        self._given = decimal
        self._decimal = decimal or (marks.pop() if len(marks) == 1 else "") or default
        if not self._decimal and any(_is_ambiguous(number) for number in numbers):
            raise AmbiguousFile(
                f'it is not clear whether 1,000 in the column "{name}" is a thousand or one; '
                'write decimal = "." or "," in a mapping (--map).',
                "decimal",
            )

    def parse(self, cell: str) -> float | None:
        """Return a cell as a number, None if it has no value; raises ValueError for anything else."""
        if cell.strip().casefold() in MISSING:
            return None
        number = _digits(cell)
        proven = _proven(number)
        if not number or (self._given and proven not in ("", self._given)):
            raise ValueError("is not a number")
        mark = proven or self._decimal or "."
        value = float(number.replace("," if mark == "." else ".", "").replace(mark, ".").replace("−", "-"))
        if not math.isfinite(value):
            raise ValueError("is not a number")
        return value


def parse_number(cell: str, default: str = ".") -> float | None:
    """Return a single cell as a number, with `default` as the decimal mark where 1,000 could be either."""
    return NumberColumn("", [cell], default=default if _is_ambiguous(_digits(cell)) else "").parse(cell)


def split_amount(cell: str) -> tuple[str, str]:
    """Split "8.00 fl oz" into its number and its unit; the number is "" if there is none."""
    match = _AMOUNT.fullmatch(cell)
    return (match[1].strip(), match[2]) if match else ("", cell.strip())


def _digits(cell: str) -> str:
    """Return a cell without spaces between its thousands, "" if it is not a number."""
    number = _SPACES.sub("", cell.strip())
    return number if _NUMBER.fullmatch(number) else ""


def _proven(number: str) -> str:
    """Return the decimal mark that the form of a number proves, "" if it does not."""
    marks = [sign for sign in number if sign in ".,"]
    if not marks or _is_ambiguous(number):
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:  # 1,000,000
        return "." if marks[0] == "," else ","
    return marks[0]


def _is_ambiguous(number: str) -> bool:
    return bool(re.fullmatch(r"[-+−]?[1-9]\d{0,2}[.,]\d{3}", number))
