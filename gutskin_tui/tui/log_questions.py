"""The questions of the prompt whose answer logs an entry at the moment that the title bar shows."""

from __future__ import annotations

from gutskin_tui.dates import days_until, short_day
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import Drink, Exercise, Sleep
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.kind import minutes_text
from gutskin_tui.model.quick_entry import parse_exercise, parse_minutes, parse_night, parse_water
from gutskin_tui.text import clean
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.prompt import Question

AMOUNT_REACHED = "The day has that much already; - takes the last one back."
RECENT_DAYS = 60
"""Days whose exercises complete a typed name."""


def waters(session: AppState) -> list[Drink]:
    """Return the visible day's drinks of water."""
    return [entry for entry in session.entries() if isinstance(entry, Drink) and is_water(entry)]


def water_message(session: AppState, when: str) -> str:
    """Return the message after a change of the visible day's water: glasses and goal, the day, `when`."""
    ml = sum(drink.ml for drink in waters(session))
    glass, goal = session.settings.glass_ml, session.settings.water_goal_ml
    day = "" if session.day == session.today else f" · {short_day(session.day)}"
    return f"Water {ml / glass:.4g}/{goal / glass:.4g}{day} · {when}"


def water_question(session: AppState) -> Question:
    """Ask an amount of water to add, or the glasses that the day is to have."""

    def amount(typed: str) -> int:
        """Return the ml to add; negative if the day is to have less. Raises EntryError."""
        return parse_water(typed, session.settings.glass_ml, sum(drink.ml for drink in waters(session)))

    def preview(typed: str) -> str:
        ml = amount(typed)
        if ml <= 0:
            return AMOUNT_REACHED
        session.make("drink", {"ml": ml})
        return f"adds {ml} ml · {session.moment_words()}"

    def save(typed: str) -> None:
        ml = amount(typed)
        if ml <= 0:
            raise EntryError("ml", AMOUNT_REACHED)
        session.add("drink", {"ml": ml})
        session.on_status(water_message(session, f"{session.moment():%H:%M}"), True, "undo")

    return Question("Water", "330ml adds that much, 6 sets the day to 6 glasses", preview, save)


def sleep_question(session: AppState) -> Question:
    """Ask a night, by its length or by when it began and ended."""

    def preview(typed: str) -> str:
        night = session.make("sleep", parse_night(typed))
        assert isinstance(night, Sleep)
        quality = "" if night.quality is None else f", quality {night.quality}"
        return f"{minutes_text(night.hours * 60)}{quality}, woke up on {session.short_day(night.date)}"

    def save(typed: str) -> None:
        session.add("sleep", parse_night(typed))

    hint = "7h30, or from and to: 2340 0710; then q and quality: q7"
    return Question("Sleep", hint, preview, save, draft="sleep")


def exercise_question(session: AppState) -> Question:
    """Ask how long an exercise took, what it was and how hard."""

    def preview(typed: str) -> str:
        values = parse_exercise(typed)
        session.make("exercise", values)
        what = f", {clean(values['what'])}" if "what" in values else ""
        effort = values.get("effort", "easy, moderate or hard if you like")
        return f"{minutes_text(values['minutes'])}{what}, {effort} · {session.moment_words()}"

    def save(typed: str) -> None:
        session.add("exercise", parse_exercise(typed))

    def complete(typed: str) -> list[str]:
        minutes, space, name = typed.partition(" ")
        if not space or not name:
            return []
        recent = (entry for day in reversed(days_until(session.today, RECENT_DAYS)) for entry in session.entries(day))
        known = dict.fromkeys(entry.what for entry in recent if isinstance(entry, Exercise) and entry.what)
        return [f"{minutes} {what}" for what in known if what.startswith(name)]

    hint = "3 walk is 30 min, 45 swim hard"
    return Question("Exercise", hint, preview, save, draft="exercise", complete=complete)


def practice_question(session: AppState, practice: str) -> Question:
    """Ask how long a practice took."""

    def preview(typed: str) -> str:
        minutes = parse_minutes("practice", typed)
        session.make("practice", {"what": practice, "minutes": minutes})
        return f"{minutes_text(minutes)} · {session.moment_words()}"

    def save(typed: str) -> None:
        session.add("practice", {"what": practice, "minutes": parse_minutes("practice", typed)})

    return Question(practice.capitalize(), "Minutes: 2 is 20 min, 45 is 45 min", preview, save)


def note_question(session: AppState) -> Question:
    """Ask a note."""

    def preview(typed: str) -> str:
        session.make("note", {"text": typed.strip()})
        return f"saved for {session.moment_words()}"

    def save(typed: str) -> None:
        session.add("note", {"text": typed.strip()})

    return Question("Note", "Anything worth remembering about the day", preview, save, draft="note")
