"""The choices that the status line offers by one key: a usual meal, a practice, a kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from gutskin_tui.errors import InputError
from gutskin_tui.model.kinds import offered_kinds
from gutskin_tui.model.kinds.practice import USUAL
from gutskin_tui.presentation.score_form import with_letters
from gutskin_tui.settings import Settings
from gutskin_tui.text import one_line
from gutskin_tui.tui.log_questions import practice_question
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.suggestions import last_minutes
from gutskin_tui.tui.widgets.prompt import Question


class KeyChoice(Struct, frozen=True):
    """What the next key chooses.

    `answers` are shown on the status line, each beginning with its key. `choose` is called with the key; it raises
    UserError for a key that chooses nothing.
    """

    answers: tuple[str, ...]
    choose: Callable[[str], None]


def usual_meals(session: AppState) -> KeyChoice | None:
    """Offer the usual meals by digit; None if there are none yet."""
    usual = session.usual_meals

    def choose(key: str) -> None:
        if not key.isdigit() or not 1 <= int(key) <= len(usual):
            raise InputError(f"Usual meals have the digits 1 to {len(usual)}.")
        session.add("meal", {"text": usual[int(key) - 1].text})

    answers = tuple(f"{number} {one_line(meal.words, 22)}" for number, meal in enumerate(usual, 1))
    return KeyChoice(answers, choose) if usual else None


def practices(session: AppState, ask: Callable[[Question], None]) -> KeyChoice:
    """Offer the practices by letter, each with the minutes of its last time; `ask` asks them where there was none."""
    choices = {letter: (name, label) for letter, name, label in with_letters(USUAL)}
    last = last_minutes(session)

    def choose(key: str) -> None:
        if key not in choices:
            raise InputError("No practice on that key. a, then p, adds another one.")
        name, _ = choices[key]
        if name in last:
            session.add("practice", {"what": name, "minutes": last[name]})
        else:
            ask(practice_question(session, name))

    answers = (
        f"{letter} {label}{f', again {last[name]} min' if name in last else ''}"
        for letter, (name, label) in choices.items()
    )
    return KeyChoice(("Practice:", *answers), choose)


def kinds(settings: Settings, open_form: Callable[[str], None], log_day_off: Callable[[], None]) -> KeyChoice:
    """Offer every kind of entry by letter, for its form, and the day off."""
    offered = {kind.letter: kind for kind in offered_kinds(settings)}

    def choose(key: str) -> None:
        if key == "o":
            log_day_off()
        elif key in offered:
            open_form(offered[key].name)
        else:
            raise InputError("No kind has that letter.")

    answers = (f"{letter} {kind.label.lower()}" for letter, kind in offered.items())
    return KeyChoice(("Add:", *answers, "o day off"), choose)
