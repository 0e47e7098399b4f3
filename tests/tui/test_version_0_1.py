"""The screen opens what gutskin 0.1.0 left behind: journal, undo, settings, the draft of a screen that was killed."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from gutskin_tui import paths, settings
from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds.drink import Drink
from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from tests.tui.conftest import press_keys, settle


async def test_the_screen_goes_on_where_that_of_0_1_was_killed(version_0_1: Path, clock: Clock) -> None:
    file, log = version_0_1.read_bytes(), log_path(version_0_1).read_bytes()
    with Journal.open(version_0_1, read_only=True) as journal:
        before = list(journal.between())
    faults: list[str] = []
    chosen = settings.load(paths.settings_path(), faults.append)
    assert faults == []
    app = GutskinApp(
        lambda: Journal.open(version_0_1, clock=clock), chosen, paths.settings_path(), paths.state_path(), clock
    )
    with app.files:
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            assert len(app.screen_stack) == 1  # no dialog asks about a damage or a loss
            assert app.theme == "gutskin-light"
            assert app.query_one(StatusLine).line(120).plain == ""  # no warning
            await press_keys(pilot, "m")
            assert app.query_one("#meal-line", Input).value == "bread"
            await press_keys(pilot, "escape", "f5")  # the key for water in the settings
            await press_keys(pilot, "1", "2", "3", "4", "5", "6", "7")
            await press_keys(pilot, "u", "u")
            await press_keys(pilot, "U", "U")
    with Journal.open(version_0_1, read_only=True) as journal:
        assert journal.problems() == []
        after = list(journal.between())
        (water,) = [entry for entry in after if entry.id not in {entry.id for entry in before}]
        assert isinstance(water, Drink)
        assert water.ml == 300
        assert [entry.id for entry in after if entry is not water] == [entry.id for entry in before]
    copy = paths.state_folder(version_0_1) / "before-version-3.json"
    assert (copy.read_bytes(), log_path(copy).read_bytes()) == (file, log)
