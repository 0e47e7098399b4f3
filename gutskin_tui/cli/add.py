"""`gutskin add`: a subcommand for each kind, built from the kind's definition."""

from __future__ import annotations

import functools
import re
from typing import Any

import click

from gutskin_tui.cli.click_ext import Command, Group, complete_file
from gutskin_tui.cli.completers import complete_tags
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import confirming, entry_reference, print_fitted
from gutskin_tui.dates import parse_moment
from gutskin_tui.exchange.photo import existing_path
from gutskin_tui.model.day_status import MARKABLE
from gutskin_tui.model.entries import make
from gutskin_tui.model.fields import Field
from gutskin_tui.model.kinds import KINDS, AnyEntry, DayMark, Kind
from gutskin_tui.model.tag_syntax import split_tags
from gutskin_tui.presentation.undo import change_label
from gutskin_tui.text import one_line, with_suggestion

WORDS = "words"
"""Parameter name of the joined positional arguments."""
AT = "at_"
"""Parameter name of the option --at, distinct from every field's."""
METAVARS = {
    "int": "NUMBER",
    "float": "NUMBER",
    "clock": "HH:MM",
    "path": "FILE",
    "bool": "yes|no",
    "names": "NAME,NAME",
    "scores": "NAME=NUMBER,NAME",
}
"""Field type -> how `--help` shows its value; TEXT for any other."""


COMPLETIONS = {"tags": complete_tags, "path": complete_file}
"""Field type, and "tags" -> how the shell completes a value."""


def _command(kind: Kind) -> click.Command:
    """Return the command that adds an entry of `kind`: positional fields are arguments, the others options."""
    parameters: list[click.Parameter] = []
    if kind.positional:
        names = " ".join(_placeholder(kind, name) for name in kind.positional)
        parameters.append(click.Argument([WORDS], nargs=-1, metavar=names))
    for field in kind.fields:
        if field.name not in kind.positional:
            flag = f"--{field.name.replace('_', '-')}"
            complete = COMPLETIONS.get("tags" if field.name == "tags" else field.type)
            parameters.append(
                click.Option([flag, field.name], metavar=_metavar(field), help=_help(field), shell_complete=complete)
            )
    parameters.append(
        click.Option(["--at", AT], metavar="WHEN", help='When: "yesterday 8pm", 08:30, fri, -2h (default: now).')
    )
    about = (kind.struct.__doc__ or "").strip()
    arguments = "\n\n".join(f"{_placeholder(kind, name)} {_help(kind.field(name))}" for name in kind.positional)
    return Command(
        kind.name,
        params=parameters,
        callback=functools.partial(_add, kind),
        help=f"{about}\n\n{arguments}",
        examples=[f"gutskin add {kind.name} {kind.example}"] if kind.example else (),
        short_help=about.splitlines()[0],
    )


def _add(kind: Kind, at_: str | None, words: tuple[str, ...] = (), **typed: str | None) -> None:
    session = click.get_current_context().ensure_object(Session)
    values = {name: parse_field(kind.field(name), text) for name, text in typed.items() if text is not None}
    positional = _split(kind, " ".join(words))
    derived = kind.derive(values, session.clock.now(), session.clock.today())
    values |= {name: kind.field(name).parse(text) for name, text in positional.items() if text or name not in derived}
    for name, value in list(values.items()):
        if kind.field(name).type == "str" and value:
            values[name], tags = split_tags(value)
            values["tags"] = tuple(dict.fromkeys((*(values.get("tags") or ()), *tags)))
    at = None
    if at_ is not None:
        at = parse_moment(at_, session.clock)
    entry = make(kind.name, {name: value for name, value in values.items() if value is not None}, session.clock, at)
    _check_mark(entry)
    with session.open() as journal:
        journal.add(entry, label=change_label("Added", kind.name))
    with confirming("Saved"):
        print_fitted(f"Saved {entry_reference(entry)}")


def _check_mark(entry: AnyEntry) -> None:
    """Raise UsageError for a day mark that has no effect: of something unknown, or a day off from one kind."""
    if not isinstance(entry, DayMark) or not entry.of:
        return
    if entry.what == "skip":
        raise click.UsageError("A day off is for everything; leave out --of.")
    if entry.of not in MARKABLE:
        raise click.UsageError(with_suggestion(f'--of: unknown kind "{one_line(entry.of, 40)}"', entry.of, MARKABLE))


def parse_field(field: Field, typed: str) -> Any:
    """Return a typed value; of a path, the absolute path of a file that exists. Raises FieldError."""
    return existing_path(field, typed) if field.type == "path" else field.parse(typed)


def _split(kind: Kind, text: str) -> dict[str, str]:
    """Split the joined arguments into the kind's positional fields, by field name.

    With two fields a trailing number is the second: `box breathing 5` is a name and 5 minutes. With one field the
    whole text is its value, so that words need no quotes.
    """
    if len(kind.positional) != 2:
        return dict.fromkeys(kind.positional, text)
    first, last = kind.positional
    unit = re.escape(kind.field(last).unit)
    match = re.fullmatch(rf"(?s)(.*\S)\s+([-+]?\d\S*(?:\s*{unit})?)", text.strip())
    return {first: match[1], last: match[2]} if match else {first: text, last: ""}


def _placeholder(kind: Kind, name: str) -> str:
    placeholder = name.upper()
    return placeholder if kind.field(name).required else f"[{placeholder}]"


def _metavar(field: Field) -> str:
    if field.type == "choice":
        return "|".join(field.choices)
    return METAVARS.get(field.type, "TEXT")


def _help(field: Field) -> str:
    parts = [field.label, field.help]
    if field.type not in ("str", "choice", "path") and (field.choices or field.type != "names"):
        parts.append("" if field.range in field.help else field.range)
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts if part)


@click.group(
    cls=Group,
    built={name: functools.partial(_command, kind) for name, kind in KINDS.items()},
    examples=[f"gutskin add {name} {KINDS[name].example}" for name in ("meal", "drink", "skin", "sleep", "note")],
)
def add() -> None:
    """Log something: a meal, a drink, your skin.

    gutskin add KIND --help lists the options of a kind. A word such as +pollen in a text becomes a tag.
    """
