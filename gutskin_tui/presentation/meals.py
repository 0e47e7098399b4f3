"""What the Meals tab draws: the days' meals, the usual ones, the last week, and the selected meal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.dates import days_until
from gutskin_tui.model.day_status import day_needs
from gutskin_tui.model.entries import title
from gutskin_tui.model.kinds import AnyEntry, Meal
from gutskin_tui.model.kinds.meal import LATE_HOUR, SLOT_STARTS, foods_of, is_late, slot_at, slot_of
from gutskin_tui.model.meal_syntax import MealLine
from gutskin_tui.model.next_day import next_day
from gutskin_tui.presentation.foods import brief_week, food_week, full_week
from gutskin_tui.presentation.labels import fitting, label_texts
from gutskin_tui.presentation.trials import meal_statuses
from gutskin_tui.text import clean, one_line
from gutskin_tui.tui.actions import BY_ID
from gutskin_tui.tui.meal_completion import OFFERED, Offer
from gutskin_tui.tui.state import Session

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Food

DAYS = 28
"""Days before the shown one that are listed."""
WEEK = 7
LABELS_WIDTH = 30
"""Columns that a meal's labels take in the list at most."""
LONGEST_TEXT = 600
"""Characters of a meal that are looked at to draw its line: more than any screen is wide."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a day's heading (neither `meal` nor `slot`), a meal, or a slot that has none yet."""

    day: date
    meal: Meal | None = None
    slot: str = ""

    @property
    def heading(self) -> bool:
        """Whether the row only heads a day and cannot be selected."""
        return self.meal is None and not self.slot


def rows_of(session: Session) -> list[Row]:
    """Return the shown day and the days before it back to the first with a meal, the latest day first."""
    rows: list[Row] = []
    for day in reversed(days_until(session.day, DAYS + 1)):
        of_day = [Row(day, meal) for meal in meals_of(session, day)]
        if day == session.day:
            of_day += [Row(day, slot=slot) for slot in open_slots(session)]
        rows += [Row(day), *of_day]
    while len(rows) > 1 and rows[-1].heading and rows[-1].day != session.day:
        rows.pop()
    return rows


def meals_of(session: Session, day: date) -> list[Meal]:
    """Return a day's meals, in order of time."""
    return [entry for entry in session.entries(day) if isinstance(entry, Meal)]


def open_slots(session: Session) -> list[str]:
    """Return the main meals that the shown day still lacks."""
    needs = day_needs(session.entries(), session.settings, session.day, session.today)
    return [need.name for need in needs if need.kind == "meal" and need.state == "missing"]


def row_line(session: Session, row: Row, width: int) -> Text:
    """Draw a row of the list in at most `width` cells."""
    if row.meal:
        return meal_line(session, row.meal, width)
    return slot_line(session, row.slot) if row.slot else heading_line(session, row.day, width)


def heading_line(session: Session, day: date, width: int) -> Text:
    """Draw a day's heading with its skin severity, and which way that went from the day before."""
    name = f"{day:%a %d %b}" + (" · today" if day == session.today else "")
    if not meals_of(session, day) and day != session.day:
        name += "   no meals"
    skin = session.values("severity", day - timedelta(days=1), day)
    now, before = skin.get(day), skin.get(day - timedelta(days=1))
    if now is None:
        right = f"skin {session.palette.glyphs.none}"
    else:
        glyphs = session.palette.glyphs
        way = "" if before in (None, now) else f" {glyphs.up if now > (before or 0) else glyphs.down}"
        right = f"skin {now:g}{way}"
    return _ends(Text(name, "bold"), Text(right, "dim"), width)


def meal_line(session: Session, meal: Meal, width: int) -> Text:
    """Draw a meal: time, slot, foods, tags; at the right its triggers where there is room, late, a suspect's star."""
    foods = ", ".join(foods_of(meal.text[:LONGEST_TEXT]))
    line = Text().append(f"{meal.when:%H:%M} ", "dim").append(f"{slot_of(meal):<10}").append(clean(foods))
    for tag in meal.tags[:9]:
        line.append(f" +{clean(tag)}", "dim")
    if meal.note:
        line.append(f"  #{clean(meal.note[:LONGEST_TEXT])}", "dim italic")
    right = [Text("late", "dim")] if is_late(meal) else []
    if session.analyzer_ready:
        if session.analyzer.has_starred(meal):
            right.append(Text(session.palette.glyphs.star, "bold"))
        used = line.cell_len + sum(part.cell_len + 2 for part in right) + 3
        right.insert(0, _triggers(session, meal, width - used))
    return _ends(line, Text("  ").join(part for part in right if part.plain), width)


