"""`gutskin add`: every field of every kind can be recorded, and what it refuses it says in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from gutskin_tui.model.entries import summary
from gutskin_tui.model.fields import Field
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import LISTED, AnyEntry

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]


@pytest.mark.parametrize(
    ("words", "kind", "recorded"),
    [
        ("meal 2 eggs, sourdough toast, kimchi", "meal", {"text": "2 eggs, sourdough toast, kimchi"}),
        (
            "meal oats --slot breakfast --tags out,late",
            "meal",
            {"text": "oats", "slot": "breakfast", "tags": ("out", "late")},
        ),
        ("drink 250", "drink", {"ml": 250, "what": "water"}),
        ("drink 250 ml", "drink", {"ml": 250, "what": "water"}),
        ("drink 330 --what beer --abv 4.5", "drink", {"ml": 330, "what": "beer", "abv": 4.5}),
        ("skin --severity 4 --itch 3 --papules 5", "skin", {"severity": 4, "itch": 3, "papules": 5}),
        ("skin --severity 0", "skin", {"severity": 0}),
        ("skin --regions chin,nose=3", "skin", {"regions": {"chin": None, "nose": 3}}),
        ("skin --worst-lesion chin=2", "skin", {"worst_lesion": {"chin": 2}}),
        ("stress 6 --weighed work,family", "stress", {"score": 6, "weighed": ("work", "family")}),
        ("stress --mood 7", "stress", {"mood": 7}),
        ("sleep 7.5 --quality 6", "sleep", {"hours": 7.5, "quality": 6}),
        ("sleep 7h30", "sleep", {"hours": 7.5}),
        ("sleep 7:30", "sleep", {"hours": 7.5}),
        ("sleep --bed 23:40 --up 07:10", "sleep", {"hours": 7.5, "bed": "23:40", "up": "07:10"}),
        ("exercise 30 --what walk --effort easy", "exercise", {"minutes": 30, "what": "walk", "effort": "easy"}),
        ("practice yoga 20", "practice", {"what": "yoga", "minutes": 20}),
        ("practice box breathing 5", "practice", {"what": "box breathing", "minutes": 5}),
        ("practice box breathing 5 min", "practice", {"what": "box breathing", "minutes": 5}),
        ("practice 478 breathing 15", "practice", {"what": "478 breathing", "minutes": 15}),
        (
            "supplement vitamin D --dose 10ug --taken no",
            "supplement",
            {"what": "vitamin D", "dose": "10ug", "taken": False},
        ),
        ("treatment zinc paste", "treatment", {"what": "zinc paste", "event": "used", "form": None}),
        (
            "treatment adapalene --form gel --regions chin,left_cheek --event started",
            "treatment",
            {"what": "adapalene", "form": "gel", "regions": ("chin", "left_cheek"), "event": "started"},
        ),
        ("cycle 2", "cycle", {"flow": 2}),
        ("gut --bloating 3 --stool 4", "gut", {"bloating": 3, "stool": 4}),
        ("note slept badly, it was hot", "note", {"text": "slept badly, it was hot"}),
    ],
)
def test_it_records(good: Good, entries: Entries, words: str, kind: str, recorded: dict[str, Any]) -> None:
    output = good("add", *words.split())
    (entry,) = entries()
    assert entry.kind == kind
    assert {name: getattr(entry, name) for name in recorded} == recorded
    assert output.startswith(f"Saved {kind}, Sat 21 Nov 2026 14:15 [{short_id(entry.id)}]: ")
    assert output.count("\n") == 1


def test_when_and_note(good: Good, entries: Entries) -> None:
    output = good("add", "drink", "250", "--at", "yesterday 8pm", "--note", "with ice")
    (entry,) = entries()
    assert (entry.day, entry.at, entry.zone) == ("2026-11-20", "2026-11-20T20:00:00+00:00", "Europe/London")
    assert entry.note == "with ice"
    assert "Fri 20 Nov 2026 20:00" in output


def bad_values(field: Field) -> list[str]:
    """Return texts that the field must refuse."""
    if field.type in ("int", "float"):
        beyond = [str(int(field.high) + 1)] if field.high is not None else []
        return [
            "x",
            "nan",
            "inf",
            "1e999",
            "1_0",
            "٣x",
            *beyond,
            *(["4.5", "1,000", "2.000"] if field.type == "int" else []),
        ]
    return {
        "clock": ["25:00", "x", "12:60"],
        "path": ["/nowhere/at all.jpg", "x" * 5000, "x" * 300, "/"],
        "bool": ["perhaps"],
        "choice": ["x", "\x1b[31m"],
        "names": ["x" * 201],
        "scores": ["moon", "chin=11x", "="],
        "str": ["x" * 20_001],
    }[field.type]


BAD = [
    (kind.name, field.name, typed) for kind in LISTED.values() for field in kind.fields for typed in bad_values(field)
]


@pytest.mark.parametrize(("kind", "name", "typed"), BAD)
def test_every_field_refuses_bad_input_with_a_sentence(
    run: Callable[..., Result], entries: Entries, kind: str, name: str, typed: str
) -> None:
    positional = LISTED[kind].positional
    if name not in positional:
        needed = {"minutes": "5", "ml": "250", "hours": "7", "score": "5"}
        result = run(
            "add", kind, *(needed.get(name, "oats") for name in positional), f"--{name.replace('_', '-')}", typed
        )
    elif name == "minutes" and kind == "practice":
        result = run("add", kind, "yoga", f"9{typed}")
    else:
        result = run("add", kind, "--", typed)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "\x1b" not in result.stderr
    assert LISTED[kind].field(name).label.split()[0] in result.stderr
    assert entries() == []


@pytest.mark.parametrize(
    "words",
    [
        ["skin"], ["gut"], ["stress"], ["sleep"], ["drink"], ["meal"], ["meal", " "], ["note"], ["practice"],
        ["practice", "yoga"],
        ["supplement"], ["exercise"], ["sleep", "--bed", "23:00"], ["skin", "4"], ["drink", "250", "--at", "31 feb"],
        ["drink", "250", "--at", "tomorrow"], ["drink", "250", "--at", ""], ["drink", "250", "--at"],
        ["drink", "--nonsense"], ["drink", "-5"], ["drink", "250", "coffee"], ["nonsense"], [], ["note", "\udcff"],
    ],
)  # fmt: skip
def test_an_empty_or_impossible_entry_is_refused(
    run: Callable[..., Result], entries: Entries, words: list[str]
) -> None:
    if not words:
        assert "Commands:" in run("add", "--help").stdout
        return
    result = run("add", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert entries() == []


def test_a_day_mark_is_added_by_name(good: Good, entries: Entries) -> None:
    good("add", "mark", "nothing", "--of", "lunch", "--at", "yesterday")
    good("add", "mark", "skip")
    marks = [(entry.day, summary(entry)) for entry in entries()]
    assert marks == [("2026-11-20", "nothing to log: lunch"), ("2026-11-21", "day off")]
    assert "Everything logged." in good("today")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nothing", "--of", "luch"], 'gutskin: --of: unknown kind "luch"; did you mean lunch?\n'),
        (["nothing"], "gutskin: A mark for nothing to log needs a kind.\n"),
        (["skip", "--of", "skin"], "gutskin: A day off is for everything; leave out --of.\n"),
    ],
)
def test_a_day_mark_without_effect_is_refused(
    run: Callable[..., Result], entries: Entries, words: list[str], message: str
) -> None:
    result = run("add", "mark", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
    assert entries() == []


@pytest.mark.parametrize("kind", LISTED)
def test_help_names_every_field(good: Good, kind: str) -> None:
    output = good("add", kind, "--help")
    for field in LISTED[kind].fields:
        wanted = field.name.upper() if field.name in LISTED[kind].positional else f"--{field.name.replace('_', '-')}"
        assert wanted in output
    assert "--at" in output
    assert kind in good("add", "--help")


def test_typed_text_is_printed_without_control_characters(good: Good, entries: Entries) -> None:
    output = good("add", "note", "\x1b[31m[red]\r\nsecond\tline")
    assert "\x1b" not in output
    assert output.count("\n") == 1
    assert entries()[0].text == "\x1b[31m[red]\r\nsecond\tline"  # type: ignore[union-attr]
