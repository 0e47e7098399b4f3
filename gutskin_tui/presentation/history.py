"""Texts and charts of the History tab: the heatmap, lines and titles of days, and errors in a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len
from rich.text import Text

from gutskin_tui.charts.heatmap import MARK, Heatmap
from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.time_axis import DAYS, WeekGrid
from gutskin_tui.dates import day_range, show_day
from gutskin_tui.model.day_status import Need
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import QueryError
from gutskin_tui.presentation.day import completeness
from gutskin_tui.presentation.series_style import SeriesStyle
from gutskin_tui.text import clean, counted, match_key

LONGEST_LINE = 200
"""Characters of an entry, and of its note, in the line of a day; few screens show more."""


def window_end(day: date, today: date, last: date, weeks: int, first_weekday: int) -> date:
    """Return the last day of a heatmap of `weeks` weeks that contains `day`.

    `last` is the last day of the present heatmap. It is unchanged if that heatmap contains `day`; otherwise the week of
    `day` becomes the middle week, unless the heatmap would then end after `today`.
    """
    last = min(last, today)
    if WeekGrid(last, weeks, first_weekday).first <= day <= last:
        return last
    into_week = (day.weekday() - first_weekday) % DAYS
    middle = day - timedelta(days=into_week) + timedelta(days=DAYS * (weeks // 2) + DAYS - 1)
    return min(middle, today)


def heatmap(
    values: Mapping[date, float],
    style: SeriesStyle,
    last: date,
    weeks: int,
    *,
    selected: date,
    today: date,
    first_weekday: int,
    palette: Palette,
    spans: Iterable[DaySpan] = (),
) -> tuple[Heatmap, str]:
    """Return the heatmap of a series in the weeks up to `last` with the days of trials, `spans`, and its title."""
    bounds = style.bounds([value / style.divisor for value in values.values()])
    first = WeekGrid(last, weeks, first_weekday).first
    trials = {day for span in spans for day in day_range(max(span.start, first), min(span.end, last))}
    chart = Heatmap(
        {day: values[day] / style.divisor for day in day_range(first, last) if day in values},
        last,
        bounds=bounds,
        marked=trials,
        selected=selected,
        today=today,
        weeks=weeks,
        first_weekday=first_weekday,
        palette=palette,
    )
    return chart, f"{style.name}, {weeks} weeks{f'   {MARK} trial' if trials else ''}"


def day_line(
    day: date,
    severity: float | None,
    hits: Iterable[AnyEntry],
    width: int,
    palette: Palette,
    needles: Sequence[str] = (),
) -> Text:
    """Return the list line of a day: the date, the skin severity, and the matching entries.

    Entries that begin beyond `width` cells are left out, and `hits` is not asked for them: for the days on a screen
    this saves 0.7 ms at a letter that most entries contain.
    The words `needles` are marked; a note is named only if it contains one of them.
    """
    dot = palette.glyphs.separator
    line = Text(show_day(day, pad="0"), no_wrap=True)
    line.append(f"  skin {dot if severity is None else f'{severity:g}':<2}  ", "dim")
    between = f" {dot} "
    texts, room = [], width - line.cell_len + cell_len(between)
    for entry in hits:
        if text := _words(entry, needles):
            texts.append(text)
            room -= cell_len(text) + cell_len(between)
        if room < 0:
            break
    matches = Text(between.join(texts))
    mark(matches, needles)
    return line.append_text(matches)


def mark(line: Text, needles: Sequence[str]) -> int:
    """Mark the words that a search found, and return how many there are."""
    return line.highlight_words(needles, "bold underline", case_sensitive=False) if needles else 0


def _words(entry: AnyEntry, needles: Sequence[str]) -> str:
    """Return the summary of an entry, and its note if it contains one of `needles`."""
    words = clean(summary(entry)[:LONGEST_LINE])
    key = match_key(entry.note or "")
    if any(needle in key for needle in needles):
        words += f' "{clean((entry.note or "")[:LONGEST_LINE])}"'
    return words.strip()


def day_title(day: date, needs: Sequence[Need], skin: str = "") -> str:
    """Return the title of the selected day: its date, how many needs are met, and `skin` if it is not ""."""
    title = f"{show_day(day, pad='0')}   {completeness(needs)}".rstrip()
    return f"{title}   {skin}" if skin else title


def skin_before_and_after(
    severities: Mapping[date, float], day: date, today: date, palette: Palette, *, brief: bool = False
) -> str:
    """Return the skin severity of the day before, of the day, and of the day after unless the day is today.

    `brief` is at most 36 characters long, for a title.
    """
    step = timedelta(days=1)

    def severity(day: date) -> str:
        return f"{severities[day]:g}" if day in severities else "none" if brief else "not logged"

    dot = f" {palette.glyphs.separator} "
    if brief:
        words = f"skin {severity(day - step)} before{dot}{severity(day)}"
        return f"{words} so far" if day == today else f"{words}{dot}{severity(day + step)} after"
    words = f"skin {severity(day - step)} the day before{dot}{severity(day)} this day"
    return words if day == today else f"{words}{dot}{severity(day + step)} the day after"


def day_details(needs: Iterable[Need], skin: str) -> Text:
    """Return `skin`, and below it the needs of the day that are not done, with the keys that add them."""
    gaps = [f"{need.name} {need.key}" for need in needs if need.state != "done"]
    text = Text(skin)
    if gaps:
        text.append("\nmissing  ", "dim").append("   ".join(gaps))
    return text


def query_help(more: str) -> str:
    """Return a line of examples of query terms; `more` is the placeholder of free text."""
    return f'words  food:  tag:  kind:  skin>=4  water<1000  since:  until:  on:  missing:skin  note:"{more}"  -not'


def match_count(count: int, every: int, searched: bool) -> str:
    """Return how many of the days match, if they are the result of a search, else how many days there are."""
    days = counted(every, "day")
    return f"{count} of {days} match" if searched else days


def query_error(error: QueryError, query: str, scrolled: int, width: int, lines: int) -> Text:
    """Return a mark below the faulty part of the query, and the message; at most `lines` lines of `width` cells.

    `scrolled` is the number of cells of the field that are scrolled out on the left.
    """
    start = max(0, cell_len(query[: error.start]) - scrolled)
    marks = max(1, cell_len(query[error.start : error.end]))
    beside = start + marks + 1 + cell_len(error.message) <= width
    if start + marks > width or (lines < 2 and not beside):
        return Text(f"! {error.message}", "bold")
    text = Text(" " * start).append("^" * marks, "bold")
    return text.append(f" {error.message}" if beside else f"\n{error.message}", "bold")
