"""What is said of the selected meal: its labels, how often it was eaten, and the skin after it."""

from __future__ import annotations

from rich.text import Text

from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.next_day import next_day
from gutskin_tui.text import one_line
from gutskin_tui.tui.session import Session
from gutskin_tui.tui.views.labels import fitting, label_texts
from gutskin_tui.tui.views.trial_status import meal_statuses


def selected_lines(session: Session, meal: Meal, room: int) -> Text:
    """Say the meal's labels in `room` cells, how often it was logged, and the skin after it and after other days."""
    book = session.book
    if book is None:
        return Text(f"counting {session.sign('more')}", "dim")
    days = session.usual.days(meal.text)
    text = fitting(label_texts(session.diet.labels(meal)), room) if session.diet_ready else Text()
    if tried := _tried(session, meal):
        text.append(f"{chr(10) if text.plain else ''}trials: {tried}")
    text.append(f"{chr(10) if text.plain else ''}logged {len(days)}{session.sign('times')}")
    found = next_day(book.values["severity"], days, book.counts["meal"])
    after, without = found.missing
    if found.after is None or found.without is None or after or without:
        wanted = [f"{after} more with it"] * bool(after) + [f"{without} more without it"] * bool(without)
        more = " and ".join(wanted)
        return text.append(f"; skin next day: needs {more}, in days that a skin check-in follows", "dim")
    text.append(f"; skin next day {found.after:.1f} vs {found.without:.1f} without")
    text.append(f" (n={found.n_after}/{found.n_without})")
    return text.append("\nThis describes your entries. It is not a finding.", "dim")


def _tried(session: Session, meal: Meal) -> str:
    """Say what trials make of the meal's foods and labels, "" if none was in one."""
    if not session.diet_ready or not session.trial_views:
        return ""
    diet = session.diet
    sure = [label for label, how in diet.labels(meal).items() if how == 2]
    return one_line("; ".join(meal_statuses(session, [food.name for food in diet.eaten(meal)], sure)), 200)
