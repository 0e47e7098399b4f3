"""Click commands with the options common to all, and a group that imports its commands lazily."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from gutskin_tui import __version__
from gutskin_tui.cli.context import Session
from gutskin_tui.text import one_line, with_suggestion

pass_session = click.make_pass_decorator(Session)


def _journal(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value.strip():
        raise click.BadParameter("needs the path of a file.", context, param_hint="--journal")
    context.ensure_object(Session).journal_option = value


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"gutskin {__version__}")
        context.exit()


def complete_file(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete the path of a file."""
    return [CompletionItem(incomplete, type="file")]


def complete_from(names: Iterable[str]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return a function that lets the shell complete one of some names."""
    return lambda context, parameter, incomplete: [name for name in names if name.startswith(incomplete)]


def _common() -> list[click.Parameter]:
    journal = click.Option(
        ["--journal"],
        metavar="PATH",
        callback=_journal,
        expose_value=False,
        is_eager=True,
        help="The journal file to use.",
        shell_complete=complete_file,
    )
    version = click.Option(
        ["--version"],
        is_flag=True,
        callback=_version,
        expose_value=False,
        is_eager=True,
        help="Show the version and exit.",
    )
    return [journal, version]


class Choice(click.Choice[str]):
    """A choice of names whose error message suggests a similar one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name as typed; raises BadParameter for another one."""
        if value not in self.choices:
            self.fail(
                with_suggestion(f'Unknown value "{one_line(str(value), 40)}"', str(value), self.choices), param, ctx
            )
        return str(value)


def _write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """Write command lines below a heading, each as it is on a line of its own."""
    if examples:
        with formatter.section("Examples"):
            for example in examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Command(click.Command):
    """A click command with the common options `--journal` and `--version`, and examples in its help."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_common())
        self.examples = examples

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text of the help and the examples."""
        super().format_help_text(ctx, formatter)
        _write_examples(formatter, self.examples)


class LazyCommand(NamedTuple):
    """A command that is imported on first use.

    `path` is "module:name". `summary` is the first sentence of the command's help, listed without importing it.
    """

    path: str
    summary: str


class Group(click.Group):
    """A click group with the common options, and examples, that imports or builds a command on first use.

    `lazy` maps a command's name to what to import; `built` maps it to a factory.
    """

    command_class = Command

    def __init__(
        self,
        *args: Any,
        lazy: Mapping[str, LazyCommand] | None = None,
        built: Mapping[str, Callable[[], click.Command]] | None = None,
        examples: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(_common())
        self.examples = examples
        self._lazy = lazy or {}
        self._built = built or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they are declared: the most used first."""
        return [*self.commands, *self._lazy, *self._built]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, imported or built now; None if there is none."""
        if cmd_name in self._lazy:
            module, _, name = self._lazy[cmd_name].path.partition(":")
            command: click.Command = getattr(importlib.import_module(module), name)
            return command
        if cmd_name in self._built:
            return self._built[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; without any, print the help and raise UsageError if the group does nothing by itself."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            raise click.UsageError(f"Choose one of the commands above, such as {ctx.command_path} {self._first(ctx)}.")
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name. Raises UsageError with a suggestion if there is none."""
        name = args[0]
        if not (ctx.resilient_parsing or name.startswith("-") or self.get_command(ctx, name)):
            message = f'Unknown command "{one_line(name, 40)}"'
            advice = f"{ctx.command_path} --help lists all commands"
            raise click.UsageError(with_suggestion(message, name, self.list_commands(ctx), advice), ctx)
        return super().resolve_command(ctx, args)

    def _first(self, ctx: click.Context) -> str:
        """Return the name of the first command."""
        return self.list_commands(ctx)[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text of the help and the examples."""
        super().format_help_text(ctx, formatter)
        _write_examples(formatter, self.examples)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands; lazy ones by their summaries, without importing them."""
        if self._lazy:
            listed = {name: self._listed(ctx, name) for name in self.list_commands(ctx)}
            Group(commands=listed).format_commands(ctx, formatter)
        else:
            super().format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that complete a word; lazy commands are not imported."""
        commands = [
            CompletionItem(name, help=self._listed(ctx, name).get_short_help_str())
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return commands + super(click.Group, self).shell_complete(ctx, incomplete)

    def _listed(self, ctx: click.Context, name: str) -> click.Command:
        """Return a command with a help text for lists; a lazy one is not imported."""
        if name in self._lazy:
            return click.Command(name, help=self._lazy[name].summary)
        command = self.get_command(ctx, name)
        assert command is not None
        return command
