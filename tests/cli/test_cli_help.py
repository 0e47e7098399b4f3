"""Every command's help has examples, and the examples are command lines that work."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gutskin_tui.cli.click_ext import Command, Group
from gutskin_tui.cli.main import ENVIRONMENT, EXIT_STATUS, gutskin
from gutskin_tui.model.kinds import KINDS

PACKAGE = Path(__file__).parents[2] / "gutskin_tui"


def commands_below(group: click.Group, words: str = "gutskin") -> dict[str, Command | Group]:
    """Return all commands of a group and of its groups, by the words to type."""
    context = click.Context(group, info_name=words)
    commands: dict[str, Command | Group] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, Command | Group)
        commands[f"{words} {name}"] = command
        if isinstance(command, Group):
            commands |= commands_below(command, f"{words} {name}")
    return commands


COMMANDS = commands_below(gutskin)
EXAMPLES = [(words, example) for words, command in COMMANDS.items() for example in command.examples]


def test_every_command_has_an_example() -> None:
    assert [words for words, command in COMMANDS.items() if not command.examples] == []


@pytest.mark.parametrize(("words", "example"), EXAMPLES)
def test_an_example_is_a_command_line_of_its_command(monkeypatch: pytest.MonkeyPatch, words: str, example: str) -> None:
    parsed = []
    monkeypatch.setattr(Command, "invoke", lambda self, ctx: parsed.append(ctx.command_path))
    arguments = shlex.split(re.split(r" (?:[<>]|\|\|) ", example)[0])
    result = CliRunner().invoke(gutskin, arguments[1:])
    assert (result.exit_code, result.stderr) == (0, "")
    assert example.startswith(words)
    assert not parsed or parsed[0].startswith(words)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_example_of_a_kind_adds_an_entry(good: Callable[..., str], kind: str) -> None:
    assert good("add", kind, *shlex.split(KINDS[kind].example)).startswith("Saved ")


def test_the_example_of_the_settings_works(good: Callable[..., str]) -> None:
    for example in COMMANDS["gutskin settings set"].examples:
        assert " is now " in good(*shlex.split(example)[1:])


def test_the_help_names_every_variable_that_is_read() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert set(re.findall(r'environ\.get\("(GUTSKIN_\w+)"', sources)) == {
        name for name in ENVIRONMENT if name.startswith("GUTSKIN_")
    }
    output = CliRunner().invoke(gutskin, ["--help"]).stdout
    assert all(f"  {name} " in output for name in (*ENVIRONMENT, *EXIT_STATUS))


@pytest.mark.parametrize("words", [words for words, command in COMMANDS.items() if isinstance(command, Group)])
def test_each_command_of_a_group_is_described_in_a_line_of_a_terminal(words: str) -> None:
    output = CliRunner().invoke(gutskin, [*words.split()[1:], "--help"]).stdout
    assert "..." not in output.split("\nCommands:\n")[1].split("\n\n")[0]


def test_each_command_is_described_in_a_line_of_a_terminal() -> None:
    output = CliRunner().invoke(gutskin, ["--help"]).stdout
    assert "..." not in output.split("\nCommands:\n")[1].split("\n\n")[0]


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_help_of_a_field_has_its_range_once_and_no_doubled_stop(good: Callable[..., str], kind: str) -> None:
    words = " ".join(good("add", kind, "--help").split())
    assert "?." not in words
    assert not re.search(r"(\b\d+ to \d+\b)\. \1\.", words)
