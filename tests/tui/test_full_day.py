"""A full day by keyboard: what it takes, and that all of it is in the file afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from tests.conftest import LONDON
from tests.tui.conftest import MakeApp, Press

pytestmark = pytest.mark.unmeasured

MOST_KEYS = 35

DAY = [
    "r",  # breakfast, as yesterday
    *("m", "l", "e", "tab", "enter"),  # a lunch known from before
    *("m", "s", "a", "tab", "enter"),  # a dinner known from before
    *["w"] * 8,
    *("c", "3", "2", "1", "4", "minus", "5", "6", "enter", "7", "2", "m", "2", "enter"),  # the whole check-in
]


@pytest.fixture
def morning() -> Clock:
    """Nine in the morning: the slot is breakfast."""
    return fixed_clock(datetime(2026, 11, 21, 9, 0, tzinfo=LONDON), "Europe/London")


@pytest.fixture
def known(tmp_path: Path, morning: Clock) -> Journal:
    """A journal that knows three meals and one night of sleep."""
    journal = Journal.open(tmp_path / "journal.json")
    yesterday = morning.now() - timedelta(days=1)
    for hour, text in ((8, "oats, blueberries, coffee"), (13, "lentil soup"), (19, "salmon")):
        journal.add(make("meal", {"text": text}, morning, at=yesterday.replace(hour=hour)))
    journal.add(make("sleep", {"hours": 7.5}, morning, at=yesterday.replace(hour=7)))
    return journal


async def test_a_full_day_needs_at_most_35_keys(known: Journal, morning: Clock, tmp_path: Path, press) -> None:
    assert len(DAY) <= MOST_KEYS
    app = GutskinApp(lambda: known, Settings(), tmp_path / "settings.toml", tmp_path / "state", morning)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *DAY)
    today = [entry.recorded() | {"kind": entry.kind} for entry in Journal.open(known.path).day(morning.today())]
    meals = [entry["text"] for entry in today if entry["kind"] == "meal"]
    assert meals == ["oats, blueberries, coffee", "lentil soup", "salmon"]
    assert sum(entry["kind"] == "drink" for entry in today) == 8
    (skin,) = (entry for entry in today if entry["kind"] == "skin")
    assert skin == {"kind": "skin", "severity": 3, "itch": 2, "redness": 1, "dryness": 4}
    (stress,) = (entry for entry in today if entry["kind"] == "stress")
    assert stress == {"kind": "stress", "score": 5, "mood": 6}
    (sleep,) = (entry for entry in today if entry["kind"] == "sleep")
    assert sleep == {"kind": "sleep", "hours": 7.5, "quality": 7}
    (exercise,) = (entry for entry in today if entry["kind"] == "exercise")
    assert exercise == {"kind": "exercise", "minutes": 20}
    (practice,) = (entry for entry in today if entry["kind"] == "practice")
    assert practice == {"kind": "practice", "what": "meditation", "minutes": 20}


async def test_stock_tinydb_reads_what_the_screen_saved(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w", "w", "c", "4")
    app.session.journal.close()
    with TinyDB(app.session.journal.path) as db:
        assert [entry["ml"] for entry in db.table("drink")] == [250, 250]
        assert [entry["severity"] for entry in db.table("skin")] == [4]
