"""Keys from the settings: validated, reported, and never without a key to quit."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gutskin_tui import paths
from gutskin_tui.tui.actions import ACTIONS
from gutskin_tui.tui.keymap import keymap
from tests.terminal import Terminal, surroundings
from tests.tui.conftest import MakeApp, Press

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed", ["f5", "F5", "ctrl+k", "Ctrl+K", "?", "=", "é", "space", "shift+f7", "alt+x", "backslash", " f5 , ctrl+k"]
)
def test_a_key_that_exists_is_accepted_by_any_of_its_names(typed: str) -> None:
    action = "help" if typed == "?" else "water"
    assert keymap({action: typed}).faults == ()


def test_the_usual_keys_are_keys() -> None:
    for action in ACTIONS:
        assert keymap({action.id: f"{action.keys},f13"}).faults == ()
        assert keymap({action.id: action.keys}).chosen == {}


@pytest.mark.parametrize(
    ("keys", "chosen", "fault"),
    [
        ({"watr": "f5"}, {}, 'keys: There is no action called "watr".'),
        ({"\x1b[2J": "f5"}, {}, 'keys: There is no action called "␛[2J".'),
        ({"water": "f99"}, {}, 'keys: "f99" for water is not the name of a key.'),
        ({"water": "shift+a"}, {}, 'keys: "shift+a" for water is not the name of a key.'),
        ({"water": "f5,nokey"}, {}, 'keys: "nokey" for water is not the name of a key.'),
        ({"water": " , "}, {}, 'keys: " , " for water is not the name of a key.'),
        ({"water": "f5", "note": "f5"}, {}, "keys: f5 cannot be both water and note; usual keys serve."),
        ({"water": "q"}, {}, "keys: q cannot be both water and quit; usual keys serve."),
        ({"quit": "w"}, {}, "keys: w cannot be both water and quit; usual keys serve."),
        ({"water": "ctrl+q"}, {}, "keys: ctrl+q cannot be both water and quit; usual keys serve."),
        ({"help": "f13", "water": "f1"}, {}, "keys: f1 cannot be both water and help; usual keys serve."),
        ({"note": "f"}, {}, "keys: f cannot be both food and note; usual keys serve."),
        # Taking out one fault brings back a usual key that another choice had counted on.
        ({"quit": "f99", "water": "q"}, {}, 'keys: "f99" for quit is not the name of a key.'),
        ({"watr": "f5", "note": "f13"}, {"note": "f13"}, 'keys: There is no action called "watr".'),
    ],
)
def test_a_fault_is_reported_and_leaves_the_default_keys(
    keys: dict[str, str], chosen: dict[str, str], fault: str
) -> None:
    result = keymap(keys)
    assert result.faults[0] == fault
    assert result.chosen == chosen


def test_keys_may_change_places_and_tabs_may_share_a_key() -> None:
    assert keymap({"water": "n", "note": "w"}) == ({"water": "n", "note": "w"}, ())
    assert keymap({"food": "F", "trials": "F"}).faults == ()


@pytest.mark.parametrize(("action", "always"), [("quit", "ctrl+q"), ("help", "f1")])
def test_quit_and_help_keep_a_key_that_works_everywhere(action: str, always: str) -> None:
    assert keymap({action: "f13"}).chosen == {action: f"f13,{always}"}


async def test_quit_works_with_any_settings(make_app: MakeApp, press: Press) -> None:
    for keys in ({"quit": "nokey"}, {"quit": "f13", "water": "q"}, {"water": "ctrl+q"}, {"quit": ""}):
        app = make_app(keys=keys)
        async with app.run_test() as pilot:
            await press(pilot, "ctrl+q")
            assert not app.is_running
        app.session.journal.close()


async def test_an_action_on_another_tab_retains_a_remapped_key(make_app: MakeApp, press: Press) -> None:
    app = make_app(keys={"food": "F"})
    async with app.run_test() as pilot:
        await press(pilot, "6", "f")
        assert type(app.screen).__name__ == "FactorPicker"


async def test_a_faulty_key_does_nothing_and_the_default_works(make_app: MakeApp, press: Press) -> None:
    app = make_app(keys={"water": "q", "note": "f13"})
    async with app.run_test() as pilot:
        await press(pilot, "w")
        assert len(app.session.journal.day(DAY)) == 1
        await press(pilot, "q")
        assert not app.is_running


def test_faults_are_reported_by_gutskin_settings_and_in_the_status_line(tmp_path: Path) -> None:
    path = paths.settings_path()
    path.parent.mkdir()
    path.write_text('[keys]\nwatr = "f5"\nnote = "f99"\n')
    words = [sys.executable, "-m", "gutskin_tui"]
    ran = subprocess.run([*words, "settings"], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0
    assert ran.stderr.splitlines() == [
        'gutskin: keys: There is no action called "watr".',
        'gutskin: keys: "f99" for note is not the name of a key.',
    ]
    environment = surroundings(str(tmp_path)) | {
        name: value for name, value in os.environ.items() if name.startswith("GUTSKIN_")
    }
    with Terminal(words, environment, (120, 24)) as terminal:
        terminal.drawn('keys: There is no action called "watr". 1 more: see gutskin settings.')
        terminal.type(b"q")
        assert terminal.wait() == 0
