"""The root group `gutskin`: the table of commands, and the screen when no command is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from gutskin_tui.cli.click_ext import Group
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import handled

COMMANDS = {
    "add": "gutskin_tui.cli.add:add",
    "today": "gutskin_tui.cli.find:today",
    "list": "gutskin_tui.cli.find:list_entries",
    "find": "gutskin_tui.cli.find:find",
    "edit": "gutskin_tui.cli.edit:edit",
    "remove": "gutskin_tui.cli.edit:remove",
    "undo": "gutskin_tui.cli.edit:undo",
    "redo": "gutskin_tui.cli.edit:redo",
    "foods": "gutskin_tui.cli.foods:foods",
    "streaks": "gutskin_tui.cli.stats:streaks",
    "trends": "gutskin_tui.cli.stats:trends",
    "insights": "gutskin_tui.cli.insights:insights",
    "trial": "gutskin_tui.cli.trial:trial",
    "export": "gutskin_tui.cli.transfer:export",
    "import": "gutskin_tui.cli.transfer:import_file",
    "schema": "gutskin_tui.cli.transfer:schema",
    "merge": "gutskin_tui.cli.transfer:merge",
    "demo": "gutskin_tui.cli.launch:demo",
    "where": "gutskin_tui.cli.doctor:where",
    "doctor": "gutskin_tui.cli.doctor:doctor",
    "settings": "gutskin_tui.cli.settings:settings",
}


class Root(Group):
    """The root group; all errors end in `errors.handled`."""

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
        raise click.UsageError("The command holds bytes that are not text in UTF-8.") from None
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

    Without a command it opens the screen. Not medical advice.
    """
    if context.invoked_subcommand is None:
        from gutskin_tui.cli.launch import open_screen

        return open_screen(context.ensure_object(Session))
    return None
