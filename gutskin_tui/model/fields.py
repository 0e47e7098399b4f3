"""Fields of a kind, derived from its typed struct, for forms, command-line options and error messages.

A kind's struct annotates each field with `msgspec.Meta`: `title` is the label, `description` the help, `ge` and `le`
the range, and `extra` has `unit`, `bands` (upper bound, word), `path` for the path of a file, and `required` for a
field that people have to fill in although a document may omit it. This module converts the annotations to `Field`
objects, which parse typed values.
"""

from __future__ import annotations

import functools
import math
import re
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct

from gutskin_tui.errors import InputError
from gutskin_tui.model.entry import Entry
from gutskin_tui.text import alternatives, ambiguity, one_line, with_suggestion

Band = tuple[float, str]

LONGEST_ECHO = 40
"""Maximum length of a typed value in an error message."""


class FieldError(InputError):
    """A typed value is invalid. `field` is the name of the field, `message` a sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, field)


class Field(Struct, frozen=True):
    """A field of a kind: its name in the file, its label and its range.

    `type` "clock" is a time of day "HH:MM", "choice" a word of `choices`, "names" a list of names and "scores" names
    with an optional number each, "path" the path of a file, which the model does not check. `low` and `high` limit
    numbers; `longest` limits texts, in characters; `choices` are the allowed words, () for any. `bands` are the words
    for ranges of a value, by upper bound. `question` is the help of the check-in, where nothing is typed.
    """

    name: str
    type: Literal["int", "float", "str", "clock", "bool", "choice", "names", "scores", "path"]
    label: str
    help: str = ""
    question: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    choices: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    required: bool = False
    default: Any = None

    @property
    def is_score(self) -> bool:
        """Whether the value can be entered by a single key: 0 to 9, or t for 10."""
        return self.type == "int" and self.low == 0 and self.high is not None and self.high <= 10

    @property
    def range(self) -> str:
        """The range as text: "0 to 10", "1 to 5000 ml", or the choices."""
        if self.choices:
            return ", ".join(self.choices)
        unit = f" {self.unit}" if self.unit else ""
        if self.low is not None and self.high is not None:
            return f"{self.low:g} to {self.high:g}{unit}"
        return f"up to {self.longest} characters" if self.longest else ""

    @property
    def expects(self) -> str:
        """What the field accepts, for error messages: "a whole number, 0 to 10"."""
        if self.type == "clock":
            return "a time such as 23:40"
        if self.type == "bool":
            return "yes or no"
        if self.type == "choice":
            return alternatives(self.choices)
        if self.type == "scores":
            return f"any of {self.range}; add =4 to score one, {self.low:g} to {self.high:g}"
        if self.type in ("int", "float"):
            return f"{'a whole number' if self.type == 'int' else 'a number'}, {self.range}"
        return f"{'words' if self.type == 'names' else 'text'} of {self.range}"

    def band(self, value: float | None) -> str:
        """Return the band of a value ("mild"); "" for None and for a field without bands."""
        if value is None:
            return ""
        return next((word for upper, word in self.bands if value <= upper), "")

    def parse(self, typed: str) -> Any:
        """Parse a typed value; a blank text is the default, None for most fields. Raises FieldError."""
        text = typed.strip()
        if not text:
            if self.required:
                raise FieldError(self.name, f"Please fill in {self.label}.")
            return dict(self.default) if isinstance(self.default, dict) else self.default
        return _PARSERS[self.type](self, text)

    def format(self, value: Any) -> str:
        """Format a value so that `parse` returns it unchanged."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return repr(value).removesuffix(".0")  # all digits, so that editing does not round a value
        if isinstance(value, dict):
            return ", ".join(name if number is None else f"{name}={number}" for name, number in value.items())
        if isinstance(value, tuple | list):
            return ", ".join(value)
        return str(value)


