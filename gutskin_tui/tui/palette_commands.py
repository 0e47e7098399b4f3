"""Runs the commands of the palette: the actions of the table, and those that have no key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from gutskin_tui.model.kinds import offered_kinds
from gutskin_tui.nutrition.uncertain_labels import journal_uncertain_labels
from gutskin_tui.nutrition.unknown_foods import unknown_foods
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.report_prompt import ask_report
from gutskin_tui.tui.sync_command import start_sync

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


async def choose_command(app: GutskinApp) -> None:
    """Offer all commands by name, and run the chosen one. Called in a worker."""
    session, settings = app.session, app.session.settings
    offered = dialogs.command_palette.commands(app.tab, offered_kinds(settings), session.keymap.chosen, settings.ascii)
    if command := await app.push_screen_wait(dialogs.command_palette.CommandPalette(offered)):
        name, _, value = command.id.partition(" ")
        if run := COMMANDS.get(name):
            await run(app, value)
        else:
            await app.perform(name)


async def _open_form(app: GutskinApp, kind: str) -> None:
    app.pane.open_form(kind)


async def _set_ascii(app: GutskinApp, value: str) -> None:
    app.settings_editor.change({"ascii": value == "on"}, f"ASCII only: {value}")


async def _choose_theme(app: GutskinApp, _value: str) -> None:
    """Offer the themes, each shown while it is selected; Esc goes back to that of the settings."""
    editor = app.settings_editor
    chosen = await app.push_screen_wait(
        dialogs.theme_picker.ThemePicker(app.session.settings.theme, editor.preview_theme)
    )
    if chosen:
        editor.change({"theme": chosen}, f"Theme: {chosen}")
    editor.preview_theme(app.session.settings.theme)  # also where it could not be saved


async def _explain_screen(app: GutskinApp, _value: str) -> None:
    app.push_screen(
        dialogs.text_page.TextPage("How to read this screen", dialogs.help.reading_page(app.session.palette))
    )


async def _save_screenshot(app: GutskinApp, _value: str) -> None:
    """Ask where to write a picture of the screen as it is now."""
    picture = app.export_screenshot().encode()

    async def gather() -> Write:
        return lambda out: out.write(picture)

    ask_export(app, "gutskin.svg", "a picture of the screen", gather, title="Screenshot")


async def _show_files(app: GutskinApp, _value: str) -> None:
    app.push_screen(
        dialogs.text_page.TextPage("Where your files are", dialogs.files.files_page(app.session, app.warning))
    )


async def _show_merges(app: GutskinApp, _value: str) -> None:
    await app.push_screen_wait(dialogs.superseded_values.SupersededValues(app.session))


async def _import(app: GutskinApp, _value: str) -> None:
    # imported here: with the formats of exchange it takes 50 ms, for which the palette does not wait
    from gutskin_tui.tui.import_prompt import ask_import

    ask_import(app)


async def _report(app: GutskinApp, audience: str) -> None:
    await ask_report(app, "dietitian" if audience == "dietitian" else "dermatologist")


async def _sync(app: GutskinApp, _value: str) -> None:
    start_sync(app)


async def _ask_about_foods(app: GutskinApp, which: str) -> None:
    """Ask about all "unknown" foods of the journal, the commonest first, or all "uncertain" labels."""
    if which == "unknown":
        if foods := await app.session.foods.count(unknown_foods):
            await app.push_screen_wait(dialogs.unknown_foods.UnknownFoods(app.session, foods))
        else:
            app.status("No unknown foods: every food in your meals and drinks is known.", False)
    elif labels := await app.session.foods.count(journal_uncertain_labels):
        await app.push_screen_wait(dialogs.label_questions.LabelQuestions(app.session, labels))
    else:
        app.status("No uncertain labels: the labels of every day are certain.", False)


COMMANDS: dict[str, Callable[[GutskinApp, str], Awaitable[None]]] = {
    "form": _open_form,
    "theme": _choose_theme,
    "ascii": _set_ascii,
    "all": _ask_about_foods,
    "reading": _explain_screen,
    "report": _report,
    "screenshot": _save_screenshot,
    "sync": _sync,
    "merges": _show_merges,
    "import": _import,
    "files": _show_files,
}
"""What runs the commands that are not actions, by the first word of their id; it is given the rest of the id."""
