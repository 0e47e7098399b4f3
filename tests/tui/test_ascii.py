"""With the ASCII setting, no tab, dialog or prompt draws any other character."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import KINDS, LISTED
from gutskin_tui.settings import Settings
from gutskin_tui.store import JournalDamaged
from gutskin_tui.store.loss import Loss
from gutskin_tui.trials.safety import unanswered
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.dialogs.import_preview import ImportPreview
from gutskin_tui.tui.dialogs.missing import MissingDialog
from gutskin_tui.tui.dialogs.recovery_dialog import RecoveryDialog
from gutskin_tui.tui.dialogs.report_form import ReportForm
from gutskin_tui.tui.dialogs.settings_form import FirstSettings
from gutskin_tui.tui.dialogs.superseded_values import SupersededValues
from gutskin_tui.tui.dialogs.sync_conflict import SyncConflictDialog
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from tests.tui.conftest import MakeApp, key_event, press_keys, settle

pytestmark = pytest.mark.unmeasured

for module in pkgutil.iter_modules(dialogs.__path__):
    importlib.import_module(f"{dialogs.__name__}.{module.name}")

STEPS = (
    # Fields, prompts and questions on the status line.
    *(
        "m",
        "m o a",
        "W",
        "W 1",
        "z",
        "x",
        "p",
        "n",
        "R",
        "4 g",
        "7 slash",
        "7 slash s k i n > q",
        "7 X",
        "3 s",
        "c",
    ),
    # Dialogs.
    *("f12", "question_mark", "colon"),
    *(f"colon {words} enter" for words in ("t h e m e", "h o w space t o space r e a d", "f i l e s")),
    *(f"a {KINDS[kind].letter}" for kind in LISTED),
    *("2 P", "2 f", "2 f enter", "2 f enter r", "2 f enter p", "2 M", "2 E", "2 E e"),
    *("2 m z o r b ctrl+g", "2 m z o r b ctrl+g s"),
    *("6 f", "7 enter enter"),
    f"N d a i r y ctrl+s {' '.join('n' for _ in unanswered({}, 'dairy', 'acne'))} y enter",
    *("N", "N r", "N e"),
)
"""Keys, with a blank between, that are typed on Today one by one."""


def foreign(app: GutskinApp) -> set[str]:
    """Return the characters on the screen that are not ASCII."""
    strips = app.screen._compositor.render_strips()
    return {character for strip in strips for segment in strip for character in segment.text if not character.isascii()}


def classes(base: type[Dialog[Any]]) -> Iterator[str]:
    """Yield the names of the dialogs that can be opened: the classes below `base` without any of their own."""
    for dialog in base.__subclasses__():
        yield from classes(dialog) if dialog.__subclasses__() else [dialog.__name__]


@pytest.mark.parametrize("size", [(120, 40), pytest.param((60, 20), marks=pytest.mark.slow)])
async def test_tabs_dialogs_and_prompts_draw_ascii_only(
    make_app: MakeApp, tmp_path: Path, clock: Clock, size: tuple[int, int]
) -> None:
    app = make_app(60, ascii=True, cycle=True, conditions=("eczema",))
    app.session.journal.add(make("meal", {"text": "yogurt, oats"}, clock, at=clock.now().replace(hour=7)))
    opened, wrong = set[str](), dict[str, set[str]]()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)

        def check(where: str) -> None:
            opened.add(type(app.screen).__name__)
            if characters := foreign(app):
                wrong[where] = characters

        for steps in (*"1234567", *STEPS):
            for key in steps.split():
                await press_keys(pilot, key)
                check(steps)
            for key in ("escape", "escape", "escape", "1"):  # at once: nothing is examined between them
                app.post_message(key_event(key))
            await settle(pilot)
        await press_keys(pilot, "6")
        rows = app.query_one(InsightsPanel).rows
        await settle(pilot, until=lambda: rows.count > 0)
        app.screen.set_focus(rows)
        await press_keys(pilot, "enter")
        check("the days behind a factor")
        await press_keys(pilot, "escape", "1")
        loss = Loss(1, 0, None)
        for dialog in (
            MissingDialog(loss, "1 entry is missing."),
            SyncConflictDialog(tmp_path),
            ImportPreview(["2 entries would be added."]),
            RecoveryDialog(JournalDamaged(tmp_path / "journal.json", "It is damaged.")),
            FirstSettings(Settings()),
            SupersededValues(app.session),
            ReportForm("dermatologist", "report.html", Path),
        ):
            app.push_screen(dialog)
            await settle(pilot)
            check(type(dialog).__name__)
            app.pop_screen()
    assert not wrong
    assert set(classes(Dialog)) <= opened
