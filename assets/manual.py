"""The manual page, docs/gutskin.1, written from the help of the commands by assets/readme.py."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from gutskin_tui.cli.click_ext import Command, Group
from gutskin_tui.cli.main import ENVIRONMENT, EXIT_STATUS, gutskin


def every_command(width: int = 80) -> Iterator[click.Context]:
    """Yield a context for every command, groups before their own commands; its help has `width` columns."""
    yield from _commands(gutskin, "gutskin", None, width)


def _commands(command: click.Command, name: str, parent: click.Context | None, width: int) -> Iterator[click.Context]:
    options = command.context_settings | {"terminal_width": width, "max_content_width": width}
    with click.Context(command, parent=parent, info_name=name, **options) as context:
        yield context
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                member = command.get_command(context, child)
                assert member is not None
                yield from _commands(member, child, context, width)


def manual_page() -> str:
    """Return the manual page in the language of man(7)."""
    root, *others = every_command()
    about, _, more = inspect.cleandoc(gutskin.help or "").partition("\n\n")
    lines = [
        '.TH GUTSKIN 1 "" gutskin "User Commands"',
        ".SH NAME",
        f"gutskin \\- {_escaped(about[0].lower() + about[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B gutskin",
        "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGS\\fR]...]",
        ".SH DESCRIPTION",
        *_paragraphs(more),
        ".SH OPTIONS",
        *_options(root),
        ".SH COMMANDS",
    ]
    for context in others:
        usage = " ".join(context.command.collect_usage_pieces(context))
        lines += [f".SS {_escaped(f'{context.command_path} {usage}')}", *_paragraphs(context.command.help or "")]
        lines += [*_options(context), *_examples(context.command)]
    for title, rows in (("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", EXIT_STATUS)):
        lines += [f".SH {title}", *(line for row in rows.items() for line in _tagged(*row))]
    lines += [".SH FILES", "gutskin where prints the paths of the journal, the settings, the drafts and the backups."]
    return "\n".join([*lines, ""])


def _options(context: click.Context) -> Iterator[str]:
    """Yield the options of a command; those that every command has, for the root alone."""
    common = {"--journal", "--version", "--help"} if context.parent else set()
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record and not common & set(parameter.opts):
            yield from _tagged(*record)


def _examples(command: click.Command) -> Iterator[str]:
    if isinstance(command, Command | Group) and command.examples:
        yield from (".PP", "Examples:", ".PP", ".nf", ".RS", *map(_escaped, command.examples), ".RE", ".fi")


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n{2,}", inspect.cleandoc(text)):
        yield from (".PP", _escaped(" ".join(paragraph.split())))


def _tagged(tag: str, text: str) -> tuple[str, str, str]:
    return ".TP", f"\\fB{_escaped(tag)}\\fR", _escaped(text)


def _escaped(text: str) -> str:
    """Return a text of which nothing is a request or an escape."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{text}" if text.startswith((".", "'")) else text
