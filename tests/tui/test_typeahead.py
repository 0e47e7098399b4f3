"""Keys typed faster than the screen handles them have the same effect as keys typed slowly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from tests.tui.conftest import settle

pytestmark = pytest.mark.unmeasured

NAMED = {
    "Enter": "\r", "Esc": "\x1b", "Tab": "\t", "F2": None, "F4": None, "Down": None, "Up": None, "Ctrl+s": "\x13",
    "Space": " ", "Back": "\x7f", "Ctrl+p": "\x10", "F12": None,
}  # fmt: skip
TEXTUAL = {"Esc": "escape", "Back": "backspace"}

BURSTS = [
    "c34",
    "c 5 t 3 - 2 6 7 8 Enter 3 m b Enter w",
    "m oats Enter w",
    "m lentil Space soup, Space bread Enter Esc m tea Enter",
    "W 330ml Enter w w",
    "W Esc w F2 6 Enter",
    "x 3 Space walk Enter p m",
    "z 7h30 Enter z 2340 Space 0710 Enter w",
    "a n hello Enter Enter Enter",
    "a n hello Ctrl+s w a n again Ctrl+s",
    "a d 330 Enter tea Enter Enter Enter Enter Enter w",
    "a d 9999 Enter tea Ctrl+s Back Ctrl+s w",
    "a d 20 Esc w a d 0 Ctrl+s",
    "a g 3 Enter 4 Tab 5 Ctrl+s ,w .",
    "a s 4 Down 2 Down 1 Ctrl+s u U",
    "a e w",
    "1 2 3 c 5",
    "/ pizza Esc w",
    "/ soup Enter w 1 w",
    "R 1 w",
    "r r u",
    "n wwuu Enter w",
    ", w y t w",
    ": glass Enter w",
    ": add Space drink Enter 250 Ctrl+s",
    "? w Esc w",
    "F12 Down 300 Esc w",
    "2 w 3 w 4 w W 1l Enter 5 w 7 w 1 w",
    "N dairy Enter acne Ctrl+s nnnnnn Enter e moving Enter Esc w",
    "N dairy Enter acne Ctrl+s nnn Esc w",
    "N dairy Enter eczema Ctrl+s nnnnnn y",
    "2 Down Down Down Down f 1 y Esc w",
]
"""Keys: names as above, everything else is typed letter by letter. `Space` is a blank."""


def keys(burst: str) -> Iterator[events.Key]:
    for word in burst.split(" "):
        if word in NAMED:
            yield events.Key(TEXTUAL.get(word, word.lower()), NAMED[word])
        else:
            yield from (events.Key(_character_to_key(letter), letter) for letter in word)


@pytest.fixture
def outcome(tmp_path: Path, clock: Clock) -> Callable[[str, str], Any]:
    """Return a coroutine that types a burst into a new app and returns the entries, the open tab and the dialogs."""

    async def run(burst: str, how: str) -> tuple[list[Any], str, int]:
        here = tmp_path / how
        journal = Journal.open(here / "journal.json")
        for back in (1, 2):
            journal.add(make("meal", {"text": "lentil soup, bread"}, clock, at=clock.now() - timedelta(days=back)))
        app = GutskinApp(lambda: journal, Settings(), here / "settings.toml", here / "state", clock)
        async with app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            if "/" in burst:  # the results of a search depend on whether the journal has been read
                app.post_message(events.Key("7", "7"))
                await settle(pilot)
            for key in keys(burst):
                app.post_message(key)
                if how == "slowly":
                    await settle(pilot)
            await settle(pilot)
            entries = [(entry.kind, entry.recorded(), entry.note, entry.at) for entry in journal.between()]
            return sorted(entries, key=repr), app.tab, len(app.screen_stack)

    return run


@pytest.mark.parametrize(
    "burst", [*BURSTS[::2], *(pytest.param(burst, marks=pytest.mark.slow) for burst in BURSTS[1::2])]
)
async def test_fast_is_as_slow(burst: str, outcome: Callable[[str, str], Any]) -> None:
    assert await outcome(burst, "at once") == await outcome(burst, "slowly")


@pytest.mark.parametrize(
    ("burst", "kind", "wanted"),
    [
        ("a d 330 Enter Enter Enter Enter Enter Enter", "drink", {"ml": 330, "what": "water"}),
        ("a z Enter Enter 2340 Enter 0710 Ctrl+s", "sleep", {"hours": 7.5, "bed": "23:40", "up": "07:10"}),
        ("a n wwuu Ctrl+s", "note", {"text": "wwuu"}),
        (": add Space drink Enter 250 Ctrl+s", "drink", {"ml": 250, "what": "water"}),
        ("c34", "skin", {"severity": 3, "itch": 4}),
    ],
)
async def test_a_burst_reaches_the_dialog_that_it_opens(
    burst: str, kind: str, wanted: dict[str, Any], outcome: Callable[[str, str], Any]
) -> None:
    entries, _, dialogs = await outcome(burst, "at once")
    assert [entry[1] for entry in entries if entry[0] == kind] == [wanted | ({"abv": 0.0} if kind == "drink" else {})]
    assert dialogs == 1
