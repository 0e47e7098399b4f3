"""Commands that list entries, today and list, and the options that select them."""

from __future__ import annotations

from datetime import date

import click

from gutskin_tui.cli.click_ext import Choice, Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_entries, print_json, print_line
from gutskin_tui.dates import full_day, parse_range
from gutskin_tui.model.day_status import MAIN_SLOTS, day_needs
from gutskin_tui.model.entries import encode
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.text import one_line, with_suggestion

NEEDS = ("meal", *MAIN_SLOTS, "water", "drink", "skin", "stress", "sleep")
"""What may be missing on a day, by the kinds and names of `day_needs`."""


class EntryFilter:
    """The options `--from`, `--to` and `--kind`: inclusive first and last day and a kind, each None if not given.

    Raises click's UsageError if the first day is after the last.
    """

    def __init__(self, session: Session, first: str | None, last: str | None, kind: str | None) -> None:
        self.first = self._days(session, first)[0]
        self.last = self._days(session, last)[1]
        self.kind = kind
        if self.first and self.last and self.first > self.last:
            raise click.UsageError("--from is a later day than --to.")

    @staticmethod
    def _days(session: Session, typed: str | None) -> tuple[date | None, date | None]:
        if typed is None:
            return None, None
        return parse_range(typed, session.clock)


FROM = click.option("--from", "first", metavar="DAY", help='The first day: 2026-11-20, fri, "20 nov", oct.')
TO = click.option("--to", "last", metavar="DAY", help="The last day; of a month or year, its end.")
KIND = click.option("--kind", type=Choice(list(KINDS)), metavar="KIND", help="Only one kind: meal, skin, drink …")


@click.command(
    cls=Command, examples=["gutskin today", "gutskin today --quiet --missing skin,water || echo 'Still to log'"]
)
@click.option("--quiet", is_flag=True, help="Print nothing; the status is 1 while something is missing, else 0.")
@click.option("--missing", metavar="KIND,KIND", help="Only these count as missing: skin, meal, lunch, water …")
@pass_session
def today(session: Session, quiet: bool, missing: str | None) -> int:
    """Show what is logged today and what is still to log."""
    wanted = _needs_named(missing)
    day = session.clock.today()
    entries = list(session.entries(day, day))
    missing_needs = [need for need in day_needs(entries, session.settings, day, day) if need.state != "done"]
    needs = [need.name for need in missing_needs if not wanted or {need.name, need.kind} & wanted]
    if quiet:
        return int(bool(needs))
    print_line(full_day(day))
    if not print_entries(entries, with_day=False):
        print_line('Nothing logged yet. Start with gutskin add drink 250, or gutskin add meal "oats, blueberries".')
    print_line(f"Still to log: {', '.join(needs)}." if needs else "Everything logged.")
    return 0


def _needs_named(typed: str | None) -> frozenset[str]:
    """Return the names in the value of `--missing`, empty for None. Raises UsageError for an unknown name."""
    names = [part.strip().casefold() for part in (typed or "").split(",") if part.strip()]
    for name in names:
        if name not in NEEDS:
            raise click.UsageError(with_suggestion(f'--missing: unknown name "{one_line(name, 40)}"', name, NEEDS))
    return frozenset(names)


@click.command(
    "list",
    cls=Command,
    examples=["gutskin list --from yesterday", 'gutskin list --from "last week" --kind meal', "gutskin list --json"],
)
@FROM
@TO
@KIND
@click.option("--json", "as_json", is_flag=True, help="As a JSON array of entries, as gutskin schema defines them.")
@pass_session
def list_entries(session: Session, first: str | None, last: str | None, kind: str | None, as_json: bool) -> None:
    """List entries, oldest first.

    Each line has the short id for edit and remove, the journal day, the time, the kind and the text.
    """
    entry_filter = EntryFilter(session, first, last, kind)
    entries = session.entries(entry_filter.first, entry_filter.last, entry_filter.kind)
    if as_json:
        print_json(encode(entry) for entry in entries)
    else:
        print_entries(entries)
