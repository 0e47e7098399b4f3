"""Help, and the list of commands, through the keyboard; dialogs stay where they are when a message appears."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Static

from gutskin_tui.model.kinds import LISTED
from gutskin_tui.store.backups import backup_folder
from gutskin_tui.tui.actions import ACTIONS, TABS
from gutskin_tui.tui.dialogs.base import DialogFrame
from gutskin_tui.tui.dialogs.command_palette import NAME, CommandPalette, commands, matching
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.dialogs.safety_questions import SafetyQuestions
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.widgets.form_fields import FormFields
from gutskin_tui.tui.widgets.prompt import Prompt
from tests.tui.conftest import MakeApp, Press, screen_text, status
from tests.tui.form_texts import recorded

SIZE = (100, 40)


# Help.


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_begins_with_the_current_tab(make_app: MakeApp, press: Press, key: str) -> None:
    app = make_app(keys={"water": "f11"})
    async with app.run_test(size=(100, 90)) as pilot:
        await press(pilot, "4", key)
        assert isinstance(app.screen, TextPage)
        text = screen_text(app)
        assert (
            text.index("Help: Water") < text.index("Set the day's water goal.") < text.index("Log one glass of water.")
        )
        line = next(text_line for text_line in text.splitlines() if "Log one glass of water." in text_line)
        assert "F11" in line
        await press(pilot, "q")
        assert len(app.screen_stack) == 1
        assert app.is_running


def test_the_longest_name_of_a_command_has_a_gap_before_its_help() -> None:
    assert max(len(command.name) for command in commands("today", LISTED.values(), {}, False)) < NAME


async def test_help_names_every_action_and_scrolls(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 200)) as pilot:
        await press(pilot, "question_mark")
        text = " ".join(screen_text(app).split())
        for action in ACTIONS:
            assert action.help[:40] in text, action.id
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "question_mark")
        top = screen_text(app)
        for key in ("j", "down", "pagedown", "G"):
            before = screen_text(app)
            await press(pilot, key)
            assert screen_text(app) != before
        await press(pilot, "g")
        assert screen_text(app) == top
        await press(pilot, "w", "question_mark")
        assert len(app.screen_stack) == 1
    assert app.session.journal.count() == 0


async def test_help_in_ascii_is_ascii(make_app: MakeApp, press: Press) -> None:
    app = make_app(ascii=True)
    async with app.run_test(size=(80, 200)) as pilot:
        await press(pilot, "question_mark")
        lines = [line for line in screen_text(app).splitlines() if "  " in line.strip() and "·" not in line]
        assert len(lines) > len(ACTIONS)
        assert [line for line in lines if not line.isascii()] == []


# The list of commands.


async def test_a_command_is_searched_by_words_and_run(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        for key in ("colon", "ctrl+p"):
            await press(pilot, key, *"glass", "enter")
        assert len(recorded(app, "drink")) == 2
        await press(pilot, "colon", *"stress ta", "enter")
        assert app.tab == "stress"
        await press(pilot, "colon", *"add gut", "enter")
        assert isinstance(app.screen, EntryForm)
        await press(pilot, "escape", "colon", *"no such thing", "enter")
        assert isinstance(app.screen, CommandPalette)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1


async def test_arrows_and_pages_move_in_the_commands(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *["pagedown"] * 9, *["pageup"] * 9, "down", "down", "enter")
    assert [entry.ml for entry in recorded(app, "drink")] == [250]  # check-in, meal, water


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_the_whole_help_of_the_selected_command_is_below_the_list(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "colon")
        about = app.screen.query_one("#about")
        assert str(about.render()) == "Check in: skin, stress, mood, sleep, exercise, practices by digit."
        await press(pilot, "down", "down")
        assert str(about.render()) == "Log one glass of water."
        await press(pilot, *"no such")
        assert str(about.render()) == ""


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_a_page_explains_the_signs_of_the_screen(make_app: MakeApp, press: Press, ascii_only: bool) -> None:
    app = make_app(3, ascii=ascii_only)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *"how to read", "enter")
        assert isinstance(app.screen, TextPage)
        text = screen_text(app)
        for words in ("has the focus", "The average of the last 7 days", "is not a cause"):
            assert words in text
        assert text.isascii() or not ascii_only


async def test_help_lists_the_keys_of_the_tab_then_those_that_log(make_app: MakeApp, press: Press) -> None:
    app = make_app(3)
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "4", "question_mark")
        text = screen_text(app)
        assert text.index("On Water") < text.index("Log a night") < text.index("In lists and fields")


async def test_a_command_of_another_tab_goes_there_first(make_app: MakeApp, press: Press) -> None:
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *"export", "enter")
        assert app.tab == "trends"
        assert app.query_one(Prompt).asking
        await press(pilot, "escape", "1", "colon", *"goal", "enter")
        assert app.tab == "water"


async def test_a_picture_of_the_screen_is_written_to_the_typed_path(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *"screenshot", "enter", "ctrl+u", *f"{tmp_path}/look.svg", "enter")
        assert "Wrote a picture of the screen" in status(app)
    picture = tmp_path / "look.svg"
    assert "gutskin" in picture.read_text()
    assert picture.stat().st_mode & 0o077 == 0


def test_every_action_is_a_command_on_every_tab() -> None:
    for tab in TABS:
        offered = {command.id: command for command in commands(tab, LISTED.values(), {}, False)}
        ids = {action.id for action in ACTIONS} - {"leave", "palette", "usual", "usual_anywhere"}
        assert ids <= set(offered)
        assert {"theme", "screenshot", "import", "files"} <= set(offered)
        assert all(offered[name].keys for name in ids)


async def test_the_palette_finds_the_folder_of_the_backups(make_app: MakeApp, press: Press) -> None:
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *"xylophone")
        assert "Try another word" in screen_text(app)
        await press(pilot, "ctrl+u", *"backup", "enter")
        assert isinstance(app.screen, TextPage)
        text = re.sub(r"[\s│]", "", screen_text(app))
        assert str(backup_folder(app.session.journal.state)) in text


async def test_a_key_of_other_tabs_names_where_it_works(make_app: MakeApp, press: Press) -> None:
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X")
        assert "X works on Trends, History: Export what is shown as JSON." in status(app)
        await press(pilot, "T")
        assert "T works on Trends" in status(app)


async def test_the_selected_entry_and_selected_text_are_copied(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "Y")
        assert "Select an entry first" in status(app)
        await press(pilot, "ctrl+c")
        assert "q quits" in status(app)
        await press(pilot, "n", *"itchy", "enter", "tab", "Y")
        assert app.clipboard.startswith("2026-11-21 14:15  note  itchy")
        assert "Copied: 2026-11-21" in status(app)
        await pilot.mouse_down("#title", offset=(1, 0))
        await pilot.hover("#title", offset=(8, 0))
        await pilot.mouse_up("#title", offset=(8, 0))
        await press(pilot, "ctrl+c")
        assert app.clipboard.startswith("gutskin")
        assert "Copied the selected text." in status(app)


async def test_themes_and_ascii_are_commands_and_are_saved(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *"theme", "enter", "down", "down", "enter")
        assert app.theme == "gutskin-light"
        await press(pilot, "colon", *"ascii on", "enter")
        assert app.session.settings.ascii
        assert app.session.palette.glyphs
        await press(pilot, "colon", *"where", "enter")
        text = screen_text(app)
        for name in ("journal.json", "settings.toml", "drafts"):
            assert name in text
    assert 'theme = "light"' in (tmp_path / "settings.toml").read_text()


def test_matching_puts_names_before_help_and_falls_back_to_letters() -> None:
    every = commands("today", LISTED.values(), {}, False)
    assert matching("", every) == every
    assert [command.id for command in matching("wat", every)][:2] == ["water", "water_exact"]
    assert matching("undo", every)[0].id == "undo"
    assert matching("stngs", every)[0].id == "preferences"
    assert matching("zzzz", every) == []
    assert len({command.id for command in every}) == len(every)


@pytest.mark.parametrize(
    ("opening", "keys"),
    [
        ("am", "down x down down"),
        ("as", "9 9 down down ctrl+s"),
        ("f12", "down x down down ctrl+s"),
        ("2E", "p p e"),
        ("2M", "y n u u"),
        ("N", "x enter down down"),
    ],
)
async def test_a_dialog_stays_where_it_is_when_a_message_appears(
    make_app: MakeApp, press: Press, opening: str, keys: str
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *([opening] if opening == "f12" else opening))
        dialog = app.screen
        place = dialog.query_one(DialogFrame).region
        for key in keys.split():
            await press(pilot, key)
            if app.screen is not dialog:
                break
            assert dialog.query_one(DialogFrame).region == place, key


async def test_a_question_of_safety_stays_where_it_is_when_another_key_is_named(
    make_app: MakeApp, press: Press
) -> None:
    app = make_app(conditions=("rosacea",))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "N", *"dairy", "tab", "ctrl+s")
        assert isinstance(app.screen, SafetyQuestions)
        place = app.screen.query_one(DialogFrame).region
        await press(pilot, "enter")
        assert "Press y for yes or n for no." in str(app.screen.query_one("#message", Static).render())
        assert app.screen.query_one(DialogFrame).region == place


async def test_a_form_of_a_single_field_has_room_for_its_message_alone(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=3)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "f", "enter", "r")
        fields = app.screen.query_one(FormFields)
        assert fields.size.height == 3
        await press(pilot, *"oats", "enter")
        assert fields.size.height == 3
