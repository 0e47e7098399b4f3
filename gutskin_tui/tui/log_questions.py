"""The questions of the prompt whose answer logs an entry at the moment that the title bar shows.

Each answer may hold tags, such as `+pollen`, which are completed from those of the last weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from gutskin_tui.dates import short_day
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import AnyEntry, Drink, Exercise, Practice, Sleep
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.kind import minutes_text
from gutskin_tui.model.quick_entry import parse_exercise, parse_minutes, parse_night, parse_water
from gutskin_tui.model.tag_syntax import complete_tag, split_tags
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.text import clean
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.suggestions import recent_entries, recent_tags
from gutskin_tui.tui.widgets.prompt import Question

AMOUNT_REACHED = "The day has that much already. Press - to remove the last one."


def log_question(
    session: AppState,
    kind: str,
    title: str,
    hint: str,
    parse: Callable[[str], dict[str, Any]],
    show: Callable[[AnyEntry], str],
    *,
    draft: str = "",
    complete: Callable[[str], Sequence[str]] = lambda typed: (),
) -> Question:
    """Ask an entry in one line.

    `parse` returns the values of the line without its tags and raises UserError; `show` describes the entry that Enter
    would save. `complete` is asked unless a tag is being typed.
    """

    def values(typed: str) -> dict[str, Any]:
        text, tags = split_tags(typed)
        return parse(text) | ({"tags": tags} if tags else {})

    def preview(typed: str) -> str:
        entry = session.make(kind, values(typed))
        return " ".join([show(entry), *(f"+{clean(tag)}" for tag in entry.tags)])

    def save(typed: str) -> None:
        session.add(kind, values(typed))

    def lines(typed: str) -> Sequence[str]:
        return complete_tag(typed, recent_tags(session)) or complete(typed)

    return Question(title, hint, preview, save, draft, complete=lines)


def waters(session: AppState) -> list[Drink]:
    """Return the visible day's drinks of water."""
    return [entry for entry in session.entries() if isinstance(entry, Drink) and is_water(entry)]


def water_message(session: AppState, when: str) -> str:
    """Return the message after a change of the visible day's water: glasses and goal, the day, `when`."""
    style = series_style("water", session.settings)
    amounts = (sum(drink.ml for drink in waters(session)), session.settings.water_goal_ml)
    glasses, goal = (style.write(ml / style.divisor) for ml in amounts)
    day = "" if session.day == session.today else f" · {short_day(session.day)}"
    return f"Water {glasses}/{goal}{day} · {when}"


def water_question(session: AppState) -> Question:
    """Ask an amount of water to add, or the glasses that the day is to have."""

    def parse(typed: str) -> dict[str, Any]:
        ml = parse_water(typed, session.settings.glass_ml, sum(drink.ml for drink in waters(session)))
        if ml <= 0:
            raise EntryError("ml", AMOUNT_REACHED)
        return {"ml": ml}

    def show(entry: AnyEntry) -> str:
        assert isinstance(entry, Drink)
        return f"adds {entry.ml} ml · {session.moment_words()}"

    hint = "330ml adds that much, 6 sets the day to 6 glasses"
    question = log_question(session, "drink", "Water", hint, parse, show)

    def save(typed: str) -> None:
        question.accept(typed)
        session.on_status(water_message(session, f"{session.moment():%H:%M}"), True, "undo")

    return replace(question, accept=save)


def sleep_question(session: AppState) -> Question:
    """Ask a night, by its length or by when it began and ended."""

    def show(night: AnyEntry) -> str:
        assert isinstance(night, Sleep)
        quality = "" if night.quality is None else f", quality {night.quality}"
        return f"{minutes_text(night.hours * 60)}{quality}, woke up on {session.short_day(night.date)}"

    hint = "7h30, or bed and wake times: 2340 0710. Add q7 for quality 7."
    return log_question(session, "sleep", "Sleep", hint, parse_night, show, draft="sleep")


def exercise_question(session: AppState) -> Question:
    """Ask how long an exercise took, what it was and how hard."""

    def show(entry: AnyEntry) -> str:
        assert isinstance(entry, Exercise)
        what = f", {clean(entry.what)}" if entry.what else ""
        effort = entry.effort or "easy, moderate or hard if you like"
        return f"{minutes_text(entry.minutes)}{what}, {effort} · {session.moment_words()}"

    def complete(typed: str) -> list[str]:
        minutes, space, name = typed.partition(" ")
        if not space or not name:
            return []
        recent = (entry.what for entry in recent_entries(session) if isinstance(entry, Exercise) and entry.what)
        return [f"{minutes} {what}" for what in dict.fromkeys(recent) if what.startswith(name)]

    hint = "3 walk for 30 minutes of walking, 45 swim hard for 45"
    return log_question(
        session, "exercise", "Exercise", hint, parse_exercise, show, draft="exercise", complete=complete
    )


def practice_question(session: AppState, practice: str) -> Question:
    """Ask how long a practice took."""

    def parse(typed: str) -> dict[str, Any]:
        return {"what": practice, "minutes": parse_minutes("practice", typed)}

    def show(entry: AnyEntry) -> str:
        assert isinstance(entry, Practice)
        return f"{minutes_text(entry.minutes)} · {session.moment_words()}"

    hint = "Minutes: 2 is 20 min, 45 is 45 min"
    return log_question(session, "practice", practice.capitalize(), hint, parse, show)


def note_question(session: AppState) -> Question:
    """Ask a note."""

    def parse(typed: str) -> dict[str, Any]:
        return {"text": typed}

    def show(entry: AnyEntry) -> str:
        return f"saved for {session.short_day(entry.date)}, {entry.clock_time}"

    hint = "Anything worth remembering about the day; +word is a tag"
    return log_question(session, "note", "Note", hint, parse, show, draft="note")
