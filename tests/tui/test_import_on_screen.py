"""Importing from the palette: the report of a dry run first, then one change that can be undone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.widgets import Static

from gutskin_tui.tui.dialogs.import_preview import ImportPreview
from gutskin_tui.tui.widgets.hints import Hints
from gutskin_tui.tui.widgets.text_block import TextBlock
from tests.tui.conftest import MakeApp, Press, status

DAYLIO = """full_date,date,weekday,time,mood,activities,note_title,note
2026-11-20,November 20,Friday,21:05,good,reading | walk,,"calm [b]evening[/b]"
2026-11-19,November 19,Thursday,20:15,bad,,,
"""


async def open_prompt(press: Press, pilot: Any, path: Path) -> None:
    await press(pilot, "colon", *"import", "enter")
    app = pilot.app
    assert str(app.main_screen.prompt.query_one(Hints).render()) == "Enter continue · Esc close"
    app.main_screen.prompt.query_one("TextInput").value = str(path)
    await press(pilot, "enter")


async def test_a_file_is_previewed_imported_and_undone(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "daylio.csv"
    path.write_text(DAYLIO)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, path)
        assert isinstance(app.screen, ImportPreview)
        preview = app.screen.query_one(TextBlock).content.plain
        assert "would be added" in preview
        assert app.session.journal.count() == 0
        await press(pilot, "enter")
        count = app.session.journal.count()
        assert count > 0
        assert f"{count} entries added" in status(app)
        await open_prompt(press, pilot, path)
        await press(pilot, "enter")
        assert "0 entries added" in status(app)
        assert "undo" not in status(app)
        await press(pilot, "u")
        assert app.session.journal.count() == 0


async def test_nothing_is_imported_without_a_yes(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "daylio.csv"
    path.write_text(DAYLIO)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, path)
        await press(pilot, "escape")
        assert app.session.journal.count() == 0
        assert "Nothing was imported" in status(app)


async def test_a_file_that_is_no_export_is_refused(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG secret")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, path)
        assert "photo.csv:" in status(app)
        assert "secret" not in status(app)
        assert app.session.journal.count() == 0


async def test_a_pipe_is_not_read(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, tmp_path / "pipe")
        assert app.main_screen.prompt.asking
        assert "no file or folder" in app.main_screen.prompt.query_one("#prompt-preview", Static).render().plain


async def test_a_prompt_for_the_order_of_dates(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "daylio.csv"
    path.write_text(DAYLIO.replace("2026-11-20", "04/03/2026").replace("2026-11-19", "05/03/2026"))
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, path)
        assert app.main_screen.prompt.asking
        await press(pilot, *"dym", "enter")
        assert app.main_screen.prompt.asking
        await press(pilot, "ctrl+u", *"mdy", "enter")
        assert isinstance(app.screen, ImportPreview)
        await press(pilot, "enter")
        assert {str(entry.date) for entry in app.session.journal.between()} == {"2026-04-03", "2026-05-03"}


async def test_a_table_is_imported_with_a_mapping(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "flare.csv"
    path.write_text("Day,Itch,Water\n2026-11-20,4,1.000\n2026-11-19,2,2.000\n")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, path)
        await press(pilot, "enter")
        assert 'day = "Day"' in (tmp_path / "flare.toml").read_text()
        await press(pilot, *",", "enter")
        assert isinstance(app.screen, ImportPreview)
        preview = app.screen.query_one(TextBlock).content.plain
        assert "Columns: Day is the date; Itch is skin.itch; Water is drink.ml." in preview
        await press(pilot, "enter")
        assert app.session.journal.count() > 0


async def test_a_table_without_a_guess_waits_for_its_mapping(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "flare.csv"
    path.write_text("Day,Zeug\n2026-11-20,4\n2026-11-19,2\n")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_prompt(press, pilot, path)
        await press(pilot, "enter")
        assert "Complete it" in status(app)
        assert 'day = "Day"' in (tmp_path / "flare.toml").read_text()
