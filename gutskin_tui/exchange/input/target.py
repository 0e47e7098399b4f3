"""Where a column or a word of a file goes: a field of a kind, and how its values are converted."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from gutskin_tui.exchange.input.date_cells import parse_clock, parse_duration
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.number_cells import NumberColumn, split_amount
from gutskin_tui.exchange.input.units import UNITS, converted
from gutskin_tui.model.fields import Field, FieldError
from gutskin_tui.model.kinds import LISTED
from gutskin_tui.text import fold


class UnknownWord(ValueError):  # noqa: N818 - the name describes the error
    """A word that the mapping does not give a value for."""


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """The field that a value goes to, as "kind.field" in `to`; "kind" alone for a word that is the name itself.

    `unit` is that of the numbers, `scale` their worst and best value in the file and then in gutskin (1, 5, 0, 10),
    `split` the sign between foods or names, `words` the value of each word, `value` that of every row.
    """

    to: str
    unit: str = ""
    scale: tuple[float, float, float, float] | None = None
    split: str = ""
    words: dict[str, Any] = {}
    value: Any = None

    def __post_init__(self) -> None:
        """Raise ValueError for a field that does not exist, an unknown unit or a scale without a span."""
        kind, _, name = self.to.partition(".")
        if kind not in LISTED or (name and name not in [field.name for field in LISTED[kind].fields]):
            raise ValueError(f"{self.to[:60]}: there is no such field; gutskin add --help lists kinds and fields")
        if self.unit and self.unit.casefold() not in UNITS:
            raise ValueError(f"unit {self.unit[:20]}: use {', '.join(UNITS)}")
        if self.scale and self.scale[0] == self.scale[1]:
            raise ValueError("scale: its first two numbers are equal")

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self.to.partition(".")[0]

    @property
    def field(self) -> Field:
        """The field; that of the name, else the first, if only the kind is given."""
        names = [field.name for field in LISTED[self.kind].fields]
        return LISTED[self.kind].field(self.to.partition(".")[2] or ("what" if "what" in names else names[0]))

    def values(self, cell: str, numbers: NumberColumn | None = None) -> dict[str, Any]:
        """Return the values that a cell gives, {} for an empty one. Raises FieldError, ValueError or UnknownWord."""
        field = self.field
        if self.value is not None:
            return {field.name: self.value}
        if self.words:
            known = {fold(word.strip()): value for word, value in self.words.items()}
            if (word := fold(cell.strip())) in known:
                return {field.name: known[word]}
        if field.type in ("int", "float"):
            return self._number(field, cell, numbers or NumberColumn("", [cell], default="."))
        if not cell.strip():
            return {}
        if field.type == "clock":
            return {field.name: f"{parse_clock(cell):%H:%M}"}
        if self.to == "meal.text" and self.split:
            text, original = joined_foods(cell.split(self.split))
            return {"text": text} | ({"note": original} if original else {})
        if self.split:
            cell = ", ".join(part.replace(",", " ") for part in cell.split(self.split))
        return {field.name: field.parse(cell)}

    def _number(self, field: Field, cell: str, numbers: NumberColumn) -> dict[str, Any]:
        if field.unit in ("h", "min") and ":" in cell:
            hours = parse_duration(cell)
            return {field.name: hours if field.unit == "h" else rounded(hours * 60)}
        try:
            number, unit = numbers.parse(cell), self.unit
        except ValueError:
            amount, unit = split_amount(cell)
            if self.words or not amount or not (unit.casefold() in UNITS or unit.startswith("/")):
                raise UnknownWord(cell.strip()) from None
            number, unit = numbers.parse(amount), "" if unit.startswith("/") else unit
        if number is None:
            return {}
        if unit:
            number = converted(number, unit, field.unit)
        if self.scale:
            first, last, low, high = self.scale
            if not min(first, last) <= number <= max(first, last):
                raise FieldError(field.name, f"{field.label} should be {first:g} to {last:g} in this file")
            number = low + (number - first) / (last - first) * (high - low)
        value = rounded(number) if field.type == "int" else number
        if (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
            raise FieldError(field.name, f"{field.label} should be {field.expects}")
        return {field.name: value}
