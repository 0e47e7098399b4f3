"""Any arguments give output or a one-line error: never a traceback or a control sequence of a terminal."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.foods import foods
from gutskin_tui.cli.main import COMMANDS, gutskin
from gutskin_tui.cli.trial import trial
from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.kinds import LISTED

CLOCK = fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("Europe/London")), "Europe/London")


def options(command: click.Command) -> list[str]:
    """Return every option of a command and of those below it."""
    names = [name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            names += options(below) if below else []
    return names


# What writes a file where it is told to is tried on its own, in folders of its own.
OPTIONS = sorted(set(options(gutskin)) - {"--journal", "-o", "--output", "--write", "--json"})
WORDS = (
    st.sampled_from([*COMMANDS, *LISTED, *OPTIONS, "show", "path", "250", "--", "-", "", "today", "ml=5", "skin>=4"])
    | st.sampled_from([*trial.commands, "dairy", "acne", "rigorous", "kept", "no", "2026-11-21", "28"])
    | st.sampled_from([*foods.commands, "dairy=no", "added sugar=auto", "oat latte, milk", "contains nuts", "tasty=no"])
    | st.sampled_from(
        ["\x1b[31m", "[/b]", "\udcff", "\x00", "=1+1", "x" * 3000, "9" * 400, "1e999", "nan", "-2h", "\n"]
    )
    | st.text(max_size=12)
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        [
            *COMMANDS,
            *(f"add {kind}" for kind in LISTED),
            *(f"foods {name}" for name in foods.commands),
            *(f"trial {name}" for name in trial.commands),
            "settings set",
        ]
    ),
    st.lists(WORDS, max_size=5),
)
@example("where", ["--version", "x"])
@example("import", ["\x00"])
@example("merge", ["\x00"])
def test_any_words(command: str, words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        line = ["--journal", str(Path(folder) / "journal.json"), *command.split(), *words]
        result = CliRunner().invoke(gutskin, line, obj=Session(CLOCK))
    assert isinstance(result.exception, SystemExit | None)
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.output
    assert "Unexpected error" not in result.stderr
    assert "\x1b" not in result.output
    if result.exit_code:
        assert result.stderr.startswith("gutskin: ")
        assert result.stderr.count("\n") == 1
        assert len(result.stderr) < 500
    else:
        assert result.stderr == ""


def test_the_list_of_commands_has_the_first_sentence_of_each_help() -> None:
    context = click.Context(gutskin)
    for name, lazy in COMMANDS.items():
        command = gutskin.get_command(context, name)
        assert command is not None
        for width in (30, 60, 200):
            assert click.Command(name, help=lazy.summary).get_short_help_str(width) == command.get_short_help_str(width)
