"""The check-in of Today: skin, stress, mood, sleep, exercise and practices, one key each, saved as typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gutskin_tui.journal.kinds import KINDS, AnyEntry
from gutskin_tui.journal.kinds.practice import USUAL
from gutskin_tui.tui.session import Session
from gutskin_tui.tui.widgets.scores import Item, ScoreForm, with_letters

ASKED = (
    "skin.severity", "skin.itch", "skin.redness", "skin.dryness", "skin.breakouts", "stress.score", "stress.mood",
    "sleep.hours", "sleep.quality", "exercise.minutes", "practice.what",
)  # fmt: skip
"""Kind and field of each question, in order."""

LABELS = {
    "skin.severity": "Skin overall", "sleep.quality": "Sleep quality", "sleep.hours": "Sleep",
    "exercise.minutes": "Exercise",
}  # fmt: skip
"""Labels where the field's own would not say enough among the others."""

SAME_LOOK = timedelta(hours=3)
"""A check-in this recent is carried on with; after that a new one begins, so that morning and evening stay apart."""

REQUIRED = {"sleep": "hours", "exercise": "minutes"}
"""The field without which an entry of the kind does not exist."""


class CheckIn:
    """Keeps one form in step with the day's entries: each answer adds or changes the entry it belongs to."""

    def __init__(self, session: Session, asked: tuple[str, ...] = ASKED) -> None:
        self.session = session
        self.asked = asked
        self._new: set[str] = set()

    def begin(self) -> None:
        """Start a look at the day: kinds last looked at long ago get a new entry."""
        now = self.session.moment()
        self._new = set()
        for kind in ("skin", "stress"):
            latest = self.session.latest(kind)
            if latest and now - latest.when > SAME_LOOK and self.session.day == self.session.today:
                self._new.add(kind)

    def fill(self, form: ScoreForm) -> None:
        """Show the day's answers in the form."""
        session = self.session
        title = f"Check-in · {session.moment():%H:%M} · {session.day_word()}"
        form.fill([self._item(key) for key in self.asked], {key: self._value(key) for key in self.asked}, title)

    def save(self, key: str, value: Any) -> None:
        """Record an answer; None takes it back. Raises EntryError, JournalError."""
        kind, field = key.split(".")
        if kind == "practice":
            self._practices(value or {})
            return
        entry = self._entry(kind)
        if entry is None:
            if value is not None:
                self.session.add(kind, {field: value})
                self._new.discard(kind)
        elif value is None and (REQUIRED.get(kind) == field or set(entry.recorded()) <= {field}) and not entry.note:
            self.session.remove(entry)
        elif getattr(entry, field) != value:
            self.session.change(entry, {field: value})

    def _practices(self, wanted: dict[str, None]) -> None:
        done = {entry.what: entry for entry in self.session.entries() if entry.kind == "practice"}  # type: ignore[union-attr]
        for name in wanted:
            if name not in done:
                self.session.add("practice", {"what": name, "minutes": self.session.usual_minutes(name)})
        for name, entry in done.items():
            if name not in wanted and name in USUAL:
                self.session.remove(entry)

    def _entry(self, kind: str) -> AnyEntry | None:
        return None if kind in self._new else self.session.latest(kind)

    def _value(self, key: str) -> Any:
        kind, field = key.split(".")
        if kind == "practice":
            return {entry.what: None for entry in self.session.entries() if entry.kind == "practice"}  # type: ignore[union-attr]
        entry = self._entry(kind)
        return getattr(entry, field) if entry else None

    def _item(self, key: str) -> Item:
        kind, name = key.split(".")
        field = KINDS[kind].field(name)
        if kind == "practice":
            return Item(key, "Practices", field, "toggles", choices=with_letters(USUAL))
        before = getattr(self.session.previous(kind, self.session.day, within=7), name, None)
        hint = "" if before is None else f"last {field.show(before)}"
        label = LABELS.get(key, field.label)
        if kind == "sleep" and name == "hours":
            return Item(key, label, field, "typed", hint=hint, usual=before if before is not None else 8.0)
        if kind == "exercise":
            return Item(key, label, field, "tens", hint=hint)
        return Item(key, label, field, "digit" if field.is_score else "typed", hint=hint)