def _number(field: Field, text: str) -> float | int:
    """Parse a number with an optional unit, or a duration."""
    wrong = FieldError(field.name, f"{field.label}: enter {field.expects}.")
    if field.type == "int" and (two_readings := ambiguity(text)):
        raise FieldError(field.name, f"{field.label}: {two_readings}")
    try:
        value = _duration(field, text)
        if value is None:
            value = float(text.replace(",", ".").removesuffix(field.unit).strip())
    except ValueError:
        raise wrong from None
    if "_" in text or not math.isfinite(value) or (field.type == "int" and value != int(value)):
        raise wrong
    if (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
        entered = one_line(text, LONGEST_ECHO)
        message = f"{field.label} must be between {field.range.replace(' to ', ' and ')} (you entered {entered})."
        raise FieldError(field.name, message)
    return int(value) if field.type == "int" else value


def _duration(field: Field, text: str) -> float | None:
    """Parse a duration into the unit of the field; None if the text is not a duration.

    Accepts 7h30 and 1h for fields in hours or minutes, and 7:30 for fields in hours.
    """
    match = re.fullmatch(r"([0-9]{1,2})\s*(?:h\s*|:(?=[0-9]))([0-5][0-9])?(?:\s*min)?", text, re.IGNORECASE)
    if not match or field.unit not in ("h", "min") or (":" in text and field.unit == "min"):
        return None
    minutes = int(match[1]) * 60 + int(match[2] or 0)
    return minutes / 60 if field.unit == "h" else float(minutes)


def _text(field: Field, text: str) -> str:
    """Return a text that is not too long."""
    if field.longest is not None and len(text) > field.longest:
        raise FieldError(field.name, f"{field.label} is at most {field.longest} characters; this has {len(text)}.")
    return text


def _clock(field: Field, text: str) -> str:
    """Parse a time of day (7:10, 0710) to "HH:MM"."""
    match = re.fullmatch(r"([0-9]{1,2})[:.]?([0-9]{2})", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise FieldError(field.name, f"{field.label}: enter {field.expects}.")
    return f"{int(match[1]):02}:{match[2]}"


def _bool(field: Field, text: str) -> bool:
    """Parse yes or no."""
    word = text.lower()
    if word in ("yes", "y", "true", "on", "1"):
        return True
    if word in ("no", "n", "false", "off", "0"):
        return False
    raise FieldError(field.name, f"{field.label}: enter {field.expects}.")


def _choice(field: Field, text: str) -> str:
    """Parse a choice or an unambiguous prefix of it."""
    word = text.lower().replace(" ", "_")
    matches = [choice for choice in field.choices if choice == word] or [
        choice for choice in field.choices if choice.startswith(word)
    ]
    if len(matches) > 1:
        raise FieldError(field.name, f"{field.label}: use {alternatives(matches)}.")
    if not matches:
        message = f"{field.label}: unknown value"
        several = ", separated by commas" if field.type in ("names", "scores") else ""
        advice = f"use {alternatives(field.choices)}{several}"
        raise FieldError(field.name, with_suggestion(message, word, field.choices, advice))
    return matches[0]


def _names(field: Field, text: str) -> tuple[str, ...]:
    """Parse names separated by commas, without duplicates."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if field.choices:
        names = [_choice(field, name) for name in names]
    return tuple(dict.fromkeys(_text(field, name) for name in names))


def _scores(field: Field, text: str) -> dict[str, int | None]:
    """Parse names separated by commas, each with an optional number: "chin=2, nose"."""
    scores: dict[str, int | None] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, number = part.partition("=")
        key = _choice(field, name.strip())
        inner = Field(field.name, "int", f"{field.label}, {key.replace('_', ' ')}", low=field.low, high=field.high)
        scores[key] = inner.parse(number) if equals else None
    return scores


_PARSERS = {
    "int": _number,
    "float": _number,
    "str": _text,
    "clock": _clock,
    "bool": _bool,
    "choice": _choice,
    "names": _names,
    "scores": _scores,
    "path": _text,
}

CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)"
"""A time of day. `$` alone would accept a trailing line end, and `\\d` digits of other scripts."""


COMMON = ("tags", "note")
"""The fields that a person may fill in for an entry of any kind."""


@functools.cache
def fields_of(struct: type[Struct]) -> tuple[Field, ...]:
    """Return the fields of a struct that a person fills in: its own, then those that every entry may have."""
    hints = get_type_hints(struct, include_extras=True)
    common = Entry.__struct_fields__
    names = [name for name in struct.__struct_fields__ if name not in common]
    names += [name for name in COMMON if name in struct.__struct_fields__]
    defaults = dict(zip(struct.__struct_fields__[::-1], struct.__struct_defaults__[::-1], strict=False))
    return tuple(_read(name, hints[name], defaults.get(name, NODEFAULT)) for name in names)


def _read(name: str, hint: Any, default: Any) -> Field:
    """Return the field for an annotation of a struct."""
    meta: dict[str, Any] = {}
    base = _unwrap(hint, meta)
    origin = get_origin(base)
    choices: tuple[str, ...] = ()
    if origin is Literal:
        kind, choices = "choice", get_args(base)
    elif origin in (tuple, dict):
        kind = "names" if origin is tuple else "scores"
        inner = get_args(base)
        part = _unwrap(inner[0], meta)
        choices = get_args(part) if get_origin(part) is Literal else ()
        if origin is dict:
            _unwrap(inner[1], meta)
    elif base is str and meta.get("pattern") == CLOCK_PATTERN:
        kind = "clock"
    elif meta.get("extra", {}).get("path"):
        kind = "path"
    else:
        kind = {int: "int", float: "float", str: "str", bool: "bool"}[base]
    extra = meta.get("extra", {})
    required = default is NODEFAULT or extra.get("required", False)
    if kind == "scores":
        default = {}  # the struct has a default factory
    return Field(
        name=name,
        type=kind,  # type: ignore[arg-type]
        label=meta.get("title", name.replace("_", " ").capitalize()),
        help=meta.get("description", ""),
        question=extra.get("question", meta.get("description", "")),
        unit=extra.get("unit", ""),
        low=meta.get("ge", meta.get("gt")),
        high=meta.get("le"),
        longest=meta.get("max_length"),
        choices=choices,
        bands=extra.get("bands", ()),
        required=required,
        default=None if required else default,
    )


def _unwrap(hint: Any, meta: dict[str, Any]) -> Any:
    """Return the type inside Annotated and Optional, and collect their Meta into `meta`; the outermost wins."""
    while True:
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            for note in notes:
                if isinstance(note, Meta):
                    for key in ("title", "description", "ge", "gt", "le", "max_length", "pattern", "extra"):
                        if getattr(note, key) is not None:
                            meta.setdefault(key, getattr(note, key))
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        else:
            return hint
