"""Entries of every kind with any valid values, for properties of exports and imports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.entries import EntryError, from_document
from gutskin_tui.model.fields import Field
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.model.trial import OUTCOMES, Ending, Reaction, Trial
from gutskin_tui.settings import CONDITIONS

# Text in JSON can hold every character but half of a pair.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
NASTY = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n", "\x1b[31m", "[/b]", 'a "b", c', "漢字🙂", " "])
START = datetime(2020, 1, 1, tzinfo=UTC)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Draw a value that `field` can hold, as plain JSON types."""
    if field.type == "int":
        return st.integers(int(field.low or 0), int(field.high or 0))
    if field.type == "float":
        return st.floats(field.low, field.high)
    if field.type == "clock":
        return st.times().map(lambda time: f"{time:%H:%M}")
    if field.type == "bool":
        return st.booleans()
    if field.type == "choice":
        return st.sampled_from(field.choices)
    if field.type == "names":
        return st.lists(st.sampled_from(field.choices) if field.choices else TEXT | NASTY, max_size=3)
    if field.type == "scores":
        number = st.none() | st.integers(int(field.low or 0), int(field.high or 0))
        return st.dictionaries(st.sampled_from(field.choices), number)
    return TEXT | NASTY


@st.composite
def entries(draw: st.DrawFn, kind: str | None = None) -> AnyEntry:
    """Draw a valid entry of `kind`, of any kind if None."""
    definition = KINDS[kind or draw(st.sampled_from(list(KINDS)))]
    document = {
        field.name: draw(value_of(field)) for field in definition.fields if field.required or draw(st.booleans())
    }
    at = START + timedelta(seconds=draw(st.integers(0, 200_000_000)))
    at = at.astimezone(timezone(timedelta(minutes=15 * draw(st.integers(-48, 56)))))
    stamp = at.isoformat(timespec="milliseconds")
    document |= {
        "kind": definition.name,
        "id": new_id(at, draw(st.integers(0, 2**80 - 1))),
        "at": at.isoformat(),
        "zone": "Etc/UTC",
        "day": at.date().isoformat(),
        "created": stamp,
        "updated": stamp,
    }
    try:
        return from_document(document)
    except EntryError:
        assume(False)  # well formed but says nothing, as a meal of blanks does
        raise


def journals(most: int = 12) -> st.SearchStrategy[list[AnyEntry]]:
    """Draw the entries of a journal: any kinds, no id twice."""
    return st.lists(entries(), max_size=most, unique_by=lambda entry: entry.id)


@st.composite
def food_record(draw: st.DrawFn) -> FoodRecord:
    """Draw what a person may have said about a food; any name that has a word."""
    at = START + timedelta(seconds=draw(st.integers(0, 200_000_000)))
    name = draw(TEXT | NASTY) + draw(st.sampled_from(["oat latte", "Zörb", "7", "grandma's soup"])) + draw(TEXT)
    return FoodRecord(
        id=new_id(at, draw(st.integers(0, 2**80 - 1))),
        name=name,
        created=at.isoformat(timespec="milliseconds"),
        updated=at.isoformat(),
        labels=draw(st.dictionaries(st.sampled_from(list(LABELS)), st.sampled_from(["yes", "maybe", "no"]))),
        made_of=tuple(draw(st.lists(TEXT | NASTY, max_size=3))),
        starred=draw(st.booleans()),
        is_food=draw(st.sampled_from([None, True, False])),
    )


def food_records(most: int = 5) -> st.SearchStrategy[list[FoodRecord]]:
    """Draw a person's own foods: no id twice."""
    return st.lists(food_record(), max_size=most, unique_by=lambda record: record.id)


@st.composite
def trial(draw: st.DrawFn) -> Trial:
    """Draw any trial: corrected, reacted to, ended or under way."""
    at = START + timedelta(seconds=draw(st.integers(0, 200_000_000)))
    stamp = at.isoformat(timespec="milliseconds")
    order = tuple(draw(st.lists(st.sampled_from(["with", "without"]), min_size=4, max_size=12)))
    rigorous, length = draw(st.booleans()), draw(st.integers(7, 168))
    day = st.integers(0, (2 * len(order) if rigorous else 3) * length - 1).map(
        lambda back: (at.date() + timedelta(days=back)).isoformat()
    )
    words = st.just("") | TEXT | NASTY
    reasons = st.sampled_from(["finished", "stopped", "severe_reaction"])
    severities = st.sampled_from(["mild", "moderate", "severe"])
    return Trial(
        id=new_id(at, draw(st.integers(0, 2**80 - 1))),
        created=stamp,
        updated=at.isoformat(),
        frozen=stamp,
        what=draw(st.sampled_from([*LABELS, "food:oat latte", "food:=1+1", "food:漢字"])),
        outcome=draw(st.sampled_from(OUTCOMES)),
        condition=draw(st.sampled_from(CONDITIONS)),
        design="rigorous" if rigorous else "quick",
        order=order if rigorous else (),
        spare=int(rigorous and len(order) > 4),
        phase_days=length,
        start=at.date().isoformat(),
        smallest_change=draw(st.floats(0, 10_000, exclude_min=True)),
        stop_rules=draw(words),
        corrections=draw(st.dictionaries(day, st.sampled_from(["kept", "slipped"]), max_size=3)),
        reactions=tuple(draw(st.lists(st.builds(Reaction, day=day, severity=severities, words=words), max_size=2))),
        ended=draw(st.none() | st.builds(Ending, day=day, reason=reasons, words=words)),
    )


def trials(most: int = 4) -> st.SearchStrategy[list[Trial]]:
    """Draw trials: no id twice."""
    return st.lists(trial(), max_size=most, unique_by=lambda record: record.id)
