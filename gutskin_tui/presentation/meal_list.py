"""The lines of the list of meals: days with their skin severity, meals with their labels, and missing meals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct
from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import days_until, short_day, weekday_name
from gutskin_tui.foods.food import TRIGGERS, Certainty, Labels, label_named
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.day_status import Need
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import Gut, Meal
from gutskin_tui.model.kinds.meal import SLOT_STARTS, Slot, foods_of, is_late, slot_at, slot_of
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.labels import fitting, label_texts
from gutskin_tui.presentation.meals import LONGEST_TEXT
from gutskin_tui.text import clean

DAYS = 28
"""Days before the selected one that are listed."""


class Row(Struct, frozen=True):
    """A line of the list: a day's heading (neither `entry` nor `slot`), a meal or gut signs, or a slot without a meal.

    `empty` is set for the heading of a day without meals.
    """

    day: date
    entry: Meal | Gut | None = None
    slot: str = ""
    empty: bool = False

    @property
    def heading(self) -> bool:
        """Whether the row only heads a day and cannot be selected."""
        return self.entry is None and not self.slot

    @property
    def meal(self) -> Meal | None:
        """The meal of the row, None on any other."""
        return self.entry if isinstance(self.entry, Meal) else None


def rows_of(entries: EntryLookup, last: date, needs: Iterable[Need]) -> list[Row]:
    """Return the rows of `last` and of the days before it back to the first with any, the latest day first.

    `needs` are those of `last`: its main meals that are missing have a row.
    """
    rows: list[Row] = []
    for day in reversed(days_until(last, DAYS + 1)):
        of_day = [Row(day, entry) for entry in entries(day) if isinstance(entry, Meal | Gut)]
        empty = not any(row.meal for row in of_day)
        if day == last:
            of_day += [Row(day, slot=need.name) for need in needs if need.kind == "meal" and need.state == "missing"]
        rows += [Row(day, empty=empty), *of_day]
    while len(rows) > 1 and rows[-1].heading and rows[-1].day != last:
        rows.pop()
    return rows


class MealList(Struct, frozen=True):
    """What the lines of the list of meals are made of.

    `day` is the selected day, whose main meals that are missing have a line; `moment` returns the instant that an entry
    made now would get. `severities` are the skin severities by day. `analyzer` is None while the lexicon is being
    loaded. `repeat` returns the last meal of a slot, None if there is none or the journal is being read.
    """

    day: date
    today: date
    moment: Callable[[], datetime]
    severities: Mapping[date, float]
    analyzer: MealAnalyzer | None
    repeat: Callable[[Slot], Meal | None]
    palette: Palette

    def line(self, row: Row, width: int) -> Text:
        """Return the line of a row in at most `width` cells."""
        if row.meal:
            return self._meal(row.meal, width)
        if row.entry:
            return _gut(row.entry)
        return self._slot(row.slot) if row.slot else self._heading(row, width)

    def _heading(self, row: Row, width: int) -> Text:
        """Return a day with its skin severity, and the direction of its change from the day before."""
        day, glyphs = row.day, self.palette.glyphs
        name = short_day(day) + (" · today" if day == self.today else "")
        if row.empty and day != self.day:
            name += "   no meals"
        now, before = self.severities.get(day), self.severities.get(day - timedelta(days=1))
        if now is None:
            right = f"skin {glyphs.none}"
        else:
            way = "" if before in (None, now) else f" {glyphs.up if now > (before or 0) else glyphs.down}"
            right = f"skin {now:g}{way}"
        return _ends(Text(name, "bold"), Text(right, "dim"), width)

    def _meal(self, meal: Meal, width: int) -> Text:
        """Return a meal: time, slot, foods, tags; at the right its triggers where there is room, late, a star."""
        foods = ", ".join(foods_of(meal.text[:LONGEST_TEXT]))
        line = Text().append(f"{meal.clock_time} ", "dim").append(f"{slot_of(meal):<10}").append(clean(foods))
        for tag in meal.tags[:9]:
            line.append(f" +{clean(tag)}", "dim")
        if meal.note:
            line.append(f"  #{clean(meal.note[:LONGEST_TEXT])}", "dim italic")
        right = [Text("late", "dim")] if is_late(meal) else []
        if self.analyzer:
            if self.analyzer.has_starred(meal):
                right.append(Text(self.palette.glyphs.star, "bold"))
            used = line.cell_len + sum(part.cell_len + 2 for part in right) + 3
            right.insert(0, _triggers(self.analyzer, meal, min(width - used, max(30, width // 2))))
        return _ends(line, Text("  ").join(part for part in right if part.plain), width)

    def _slot(self, slot: str) -> Text:
        """Return a main meal that is missing, with the key that repeats the last one if it would do so now."""
        hour = self.moment().hour
        begins = next(start for start, name in SLOT_STARTS if name == slot)
        ahead = self.day == self.today and (hour < begins or slot_at(hour) == slot)
        line = Text().append(f"--:-- {slot:<10}{'not yet' if ahead else 'not logged'}", "dim")
        last = self.repeat(slot_at(hour)) if slot_at(hour) == slot else None
        if last:
            line.append("   ").append("r", "bold").append(f" repeats {weekday_name(last.date)} {slot}", "dim")
        return line


def _gut(entry: Meal | Gut) -> Text:
    """Return gut signs: time, values with their words, note."""
    line = Text().append(f"{entry.clock_time} {'gut':<10}", "dim").append(clean(summary(entry)[:LONGEST_TEXT]))
    return line.append(f"  #{clean(entry.note[:LONGEST_TEXT])}" if entry.note else "", "dim italic")


def _triggers(analyzer: MealAnalyzer, meal: Meal, room: int) -> Text:
    """Return the certain triggers of a meal that its tags do not name, as many as fit `room` cells."""
    tagged = {label_named(tag) for tag in meal.tags}
    certain: Labels = {
        label: certainty
        for label, certainty in analyzer.labels(meal).items()
        if certainty is Certainty.YES and label not in tagged
    }
    line = fitting(label_texts(certain, TRIGGERS), room)
    line.stylize("not bold dim")
    return line


def _ends(left: Text, right: Text, width: int) -> Text:
    """Set `right` at the right end of `width` cells; the left part gives way."""
    if not right.plain:
        return left
    left.truncate(max(1, width - right.cell_len - 2), overflow="ellipsis", pad=True)
    return Text().append_text(left).append("  ").append_text(right)
