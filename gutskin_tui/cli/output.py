"""Printing of text, entries and JSON to standard output, a terminal or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gutskin_tui.cli.errors import OutputFailure
from gutskin_tui.dates import show_moment
from gutskin_tui.model.entries import with_tags
from gutskin_tui.model.ids import SHORT, short_id
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.text import clean, one_line

KIND_WIDTH = max(map(len, KINDS))


def print_line(text: str) -> None:
    """Print `text` as one line of any length, without control characters."""
    print(_safe(text, None))


def print_fitted(text: str) -> None:
    """Print `text` as one line without control characters, cut to a terminal's width; whole in a pipe."""
    print(_safe(text, _width()))


def _width() -> int | None:
    """Return the columns of the terminal that is printed to, None for a pipe."""
    if not sys.stdout.isatty():
        return None
    # imported here: it takes 2 ms, and a pipe has no width
    import shutil

    return shutil.get_terminal_size().columns


def _safe(text: str, width: int | None) -> str:
    """Return `text` as one line without control characters, cut to a width if one is given."""
    return (clean(text) if width is None else one_line(text, width)).rstrip()


@contextmanager
def confirming(done: str) -> Iterator[None]:
    """Flush the confirmation of a change that is already saved; `done` is a participle such as "Saved".

    Raises OutputFailure if standard output cannot be written, so that the message reports the change as made.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        raise OutputFailure(done, error) from None


def print_entries(entries: Iterable[AnyEntry], with_day: bool = True) -> int:
    """Print a line for each entry and return their number; `with_day` names the journal day in each."""
    count = 0
    for count, line in enumerate(entry_lines(entries, with_day), 1):  # noqa: B007 - the last number is the count
        print(line)
    return count


def entry_lines(entries: Iterable[AnyEntry], with_day: bool = True) -> Iterator[str]:
    """Yield the line of each entry as `print_entries` prints it."""
    width = _width()
    for entry in entries:
        moment = f"{entry.day} {entry.clock_time}" if with_day else entry.clock_time
        kind = entry.kind.ljust(KIND_WIDTH)  # a third of the time of a width within the braces
        yield _safe(f"{short_id(entry.id).ljust(SHORT)}  {moment}  {kind}  {entry_text(entry)}", width)


def entry_text(entry: AnyEntry) -> str:
    """Return the summary of an entry, with its note in brackets, in one line."""
    words = with_tags(entry, KINDS[entry.kind].summary(entry) or _fields(entry))
    if not entry.note:
        return words
    return f"{words} ({entry.note})" if words else f"({entry.note})"


def entry_reference(entry: AnyEntry) -> str:
    """Return kind, time, short id and summary of an entry: "drink, Thu 26 Nov 2026 12:30 [7gk2qd]: 250 ml"."""
    label = KINDS[entry.kind].label.lower()
    return f"{label}, {show_moment(entry.when)} [{short_id(entry.id)}]: {entry_text(entry)}"


def _fields(entry: AnyEntry) -> str:
    """Return the recorded fields with their labels, for entries whose kind has no summary of them."""
    kind = KINDS[entry.kind]
    fields = [(kind.field(name), value) for name, value in entry.recorded().items()]
    return ", ".join(f"{field.label.lower()} {field.format(value)}" for field, value in fields)


def print_json(documents: Iterable[bytes]) -> None:
    """Print encoded JSON documents as one array, each on its own line."""
    out = sys.stdout.buffer
    before = b"["
    for document in documents:
        out.write(before + b"\n" + document)
        before = b","
    out.write(b"\n]\n" if before == b"," else b"[]\n")
    out.flush()
