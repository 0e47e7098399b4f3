"""The real application on a real journal below tmp_path, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.journal.sample import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp


@pytest.fixture
def make_app(tmp_path: Path, clock: Clock) -> Callable[..., GutskinApp]:
    """Return a maker of applications: `days` of sample journal (0: empty) and any settings."""

    def make(days: int = 0, **settings: Any) -> GutskinApp:
        journal = Journal.open(tmp_path / "journal.json")
        if days and not journal.count():
            journal.add(*sample_entries(days, 1, clock))
        return GutskinApp(journal, Settings(**settings), tmp_path / "settings.toml", tmp_path / "state", clock)

    return make


@pytest.fixture
def press() -> Callable[..., Any]:
    """Return a coroutine that types keys as fast as they come and waits until all are dealt with."""

    async def type_keys(pilot: Pilot[None], *keys: str) -> None:
        for key in keys:
            await pilot.press(key)
        await settle(pilot)

    return type_keys


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no key is waiting and the screen is drawn."""
    app = pilot.app
    assert isinstance(app, GutskinApp)
    await pilot.pause()
    while not app.keys_settled:
        await pilot.pause(0.01)
    await pilot.pause()
