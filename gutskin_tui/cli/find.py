"""`gutskin find`: the days that match a query, with their entries."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date

import click

from gutskin_tui import nutrition
from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import entry_lines, print_line
from gutskin_tui.dates import show_day
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import Query, parse
from gutskin_tui.model.search.document import Tags, no_tags
from gutskin_tui.presentation.search import no_match
from gutskin_tui.store.partial_read import SavedDays
from gutskin_tui.text import counted


class _Find(Command):
    """A command for which `-h` is the help, but `-hives` and `-fish` are words to leave out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; `-h` before any `--` counts as `--help`."""
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, ["--help" if arg == "-h" else arg for arg in args[:end]] + args[end:])


@click.command(
    cls=_Find,
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    examples=[
        "gutskin find pizza 'skin>=4' since:oct",
        "gutskin find food:milk -kimchi",
        "gutskin find missing:skin since:mon",
    ],
)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@pass_session
def find(session: Session, query: tuple[str, ...]) -> None:
    """Show the days that match QUERY, newest first.

    Words, kind:meal, food:milk, tag:dairy ('tag:dairy?' also possible dairy), 'skin>=4', 'water<1000', since:oct,
    until:fri, on:yesterday, missing:skin, 'note:"felt bloated"'; a - in front excludes. Single quotes keep < > ? and "
    from the shell.
    """
    if unknown := next((word for word in query if word.startswith("--")), None):
        raise click.NoSuchOption(unknown)  # "--word" would be parsed as an excluded word
    text = " ".join(query)
    parsed = parse(text, session.clock)
    if not parsed.needs_tags and (saved := SavedDays.read(session.journal_path)):
        _print_matching(parsed, text, saved.days(), saved.entries)
        return
    with session.open(read_only=True) as journal:
        tags: Tags = no_tags
        if parsed.needs_tags:
            tags = nutrition.analyzer.MealAnalyzer.from_journal(journal).tags
        # past the cache of the journal, as most days are read once
        _print_matching(parsed, text, journal.days(), lambda day: list(journal.between(day, day)), tags)


def _print_matching(
    query: Query, text: str, days: Sequence[date], entries_of: Callable[[date], list[AnyEntry]], tags: Tags = no_tags
) -> None:
    """Print the matching ones of all days with entries, and their number. `text` is the query as it was given."""
    of_day = functools.lru_cache(maxsize=1)(entries_of)  # a day that matches is printed before the next is read
    count = 0
    for day in query.search(days, of_day, tags):
        count += 1
        print("\n".join([show_day(day), *entry_lines(of_day(day), with_day=False)]))  # 50,000 calls less in ten years
    print_line(f"{counted(count, 'day')} found." if count else no_match(text))
