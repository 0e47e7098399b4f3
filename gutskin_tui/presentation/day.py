"""Texts of the Today tab: what the day lacks, its entries, and strips of the last weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.meter import gauge, meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import show_day
from gutskin_tui.model.day_status import Need, count_done
from gutskin_tui.model.entries import summary, title
from gutskin_tui.model.kinds import MEASURES, AnyEntry, Skin
from gutskin_tui.model.series import SeriesLookup
from gutskin_tui.presentation.statistics import strips as series_strips
from gutskin_tui.presentation.statistics import strips_day as series_day
from gutskin_tui.text import clean, whole_parts

STRIPS = ("severity", "itch", "water", "stress", "sleep")
"""The series of the strips on Today, in order."""

FIRST_COMPARISON = 30
"""Days with the outcome from which factors are compared, as in `insights.associations`, which imports numpy."""

EXAMPLES = "m  oats, blueberries, coffee\nw  a glass of water\nc  check-in: a digit for each question"
"""The keys that log, each with an example."""

ACTION_OF = {
    "meal": "meal",
    "drink": "water",
    "skin": "skin",
    "stress": "check_in",
    "sleep": "sleep",
    "exercise": "exercise",
    "practice": "practice",
}
"""The id of the action that adds an entry, by kind."""


def completeness(needs: Sequence[Need]) -> str:
    """Return how many needs of a day are met: "4 of 7 logged"; "" for none, as on a day off."""
    done, wanted = count_done(needs)
    return f"{done} of {wanted} logged" if wanted else ""


class NeedList(Struct, frozen=True):
    """The list of what a day needs: a line for each need that is open, and a single line for all that are done.

    `usual_time` returns the usual time of a meal slot, `previous` the latest entry of a kind before a day.
    """

    day: date
    today: date
    needs: Sequence[Need]
    usual_time: Callable[[str], time | None]
    previous: Callable[[str, date], AnyEntry | None]
    palette: Palette

    @property
    def open(self) -> list[Need]:
        """The needs that are not done."""
        return [need for need in self.needs if need.state != "done"]

    @property
    def done(self) -> list[Need]:
        """The needs that are done."""
        return [need for need in self.needs if need.state == "done"]

    def line(self, index: int, width: int) -> Text:
        """Return the line of an open need; after the last of them, the line of those that are done."""
        glyphs, open_needs = self.palette.glyphs, self.open
        if index >= len(open_needs):
            done = self.done
            line = Text("  ").join(Text(f"{glyphs.done} {need.name}") for need in done)
            return line if line.cell_len <= width else Text(f"{glyphs.done} {len(done)} done")
        need = open_needs[index]
        text = Text(f"{glyphs.open} ")
        name = f"{need.name} {need.have}/{need.goal}" if need.kind == "drink" else need.name
        text.append(f"{name:<14}").append(f"{need.key}  ", "bold")
        if need.kind == "drink":
            text.append_text(meter(need.have, need.goal, min(16, max(4, width - 28)), palette=self.palette))
            return text.append(f"  {(need.amount or 0) / 1000:.2f} L", "dim")
        hint = self._hint(need)
        fits = text.cell_len + cell_len(hint) <= width
        return text.append(hint if fits else hint.split(f" {glyphs.separator} ")[0], "dim")

    def _hint(self, need: Need) -> str:
        if need.kind == "meal":
            usual = self.usual_time(need.name)
            return f"usually {usual:%H:%M} {self.palette.glyphs.separator} r repeats it" if usual else "type it"
        if need.kind == "stress":
            return "check-in"
        before = self.previous("skin", self.day) if need.kind == "skin" else None
        if not isinstance(before, Skin) or before.severity is None:
            return ""
        ago = (self.day - before.date).days
        recent = "yesterday" if ago == 1 else f"{ago} days ago"
        return f"last {before.severity}, {recent if self.day == self.today else show_day(before.date, year=False)}"


def strips(
    lookup: SeriesLookup,
    today: date,
    glass_ml: float,
    days: int,
    width: int,
    palette: Palette,
    *,
    legend: bool,
    spans: Sequence[DaySpan] = (),
) -> Text:
    """Return the last `days` days of the main series in lines of `width` cells, a character a day.

    The days of `spans` are marked. `legend` puts the legend beside the dates, where it fits.
    """
    divisors = {"water": glass_ml}
    return series_strips(lookup, _strip_labels(), today, days, palette, width, divisors, spans=spans, legend=legend)


def strips_day(today: date, days: int, x: int) -> date | None:
    """Return the day in column `x` of `strips`; None between days and outside."""
    return series_day(_strip_labels().values(), today, days, x)


def _strip_labels() -> dict[str, str]:
    return {name: MEASURES[name][1].label.lower() for name in STRIPS}


def first_days(recorded: int, width: int, palette: Palette, *, examples: bool = True) -> Text:
    """Return how many days are recorded of those to the first comparison, with a bar; `examples` of what to type."""
    words = f"{recorded} of {FIRST_COMPARISON} days to the first comparison"
    text = Text(words)
    if (room := width - len(words) - 2) >= 10:
        text.append("  ").append_text(gauge(recorded, FIRST_COMPARISON, min(FIRST_COMPARISON, room), palette=palette))
    return text.append(f"\n\n{EXAMPLES}", "dim") if examples else text


def logged_line(entry: AnyEntry, width: int) -> Text:
    """Return the line of an entry in a list of `width` cells: time, kind, what fits of the summary, note."""
    line = Text.assemble((entry.clock_time, "dim"), f"  {title(entry):<9} ")
    line.append(whole_parts(clean(summary(entry)), width - line.cell_len))
    return line.append(f'  "{clean(entry.note)}"', "italic dim") if entry.note else line
