"""Texts of the Meals tab: the days' meals, the usual ones, the last week, and the selected meal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import days_until, short_day, weekday_name
from gutskin_tui.foods.food import TRIGGERS, Certainty, Labels, label_named
from gutskin_tui.model.day_index import DayIndex, EntryLookup
from gutskin_tui.model.day_status import Need
from gutskin_tui.model.kinds import AnyEntry, Meal
from gutskin_tui.model.kinds.meal import LATE_HOUR, SLOT_STARTS, Slot, foods_of, is_late, slot_at, slot_of
from gutskin_tui.model.meal_history import UsualMeal
from gutskin_tui.model.next_day import next_day
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import FoodWeek
from gutskin_tui.presentation.foods import brief_week, full_week
from gutskin_tui.presentation.labels import fitting, label_texts
from gutskin_tui.presentation.trials import meal_statuses
from gutskin_tui.text import clean, one_line

if TYPE_CHECKING:  # the report imports numpy
    from gutskin_tui.trials.report import TrialReport

DAYS = 28
"""Days before the selected one that are listed."""
LABELS_WIDTH = 30
"""Columns that a meal's labels take in the list at most."""
LONGEST_TEXT = 600
"""Characters of a meal that its line is made of: more than any screen is wide."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a day's heading (neither `meal` nor `slot`), a meal, or a slot that has none yet.

    `empty` is set for the heading of a day without meals.
    """

    day: date
    meal: Meal | None = None
    slot: str = ""
    empty: bool = False

    @property
    def heading(self) -> bool:
        """Whether the row only heads a day and cannot be selected."""
        return self.meal is None and not self.slot


def rows_of(entries: EntryLookup, last: date, needs: Iterable[Need]) -> list[Row]:
    """Return the rows of `last` and of the days before it back to the first with a meal, the latest day first.

    `needs` are those of `last`: its main meals that are missing have a row.
    """
    rows: list[Row] = []
    for day in reversed(days_until(last, DAYS + 1)):
        of_day = [Row(day, meal) for meal in meals_of(entries(day))]
        empty = not of_day
        if day == last:
            of_day += [Row(day, slot=need.name) for need in needs if need.kind == "meal" and need.state == "missing"]
        rows += [Row(day, empty=empty), *of_day]
    while len(rows) > 1 and rows[-1].heading and rows[-1].day != last:
        rows.pop()
    return rows


def meals_of(entries: Iterable[AnyEntry]) -> list[Meal]:
    """Return the meals among the entries."""
    return [entry for entry in entries if isinstance(entry, Meal)]


@dataclass(frozen=True, slots=True)
class MealList:
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
        line = Text().append(f"{meal.when:%H:%M} ", "dim").append(f"{slot_of(meal):<10}").append(clean(foods))
        for tag in meal.tags[:9]:
            line.append(f" +{clean(tag)}", "dim")
        if meal.note:
            line.append(f"  #{clean(meal.note[:LONGEST_TEXT])}", "dim italic")
        right = [Text("late", "dim")] if is_late(meal) else []
        if self.analyzer:
            if self.analyzer.has_starred(meal):
                right.append(Text(self.palette.glyphs.star, "bold"))
            used = line.cell_len + sum(part.cell_len + 2 for part in right) + 3
            right.insert(0, _triggers(self.analyzer, meal, width - used))
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


def _triggers(analyzer: MealAnalyzer, meal: Meal, room: int) -> Text:
    """Return the certain triggers of a meal that its tags do not name, as many as fit `room` cells."""
    tagged = {label_named(tag) for tag in meal.tags}
    certain: Labels = {
        label: certainty
        for label, certainty in analyzer.labels(meal).items()
        if certainty is Certainty.YES and label not in tagged
    }
    line = fitting(label_texts(certain, TRIGGERS), min(room, LABELS_WIDTH))
    line.stylize("not bold dim")
    return line