def _triggers(session: Session, meal: Meal, room: int) -> Text:
    """Return the sure triggers of a meal that its tags do not name, a few of them."""
    from gutskin_tui.foods.food import TRIGGERS, Certainty, Labels, label_named

    tagged = {label_named(tag) for tag in meal.tags}
    certain: Labels = {
        label: certainty for label, certainty in session.analyzer.labels(meal).items()
        if certainty is Certainty.YES and label not in tagged
    }  # fmt: skip
    line = fitting(label_texts(certain, TRIGGERS), min(room, LABELS_WIDTH))
    line.stylize("not bold dim")
    return line


def slot_line(session: Session, slot: str) -> Text:
    """Draw a main meal that the shown day lacks, with the key that repeats the last one if it would do so now."""
    moment = session.moment()
    begins = next(hour for hour, name in SLOT_STARTS if name == slot)
    ahead = session.day == session.today and (moment.hour < begins or slot_at(moment.hour) == slot)
    line = Text().append(f"--:-- {slot:<10}{'not yet' if ahead else 'not logged'}", "dim")
    last = session.usual.repeat(slot_at(moment.hour)) if session.day_index else None
    if last and slot_at(moment.hour) == slot:
        line.append("   ").append("r", "bold").append(f" repeats {last.date:%a} {slot}", "dim")
    return line


def usual_lines(session: Session, room: int, brief: bool) -> Text:
    """Draw the usual meals with their digits in `room` cells: a line each, or in one line those that fit if `brief`."""
    if session.day_index is None:
        return Text(f"counting {session.palette.glyphs.ellipsis}", "dim")
    usual = session.cached("usual meals", lambda: session.usual.meals(session.today))
    if not usual:
        return Text("What you eat is offered here once you log it. m types a meal.", "dim")
    lines = []
    for number, meal in enumerate(usual, 1):
        line = Text().append(f"{number} ", "bold")
        words = clean(meal.text[:LONGEST_TEXT])
        if brief:
            lines.append(line.append(one_line(words, 16)))
        else:
            counted = f"  {meal.slot:<9}{meal.count:>4}{session.palette.glyphs.times}"
            line.append_text(_fit(words, max(9, min(30, room - 18)))).append(counted, "dim")
            lines.append(line)
    if not brief:
        return Text("\n").join(lines)
    fitting = list(accumulate(line.cell_len + 2 for line in lines))
    return Text("  ").join(line for line, used in zip(lines, fitting, strict=True) if used - 2 <= room)


def week_lines(session: Session, room: int, brief: bool, *, tall: bool = False, every: bool = False) -> Text:
    """Count the seven days up to the shown one in `room` cells: plants, foods, triggers; meals, late ones and tags.

    If `tall` each trigger has a line of its own; `every` lists all plants.
    """
    days = days_until(session.day, WEEK)[::-1]
    meals = [meal for day in days for meal in meals_of(session, day)]
    if not meals:
        return Text("No meals in these seven days. m types one.", "dim")
    gap = f" {session.palette.glyphs.separator} " if brief else "   "
    late = sum(map(is_late, meals))
    text = Text(f"meals {len(meals)}{gap}late (after {LATE_HOUR}:00) {late}")
    tags = Counter(tag for meal in meals for tag in dict.fromkeys(meal.tags))
    if tags:
        text.append(gap).append(gap.join(f"+{one_line(tag, 20)} {count}" for tag, count in tags.most_common(6)))
    if not session.analyzer_ready:
        return text if brief else text.append(f"\ncounting {session.palette.glyphs.ellipsis}", "dim")
    week = food_week(session)
    if brief:
        return brief_week(session, week).append(gap).append_text(text)
    return full_week(session, week, room, tall=tall, every=every).append("\n").append_text(text)


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


def selected_lines(session: Session, meal: Meal, room: int) -> Text:
    """Say the meal's labels in `room` cells, how often it was logged, and the skin after it and after other days."""
    day_index = session.day_index
    if day_index is None:
        return Text(f"counting {session.palette.glyphs.ellipsis}", "dim")
    days = session.usual.days(meal.text)
    text = fitting(label_texts(session.analyzer.labels(meal)), room) if session.analyzer_ready else Text()
    if tried := _tried(session, meal):
        text.append(f"{chr(10) if text.plain else ''}trials: {tried}")
    text.append(f"{chr(10) if text.plain else ''}logged {len(days)}{session.palette.glyphs.times}")
    comparison = next_day(day_index.values["severity"], days, day_index.counts["meal"])
    after, without = comparison.missing
    if comparison.after is None or comparison.without is None or after or without:
        wanted = [f"{after} more with it"] * bool(after) + [f"{without} more without it"] * bool(without)
        more = " and ".join(wanted)
        return text.append(f"; skin next day: needs {more}, in days that a skin check-in follows", "dim")
    text.append(f"; skin next day {comparison.after:.1f} vs {comparison.without:.1f} without")
    text.append(f" (n={comparison.n_after}/{comparison.n_without})")
    return text.append("\nThis describes your entries. It is not a finding.", "dim")


