"""`gutskin streaks` and `gutskin trends`: charts in text, or JSON."""

from __future__ import annotations

import click
import msgspec

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_json, print_line
from gutskin_tui.cli.rendering import console, palette_of, print_renderable
from gutskin_tui.model.chart_events import ChartEvents, chart_events, is_event
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import MEASURE_NAMES, MEASURES, AnyEntry
from gutskin_tui.model.series import series_of
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.streaks import NONE_YET as NO_STREAKS
from gutskin_tui.presentation.streaks import streak_rows, streak_table
from gutskin_tui.presentation.trends import NONE_YET as NO_TRENDS
from gutskin_tui.presentation.trends import overview, span_of
from gutskin_tui.trials.repository import trials

CHART_DAYS = 28
"""Days in a chart, up to and including today."""
CHART_WIDTH = 100


@click.command(cls=Command, examples=["gutskin streaks"])
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As a JSON array of {name, current, longest, last_chance, days_left, regularity}.",
)
@pass_session
def streaks(session: Session, as_json: bool) -> None:
    """Show streaks, and how regular your entries are.

    Today does not break a streak before it ends, and a day off never does. Regularity is smoothed over weeks, from 0 to
    100 %, so one missed day costs little; today counts once it ends or is done. It is measured by how often you want
    it: gutskin settings set frequencies "exercise=3/7" is 3 times in 7 days. In JSON, last_chance is the day that
    breaks the streak if it ends without an entry, days_left the days until then (both null without a streak), and
    regularity lies between 0 and 1.
    """
    today = session.clock.today()
    rows = streak_rows(_indexes(session)[0], session.settings, today)
    if as_json:
        documents = (
            {
                "name": row.name,
                "current": row.streak.current,
                "longest": row.streak.longest,
                "last_chance": row.streak.last_chance,
                "days_left": row.streak.days_left(today),
                "regularity": row.regularity,
            }
            for row in rows
        )
        print_json(map(msgspec.json.encode, documents))
    elif not rows:
        print_line(NO_STREAKS)
    else:
        print_renderable(streak_table(rows, today, palette_of(session), console().width))


@click.command(cls=Command, examples=["gutskin trends", "gutskin trends --json > trends.json"])
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As a JSON array of {series, label, unit, so_far, days: [{day, value, mean7, mean28, mean90}]}.",
)
@pass_session
def trends(session: Session, as_json: bool) -> None:
    """Show every measure: its 7-day average, its direction, 28 days.

    A day without an entry is missing, never 0; an average needs entries on three days of seven. Today's water, minutes
    and other sums count only once the day has ended or has reached its goal. In JSON, days run from the first with a
    value to today without gaps, missing values are null, and so_far is true while today's value is in no average
    yet.
    """
    (index, events), today = _indexes(session), session.clock.today()
    recorded = [series_of(name, values, today, session.settings) for name in MEASURES if (values := index.values[name])]
    if as_json:
        print_json(msgspec.json.encode(series.document(min(series.values), today)) for series in recorded)
    elif not recorded:
        print_line(NO_TRENDS)
    else:
        spans = [
            span_of(series_style(series.measure.name, session.settings), series, CHART_DAYS) for series in recorded
        ]
        outcome = MEASURE_NAMES.get(session.settings.outcome, "")
        print_renderable(overview(spans, outcome, min(CHART_WIDTH, console().width), palette_of(session), events))


def _indexes(session: Session) -> tuple[DayIndex, ChartEvents]:
    """Read the journal once; return the values by day, and the events for charts."""
    index = DayIndex()
    marked: list[AnyEntry] = []
    with session.open(read_only=True) as journal:
        for day in journal.days():
            entries = journal.day(day)
            index.update(day, entries)
            marked += filter(is_event, entries)
        return index, chart_events(marked, trials(journal, session.clock.today()))
