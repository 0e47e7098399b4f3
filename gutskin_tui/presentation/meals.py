"""Texts and charts of the panels of the Meals tab: usual meals, the foods of a week and of weeks, the selected meal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.text import Text

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.line import DaySpan, spans_within
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_range, days_until, short_day
from gutskin_tui.foods.food import TRIGGERS, Certainty
from gutskin_tui.model.day_index import DayIndex, EntryLookup
from gutskin_tui.model.kinds import AnyEntry, Meal
from gutskin_tui.model.kinds.meal import LATE_HOUR, is_late
from gutskin_tui.model.meal_history import UsualMeal
from gutskin_tui.model.next_day import next_day
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import FoodWeek, plants_of
from gutskin_tui.presentation.foods import brief_week, full_week
from gutskin_tui.presentation.labels import fitting, label_texts
from gutskin_tui.presentation.loading import loading
from gutskin_tui.presentation.trials import meal_statuses
from gutskin_tui.text import clean, counted, one_line

if TYPE_CHECKING:  # the report imports numpy
    from gutskin_tui.trials.report import TrialReport

LONGEST_TEXT = 600
"""Characters of a meal that its line is made of: more than any screen is wide."""
NAME = 16
"""Columns of a trigger's name."""


def meals_of(entries: Iterable[AnyEntry]) -> list[Meal]:
    """Return the meals among the entries."""
    return [entry for entry in entries if isinstance(entry, Meal)]


def usual_lines(usual: Sequence[UsualMeal], width: int, palette: Palette) -> list[Text]:
    """Return a line of `width` cells for each usual meal: its digit, foods, slot and number of times."""
    lines = []
    for number, meal in enumerate(usual, 1):
        words = Text(clean(meal.words[:LONGEST_TEXT]))
        words.truncate(max(9, width - 18), overflow="ellipsis", pad=True)
        line = Text().append(f"{number} ", "bold").append_text(words)
        lines.append(line.append(f"  {meal.slot or 'pinned':<9}{meal.count:>4}{palette.glyphs.times}", "dim"))
    return lines


def usual_words(usual: Sequence[UsualMeal], width: int) -> list[Text]:
    """Return the usual meals with their digits, shortened: as many as fit a line of `width` cells with gaps of two."""
    words = [
        Text().append(f"{number} ", "bold").append(one_line(clean(meal.words[:LONGEST_TEXT]), 16))
        for number, meal in enumerate(usual, 1)
    ]
    ends = accumulate(text.cell_len + 2 for text in words)
    return [text for text, end in zip(words, ends, strict=True) if end - 2 <= width]


class WeekSummary(Struct, frozen=True):
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
            return Text("No meals in these seven days. Press m to type one.", "dim")
        gap = f" {palette.glyphs.separator} " if brief else "   "
        text = Text(f"meals {len(meals)}{gap}after {LATE_HOUR}:00: {sum(map(is_late, meals))}")
        tags = Counter(tag for meal in meals for tag in dict.fromkeys(meal.tags))
        if tags:
            text.append(gap).append(gap.join(f"+{one_line(tag, 20)} {count}" for tag, count in tags.most_common(6)))
        if self.foods is None:
            return text if brief else text.append(f"\nloading {palette.glyphs.ellipsis}", "dim")
        if brief:
            return brief_week(self.foods, self.plants_goal, palette).append(gap).append_text(text)
        week = full_week(self.foods, self.day_name, self.today, self.plants_goal, room, palette, tall=tall, every=every)
        return week.append("\n").append_text(text)