def usual_lines(usual: Sequence[UsualMeal] | None, room: int, brief: bool, palette: Palette) -> Text:
    """Return the usual meals with their digits in `room` cells: a line each, or if `brief` those that fit in one line.

    `usual` is None while the journal is being read.
    """
    if usual is None:
        return Text(f"counting {palette.glyphs.ellipsis}", "dim")
    if not usual:
        return Text("What you eat is offered here once you log it. m types a meal.", "dim")
    lines = []
    for number, meal in enumerate(usual, 1):
        line = Text().append(f"{number} ", "bold")
        words = clean(meal.text[:LONGEST_TEXT])
        if brief:
            lines.append(line.append(one_line(words, 16)))
        else:
            counted = f"  {meal.slot:<9}{meal.count:>4}{palette.glyphs.times}"
            line.append_text(_fit(words, max(9, min(30, room - 18)))).append(counted, "dim")
            lines.append(line)
    if not brief:
        return Text("\n").join(lines)
    fitting = list(accumulate(line.cell_len + 2 for line in lines))
    return Text("  ").join(line for line, used in zip(lines, fitting, strict=True) if used - 2 <= room)


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """The seven days up to the selected one, called `day_name`; `foods` is None while they are being counted."""

    meals: Sequence[Meal]
    foods: FoodWeek | None
    day_name: str
    today: date
    plants_goal: int
    palette: Palette

    def lines(self, room: int, *, brief: bool, tall: bool = False, every: bool = False) -> Text:
        """Return the counts in `room` cells: plants, foods, triggers; meals, late ones and tags.

        If `tall` each trigger has a line of its own; `every` lists all plants.
        """
        meals, palette = self.meals, self.palette
        if not meals:
            return Text("No meals in these seven days. m types one.", "dim")
        gap = f" {palette.glyphs.separator} " if brief else "   "
        late = sum(map(is_late, meals))
        text = Text(f"meals {len(meals)}{gap}late (after {LATE_HOUR}:00) {late}")
        tags = Counter(tag for meal in meals for tag in dict.fromkeys(meal.tags))
        if tags:
            text.append(gap).append(gap.join(f"+{one_line(tag, 20)} {count}" for tag, count in tags.most_common(6)))
        if self.foods is None:
            return text if brief else text.append(f"\ncounting {palette.glyphs.ellipsis}", "dim")
        if brief:
            return brief_week(self.foods, self.plants_goal, palette).append(gap).append_text(text)
        week = full_week(self.foods, self.day_name, self.today, self.plants_goal, room, palette, tall=tall, every=every)
        return week.append("\n").append_text(text)


def _fit(text: str, width: int) -> Text:
    fitted = Text(text)
    fitted.truncate(width, overflow="ellipsis", pad=True)
    return fitted


def _ends(left: Text, right: Text, width: int) -> Text:
    """Set `right` at the right end of `width` cells; the left part gives way."""
    if not right.plain:
        return left
    left.truncate(max(1, width - right.cell_len - 2), overflow="ellipsis", pad=True)
    return Text().append_text(left).append("  ").append_text(right)


def selected_lines(
    meal: Meal,
    days: Sequence[date],
    day_index: DayIndex | None,
    analyzer: MealAnalyzer | None,
    latest_trial: Callable[[str], TrialReport | None] | None,
    room: int,
    palette: Palette,
) -> Text:
    """Return a meal's labels in `room` cells, its trials, how often it was logged, and the skin on the next days.

    `days` are the days on which it was logged. `day_index` and `analyzer` are None while they are being loaded,
    `latest_trial` if there are no reports of trials.
    """
    if day_index is None:
        return Text(f"counting {palette.glyphs.ellipsis}", "dim")
    text = fitting(label_texts(analyzer.labels(meal)), room) if analyzer else Text()
    if analyzer and latest_trial and (tried := _tried(meal, analyzer, latest_trial)):
        text.append(f"{chr(10) if text.plain else ''}trials: {tried}")
    text.append(f"{chr(10) if text.plain else ''}logged {len(days)}{palette.glyphs.times}")
    comparison = next_day(day_index.values["severity"], days, day_index.counts["meal"])
    after, without = comparison.missing
    if comparison.after is None or comparison.without is None or after or without:
        wanted = [f"{after} more with it"] * bool(after) + [f"{without} more without it"] * bool(without)
        more = " and ".join(wanted)
        return text.append(f"; skin next day: needs {more}, in days that a skin check-in follows", "dim")
    text.append(f"; skin next day {comparison.after:.1f} vs {comparison.without:.1f} without")
    text.append(f" (n={comparison.n_after}/{comparison.n_without})")
    return text.append("\nThis describes your entries. It is not a finding.", "dim")


def _tried(meal: Meal, analyzer: MealAnalyzer, latest_trial: Callable[[str], TrialReport | None]) -> str:
    """Return the statuses of the meal's foods and labels by trials, "" if none was in one."""
    certain = [label for label, certainty in analyzer.labels(meal).items() if certainty == 2]
    return one_line(
        "; ".join(meal_statuses(latest_trial, [food.name for food in analyzer.foods_of(meal)], certain)), 200
    )
