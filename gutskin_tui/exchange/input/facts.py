"""The facts of a moment in another program's diary, collected as the values of entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from gutskin_tui.exchange.input.entry_builder import Draft, natural_key
from gutskin_tui.exchange.input.entry_values import rounded
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.exchange.input.symptom_words import symptom_field
from gutskin_tui.exchange.input.target import Target
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.kinds import LISTED
from gutskin_tui.text import match_key

AMOUNTS = {"drink": "ml", "exercise": "minutes", "practice": "minutes"}
"""The field without which an entry of the kind would state an amount that nobody recorded."""
NO_AMOUNT = 'A word of the mapping has no amount and became a tag; give one: { to = "practice.minutes", value = 10 }.'


class Facts:
    """Values by kind, words and notes of a moment. The mapping decides on words before the tables do."""

    def __init__(self, report: ImportReport, mapping: ImportMapping) -> None:
        self._report = report
        self._mapping = mapping
        self._values: dict[str, dict[str, Any]] = {}
        self._others: list[tuple[str, dict[str, Any]]] = []
        self._notes: list[str] = []
        self._tags: list[str] = []

    def add(self, kind: str, **values: Any) -> None:
        """Set values of the entry of a kind; None is not a value."""
        given = {name: value for name, value in values.items() if value is not None}
        if given:
            self._values.setdefault(kind, {}).update(given)

    def add_entry(self, kind: str, **values: Any) -> None:
        """Add an entry of its own, such as a meal or a supplement."""
        self._others.append((kind, {name: value for name, value in values.items() if value is not None}))

    def add_mood(self, mood: int | None, name: str) -> None:
        """Add a mood from 0 to 10; one that is not known is a note with its name."""
        if mood is not None:
            self.add("stress", mood=mood)
        elif name.strip():
            self._report.add_unknown("mood", name.strip())
            self.add_note(f"Mood: {name.strip()}")

    def add_symptom(self, name: str, score: float | None, words: str) -> None:
        """Add a symptom with its score from 0 to 10; one that is not known, or has no score, is a note with `words`.

        Of several symptoms of one field the worst counts.
        """
        target = self._mapping.word(name)
        if target is None and (field := symptom_field(name)):
            target = Target(field)
        if target is None:
            self._report.add_unknown("symptom", name.strip())
        if target is None or score is None:
            self.add_note(f"{name.strip()}: {words.strip()}" if words.strip() else name.strip())
            return
        before = self._values.get(target.kind, {}).get(target.field.name)
        value = rounded(score) if target.value is None else target.value
        self.add(target.kind, **{target.field.name: value if before is None else max(before, value)})

    def add_word(self, word: str, what: str = "activity") -> None:
        """Add a word, such as an activity: what the mapping makes of it, else a tag."""
        name = word.replace("\xa0", " ").strip()
        if not name:
            return
        target = self._mapping.word(name)
        if target is None:
            self._report.add_unknown(what, name)
            self.add_tag(name)
            return
        try:
            values = target.values(name)
        except (FieldError, ValueError):  # a number, which a word alone does not give
            values = {}
        if not values or (target.kind in AMOUNTS and AMOUNTS[target.kind] not in values):
            self._report.remark(NO_AMOUNT)
            self.add_tag(name)
        elif target.kind == "note":
            self.add_note(name)
        elif "what" in [field.name for field in LISTED[target.kind].fields] or target.kind == "meal":
            named = {} if target.kind == "meal" else {"what": name}
            self.add_entry(target.kind, **named | values)
        else:
            self.add(target.kind, **values)

    def add_label(self, label: str) -> None:
        """Add a tag of another program: what the mapping makes of it, else a tag; it is not listed as unknown."""
        if self._mapping.word(label):
            self.add_word(label)
        else:
            self.add_tag(label)

    def add_tag(self, tag: str) -> None:
        """Add a tag; one that is there in other letters is not repeated."""
        name = " ".join(tag.split())
        if name and match_key(name) not in map(match_key, self._tags):
            self._tags.append(name)

    def add_note(self, *parts: str) -> None:
        """Add the parts of a note that are not empty."""
        self._notes.extend(part.strip() for part in parts if part.strip() and part.strip() not in self._notes)

    def drafts(
        self, at: datetime | date, day: date | None = None, key: tuple[object, ...] = (), *, has_id: bool = False
    ) -> list[Draft]:
        """Return the entries, with the tags on the note, else on the first entry; tags alone are a note."""
        parts = list(self._parts())
        if self._tags:
            first = next((values for kind, values in parts if kind == "note"), parts[0][1] if parts else None)
            if first is None:
                parts.append(("note", {"text": ", ".join(self._tags), "tags": self._tags}))
            else:
                first["tags"] = self._tags
        return [Draft(kind, values, at, (*key, *natural_key(kind, values)), day, has_id) for kind, values in parts]

    def _parts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for kind, values in self._values.items():
            yield kind, dict(values)
        for kind, values in self._others:
            yield kind, dict(values)
        if self._notes:
            yield "note", {"text": "\n".join(self._notes)}
