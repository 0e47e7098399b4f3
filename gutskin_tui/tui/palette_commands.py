"""Runs the commands of the palette: the actions of the table, and those that have no key.

The dialogs are imported when first opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.model.kinds import offered_kinds
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.journal_foods import count_foods

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


async def choose_command(app: GutskinApp) -> None:
    """Offer all commands by name, and run the chosen one. Called in a worker."""
    from gutskin_tui.tui.dialogs.command_palette import CommandPalette, commands

    session, settings = app.session, app.session.settings
    offered = commands(app.tab, offered_kinds(settings), session.keymap.chosen, settings.ascii)
    if command := await app.push_screen_wait(CommandPalette(offered)):
        await _run(app, command.id)


async def _run(app: GutskinApp, command: str) -> None:
    """Run a command by its id."""
    what, _, value = command.partition(" ")
    if what == "form":
        app.pane.open_form(value)
    elif what == "theme":
        await _choose_theme(app)
    elif what == "ascii":
        app.settings_editor.change({"ascii": value == "on"}, f"ASCII only: {value}")
    elif command == "all unknown":
        await _ask_unknown_foods(app)
    elif command == "all uncertain":
        await _ask_uncertain_labels(app)
    elif what == "files":
        _show_files(app)
    elif what == "reading":
        _explain_screen(app)
    elif what == "import":
        from gutskin_tui.tui.import_prompt import ask_import

        ask_import(app)
    elif what == "report":
        from gutskin_tui.tui.report_prompt import ask_report

        await ask_report(app, "dietitian" if value == "dietitian" else "dermatologist")
    elif what == "sync":
        from gutskin_tui.tui.sync_command import start_sync

        start_sync(app)
    elif what == "merges":
        from gutskin_tui.tui.dialogs.superseded_values import SupersededValues

        await app.push_screen_wait(SupersededValues(app.session))
    elif what == "screenshot":
        _save_screenshot(app)
    else:
        await app.perform(what)


async def _choose_theme(app: GutskinApp) -> None:
    """Offer the themes, each shown while it is selected; Esc goes back to that of the settings."""
    from gutskin_tui.tui.dialogs.theme_picker import ThemePicker

    editor = app.settings_editor
    chosen = await app.push_screen_wait(ThemePicker(app.session.settings.theme, editor.preview_theme))
    if chosen:
        editor.change({"theme": chosen}, f"Theme: {chosen}")
    editor.preview_theme(app.session.settings.theme)  # also where it could not be saved


def _explain_screen(app: GutskinApp) -> None:
    """Show what the signs and colours of the screen mean."""
    from gutskin_tui.tui.dialogs.help import reading_page
    from gutskin_tui.tui.dialogs.text_page import TextPage

    app.push_screen(TextPage("How to read this screen", reading_page(app.session.palette)))


def _save_screenshot(app: GutskinApp) -> None:
    """Ask where to write a picture of the screen as it is now."""
    picture = app.export_screenshot().encode()

    async def gather() -> Write:
        return lambda out: out.write(picture)

    ask_export(app, "gutskin.svg", "a picture of the screen", gather, title="Screenshot")


def _show_files(app: GutskinApp) -> None:
    """Show the paths of the files."""
    from gutskin_tui.tui.dialogs.files import files_page
    from gutskin_tui.tui.dialogs.text_page import TextPage

    app.push_screen(TextPage("Where your files are", files_page(app.session, app.warning)))


async def _ask_unknown_foods(app: GutskinApp) -> None:
    """Ask about the unknown foods of the journal, the commonest first."""
    from gutskin_tui.nutrition.unknown_foods import unknown_foods
    from gutskin_tui.tui.dialogs.unknown_foods import UnknownFoods

    if foods := await count_foods(app.session, unknown_foods):
        await app.push_screen_wait(UnknownFoods(app.session, foods))
    else:
        app.status("No unknown foods: every food in your meals and drinks is known.", False)


async def _ask_uncertain_labels(app: GutskinApp) -> None:
    """Ask about the uncertain labels of the journal, those of the most days first."""
    from gutskin_tui.nutrition.uncertain_labels import journal_uncertain_labels
    from gutskin_tui.tui.dialogs.label_questions import LabelQuestions

    if labels := await count_foods(app.session, journal_uncertain_labels):
        await app.push_screen_wait(LabelQuestions(app.session, labels))
    else:
        app.status("No uncertain labels: the labels of every day are certain.", False)