def trigger_weeks(width: int) -> int:
    """Return how many weeks of days fit beside the names and counts of triggers, at least one."""
    return max(1, min(12, (width - NAME - 6) // 7))


def trigger_days(
    eaten: EntryLookup,
    analyzer: MealAnalyzer,
    last: date,
    days: int,
    palette: Palette,
    spans: Sequence[DaySpan] = (),
) -> Text:
    """Return a line for each trigger with a mark for each of the `days` days up to `last` with it, most days first.

    A day on which it is uncertain has a question mark, one without meals a blank. `eaten` returns what was eaten on a
    day. The days of `spans` are marked.
    """
    glyphs = palette.glyphs
    marks: dict[str, list[str]] = {label: [] for label in TRIGGERS}
    for day in days_until(last, days):
        entries = eaten(day)
        certainties = [analyzer.labels(entry) for entry in entries]
        for label, cells in marks.items():
            best = max((labels.get(label, Certainty.NO) for labels in certainties), default=None)
            cells.append(" " if best is None else (glyphs.none, "?", glyphs.point)[best])
    counts = {label: cells.count(glyphs.point) for label, cells in marks.items()}
    if not any(counts.values()):
        return Text("No triggers on these days. Meals you log are searched for them.", "dim")
    inside = spans_within(days_until(last, days), spans)
    lines = []
    for label in sorted(marks, key=lambda label: -counts[label]):
        line = Text(f"{TRIGGERS[label]:<{NAME}}", "" if counts[label] else "dim")
        line.append("".join(marks[label]), "bold" if counts[label] else "dim")
        for start, end, _ in inside:
            line.stylize(palette.span_day, NAME + start, NAME + end + 1)
        lines.append(line.append(f"{counts[label]:>4}", "dim"))
    first = last - timedelta(days=days - 1)
    ends = short_day(first), short_day(last)
    lines.append(Text(f"{'':<{NAME}}{ends[0]}{ends[1]:>{max(1, days - len(ends[0]))}} days", "dim"))
    return Text("\n").join(lines)


def trigger_day(last: date, days: int, x: int) -> date | None:
    """Return the day in column `x` of `trigger_days`; None outside the days."""
    return last - timedelta(days=days - 1 - (x - NAME)) if NAME <= x < NAME + days else None


def plants_chart(
    eaten: EntryLookup,
    analyzer: MealAnalyzer,
    last: date,
    today: date,
    days: int,
    height: int,
    palette: Palette,
    spans: Sequence[DaySpan],
) -> BarChart:
    """Return the chart of the plants of each of the `days` days up to `last`; a day without meals has no bar.

    `spans` are shaded, as the days of a trial.
    """
    dates = list(day_range(last - timedelta(days=days - 1), last))
    points: list[float | None] = []
    for day in dates:
        entries = eaten(day)
        foods = [food for entry in entries for food in analyzer.foods_of(entry)]
        points.append(plants_of(foods).points if entries else None)
    return BarChart(
        dates,
        points,
        pending=last == today,
        unfinished=last == today and points[-1] is not None,
        spans=spans,
        height=height,
        palette=palette,
        empty="Press m to log a meal; the bars count its plants.",
    )


class MealDescription(Struct, frozen=True):
    """What the journal holds of a meal with these foods.

    `days` are the days on which it was logged. `day_index` and `analyzer` are None while they are being loaded,
    `latest_trial` if there are no reports of trials.
    """

    meal: Meal
    days: Sequence[date]
    day_index: DayIndex | None
    analyzer: MealAnalyzer | None
    latest_trial: Callable[[str], TrialReport | None] | None
    palette: Palette

    def lines(self, room: int, height: int) -> Text:
        """Return its labels in `room` cells, its trials, how often it was logged, and the skin on the next days.

        Where `height` rows leave room for them there follow the labels of each food and the latest days.
        """
        if self.day_index is None:
            return loading(self.palette)
        lines = [line for line in (self._labels(room), self._trials()) if line.plain]
        lines += self._logged(self.day_index)
        severities = self.day_index.values["severity"]
        foods = self._foods(room)
        if len(lines) + len(foods) + 1 < height and len(foods) > 1:
            lines += [Text(), *foods]
        if (rest := height - len(lines) - 3) > 0 and self.days:
            lines += [Text(), *(self._day(day, severities) for day in list(dict.fromkeys(reversed(self.days)))[:rest])]
        return Text("\n").join(lines)

    def _labels(self, room: int) -> Text:
        if self.analyzer is None:
            return Text()
        labels = self.analyzer.labels(self.meal)
        return fitting(label_texts(labels), room) if labels else Text("no labels", "dim")

    def _foods(self, room: int) -> list[Text]:
        lines = []
        for food in self.analyzer.foods_of(self.meal) if self.analyzer else ():
            name = Text(one_line(food.name, 24))
            name.truncate(24, pad=True)
            labels = fitting(label_texts(food.labels), max(1, room - 26))
            remark = labels if labels.plain else Text("no labels" if food.known else "unknown food", "dim")
            lines.append(name.append("  ").append_text(remark))
        return lines

    def _trials(self) -> Text:
        """Return the statuses of the meal's foods and labels by trials, an empty text if none was in one."""
        if self.analyzer is None or self.latest_trial is None:
            return Text()
        certain = [label for label, certainty in self.analyzer.labels(self.meal).items() if certainty == Certainty.YES]
        names = [food.name for food in self.analyzer.foods_of(self.meal)]
        statuses = one_line("; ".join(meal_statuses(self.latest_trial, names, certain)), 200)
        return Text(f"trials: {statuses}" if statuses else "")

    def _logged(self, day_index: DayIndex) -> list[Text]:
        line = Text(f"logged {len(self.days)}{self.palette.glyphs.times}")
        comparison = next_day(day_index.values["severity"], self.days, day_index.counts["meal"])
        after, without = comparison.missing
        if comparison.after is None or comparison.without is None or after or without:
            wanted = [f"{after} more days with it"] * bool(after) + [f"{without} without it"] * bool(without)
            return [line.append(f"; next-day skin: shown after {' and '.join(wanted)}", "dim")]
        line.append(f"; next-day skin {comparison.after:.1f} with it, {comparison.without:.1f} without")
        days = f"{counted(comparison.n_after, 'day')} with it, {comparison.n_without} without"
        return [line, Text(f"{days}; an average, not a result.", "dim")]

    def _day(self, day: date, severities: Mapping[date, float]) -> Text:
        severity = severities.get(day + timedelta(days=1))
        skin = self.palette.glyphs.none if severity is None else f"{severity:g}"
        return Text(f"{short_day(day):<12}").append(f"next-day skin {skin}", "dim")
