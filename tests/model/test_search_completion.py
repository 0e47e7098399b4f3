"""Completion of the last term of a search."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import LISTED, MEASURE_NAMES
from gutskin_tui.model.search import complete, parse
from gutskin_tui.model.search.completion import DAYS
from gutskin_tui.model.search.parser import KEYS
from tests.model.search_indexes import search_index


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("ki", "kind:"),
        ("pizza -ta", "pizza -tag:"),
        ("Ki", "Kind:"),
        ("wat", "water>="),
        ("skin>", "skin>="),
        ("skin!", "skin!="),
        ("kind:me", "kind:meal"),
        ("missing:sk", "missing:skin"),
        ("tag:po", "tag:pollen"),
        ("-tag:da", "-tag:dairy"),
        ('tag:"new', 'tag:"new soap"'),
        ("food:pi", "food:pizza"),
        ('on:"last w', 'on:"last week"'),
        ("since:oct", "since:october"),
        ("until:yes", "until:yesterday"),
        ('note:"felt bad" since:yes', 'note:"felt bad" since:yesterday'),
        ("", None),
        ("k", None),
        ("pizza ", None),
        ("kind:", None),
        ("kind:meal", None),
        ("skin>=4", None),
        ("note:fel", None),
        ("tag:new", None),
        ('"ki', None),
        ('"a ki', None),
        ('note:"a kind:me', None),
        ("xyz:me", None),
        ("xyz>", None),
    ],
)
def test_the_last_term_is_completed(query: str, best: str | None) -> None:
    lines = complete(query, lambda _: ["pollen", "new soap", "dairy"], lambda _: ["pizza", "oat latte"])
    assert next(iter(lines), None) == best


def test_everything_that_completes_can_be_searched_for(clock: Clock) -> None:
    values = {"kind": "meal", "tag": "a", "food": "a", "note": "a", "missing": "skin"}
    for key in KEYS:
        parse(f"{key}:{values.get(key, 'today')}", clock)
    for word in DAYS:
        parse(f'since:"{word}"', clock)
    for name in LISTED:
        parse(f"kind:{name} missing:{name}", clock)
    for name in MEASURE_NAMES:
        parse(f"{name}>=1", clock)


def test_own_tags_are_known_by_the_latest_day_first(clock: Clock) -> None:
    old = clock.now() - timedelta(days=400)
    index = search_index(
        [
            make("note", {"text": "a", "tags": ("Pets", "new soap")}, clock, at=old),
            make("note", {"text": "b", "tags": ("pollen",)}, clock),
            make("drink", {"ml": 100, "tags": ("pets",)}, clock),
            make("drink", {"ml": 200, "tags": ("heat",)}, clock),
        ],
        tags=lambda entry: ("dairy",),
    )
    assert sorted(index.own_tags()[:3]) == ["heat", "pets", "pollen"]
    assert index.own_tags()[3:] == ["new soap"]
