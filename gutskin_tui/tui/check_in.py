"""Check-ins: a form over the day's entries in which each answer is saved as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from gutskin_tui.dates import short_day
from gutskin_tui.model.fields import Field
from gutskin_tui.model.kinds import KINDS, AnyEntry, Practice, offered_kinds
from gutskin_tui.model.kinds.practice import USUAL
from gutskin_tui.model.kinds.skin import form_fields
from gutskin_tui.presentation.score_form import Item, with_letters
from gutskin_tui.settings import Settings
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.suggestions import last_minutes
from gutskin_tui.tui.widgets.frame import set_title
from gutskin_tui.tui.widgets.score_form import ScoreForm

CONTINUED_WITHIN = timedelta(hours=3)
"""Age up to which a check-in is continued; after that a new entry is added, so morning and evening are separate."""


def quick_questions(settings: Settings) -> tuple[str, ...]:
    """Return kind and field of each question of the check-in on Today, in order.

    Of the skin it asks what the Skin tab asks too, which depends on the conditions.
    """
    in_form = form_fields(settings.conditions)
    return tuple(
        f"{kind.name}.{name}"
        for kind in offered_kinds(settings)
        for name in kind.check_in
        if kind.name != "skin" or name in in_form
    )


class CheckIn:
    """Synchronises a form with the day's entries: each answer adds or changes the entry it belongs to.

    `questions` names the questions as `kind.field`; `choices` offers words for the fields that take several.
    """

    def __init__(
        self,
        session: AppState,
        title: str,
        questions: Sequence[str],
        choices: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.session = session
        self.title = title
        self.questions = questions
        self.choices = choices or {}
        self._new: set[str] = set()

    def begin(self) -> None:
        """Begin a check-in: answers go to a new entry if the latest is older than `CONTINUED_WITHIN`.

        An entry whose kind adds up the values of a day or takes the greatest, such as exercise, is continued all day.
        """
        now = self.session.moment()
        self._new = set()
        for kind in {key.split(".")[0] for key in self.questions}:
            if KINDS[kind].measures[0].combine in ("sum", "max"):
                continue
            latest = self.session.latest(kind)
            if latest and now - latest.when > CONTINUED_WITHIN and self.session.day == self.session.today:
                self._new.add(kind)

    def heading(self) -> str:
        """Return the title of the form, with the time that an answer would get."""
        return f"{self.title} · {self.session.moment():%H:%M} · {self.session.day_word()}"

    def fill(self, form: ScoreForm) -> None:
        """Show the day's answers in the form."""
        values = {key: self._value(key) for key in self.questions}
        form.fill([self._item(key, values[key]) for key in self.questions], values, self.heading())

    def save(self, key: str, value: Any) -> None:
        """Record an answer; None takes it back. Raises EntryError, JournalError."""
        kind, name = key.split(".")
        if kind == "practice":
            self._practices(value or {})
            return
        if KINDS[kind].field(name).type == "names" and value is not None:
            value = list(value)
        entry, blank = self._entry(kind), value in (None, [], {})  # 0 is an answer
        if entry is None:
            if not blank:
                self.session.add(kind, {name: value})
            self._new.discard(kind)
        elif blank and self.session.remove(entry, lambda now: _is_alone(now, name)):
            return
        elif getattr(entry, name) != value:
            self.session.change(entry, {name: value})

    def _practices(self, wanted: Mapping[str, int]) -> None:
        """Make the day's practices those of `wanted`, with these minutes; of several of a name the latest counts."""
        done = {entry.what: entry for entry in self.session.entries() if isinstance(entry, Practice)}
        for name, minutes in wanted.items():
            if name not in done:
                self.session.add("practice", {"what": name, "minutes": minutes})
            elif done[name].minutes != minutes:
                self.session.change(done[name], {"minutes": minutes})
        for name, entry in done.items():
            if name not in wanted:
                self.session.remove(entry)

    def _entry(self, kind: str) -> AnyEntry | None:
        return None if kind in self._new else self.session.latest(kind)

    def _value(self, key: str) -> Any:
        kind, name = key.split(".")
        if kind == "practice":
            return {entry.what: entry.minutes for entry in self.session.entries() if isinstance(entry, Practice)}
        entry = self._entry(kind)
        value = getattr(entry, name) if entry else None
        return dict.fromkeys(value) if isinstance(value, tuple) else value

    def _item(self, key: str, value: Any) -> Item:
        kind, name = key.split(".")
        field = KINDS[kind].field(name)
        label = KINDS[kind].check_in.get(name) or field.label
        if kind == "practice":
            return self._practice_item(key, label, field, value or {})
        if field.type in ("names", "scores"):
            choices = _choices(field.choices or self.choices.get(key, ()), value or {})
            digits: Literal["", "score"] = "score" if field.type == "scores" else ""
            return Item(key, label, field, "toggles", choices=choices, digits=digits)
        previous = self.session.previous(kind, self.session.day, within=7)
        before = getattr(previous, name, None)
        hint = "" if before is None else f"last {field.format(before)}"
        if key == "sleep.hours":
            words = f"⏎ {field.format(before)} h, as on {short_day(previous.date)}" if previous else ""
            return Item(key, label, field, "typed", hint, before, words)
        if key == "exercise.minutes":
            return Item(key, label, field, "tens", hint=hint)
        return Item(key, label, field, "digit" if field.is_score else "typed", hint=hint)

    def _practice_item(self, key: str, label: str, field: Field, chosen: Mapping[str, int]) -> Item:
        """Return the item of all practices: choices whose minutes are those of their last time."""
        choices, latest = _choices(USUAL, chosen), last_minutes(self.session)
        last = {name: latest[name] for _, name, _ in choices if latest.get(name)}
        minutes_by_letter = ", ".join(f"{letter} {last[name]}" for letter, name, _ in choices if name in last)
        last_words = f"as last time: {minutes_by_letter} min" if minutes_by_letter else ""
        return Item(key, label, field, "toggles", "", last, last_words, choices, "tens")