def _tried(session: Session, meal: Meal) -> str:
    """Say what trials make of the meal's foods and labels, "" if none was in one."""
    if not session.analyzer_ready or not session.trial_reports:
        return ""
    analyzer = session.analyzer
    certain = [label for label, certainty in analyzer.labels(meal).items() if certainty == 2]
    return one_line(
        "; ".join(meal_statuses(session.latest_trial, [food.name for food in analyzer.foods_of(meal)], certain)), 200
    )


SHORTEST_UNKNOWN = 3
"""Letters of a word that is worth a remark when the lexicon does not have it."""


def filed(session: Session, entry: AnyEntry) -> str:
    """Say under which meal, time and day an entry would be saved."""
    dot = session.palette.glyphs.separator
    day = "today" if entry.date == session.today else f"{entry.date:%a %d %b %Y}"
    return f" {dot} {title(entry)} {dot} {entry.when:%H:%M} {dot} {day}"


def laid_out(upper: Sequence[Text], lower: Sequence[Text], *, brief: bool) -> Text:
    """Set `upper` at the top of as many lines as offers may take, `lower` below them: nothing moves while typing."""
    rows = 1 if brief else OFFERED
    blank = [Text()] * (rows - len(upper))
    return Text("\n").join([*upper[:rows], *blank, *lower])


def offer_lines(session: Session, offers: Sequence[Offer], chosen: int, room: int, *, brief: bool) -> list[Text]:
    """Draw the foods on offer in `room` cells, the chosen one marked: a line each, or all in one if `brief`."""
    lines = []
    for index, offer in enumerate(offers):
        line = Text().append("> " if index == chosen else "  ", "bold")
        count = f"{offer.known.count}{session.palette.glyphs.times}" if offer.known else ""
        if brief:
            lines.append(line.append(one_line(offer.text, 24)).append(f" {count}".rstrip() + " ", "dim"))
            continue
        words = Text(offer.text)
        words.truncate(max(9, min(28, room - 23)), overflow="ellipsis", pad=True)
        line.append_text(words)
        if offer.known:
            line.append(f"{count:>7}  last {offer.known.last:%d %b}", "dim")
        lines.append(line)
    return [Text().join(lines)] if brief and lines else lines


def labels_line(foods: Sequence[Food], typed: str, room: int) -> Text:
    """Draw the labels of what is typed in `room` cells, and what of it the lexicon does not have."""
    from gutskin_tui.foods.food import strongest

    words = label_texts(strongest(*(food.labels for food in foods)))
    unknown = unknown_food(foods, typed)
    if not unknown:
        return fitting(words, room)
    remark = Text(f"not in the lexicon: {one_line(unknown, max(8, min(24, room // 3)))}", "dim")
    line = fitting(words, room - remark.cell_len - 3)
    return line.append("   ").append_text(remark) if line.plain else remark


def unknown_food(foods: Sequence[Food], typed: str) -> str:
    """Return the last food that nobody knows, "" for none; one that is still being typed is none yet."""
    finished = foods if typed.rstrip().endswith((",", ";")) else foods[:-1]
    unknown = (food.name for food in reversed(finished) if not food.known and len(food.name) >= SHORTEST_UNKNOWN)
    return next(unknown, "")


def has_maybe(foods: Sequence[Food]) -> bool:
    """Whether there is something to settle."""
    from gutskin_tui.foods.food import Certainty

    return any(Certainty.MAYBE in food.labels.values() for food in foods)


def resting(typed: str) -> list[Text]:
    """Say what the line is for while something else has the focus."""
    return [Text("Your draft is kept. m goes on with it." if typed.strip() else "m types a meal.", "dim")]


def beginning() -> list[Text]:
    """Say how a meal is typed."""
    return [
        Text("Commas between foods. +dairy is a tag, #with Kim a note.", "dim"),
        Text('When, unless now: @12:30  @yesterday  @"fri 8pm"', "dim"),
    ]


def understood(line: MealLine | None) -> list[Text]:
    """Say which tags and which note were understood; nothing where there are none."""
    if line is None or not (line.tags or line.note):
        return []
    known = Text("  ".join(f"+{one_line(tag, 20)}" for tag in line.tags))
    if line.note:
        known.append("   #" if line.tags else "#").append(clean(line.note[:200]), "italic")
    return [known]


def keys_line(session: Session, *, offers: bool, maybes: bool) -> Text:
    """Say the keys that can be pressed now."""
    keys = [("Tab", "accept")] * offers + [
        (",", "next food"),
        (session.palette.glyphs.enter, "save"),
        ("Esc", "keep draft"),
    ]
    settle = (session.keymap.chosen.get("settle") or BY_ID["settle"].keys).split(",")[-1]
    if maybes and "+" in settle:  # a letter would be typed
        keys.insert(-1, (settle, "settle ?"))
    return Text("  ").join(Text.assemble((key, "bold"), (f" {word}", "dim")) for key, word in keys)
