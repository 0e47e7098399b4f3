"""The root group `gutskin`: the table of commands, and the screen when no command is given."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from gutskin_tui.cli.click_ext import Group, LazyCommand
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import handled

COMMANDS = {
    "add": LazyCommand("gutskin_tui.cli.add:add", "Log something: a meal, a drink, your skin."),
    "today": LazyCommand("gutskin_tui.cli.listing:today", "Show what is logged today and what is still to log."),
    "week": LazyCommand("gutskin_tui.cli.week:week", "Show the last week against the one before, and a next step."),
    "list": LazyCommand("gutskin_tui.cli.listing:list_entries", "List entries, oldest first."),
    "find": LazyCommand("gutskin_tui.cli.find:find", "Show the days that match QUERY, newest first."),
    "edit": LazyCommand("gutskin_tui.cli.edit:edit", "Change fields of an entry."),
    "remove": LazyCommand("gutskin_tui.cli.edit:remove", "Remove an entry; gutskin undo brings it back."),
    "photo": LazyCommand("gutskin_tui.cli.photo:photo", "Open the photo of a skin check-in in your picture viewer."),
    "undo": LazyCommand("gutskin_tui.cli.edit:undo", "Undo the last change, made here or in the app."),
    "redo": LazyCommand("gutskin_tui.cli.edit:redo", "Redo the change that was undone last."),
    "foods": LazyCommand("gutskin_tui.cli.foods:foods", "Your own foods: corrections, recipes, stars."),
    "streaks": LazyCommand("gutskin_tui.cli.stats:streaks", "Show streaks, and how regular your entries are."),
    "trends": LazyCommand(
        "gutskin_tui.cli.stats:trends", "Show every measure: its 7-day average, its direction, 28 days."
    ),
    "insights": LazyCommand(
        "gutskin_tui.cli.insights:insights",
        "Show factors linked to your skin, and what is still needed.",
    ),
    "trial": LazyCommand("gutskin_tui.cli.trial:trial", "Test one food, treatment or habit with a planned trial."),
    "report": LazyCommand("gutskin_tui.cli.report:report", "Write a page of numbers and a chart for an appointment."),
    "export": LazyCommand(
        "gutskin_tui.cli.transfer:export", "Export the journal or a part of it as JSON, CSV or Markdown."
    ),
    "import": LazyCommand(
        "gutskin_tui.cli.import_file:import_file",
        "Import an export of gutskin or of another program.",
    ),
    "schema": LazyCommand("gutskin_tui.cli.transfer:schema", "Print the JSON Schema (2020-12) of an export."),
    "merge": LazyCommand(
        "gutskin_tui.cli.transfer:merge",
        "Merge another journal file, such as a conflict copy.",
    ),
    "sync": LazyCommand("gutskin_tui.cli.sync:sync", "Sync the journal with your other computers through git."),
    "merges": LazyCommand("gutskin_tui.cli.merges:merges", "List what lost against a later change in a merge."),
    "merge-driver": LazyCommand("gutskin_tui.cli.sync:merge_driver", "Merge two journal files for git."),
    "demo": LazyCommand("gutskin_tui.cli.demo:demo", "Open the app on a made-up journal; nothing is saved."),
    "where": LazyCommand(
        "gutskin_tui.cli.doctor:where", "Show the paths of the journal, settings, drafts and backups."
    ),
    "doctor": LazyCommand(
        "gutskin_tui.cli.doctor:doctor",
        "Check every entry, and whether any saved entry is missing.",
    ),
    "completion": LazyCommand(
        "gutskin_tui.cli.completion:completion",
        "Print the script for completion in bash, zsh or fish.",
    ),
    "settings": LazyCommand(
        "gutskin_tui.cli.settings:settings", "Show or change settings, such as goals, theme and keys."
    ),
}


ENVIRONMENT = {
    "GUTSKIN_JOURNAL": "The journal file, unless --journal names one.",
    "GUTSKIN_SETTINGS": "The settings file.",
    "GUTSKIN_STATE": "The folder for drafts, locks and backups.",
    "NO_COLOR": "Any value: no colours.",
}
"""The variables of the environment with their meaning."""

EXIT_STATUS = {
    "0": "Done.",
    "1": "It could not be done, or doctor or today --quiet has something to report.",
    "2": "The command line is wrong.",
    "130": "Interrupted.",
}
"""The exit statuses with their meaning."""


class Root(Group):
    """The root group; all errors end in `errors.handled`."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the variables of the environment and the exit statuses."""
        for title, rows in (("Environment", ENVIRONMENT), ("Exit status", EXIT_STATUS)):
            with formatter.section(title):
                formatter.write_dl(list(rows.items()))

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, obj: Session | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command line (this process's own if `args` is None) and exit."""
        _open_streams()
        extra |= {"prog_name": "gutskin", "standalone_mode": False, "obj": obj or Session()}
        sys.exit(handled(lambda: self._run(sys.argv[1:] if args is None else args, extra)))

    def _run(self, arguments: Sequence[str], extra: dict[str, Any]) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # Characters that the stream's encoding lacks are printed as "?" instead of failing.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        if "_GUTSKIN_COMPLETE" in os.environ:
            # imported here: it registers how bash is answered, which only the shell's completion needs
            importlib.import_module("gutskin_tui.cli.completion")
        return super().main([_decode(argument) for argument in arguments], **extra)


def _open_streams() -> None:
    """Replace closed standard streams by the null device, so that no file opened later gets their descriptor."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _decode(argument: str) -> str:
    """Return an argument decoded as UTF-8 whatever the locale, else as decoded by the locale.

    Raises UsageError for undecodable bytes.
    """
    try:
        return os.fsencode(argument).decode()
    except UnicodeDecodeError:
        pass
    try:
        argument.encode()
    except UnicodeEncodeError:
        raise click.UsageError("The command contains bytes that are not UTF-8 text.") from None
    return argument


@click.group(
    cls=Root,
    lazy=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def gutskin(context: click.Context) -> int | None:
    """A private, offline journal of meals, skin, water and stress.

    Run without a command to open the app. Not medical advice.
    """
    if context.invoked_subcommand is None:
        # imported here: it takes 3 ms, which --help does without
        from gutskin_tui.cli.screen import open_screen

        session = context.ensure_object(Session)
        return open_screen(session.journal_path, session.screen_clock)
    return None