class CheckInForm(ScoreForm):
    """The form of a check-in. Subclasses define `questions`, and `choices` if there are any."""

    def __init__(self, session: AppState, title: str, start_key: str, *, id: str) -> None:
        """Answers are recorded in `session`; `start_key` is the key that begins the check-in, for the help."""
        self.checkin = CheckIn(session, title, ())
        self._settings: Settings | None = None
        super().__init__(title, self.checkin.save, start_key, id=id)

    def questions(self) -> Sequence[str]:
        """Return kind and field of each question, in order."""
        raise NotImplementedError

    def choices(self) -> Mapping[str, Sequence[str]]:
        """Return the words that are offered by the questions that take several."""
        return {}

    @property
    def span(self) -> tuple[date, date]:
        today = self.session.today
        return min(self.day, today) - timedelta(days=31), max(self.day, today)

    def update_view(self) -> None:
        settings = self.session.settings
        if settings is not self._settings:  # they depend on nothing else
            self._settings, self.checkin.questions = settings, self.questions()
        self.checkin.choices = self.choices()
        self.checkin.fill(self)

    def begin(self) -> None:
        """Start the check-in on its first blank field."""
        self.checkin.begin()
        self.update_view()
        self.start()

    def follow_clock(self) -> None:
        """Show the time that an answer would get now."""
        set_title(self, self.checkin.heading())


def _choices(offered: Iterable[str], chosen: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return what a field offers, and what else was chosen, each with its letter and label."""
    return with_letters(list(dict.fromkeys([*offered, *chosen])))


def _is_alone(entry: AnyEntry, name: str) -> bool:
    """Whether the entry would be empty without the field `name`."""
    return set(entry.recorded()) <= {name} and not (entry.note or entry.tags)
