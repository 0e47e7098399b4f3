"""Entries in lines of text for a terminal or a pipe."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gutskin_tui.cli.errors import OutputFailure
from gutskin_tui.model.entries import summary
from gutskin_tui.model.ids import SHORT, short_id
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.text import clean, one_line

KIND_WIDTH = max(map(len, KINDS))


def say(text: str) -> None:
    """Print `text` as one harmless line, whole."""
    print(clean(text).rstrip())


def say_short(text: str) -> None:
    """Print `text` as one harmless line: cut to the width of a terminal, whole in a pipe."""
    say(one_line(text, shutil.get_terminal_size().columns) if sys.stdout.isatty() else text)


@contextmanager
def confirming(done: str) -> Iterator[None]:
    """Print the confirmation of a change that was made; `done` is its verb, such as "Saved".

    Raises OutputFailure, which says that it was made, if standard output cannot be written.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        raise OutputFailure(done, error) from None


def say_entries(entries: Iterable[AnyEntry], with_day: bool = True) -> int:
    """Print a line for each entry and return how many there were; `with_day` names the journal day in each."""
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - the last number is the count
        moment = f"{entry.day} {entry.when:%H:%M}" if with_day else f"{entry.when:%H:%M}"
        say_short(f"{short_id(entry.id):{SHORT}}  {moment}  {entry.kind:{KIND_WIDTH}}  {told(entry)}")
    return count


def told(entry: AnyEntry) -> str:
    """Say an entry and its note in one line."""
    words = summary(entry) or _fields(entry)
    if not entry.note:
        return words
    return f"{words} ({entry.note})" if words else f"({entry.note})"


def named(entry: AnyEntry) -> str:
    """Say which entry: its kind, what it says, its day and time, its short id."""
    label = KINDS[entry.kind].label.lower()
    return f"{label}, {entry.when:%a %d %b %Y %H:%M} [{short_id(entry.id)}]: {told(entry)}"


def _fields(entry: AnyEntry) -> str:
    """Say what was recorded, field by field: for what a kind's own summary passes over."""
    kind = KINDS[entry.kind]
    fields = [(kind.field(name), value) for name, value in entry.recorded().items()]
    return ", ".join(f"{field.label.lower()} {field.format(value)}" for field, value in fields)
