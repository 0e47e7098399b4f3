"""What a shell completes: tags, foods and entries of the journal.

Nothing here prints: a message would end up in the line that is being typed. Of a journal that cannot be read, nothing
is completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice

import click
from click.shell_completion import CompletionItem

from gutskin_tui import nutrition
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import entry_text
from gutskin_tui.errors import UserError
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal
from gutskin_tui.store.partial_read import entries_between, tag_counts
from gutskin_tui.text import one_line

RECENT_DAYS = 14
"""Entries of so many days, up to today, are offered by their ids."""
MOST_IDS = 40
"""Maximum number of ids that are offered."""
LONGEST_HELP = 60
"""Maximum width of the text beside an id, in cells."""


def complete_tags(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the tags of the journal that complete the last of a list of tags, the most used first."""
    before, comma, begun = incomplete.rpartition(",")
    try:
        counts = tag_counts(context.ensure_object(Session).journal_path)
        if counts is None:
            with _journal(context) as journal:
                counts = journal.tag_counts()
    except UserError:
        return []
    return [f"{before}{comma}{tag}" for tag, _ in counts.most_common() if tag.startswith(begun)]


def complete_foods(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the person's own foods that complete a name.

    Of an argument that takes the words of a name one by one, what remains of the name is returned.
    """
    words = context.params.get(parameter.name or "") if parameter.nargs == -1 else None
    before = "".join(f"{word} " for word in words or ())
    try:
        with _journal(context) as journal:
            names = [food.name for food in nutrition.custom_foods.own_foods(journal)]
    except UserError:
        return []
    typed = (before + incomplete).casefold()
    return [name[len(before) :] for name in names if name.casefold().startswith(typed)]


def complete_entry_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the short ids of recent entries, the newest first, each with what it says."""
    return _ids(_recent_entries(context), incomplete)


def complete_photo_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the short ids of recent entries that have a photo, the newest first."""
    return _ids((entry for entry in _recent_entries(context) if getattr(entry, "photo", None)), incomplete)


def _recent_entries(context: click.Context) -> list[AnyEntry]:
    """Return the entries of the last days, the newest first."""
    session = context.ensure_object(Session)
    first = session.screen_clock.today() - timedelta(days=RECENT_DAYS)
    try:
        entries = entries_between(session.journal_path, first)
        if entries is None:
            with _journal(context) as journal:
                entries = list(journal.between(first))
    except UserError:
        return []
    return entries[::-1]


def _ids(entries: Iterable[AnyEntry], incomplete: str) -> list[CompletionItem]:
    matches = (entry for entry in entries if short_id(entry.id).startswith(incomplete))
    return [
        CompletionItem(short_id(entry.id), help=one_line(f"{entry.day} {entry.kind} {entry_text(entry)}", LONGEST_HELP))
        for entry in islice(matches, MOST_IDS)
    ]


@contextmanager
def _journal(context: click.Context) -> Iterator[Journal]:
    """Open the journal for reading. Raises JournalError."""
    with Journal.open(context.ensure_object(Session).journal_path, read_only=True) as journal:
        yield journal
